-- Pairs of documents that share a band of their sketches. Portable between DuckDB and Spark SQL.
-- Tables: bands (document_no, band, mark).
-- In a band that very many share, each meets the first and the 64 after it: enough to connect them all.
WITH ranked AS (
  SELECT band, mark, document_no, ROW_NUMBER() OVER (PARTITION BY band, mark ORDER BY document_no) AS n FROM bands
)
SELECT DISTINCT x.document_no AS a, y.document_no AS b
FROM ranked x JOIN ranked y ON y.band = x.band AND y.mark = x.mark AND y.n > x.n AND (x.n = 1 OR y.n <= x.n + 64)
