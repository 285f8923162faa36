-- The narrowest days that a report gives an incident, given ones before inferred. Portable between DuckDB and Spark SQL.
-- Tables: told (of told.sql).
SELECT incident_id, day_from, day_to FROM (
  SELECT incident_id, day_from, day_to, ROW_NUMBER() OVER (PARTITION BY incident_id ORDER BY inferred,
           (CAST(SUBSTR(day_to, 1, 4) AS INT) - CAST(SUBSTR(day_from, 1, 4) AS INT)) * 372
             + (CAST(SUBSTR(day_to, 6, 2) AS INT) - CAST(SUBSTR(day_from, 6, 2) AS INT)) * 31
             + CAST(SUBSTR(day_to, 9, 2) AS INT) - CAST(SUBSTR(day_from, 9, 2) AS INT), day_from, day_to) AS n
  FROM told WHERE day_from IS NOT NULL AND day_to IS NOT NULL) d
WHERE n = 1
