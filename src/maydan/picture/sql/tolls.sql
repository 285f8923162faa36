-- An incident's killed and wounded: the best is the median over sources of the largest count that each gives.
-- Portable between DuckDB and Spark SQL.
-- Tables: told (of told.sql).
WITH counted AS (
  SELECT incident_id, source, event_no, 'killed' AS toll, killed_low AS low, killed_best AS best, killed_high AS high
  FROM told WHERE COALESCE(killed_best, killed_low, killed_high) IS NOT NULL
  UNION ALL
  SELECT incident_id, source, event_no, 'wounded', wounded_low, wounded_best, wounded_high
  FROM told WHERE COALESCE(wounded_best, wounded_low, wounded_high) IS NOT NULL
),
largest AS (
  SELECT incident_id, toll, low, best, high,
         ROW_NUMBER() OVER (PARTITION BY incident_id, toll, source ORDER BY COALESCE(best, low, high) DESC, event_no) AS n
  FROM counted
)
SELECT incident_id, toll, MIN(LEAST(low, best)) AS low, MEDIAN(best) AS best, MAX(GREATEST(high, best)) AS high,
       COUNT(DISTINCT best) AS figures
FROM largest WHERE n = 1 GROUP BY incident_id, toll
