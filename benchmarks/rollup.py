"""The roll-up of a nation: 10,000,000 findings of 150 organisations to a table by organisation and month."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq

from benchmarks.measure import Work, in_turn, ours
from benchmarks.rows import Row
from supervision_records.exports import findings
from supervision_records.exports.content import Content
from supervision_records.exports.parquet import ABOUT, PART, files, schema
from supervision_records.exports.tables import Table
from supervision_records.exports.totals import TOTAL, WITHIN, of_numbers

ORGANISATIONS, MONTHS, FINDINGS = 150, 12, 10_000_000
GOAL = 3.0
AS_OF = date(2026, 6, 30)
#: So many different findings are made; every part takes a stretch of them.
POOL = 1_000_000

#: One finding for each number, with the share of each status that a well-kept organisation has.
MADE = """
    SELECT
        'ISL-' || (1 + i % 17) AS rule, ['cadence', 'deadline', 'completeness'][1 + i % 3] AS form,
        'case-management-supervision' AS protocol, ['person', 'case', 'session'][1 + i % 3] AS subject_kind,
        'c-' || lpad(to_hex(hash(i) % 4294967296), 8, '0') AS subject_id, NULL AS part, 'team-' || (i % 40) AS team,
        'ps-' || (i % 90) AS supervisor, 'sw-' || (i % 600) AS person,
        'c-' || lpad(to_hex(hash(i) % 4294967296), 8, '0') AS case,
        CASE WHEN hash(i) % 1000 < 860 THEN 'met' WHEN hash(i) % 1000 < 930 THEN 'breach'
            WHEN hash(i) % 1000 < 980 THEN 'due' WHEN hash(i) % 1000 < 999 THEN 'excused' ELSE 'unknown' END AS status,
        DATE '2026-06-01' AS period_from, DATE '2026-06-30' AS period_to,
        DATE '2026-06-01' + CAST(hash(i + 1) % 30 AS INTEGER) AS due, hash(i + 2) % 40 AS days_late,
        NULL AS claimed, NULL AS came_in,
        ['records/sessions/team-' || (i % 40) || '/2026/s-' || to_hex(hash(i) % 4294967296) || '.yaml'] AS records,
        DATE '2026-06-30' AS as_of
    FROM range({number}) AS numbers (i)
"""  # (the only part that changes is a number)


def generate(folder: Path, number: int = FINDINGS, organisations: int = ORGANISATIONS, months: int = MONTHS) -> None:
    """The exports of so many organisations, each with the same number of findings in every month."""
    size = number // (organisations * months)
    with duckdb.connect() as database:
        pool = database.sql(MADE.format(number=max(POOL, size))).to_arrow_table().cast(schema(findings.COLUMNS))
    for nth in range(organisations):
        _export(folder / f"org-{nth:03}", f"org-{nth:03}", dict(_parts(pool, nth, size, months)))


def _parts(pool: Any, nth: int, size: int, months: int) -> Iterator[tuple[str, Any]]:
    """A stretch of the pool for each month."""
    for month in range(months):
        start = (nth * months + month) * 7919 % (pool.num_rows - size + 1)
        yield f"{2025 + month // 12}-{1 + month % 12:02}", pool.slice(start, size)


def _export(folder: Path, organisation: str, parts: Mapping[str, Any]) -> None:
    """One export: the findings as they are, the totals from their counts, and what says that it is whole."""
    numbers = {}
    for month, part in parts.items():
        path = folder / "findings" / f"organisation={organisation}" / f"month={month}" / PART
        path.parent.mkdir(parents=True)
        pq.write_table(part, path, compression="zstd")
        counts = {entry["values"]: entry["counts"] for entry in part["status"].value_counts().to_pylist()}
        numbers[month] = {**{sort: counts.get(sort, 0) for sort in WITHIN}, TOTAL: part.num_rows}
    stand_in = Table("findings", findings.COLUMNS, dict.fromkeys(parts, ()))
    content = Content(organisation, AS_OF, 5, 0, (stand_in, of_numbers(numbers, 5)))
    total = sum(part.num_rows for part in parts.values())
    for name, data in files(replace(content, tables=content.tables[1:])):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    said = (folder / ABOUT).read_text().replace('"rows": {', f'"rows": {{\n    "findings": {total},', 1)
    (folder / ABOUT).write_text(said)


QUERY = """
import sys
from pathlib import Path
from {module} import {engine}
from supervision_records.exports.engine import counted
from supervision_records.exports.gathered import gathered
print(len(counted(gathered([Path(sys.argv[1])]), {engine})))
"""
ENGINES = {
    "DuckDB": ("supervision_records.exports.engine", "by_duckdb"),
    "DataFusion": ("tests.exports.second_engine", "by_datafusion"),
}


def run(folder: Path | None = None) -> list[Row]:
    """Make the exports (in a folder that goes again, if none is named) and measure the query and the whole verb."""
    if folder is None:
        with tempfile.TemporaryDirectory() as made:
            return run(Path(made) / "exports")
    if not folder.exists():
        generate(folder)
    what = f"{FINDINGS:,} findings of {ORGANISATIONS} organisations"
    works = [
        Work(
            f"{what}: the query, by {name}",
            [sys.executable, "-c", QUERY.format(module=module, engine=engine), str(folder)],
        )
        for name, (module, engine) in ENGINES.items()
    ]
    works.append(Work(f"{what}: `supervision rollup`, all of it", ours("rollup", str(folder), "--format", "csv")))
    return [
        Row(name, taken.seconds, goal=f"at most {GOAL:g} s", met=taken.seconds <= GOAL, peak=taken.peak)
        for name, taken in in_turn(works).items()
    ]
