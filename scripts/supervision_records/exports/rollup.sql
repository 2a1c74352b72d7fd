-- Findings of many organisations, counted by organisation and month.
--
-- `findings` are the tables of that name of all exports together; `organisation` and `month` are the names of its
-- folders. This is plain SQL (SUM, CASE, COUNT, GROUP BY) for any engine that reads Parquet in Hive's layout.
SELECT
    organisation,
    month,
    SUM(CASE WHEN status = 'met' THEN 1 ELSE 0 END) AS met,
    SUM(CASE WHEN status = 'due' THEN 1 ELSE 0 END) AS due,
    SUM(CASE WHEN status = 'breach' THEN 1 ELSE 0 END) AS breach,
    SUM(CASE WHEN status = 'excused' THEN 1 ELSE 0 END) AS excused,
    SUM(CASE WHEN status = 'unknown' THEN 1 ELSE 0 END) AS unknown,
    COUNT(*) AS total
FROM findings
GROUP BY organisation, month
ORDER BY organisation, month
