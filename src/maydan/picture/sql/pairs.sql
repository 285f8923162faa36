-- Pairs of events that may be one, scored slot by slot. Portable between DuckDB and Spark SQL.
-- Tables: events (event_no, document_id, type, class, by_party, told, first_day, last_day, killed): by_party = 1 where the
--           class happens between parties more than at a place,
--         spots (event_no, place, lat, lon, radius_km, lent), parties (event_no, role, actor),
--         bounds (lo, hi), one row: of all pairs those whose later first day d has lo <= d < hi.
-- Steps: each text under "-- > name" makes a table of that name for the next ones; the last is the result. Together they
-- would be one query, which planners take the wrong way round: all events of a class and period with each other first.
-- Days are whole numbers. Missing points and figures are NULL; so is km where one of two events has no point.
-- Only events of one class that meet in a block are compared: cells of 0.2 degrees (or the name of what has no point, or
-- a party), and periods of 4 days, or of 16 where one of the two lasts longer than 7. Days of two events are one day apart
-- at most, 3 where ground is taken.
-- > pairs_periods
WITH steps AS (
  SELECT n FROM (VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9), (10), (11), (12), (13), (14), (15), (16),
    (17), (18), (19), (20), (21), (22), (23), (24), (25), (26)) AS v (n)
),
clipped AS (
  SELECT event_no, class, first_day, last_day, CASE WHEN last_day - first_day <= 6 THEN 1 ELSE 0 END AS sharp,
         GREATEST(first_day, lo - 16) AS since, LEAST(last_day, hi + 16) AS until,
         CASE WHEN class = 'control' THEN 3 ELSE 1 END AS gap
  FROM events CROSS JOIN bounds
),
kept AS (  -- under which lengths of period an event is found, and under which it looks: short ones and long ones ('ff',
           -- 'w') for their like, long ones for short ones ('fw')
  SELECT event_no, class, first_day, last_day, gap, 'ff' AS kind, 4.0 AS length, since, until, 0 AS wider
  FROM clipped WHERE sharp = 1
  UNION ALL SELECT event_no, class, first_day, last_day, gap, 'fw', 16.0, since, until, 0 FROM clipped WHERE sharp = 1
  UNION ALL SELECT event_no, class, first_day, last_day, gap, 'w', 16.0, since, until, 0 FROM clipped WHERE sharp = 0
  UNION ALL SELECT event_no, class, first_day, last_day, gap, 'ff', 4.0, since - gap, until + gap, 1
  FROM clipped WHERE sharp = 1
  UNION ALL SELECT event_no, class, first_day, last_day, gap, 'fw', 16.0, since - gap, until + gap, 1
  FROM clipped WHERE sharp = 0
  UNION ALL SELECT event_no, class, first_day, last_day, gap, 'w', 16.0, since - gap, until + gap, 1
  FROM clipped WHERE sharp = 0
)
SELECT k.event_no, k.class, k.kind, k.wider, k.first_day, k.last_day, k.gap,
       CAST(FLOOR(k.since / k.length) AS INT) + s.n AS period
FROM kept k JOIN steps s ON CAST(FLOOR(k.since / k.length) AS INT) + s.n <= CAST(FLOOR(k.until / k.length) AS INT)
-- > pairs_cells
-- vague = 1 where some place of the event has no point: what is far from the others may be near to it
SELECT event_no, CASE WHEN lat IS NULL THEN place ELSE '' END AS name,
       CASE WHEN lat IS NULL THEN 0 ELSE CAST(FLOOR(lat / 0.2) AS INT) END AS y,
       CASE WHEN lat IS NULL THEN 0 ELSE CAST(FLOOR(lon / 0.2) AS INT) END AS x,
       lat, lon, radius_km, MAX(CASE WHEN lat IS NULL THEN 1 ELSE 0 END) OVER (PARTITION BY event_no) AS vague
FROM spots
UNION ALL
SELECT DISTINCT p.event_no, CONCAT('@', p.actor), 0, 0, CAST(NULL AS DOUBLE), CAST(NULL AS DOUBLE), 0.0, 1
FROM parties p JOIN events e ON e.event_no = p.event_no WHERE e.by_party = 1 AND p.role IN ('who', 'whom', 'kin')
-- > pairs_blocks
SELECT p.event_no, p.class, p.kind, p.period, p.first_day, p.last_day, c.name, c.y, c.x, c.lat, c.lon, c.radius_km, c.vague
FROM pairs_periods p JOIN pairs_cells c ON c.event_no = p.event_no WHERE p.wider = 0
-- > pairs_halo
-- Of two alike that lie in neighbouring cells one looks for the other; long events look for short ones all around.
WITH around AS (
  SELECT c.event_no, c.name, c.y + d.dy AS y, c.x + d.dx AS x, d.ahead, c.lat, c.lon, c.radius_km, c.vague
  FROM pairs_cells c CROSS JOIN (VALUES (0, 0, 0), (0, 1, 1), (1, -1, 1), (1, 0, 1), (1, 1, 1),
                                 (0, -1, -1), (-1, 1, -1), (-1, 0, -1), (-1, -1, -1)) AS d (dy, dx, ahead)
  WHERE c.name = '' OR d.ahead = 0
)
SELECT p.event_no, p.class, p.kind, p.period, p.first_day, p.last_day, p.gap, c.name, c.y, c.x, c.ahead, c.lat, c.lon,
       c.radius_km, c.vague
