-- Tables that follow from those of tables.sql.
CREATE TYPE word AS ENUM (  -- compared as numbers: ten times as quick as text
  SELECT DISTINCT w FROM (
    SELECT kind AS w FROM records UNION SELECT type FROM records UNION SELECT status FROM records
    UNION SELECT state FROM records UNION SELECT class FROM incidents UNION SELECT type FROM incidents
    UNION SELECT 'rejected' UNION SELECT 'outlook')
  WHERE w IS NOT NULL ORDER BY w);
ALTER TABLE records ALTER kind TYPE word;
ALTER TABLE records ALTER type TYPE word;
ALTER TABLE records ALTER status TYPE word;
ALTER TABLE records ALTER state TYPE word;
ALTER TABLE incidents ALTER class TYPE word;
ALTER TABLE incidents ALTER type TYPE word;

UPDATE incidents SET
  x = (lon + 180) / 360,
  y = 0.5 - ln(tan(radians(greatest(least(lat, 85.0), -85.0)) / 2 + pi() / 4)) / (2 * pi()),
  days = day_to - day_from + 1;

CREATE TABLE used AS  -- everything that is named, with a number
SELECT row_number() OVER (ORDER BY role, id)::INTEGER AS key, role, id FROM (
  SELECT DISTINCT role, id FROM written UNION SELECT DISTINCT role, id FROM named
  UNION SELECT 'place', place FROM intervals UNION SELECT 'place', place FROM sieges
  UNION SELECT 'place', unnest("where") FROM incidents UNION SELECT 'actor', unnest(who) FROM incidents
  UNION SELECT 'actor', unnest(whom) FROM incidents UNION SELECT 'actor', a FROM edges UNION SELECT 'actor', b FROM edges)
WHERE id IS NOT NULL;

CREATE TABLE links AS  -- which record names what, by key
SELECT u.key, n.rec FROM (SELECT DISTINCT rec, role, id FROM named) n JOIN used u ON u.role = n.role AND u.id = n.id
ORDER BY u.key, n.rec;

CREATE TABLE calls AS  -- what each outlet calls it
SELECT u.key, w.name_ar, arg_max(w.name_en, w.documents) AS name_en, w.source, sum(w.documents)::INTEGER AS documents
FROM written w JOIN used u ON u.role = w.role AND u.id = w.id GROUP BY u.key, w.name_ar, w.source
ORDER BY u.key, documents DESC, w.name_ar, w.source;

CREATE TABLE names AS
WITH said AS (
  SELECT role, id, arg_max(name_ar, documents) AS name_ar, arg_max(name_en, documents) AS name_en,
         arg_max(kind, documents) AS kind, arg_min(lat, radius_km) AS lat, arg_min(lon, radius_km) AS lon,
         min(radius_km) AS radius_km, arg_max(admin1, documents) AS admin1, arg_max(country, documents) AS country,
         sum(documents)::INTEGER AS documents
  FROM written GROUP BY role, id),
counted AS (
  SELECT l.key, count(*)::INTEGER AS records, min(r.day_from) AS first, max(r.day_to) AS last
  FROM links l JOIN records r USING (rec) GROUP BY l.key)
SELECT u.key, u.role, u.id, coalesce(k.name_ar, s.name_ar, '') AS name_ar, coalesce(k.name_en, s.name_en, '') AS name_en,
       coalesce(s.kind, nullif(k.kind, ''), 'other') AS kind, coalesce(nullif(k.kind, ''), s.kind, 'other') AS site,
       coalesce(s.lat, k.lat) AS lat, coalesce(s.lon, k.lon) AS lon, s.radius_km, coalesce(s.admin1, '') AS admin1, coalesce(s.country, '') AS country,
       coalesce(c.records, 0) AS records, coalesce(s.documents, 0) AS documents, c.first, c.last,
       k.id IS NOT NULL AS known, coalesce(k.parent, '') AS parent, coalesce(k.side, '') AS side
FROM used u LEFT JOIN known k ON k.role = u.role AND k.id = u.id LEFT JOIN said s ON s.role = u.role AND s.id = u.id
LEFT JOIN counted c USING (key)
ORDER BY u.role, records DESC, u.id;

CREATE TABLE spelled (key INTEGER, folded VARCHAR);  -- every name, evened out: to look for

CREATE TABLE kinds AS  -- how many records of each kind name it
SELECT l.key, r.kind, count(*)::INTEGER AS records FROM links l JOIN records r USING (rec) GROUP BY ALL ORDER BY l.key;

CREATE TABLE together AS  -- actors in the records that name a place
SELECT p.key AS place, a.key AS actor, count(*)::INTEGER AS records
FROM links p JOIN used u ON u.key = p.key AND u.role = 'place'
JOIN links a ON a.rec = p.rec JOIN used v ON v.key = a.key AND v.role = 'actor'
GROUP BY ALL ORDER BY place, records DESC;

CREATE TABLE parts AS  -- what takes part in an incident, in which role, by key; outlets by their number below zero
SELECT u.key, t.no, t.role FROM (
  SELECT no, 'where' AS role, 'place' AS kind, unnest("where") AS id FROM incidents UNION ALL
  SELECT no, 'who', 'actor', unnest(who) FROM incidents UNION ALL
  SELECT no, 'whom', 'actor', unnest(whom) FROM incidents) t
JOIN used u ON u.role = t.kind AND u.id = t.id
UNION ALL
SELECT DISTINCT -d.source, m.no, 'source' FROM members m JOIN documents d USING (document_id)
ORDER BY 1, 2;

CREATE TABLE classes AS  -- how many incidents of each class it takes part in, by role
SELECT p.key, p.role, i.class, count(*)::INTEGER AS incidents FROM parts p JOIN incidents i USING (no)
WHERE p.key > 0 GROUP BY ALL ORDER BY p.key;

CREATE TABLE ranked AS  -- ties, those of most sources first
SELECT row_number() OVER (ORDER BY sources DESC, len(records) DESC, a, relation, b)::INTEGER AS no,
       len(records)::INTEGER AS told, * FROM edges ORDER BY no;
DROP TABLE edges;
ALTER TABLE ranked RENAME TO edges;

CREATE TABLE holds AS  -- who held what as all accounts together tell it, by key
SELECT u.key, v.no FROM (SELECT no, unnest(holders) AS id FROM intervals WHERE account = '*') v
JOIN used u ON u.role = 'actor' AND u.id = v.id ORDER BY u.key, v.no;

CREATE TABLE outlooks AS  -- what is hoped for, with the actor that hopes
SELECT r.rec, r.record_id, r.type, d.day_to AS made, u.key AS "by"
FROM records r JOIN documents d USING (doc) LEFT JOIN (
  SELECT l.rec, any_value(l.key) AS key FROM links l JOIN records o USING (rec) WHERE o.kind = 'outlook' GROUP BY l.rec
) u USING (rec)
WHERE r.kind = 'outlook' AND r.state <> 'rejected' ORDER BY made DESC NULLS LAST, r.rec;

DROP TABLE named;
DROP TABLE written;
DROP TABLE known;
