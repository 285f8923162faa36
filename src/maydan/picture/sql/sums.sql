-- How much is told of each incident: documents, sources, records, certain days. Counted in levels, not by COUNT(DISTINCT):
-- an engine can lay groups on disk, but not what a distinct count has seen. Portable between DuckDB and Spark SQL.
-- Tables: told (of told.sql).
WITH by_document AS (
  SELECT incident_id, document_id, source, COUNT(*) AS records, MAX(COALESCE(confidence, 0.0)) AS confidence
  FROM told GROUP BY incident_id, document_id, source
),
by_source AS (
  SELECT incident_id, source, COUNT(*) AS reports, SUM(records) AS records, MAX(confidence) AS confidence
  FROM by_document GROUP BY incident_id, source
),
by_day AS (
  SELECT incident_id, COUNT(*) AS days FROM (
    SELECT incident_id, day_from FROM told WHERE inferred = 0 AND day_from = day_to GROUP BY incident_id, day_from) d
  GROUP BY incident_id
),
counted AS (
  SELECT incident_id, CAST(SUM(reports) AS BIGINT) AS reports, COUNT(*) AS sources,
         CAST(SUM(records) AS BIGINT) AS records, MAX(confidence) AS confidence
  FROM by_source GROUP BY incident_id
)
SELECT c.incident_id, c.reports, c.sources, c.records, c.confidence, COALESCE(d.days, 0) AS days
FROM counted c LEFT JOIN by_day d ON d.incident_id = c.incident_id
