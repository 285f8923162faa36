-- Roles of an incident whose bodies the sources do not agree on: none is named by all that name any. Counted in levels.
-- Portable between DuckDB and Spark SQL.
-- Tables: told (of told.sql), slots (event_no, role, value).
WITH named AS (
  SELECT t.incident_id, s.role, s.value, t.source
  FROM told t JOIN slots s ON s.event_no = t.event_no WHERE s.role IN ('kin', 'whomkin')
  GROUP BY t.incident_id, s.role, s.value, t.source
),
most AS (
  SELECT incident_id, role, MAX(sources) AS sources FROM (
    SELECT incident_id, role, value, COUNT(*) AS sources FROM named GROUP BY incident_id, role, value) b
  GROUP BY incident_id, role
),
naming AS (
  SELECT incident_id, role, COUNT(*) AS sources FROM (
    SELECT incident_id, role, source FROM named GROUP BY incident_id, role, source) n
  GROUP BY incident_id, role
)
SELECT n.incident_id, n.role FROM naming n JOIN most m ON m.incident_id = n.incident_id AND m.role = n.role
WHERE m.sources < n.sources
