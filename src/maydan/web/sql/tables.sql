-- What the views of the explorer ask. Whole-table questions go to these tables; words and quotes stay in the case.
-- Numbers stand for names so that ten million records fit in memory: `key` of a place or actor, `source` of an outlet,
-- `rec` of a record, `doc` of a document, `no` of an incident. Tables are filled in the order of what they are asked by.
CREATE TABLE sources (source INTEGER, name VARCHAR);
CREATE TABLE documents (
  doc INTEGER, document_id VARCHAR, source INTEGER, original INTEGER, day_from DATE, day_to DATE, added TIMESTAMP);
CREATE TABLE records (
  rec INTEGER, record_id VARCHAR, doc INTEGER, source INTEGER, kind VARCHAR, type VARCHAR, status VARCHAR,
  state VARCHAR, confirm BOOLEAN, day_from DATE, day_to DATE, confidence DOUBLE, added TIMESTAMP,
  weight FLOAT);
CREATE TABLE named (rec INTEGER, role VARCHAR, id VARCHAR);  -- a record names a place or actor; emptied by derive.sql
CREATE TABLE written (  -- how a document writes a name; emptied by derive.sql
  role VARCHAR, id VARCHAR, source VARCHAR, name_ar VARCHAR, name_en VARCHAR, kind VARCHAR, lat DOUBLE, lon DOUBLE,
  radius_km DOUBLE, admin1 VARCHAR, country VARCHAR, documents INTEGER);
CREATE TABLE known (  -- names as the theatres give them
  role VARCHAR, id VARCHAR, name_ar VARCHAR, name_en VARCHAR, kind VARCHAR, parent VARCHAR, side VARCHAR,
  lat DOUBLE, lon DOUBLE);
CREATE TABLE incidents (  -- numbered by day, those without a day first
  no INTEGER, incident_id VARCHAR, class VARCHAR, type VARCHAR, types VARCHAR[], reports INTEGER, sources INTEGER,
  records INTEGER, day_from DATE, day_to DATE, confidence DOUBLE, denied_by VARCHAR[],
  who VARCHAR[], who_counts INTEGER[], whom VARCHAR[], whom_counts INTEGER[], "where" VARCHAR[], where_counts INTEGER[],
  lat DOUBLE, lon DOUBLE, killed_low DOUBLE, killed_best DOUBLE, killed_high DOUBLE, wounded_low DOUBLE,
  wounded_best DOUBLE, wounded_high DOUBLE, disagreements VARCHAR[],
  x DOUBLE, y DOUBLE, days INTEGER);  -- x, y: Web Mercator, 0 to 1; days: between the bounds of the day, both included
CREATE TABLE members (no INTEGER, record_id VARCHAR, document_id VARCHAR, stance VARCHAR);
CREATE TABLE pairs (
  no INTEGER, a VARCHAR, b VARCHAR, why VARCHAR, score DOUBLE, days INTEGER, km DOUBLE, when_score DOUBLE,
  where_score DOUBLE, who_score DOUBLE, whom_score DOUBLE, type_score DOUBLE, toll_score DOUBLE);
CREATE TABLE intervals (
  no INTEGER, place VARCHAR, account VARCHAR, state VARCHAR, holders VARCHAR[], start_earliest DATE, start_latest DATE,
  end_earliest DATE, end_latest DATE, last_seen DATE, sources INTEGER, claims VARCHAR[], doubts VARCHAR[]);
CREATE TABLE sieges (
  place VARCHAR, account VARCHAR, besiegers VARCHAR[], start_latest DATE, "end" DATE, last_seen DATE, claims VARCHAR[],
  broken_by VARCHAR[]);
CREATE TABLE edges (
  a VARCHAR, relation VARCHAR, b VARCHAR, first DATE, last DATE, sources INTEGER, outlets VARCHAR[], records VARCHAR[]);
CREATE TABLE contradictions (
  no INTEGER, kind VARCHAR, about VARCHAR, place VARCHAR, day DATE, weight DOUBLE, value_list VARCHAR[],
  outlets VARCHAR[][], records VARCHAR[]);
CREATE TABLE ledger (
  no INTEGER, record_id VARCHAR, document_id VARCHAR, source VARCHAR, "by" VARCHAR, polarity VARCHAR, made DATE,
  horizon_to DATE, about VARCHAR, outcome VARCHAR, settled_by VARCHAR, records VARCHAR[], brier DOUBLE);
