-- One row for each place of many documents, the sharpest. Portable between DuckDB and Spark SQL.
-- Tables: named (place, document_id, name_ar, name_en, kind, lat, lon, radius_km, admin1, country).
WITH ranked AS (
  SELECT place, name_ar, name_en, kind, lat, lon, radius_km, admin1, country,
         ROW_NUMBER() OVER (PARTITION BY place ORDER BY COALESCE(radius_km, 0.0), name_en, document_id, name_ar) AS n
  FROM named
)
SELECT place, name_ar, name_en, kind, lat, lon, radius_km, admin1, country FROM ranked WHERE n = 1