FROM pairs_periods p JOIN around c ON c.event_no = p.event_no WHERE p.wider = 1 AND (p.kind = 'fw' OR c.ahead >= 0)
-- > pairs_met
SELECT DISTINCT LEAST(h.event_no, b.event_no) AS a, GREATEST(h.event_no, b.event_no) AS b
FROM pairs_halo h JOIN pairs_blocks b ON b.class = h.class AND b.kind = h.kind AND b.period = h.period
  AND b.y = h.y AND b.x = h.x AND b.name = h.name
WHERE (h.event_no < b.event_no OR (h.event_no > b.event_no AND (h.kind = 'fw' OR h.ahead <> 0)))
  AND h.first_day <= b.last_day + h.gap AND b.first_day <= h.last_day + h.gap
  AND (h.vague + b.vague > 0  -- degrees of latitude are 110.6 km at least
       OR (ABS(h.lat - b.lat) * 110.5 <= GREATEST(12.0, h.radius_km + b.radius_km)
           AND ABS(h.lon - b.lon) * 105.0 * COS(RADIANS(h.lat)) <= GREATEST(12.0, h.radius_km + b.radius_km)))
-- > pairs_first
SELECT m.a, m.b, x.type AS type_a, x.document_id AS document_a, x.class, x.killed AS killed_a, x.told AS told_a,
       x.first_day AS first_a, x.last_day AS last_a
FROM pairs_met m JOIN events x ON x.event_no = m.a
-- > pairs_timed
SELECT m.a, m.b, m.type_a, y.type AS type_b, m.document_a, y.document_id AS document_b, m.class, m.killed_a,
       y.killed AS killed_b, m.told_a + y.told AS told,
       CASE WHEN m.first_a > y.last_day THEN m.first_a - y.last_day
            WHEN y.first_day > m.last_a THEN y.first_day - m.last_a ELSE 0 END AS days,
       (m.last_a - m.first_a) + (y.last_day - y.first_day) AS slack, GREATEST(m.first_a, y.first_day) AS day
FROM pairs_first m JOIN events y ON y.event_no = m.b CROSS JOIN bounds
WHERE m.first_a <= y.last_day + CASE WHEN m.class = 'control' THEN 3 ELSE 1 END
  AND y.first_day <= m.last_a + CASE WHEN m.class = 'control' THEN 3 ELSE 1 END
  AND GREATEST(m.first_a, y.first_day) >= lo AND GREATEST(m.first_a, y.first_day) < hi
-- > pairs_placed
WITH apart AS (
  SELECT t.a, t.b, p.radius_km + q.radius_km AS reach,
         CASE WHEN p.place = q.place AND p.lent + q.lent = 0 THEN 1 ELSE 0 END AS same_place,
         CASE WHEN p.place = q.place THEN 0.0 ELSE
             12742.0 * ASIN(SQRT(LEAST(1.0,
               POWER(SIN(RADIANS(q.lat - p.lat) / 2), 2)
               + COS(RADIANS(p.lat)) * COS(RADIANS(q.lat)) * POWER(SIN(RADIANS(q.lon - p.lon) / 2), 2)))) END AS km
  FROM pairs_timed t JOIN spots p ON p.event_no = t.a JOIN spots q ON q.event_no = t.b
)
SELECT a, b, MIN(km) AS km,
       MAX(CASE WHEN same_place = 1 AND reach <= 12 THEN 1.0
                WHEN same_place = 1 AND reach <= 45 THEN 0.8
                WHEN same_place = 1 THEN 0.6
                WHEN km <= 4 + CASE WHEN reach < 8 THEN reach ELSE 8 END THEN 0.8
                WHEN km <= reach THEN 0.5
                WHEN km <= 12 THEN 0.4
                WHEN km IS NULL THEN 0.3 ELSE 0.0 END) AS where_score,
       MAX(same_place) AS same_place,
       CASE WHEN SUM(same_place) * SUM(same_place) = COUNT(*) THEN 1 ELSE 0 END AS same_places  -- all of both
FROM apart GROUP BY a, b
-- > pairs_near
-- without those that cannot be one, whatever else their slots say
SELECT t.a, t.b, t.document_a, t.document_b, t.type_a, t.type_b, t.class, t.killed_a, t.killed_b, t.told, t.days, t.slack,
       t.day, n.km, n.same_place, CASE WHEN n.where_score IS NULL THEN 0.5 ELSE n.where_score END AS where_score
