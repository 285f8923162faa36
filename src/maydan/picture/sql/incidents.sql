-- One row for each incident from what is told of it. Portable between DuckDB and Spark SQL.
-- Tables, each the rows of the query of its name: sums, kinds, dated, points, tolls, differing. They are worked out one
-- after the other: all in one statement want more memory at once than ten million records leave.
-- differ_* are 1 where the reports disagree.
SELECT s.incident_id, k.class, k.type, s.reports, s.sources, s.records, d.day_from, d.day_to, s.confidence,
       p.lat, p.lon, a.low AS killed_low, a.best AS killed_best, a.high AS killed_high,
       w.low AS wounded_low, w.best AS wounded_best, w.high AS wounded_high,
       CASE WHEN fo.role IS NULL THEN 0 ELSE 1 END AS differ_who,
       CASE WHEN fm.role IS NULL THEN 0 ELSE 1 END AS differ_whom,
       CASE WHEN s.sources > 1 AND a.figures > 1 THEN 1 ELSE 0 END AS differ_killed,
       CASE WHEN s.sources > 1 AND w.figures > 1 THEN 1 ELSE 0 END AS differ_wounded,
       CASE WHEN s.sources > 1 AND s.days > 1 THEN 1 ELSE 0 END AS differ_when
FROM sums s
JOIN kinds k ON k.incident_id = s.incident_id
LEFT JOIN dated d ON d.incident_id = s.incident_id
LEFT JOIN points p ON p.incident_id = s.incident_id
LEFT JOIN tolls a ON a.incident_id = s.incident_id AND a.toll = 'killed'
LEFT JOIN tolls w ON w.incident_id = s.incident_id AND w.toll = 'wounded'
LEFT JOIN differing fo ON fo.incident_id = s.incident_id AND fo.role = 'kin'
LEFT JOIN differing fm ON fm.incident_id = s.incident_id AND fm.role = 'whomkin'
ORDER BY s.incident_id
