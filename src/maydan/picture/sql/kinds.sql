-- The type and class that most reports of an incident tell, the gravest first. Portable between DuckDB and Spark SQL.
-- Tables: told (of told.sql).
SELECT incident_id, type, class FROM (
  SELECT incident_id, type, class,
         ROW_NUMBER() OVER (PARTITION BY incident_id ORDER BY harm, COUNT(*) DESC, type) AS n
  FROM told GROUP BY incident_id, type, class, harm) k
WHERE n = 1
