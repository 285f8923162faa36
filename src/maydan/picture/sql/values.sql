-- Every value of every slot of an incident, with how many independent sources give it. Portable between DuckDB and Spark
-- SQL. Tables: members (incident_id, event_no, document_id, stance), events (event_no, type, voice),
--         slots (event_no, role, value), copies (document_id, original): only documents that are copies.
WITH told AS (
  SELECT m.incident_id, m.event_no, m.stance, COALESCE(c.original, m.document_id) AS source
  FROM members m LEFT JOIN copies c ON c.document_id = m.document_id
),
given AS (
  SELECT t.incident_id, s.role AS slot, s.value, t.source
  FROM told t JOIN slots s ON s.event_no = t.event_no
  WHERE t.stance = 'tells' AND s.role IN ('who', 'whom', 'where')
  UNION ALL
  SELECT t.incident_id, 'type', e.type, t.source FROM told t JOIN events e ON e.event_no = t.event_no
  WHERE t.stance = 'tells'
  UNION ALL
  SELECT t.incident_id, 'denied_by', COALESCE(NULLIF(e.voice, ''), 'author'), t.source
  FROM told t JOIN events e ON e.event_no = t.event_no WHERE t.stance = 'denies'
)
SELECT incident_id, slot, value, COUNT(DISTINCT source) AS sources
FROM given GROUP BY incident_id, slot, value ORDER BY incident_id, slot, sources DESC, value
