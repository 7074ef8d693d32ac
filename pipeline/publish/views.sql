-- Views of tidyclaims.duckdb. The line before each view becomes its comment there.

-- Claims with the title, publisher, date and address of the document they stand in.
CREATE VIEW claims_with_documents AS
SELECT c.*, d.title, d.publisher, d.published, d.url
FROM claims c JOIN documents d USING (source);

-- How many claims speak of a measure in a year, and how large they are; years, ratios and ranks aside.
CREATE VIEW claims_by_year_and_measure AS
SELECT year_start AS year, measure_key, kind, unit, per, status, count(*) AS claims, count(DISTINCT document_id) AS documents,
  min(value_low) AS lowest, median(value) AS median, max(value_high) AS highest
FROM claims
WHERE kind IN ('percent', 'money', 'quantity') AND year_start IS NOT NULL AND measure_key IS NOT NULL
GROUP BY ALL
ORDER BY year, measure_key, kind, unit, per, status;

-- Sums of money by currency and status. Sums are not added up: the same sum may be told more than once.
CREATE VIEW money_by_currency AS
SELECT unit AS currency, status, count(*) AS claims, count(*) FILTER (unit_assumed) AS currency_assumed,
  count(DISTINCT document_id) AS documents, min(value_low) AS smallest, median(value) AS median, max(value_high) AS largest
FROM claims
WHERE kind = 'money'
GROUP BY ALL
ORDER BY currency, status;

-- Facts, forecasts and targets side by side, year by year, of each measure that has both facts and something ahead of them.
CREATE VIEW facts_and_targets AS
SELECT measure_key, subject, kind, unit, per, year_end AS year,
  count(*) FILTER (status IN ('actual', 'estimate')) AS facts,
  median(value) FILTER (status IN ('actual', 'estimate')) AS fact_median,
  count(*) FILTER (status = 'forecast') AS forecasts,
  median(value) FILTER (status = 'forecast') AS forecast_median,
  count(*) FILTER (status = 'target') AS targets,
  median(value) FILTER (status = 'target') AS target_median
FROM claims
WHERE measure_key IS NOT NULL AND status <> 'hypothetical' AND change_role IS DISTINCT FROM 'delta' AND NOT negated
GROUP BY measure_key, subject, kind, unit, per, year_end
WINDOW measured AS (PARTITION BY measure_key, subject, kind, unit, per)
QUALIFY sum(facts) OVER measured > 0 AND sum(forecasts + targets) OVER measured > 0
ORDER BY measure_key, subject, kind, unit, per, year;

-- Changes told with both ends: from one value to another in the same sentence.
CREATE VIEW changes AS
SELECT f.source, f.sentence, f.measure, f.subject, f.kind, f.unit, f.direction, f.value AS value_from, t.value AS value_to,
  t.value - f.value AS change, f.claim_id AS from_claim_id, t.claim_id AS to_claim_id
FROM claims f JOIN claims t
  ON f.source = t.source AND f.sentence_index = t.sentence_index AND f.kind = t.kind AND f.unit IS NOT DISTINCT FROM t.unit
  AND f.measure_key IS NOT DISTINCT FROM t.measure_key
WHERE f.change_role = 'from' AND t.change_role = 'to'
ORDER BY f.source, f.char_start, t.char_start;

-- Who says how much: claims by the source that the text names.
CREATE VIEW claims_by_speaker AS
SELECT attributed_to, kind, status, count(*) AS claims, count(DISTINCT document_id) AS documents
FROM claims
WHERE attributed_to IS NOT NULL
GROUP BY ALL
ORDER BY claims DESC, attributed_to, kind, status;

-- Where every number went: claims by kind, exclusions by reason, quarantined rows by expectation.
CREATE VIEW ledger AS
SELECT 'claims' AS place, kind AS what, count(*) AS numbers FROM claims GROUP BY ALL
UNION ALL SELECT 'excluded', reason, count(*) FROM excluded GROUP BY ALL
UNION ALL SELECT 'quarantine', expectation, count(*) FROM quarantine GROUP BY ALL
ORDER BY place, numbers DESC, what;
