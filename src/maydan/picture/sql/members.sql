-- Which event is in which incident. Portable between DuckDB and Spark SQL.
-- Tables: events (event_no, record_id, document_id, happened), roots (event_no, root): only events that are joined.
-- A group of which no report says that it happened is no incident. Event numbers are in the order of record ids.
WITH rooted AS (
  SELECT e.event_no, e.record_id, e.document_id, e.happened, COALESCE(r.root, e.event_no) AS root
  FROM events e LEFT JOIN roots r ON r.event_no = e.event_no
),
named AS (SELECT root, MIN(record_id) AS record_id FROM rooted WHERE happened = 1 GROUP BY root)
SELECT CONCAT('i', SUBSTR(n.record_id, 2)) AS incident_id, m.event_no, m.record_id, m.document_id,
       CASE WHEN m.happened = 1 THEN 'tells' ELSE 'denies' END AS stance
FROM rooted m JOIN named n ON n.root = m.root
