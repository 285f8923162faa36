-- The network of ties: one edge for each pair and relation. Portable between DuckDB and Spark SQL.
-- Tables: ties (record_id, document_id, source, a, relation, b, status, day_from, day_to),
--         copies (document_id, original): only documents that are copies.
WITH heard AS (
  SELECT CASE WHEN t.b < t.a AND t.relation IN ('allied-with', 'agrees-with', 'hostile-to') THEN t.b ELSE t.a END AS a,
         t.relation,
         CASE WHEN t.b < t.a AND t.relation IN ('allied-with', 'agrees-with', 'hostile-to') THEN t.a ELSE t.b END AS b,
         LEAST(t.day_from, t.day_to) AS since, GREATEST(t.day_from, t.day_to) AS until,
         COALESCE(c.original, t.document_id) AS voice, CASE WHEN t.source = '' THEN NULL ELSE t.source END AS outlet
  FROM ties t LEFT JOIN copies c ON c.document_id = t.document_id
  WHERE t.status NOT IN ('denied', 'forecast', 'planned', 'called-for', 'conditional')
)
SELECT a, relation, b, MIN(since) AS first, MAX(until) AS last, COUNT(*) AS records,
       COUNT(DISTINCT voice) AS sources, COUNT(DISTINCT outlet) AS outlets
FROM heard GROUP BY a, relation, b ORDER BY a, relation, b
