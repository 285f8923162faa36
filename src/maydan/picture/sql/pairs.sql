-- Pairs of events that may be one, scored slot by slot. Portable between DuckDB and Spark SQL.
-- Tables: events (event_no, document_id, class, type, first_day, last_day, killed, wounded),
--         spots (event_no, class, place, lat, lon, radius_km, cell), halo (event_no, class, cell),
--         parties (event_no, role, actor). Days are whole numbers; missing days and figures are NULL.
WITH near AS (
  SELECT a.event_no AS a, b.event_no AS b,
         MIN(CASE WHEN a.place = b.place THEN 0.0 ELSE
             12742.0 * ASIN(SQRT(
               POWER(SIN(RADIANS(b.lat - a.lat) / 2), 2)
               + COS(RADIANS(a.lat)) * COS(RADIANS(b.lat)) * POWER(SIN(RADIANS(b.lon - a.lon) / 2), 2))) END) AS km,
         MAX(CASE WHEN a.place = b.place THEN 1 ELSE 0 END) AS same_place,
         MIN(a.radius_km + b.radius_km) AS reach
  FROM halo h
  JOIN spots b ON b.class = h.class AND b.cell = h.cell
  JOIN spots a ON a.event_no = h.event_no
  WHERE h.event_no < b.event_no
  GROUP BY a.event_no, b.event_no
),
timed AS (
  SELECT n.a, n.b, n.km, n.same_place, n.reach, x.type AS type_a, y.type AS type_b, x.document_id AS document_a,
         y.document_id AS document_b, x.killed AS killed_a, y.killed AS killed_b, x.wounded AS wounded_a,
         y.wounded AS wounded_b,
         CASE WHEN x.first_day > y.last_day THEN x.first_day - y.last_day
              WHEN y.first_day > x.last_day THEN y.first_day - x.last_day ELSE 0 END AS days,
         (x.last_day - x.first_day) + (y.last_day - y.first_day) AS slack
  FROM near n JOIN events x ON x.event_no = n.a JOIN events y ON y.event_no = n.b
  WHERE x.first_day IS NOT NULL AND y.first_day IS NOT NULL
    AND x.first_day <= y.last_day + 1 AND y.first_day <= x.last_day + 1
),
shared AS (
  SELECT t.a, t.b, p.role, COUNT(*) AS common
  FROM timed t JOIN parties p ON p.event_no = t.a
  JOIN parties q ON q.event_no = t.b AND q.role = p.role AND q.actor = p.actor
  GROUP BY t.a, t.b, p.role
),
sizes AS (SELECT event_no, role, COUNT(*) AS members FROM parties GROUP BY event_no, role)
SELECT t.a, t.b, t.document_a, t.document_b, t.days, t.slack, t.km,
       CASE WHEN t.days = 0 AND t.slack <= 2 THEN 1.0 WHEN t.days = 0 THEN 0.5 ELSE 0.6 END AS when_score,
       CASE WHEN t.same_place = 1 AND t.reach <= 12 THEN 1.0 WHEN t.same_place = 1 THEN 0.6
            WHEN t.km <= 4 + t.reach THEN 0.8 WHEN t.km <= 12 + t.reach THEN 0.4 ELSE 0.0 END AS where_score,
       CASE WHEN wa.members IS NULL OR wb.members IS NULL THEN 0.5
            ELSE COALESCE(ws.common, 0) * 1.0 / (wa.members + wb.members - COALESCE(ws.common, 0)) END AS who_score,
       CASE WHEN ma.members IS NULL OR mb.members IS NULL THEN 0.5
            ELSE COALESCE(ms.common, 0) * 1.0 / (ma.members + mb.members - COALESCE(ms.common, 0)) END AS whom_score,
       CASE WHEN t.type_a = t.type_b THEN 1.0 ELSE 0.6 END AS type_score,
       CASE WHEN t.killed_a IS NULL OR t.killed_b IS NULL THEN 0.5
            WHEN t.killed_a = t.killed_b THEN 1.0
            WHEN ABS(t.killed_a - t.killed_b) <= 2 OR LEAST(t.killed_a, t.killed_b) * 2 >= GREATEST(t.killed_a, t.killed_b)
            THEN 0.7 ELSE 0.0 END AS toll_score
FROM timed t
LEFT JOIN sizes wa ON wa.event_no = t.a AND wa.role = 'who'
LEFT JOIN sizes wb ON wb.event_no = t.b AND wb.role = 'who'
LEFT JOIN sizes ma ON ma.event_no = t.a AND ma.role = 'whom'
LEFT JOIN sizes mb ON mb.event_no = t.b AND mb.role = 'whom'
LEFT JOIN shared ws ON ws.a = t.a AND ws.b = t.b AND ws.role = 'who'
LEFT JOIN shared ms ON ms.a = t.a AND ms.b = t.b AND ms.role = 'whom'
