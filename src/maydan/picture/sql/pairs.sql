-- Pairs of events that may be one, scored slot by slot. Portable between DuckDB and Spark SQL.
-- Tables: events (event_no, document_id, type, told, first_day, last_day, killed),
--         blocks (event_no, block) and halo (event_no, block): an event asks for the blocks of its halo,
--         spots (event_no, place, lat, lon, radius_km, lent), parties (event_no, role, actor).
-- Days are whole numbers. Missing points and figures are NULL; so is km where one of two events has no point.
WITH met AS (
  SELECT DISTINCT h.event_no AS a, b.event_no AS b
  FROM halo h JOIN blocks b ON b.block = h.block
  WHERE h.event_no < b.event_no
),
timed AS (
  SELECT m.a, m.b, x.type AS type_a, y.type AS type_b, x.document_id AS document_a, y.document_id AS document_b,
         x.killed AS killed_a, y.killed AS killed_b, x.told + y.told AS told,
         CASE WHEN x.first_day > y.last_day THEN x.first_day - y.last_day
              WHEN y.first_day > x.last_day THEN y.first_day - x.last_day ELSE 0 END AS days,
         (x.last_day - x.first_day) + (y.last_day - y.first_day) AS slack
  FROM met m JOIN events x ON x.event_no = m.a JOIN events y ON y.event_no = m.b
  WHERE x.first_day <= y.last_day + 1 AND y.first_day <= x.last_day + 1
),
apart AS (
  SELECT t.a, t.b, p.radius_km + q.radius_km AS reach,
         CASE WHEN p.place = q.place AND p.lent + q.lent = 0 THEN 1 ELSE 0 END AS same_place,
         CASE WHEN p.place = q.place THEN 0.0 ELSE
             12742.0 * ASIN(SQRT(LEAST(1.0,
               POWER(SIN(RADIANS(q.lat - p.lat) / 2), 2)
               + COS(RADIANS(p.lat)) * COS(RADIANS(q.lat)) * POWER(SIN(RADIANS(q.lon - p.lon) / 2), 2)))) END AS km
  FROM timed t JOIN spots p ON p.event_no = t.a JOIN spots q ON q.event_no = t.b
),
placed AS (
  SELECT a, b, MIN(km) AS km,
         MAX(CASE WHEN same_place = 1 AND reach <= 12 THEN 1.0
                  WHEN same_place = 1 AND reach <= 45 THEN 0.8
                  WHEN same_place = 1 THEN 0.6
                  WHEN km <= 4 + CASE WHEN reach < 8 THEN reach ELSE 8 END THEN 0.8
                  WHEN km <= reach THEN 0.5
                  WHEN km <= 12 THEN 0.4
                  WHEN km IS NULL THEN 0.3 ELSE 0.0 END) AS where_score,
         MAX(same_place) AS same_place
  FROM apart GROUP BY a, b
),
sizes AS (SELECT event_no, role, COUNT(*) AS members FROM parties GROUP BY event_no, role),
named AS (  -- DISTINCT keeps planners from joining parties with parties first
  SELECT DISTINCT t.a, t.b, p.role, p.actor FROM timed t JOIN parties p ON p.event_no = t.a
),
common AS (
  SELECT n.a, n.b, n.role, COUNT(*) AS common
  FROM named n JOIN parties q ON q.event_no = n.b AND q.role = n.role AND q.actor = n.actor
  GROUP BY n.a, n.b, n.role
)
SELECT t.a, t.b, t.document_a, t.document_b, t.type_a, t.type_b, t.days, t.slack, n.km, n.same_place,
       CASE WHEN t.days > 0 AND t.told = 2 THEN 0.3
            WHEN t.days > 0 THEN 0.6
            WHEN t.slack <= 2 AND t.told = 2 THEN 1.0
            WHEN t.slack <= 6 THEN 0.8
            WHEN t.slack <= 62 THEN 0.5 ELSE 0.4 END AS when_score,
       CASE WHEN n.where_score IS NULL THEN 0.5 ELSE n.where_score END AS where_score,
       CASE WHEN wa.members IS NULL OR wb.members IS NULL THEN 0.5
            WHEN ws.common IS NOT NULL THEN 0.5 + 0.5 * ws.common / LEAST(wa.members, wb.members)
            WHEN ks.common IS NOT NULL THEN 0.7
            WHEN ss.common IS NOT NULL THEN 0.4 ELSE 0.0 END AS who_score,
       CASE WHEN ma.members IS NULL OR mb.members IS NULL THEN 0.5
            WHEN ms.common IS NOT NULL THEN 1.0 ELSE 0.0 END AS whom_score,
       CASE WHEN t.type_a = t.type_b THEN 1.0 ELSE 0.6 END AS type_score,
       CASE WHEN t.killed_a IS NULL OR t.killed_b IS NULL THEN 0.5
            WHEN t.killed_a = t.killed_b THEN 1.0
            WHEN ABS(t.killed_a - t.killed_b) <= 2
              OR LEAST(t.killed_a, t.killed_b) * 2 >= GREATEST(t.killed_a, t.killed_b) THEN 0.7
            ELSE 0.0 END AS toll_score
FROM timed t
LEFT JOIN placed n ON n.a = t.a AND n.b = t.b
LEFT JOIN sizes wa ON wa.event_no = t.a AND wa.role = 'who'
LEFT JOIN sizes wb ON wb.event_no = t.b AND wb.role = 'who'
LEFT JOIN sizes ma ON ma.event_no = t.a AND ma.role = 'whom'
LEFT JOIN sizes mb ON mb.event_no = t.b AND mb.role = 'whom'
LEFT JOIN common ws ON ws.a = t.a AND ws.b = t.b AND ws.role = 'who'
LEFT JOIN common ks ON ks.a = t.a AND ks.b = t.b AND ks.role = 'kin'
LEFT JOIN common ss ON ss.a = t.a AND ss.b = t.b AND ss.role = 'side'
LEFT JOIN common ms ON ms.a = t.a AND ms.b = t.b AND ms.role = 'whom'
