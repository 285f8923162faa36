-- One row for each incident from the events of its reports. Portable between DuckDB and Spark SQL.
-- Tables: members (incident_id, event_no, document_id, stance), copies (document_id, original),
--         events (event_no, type, class, harm, day_from, day_to, inferred, confidence, killed_low .. wounded_high),
--         slots (event_no, role, value), incident_values (incident_id, slot, value, sources),
--         places (place, lat, lon, radius_km).
-- A toll's best is the median over sources of the largest count that each gives; differ_* are 1 where they disagree.
WITH told AS (
  SELECT m.incident_id, COALESCE(c.original, m.document_id) AS source, e.*
  FROM members m JOIN events e ON e.event_no = m.event_no LEFT JOIN copies c ON c.document_id = m.document_id
  WHERE m.stance = 'tells'
),
sums AS (
  SELECT incident_id, COUNT(DISTINCT document_id) AS reports, COUNT(DISTINCT source) AS sources, COUNT(*) AS records,
         MAX(COALESCE(confidence, 0.0)) AS confidence,
         COUNT(DISTINCT CASE WHEN inferred = 0 AND day_from = day_to THEN day_from END) AS days
  FROM told GROUP BY incident_id
),
kinds AS (
  SELECT incident_id, type, class,
         ROW_NUMBER() OVER (PARTITION BY incident_id ORDER BY harm, COUNT(*) DESC, type) AS n
  FROM told GROUP BY incident_id, type, class, harm
),
dated AS (
  SELECT incident_id, day_from, day_to, ROW_NUMBER() OVER (PARTITION BY incident_id ORDER BY inferred,
           (CAST(SUBSTR(day_to, 1, 4) AS INT) - CAST(SUBSTR(day_from, 1, 4) AS INT)) * 372
             + (CAST(SUBSTR(day_to, 6, 2) AS INT) - CAST(SUBSTR(day_from, 6, 2) AS INT)) * 31
             + CAST(SUBSTR(day_to, 9, 2) AS INT) - CAST(SUBSTR(day_from, 9, 2) AS INT), day_from, day_to) AS n
  FROM told WHERE day_from IS NOT NULL AND day_to IS NOT NULL
),
counted AS (
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
),
tolls AS (
  SELECT incident_id, toll, MIN(LEAST(low, best)) AS low, MEDIAN(best) AS best, MAX(GREATEST(high, best)) AS high,
         COUNT(DISTINCT best) AS figures
  FROM largest WHERE n = 1 GROUP BY incident_id, toll
),
bodies AS (
  SELECT t.incident_id, s.role, s.value, COUNT(DISTINCT t.source) AS sources
  FROM told t JOIN slots s ON s.event_no = t.event_no WHERE s.role IN ('kin', 'whomkin')
  GROUP BY t.incident_id, s.role, s.value
),
naming AS (
  SELECT t.incident_id, s.role, COUNT(DISTINCT t.source) AS sources
  FROM told t JOIN slots s ON s.event_no = t.event_no WHERE s.role IN ('kin', 'whomkin')
  GROUP BY t.incident_id, s.role
),
differing AS (
  SELECT n.incident_id, n.role FROM naming n
  JOIN (SELECT incident_id, role, MAX(sources) AS most FROM bodies GROUP BY incident_id, role) b
    ON b.incident_id = n.incident_id AND b.role = n.role WHERE b.most < n.sources
),
points AS (
  SELECT v.incident_id, p.lat, p.lon, ROW_NUMBER() OVER (
           PARTITION BY v.incident_id ORDER BY COALESCE(NULLIF(p.radius_km, 0.0), 1.0), v.sources DESC, v.value) AS n
  FROM incident_values v JOIN places p ON p.place = v.value WHERE v.slot = 'where' AND p.lat IS NOT NULL
)
SELECT s.incident_id, k.class, k.type, s.reports, s.sources, s.records, d.day_from, d.day_to, s.confidence,
       p.lat, p.lon, a.low AS killed_low, a.best AS killed_best, a.high AS killed_high,
       w.low AS wounded_low, w.best AS wounded_best, w.high AS wounded_high,
       CASE WHEN fo.role IS NULL THEN 0 ELSE 1 END AS differ_who,
       CASE WHEN fm.role IS NULL THEN 0 ELSE 1 END AS differ_whom,
       CASE WHEN s.sources > 1 AND a.figures > 1 THEN 1 ELSE 0 END AS differ_killed,
       CASE WHEN s.sources > 1 AND w.figures > 1 THEN 1 ELSE 0 END AS differ_wounded,
       CASE WHEN s.sources > 1 AND s.days > 1 THEN 1 ELSE 0 END AS differ_when
FROM sums s
JOIN kinds k ON k.incident_id = s.incident_id AND k.n = 1
LEFT JOIN dated d ON d.incident_id = s.incident_id AND d.n = 1
LEFT JOIN points p ON p.incident_id = s.incident_id AND p.n = 1
LEFT JOIN tolls a ON a.incident_id = s.incident_id AND a.toll = 'killed'
LEFT JOIN tolls w ON w.incident_id = s.incident_id AND w.toll = 'wounded'
LEFT JOIN differing fo ON fo.incident_id = s.incident_id AND fo.role = 'kin'
LEFT JOIN differing fm ON fm.incident_id = s.incident_id AND fm.role = 'whomkin'
ORDER BY s.incident_id
