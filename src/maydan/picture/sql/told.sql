-- The events that an incident's reports tell, with the first print of their document as the source; one row an event.
-- Portable between DuckDB and Spark SQL.
-- Tables: members (incident_id, event_no, document_id, stance), copies (document_id, original),
--         events (event_no, type, class, harm, day_from, day_to, inferred, confidence, killed_low .. wounded_high).
SELECT m.incident_id, COALESCE(c.original, m.document_id) AS source, e.event_no, e.document_id, e.type, e.class, e.harm,
       e.day_from, e.day_to, e.inferred, e.confidence, e.killed_low, e.killed_best, e.killed_high,
       e.wounded_low, e.wounded_best, e.wounded_high
FROM members m JOIN events e ON e.event_no = m.event_no LEFT JOIN copies c ON c.document_id = m.document_id
WHERE m.stance = 'tells'