FROM pairs_timed t LEFT JOIN pairs_placed n ON n.a = t.a AND n.b = t.b
WHERE CASE WHEN n.where_score = 0 THEN 0
           -- one report tells two attacks apart by their places
           WHEN t.document_a = t.document_b AND (n.same_place IS NULL OR n.same_place = 0) THEN 0
           -- of what is taken day after day, only the same places
           WHEN t.days > 0 AND t.told = 2 AND t.class = 'control' AND n.same_places = 0 THEN 0
           -- strikes on one place are many in a year
           WHEN t.slack > 62 AND t.class = 'violence' THEN 0
           -- of a month or a year, only what is at the same place or nearly
           WHEN t.slack > 6 AND (n.same_place IS NULL OR n.same_place = 0)
             AND (n.where_score IS NULL OR n.where_score < 0.8) THEN 0 ELSE 1 END = 1
-- > pairs_named
SELECT event_no, SUM(CASE WHEN role = 'who' THEN 1 END) AS who, SUM(CASE WHEN role = 'whom' THEN 1 END) AS whom
FROM parties GROUP BY event_no
-- > pairs_roles
SELECT t.a, t.b, p.role, p.actor FROM pairs_near t JOIN parties p ON p.event_no = t.a
-- > pairs_common
SELECT n.a, n.b, SUM(CASE WHEN n.role = 'who' THEN 1 END) AS who, SUM(CASE WHEN n.role = 'kin' THEN 1 END) AS kin,
       SUM(CASE WHEN n.role = 'side' THEN 1 END) AS side, SUM(CASE WHEN n.role = 'whom' THEN 1 END) AS whom
FROM pairs_roles n JOIN parties q ON q.event_no = n.b AND q.role = n.role AND q.actor = n.actor
GROUP BY n.a, n.b
-- > pairs_scored
WITH compared AS (
  SELECT t.a, t.b, t.document_a, t.document_b, t.type_a, t.type_b, t.class, t.day, t.days, t.slack, t.km, t.same_place,
         t.where_score,
         CASE WHEN t.days > 0 AND t.told = 2 THEN 0.3
              WHEN t.days > 0 THEN 0.6
              WHEN t.slack <= 2 AND t.told = 2 THEN 1.0
              WHEN t.slack <= 6 THEN 0.8
              WHEN t.slack <= 62 THEN 0.5 ELSE 0.4 END AS when_score,
         CASE WHEN x.who IS NULL OR y.who IS NULL THEN 0.5
              WHEN c.who IS NOT NULL THEN 0.5 + 0.5 * c.who / LEAST(x.who, y.who)
              WHEN c.kin IS NOT NULL THEN 0.7
              WHEN c.side IS NOT NULL THEN 0.4 ELSE 0.0 END AS who_score,
         CASE WHEN x.whom IS NULL OR y.whom IS NULL THEN 0.5
              WHEN c.whom IS NOT NULL THEN 1.0 ELSE 0.0 END AS whom_score,
         CASE WHEN t.type_a = t.type_b THEN 1.0 ELSE 0.6 END AS type_score,
         CASE WHEN t.killed_a IS NULL OR t.killed_b IS NULL THEN 0.5
              WHEN t.killed_a = t.killed_b THEN 1.0
              WHEN ABS(t.killed_a - t.killed_b) <= 2
                OR LEAST(t.killed_a, t.killed_b) * 2 >= GREATEST(t.killed_a, t.killed_b) THEN 0.7
              ELSE 0.0 END AS toll_score
  FROM pairs_near t
  LEFT JOIN pairs_common c ON c.a = t.a AND c.b = t.b
  LEFT JOIN pairs_named x ON x.event_no = t.a
  LEFT JOIN pairs_named y ON y.event_no = t.b
)
SELECT a, b, document_a, document_b, type_a, type_b, class, day, days, slack, CAST(km AS DOUBLE) AS km, same_place,
       CAST(when_score AS DOUBLE) AS when_score, CAST(where_score AS DOUBLE) AS where_score,
       CAST(who_score AS DOUBLE) AS who_score, CAST(whom_score AS DOUBLE) AS whom_score,
       CAST(type_score AS DOUBLE) AS type_score, CAST(toll_score AS DOUBLE) AS toll_score,
       ROUND(CAST(
         CASE WHEN who_score = 0 AND (type_score < 1
                OR class IN ('control', 'leaving', 'siege', 'siege-broken', 'fighting')) THEN 0
              -- one report tells two attacks apart by their tolls
              WHEN document_a = document_b AND toll_score = 0 THEN 0
              -- a town may be taken over some days, but only by one side
              WHEN days > 1 AND (where_score < 1 OR who_score < 0.7 OR type_a = 'advance' OR type_b = 'advance') THEN 0
              -- of a month or a year, only the same doer; of people who leave, who they were is seldom told
              WHEN slack > 6 AND who_score <= 0.5 AND NOT (class = 'leaving' AND who_score > 0 AND where_score = 1) THEN 0
              ELSE 0.25 * when_score + 0.30 * where_score + 0.20 * who_score + 0.05 * whom_score + 0.10 * type_score
                + 0.10 * toll_score END AS DOUBLE), 6) AS score
FROM compared
