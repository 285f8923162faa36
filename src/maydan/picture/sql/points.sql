-- Where an incident lies: the most exact of the places told of it, then the one most sources tell.
-- Portable between DuckDB and Spark SQL.
-- Tables: incident_values (incident_id, slot, value, sources), places (place, lat, lon, radius_km).
SELECT incident_id, lat, lon FROM (
  SELECT v.incident_id, p.lat, p.lon, ROW_NUMBER() OVER (
           PARTITION BY v.incident_id ORDER BY COALESCE(NULLIF(p.radius_km, 0.0), 1.0), v.sources DESC, v.value) AS n
  FROM incident_values v JOIN places p ON p.place = v.value WHERE v.slot = 'where' AND p.lat IS NOT NULL) p
WHERE n = 1
