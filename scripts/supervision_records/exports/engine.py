"""The roll-up's SQL over exports on a disk, by DuckDB. Any other engine may take its place: it gets the same SQL."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib.resources import files
from typing import Any

from supervision_records.exports.gathered import Export, NoExportError
from supervision_records.exports.totals import WITHIN

#: The names of an organisation and a month.
Place = tuple[str, str]
Counted = Mapping[Place, Mapping[str, int]]
#: Exports and the name of one of their tables, and SQL over it, to the rows of the answer.
Engine = Callable[[Sequence[Export], str, str], list[tuple[Any, ...]]]

#: Nothing is fetched; the order of the answer is the query's, not that of the files.
CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "preserve_insertion_order": False,
}


def sql() -> str:
    """The one query of the roll-up."""
    return files("supervision_records.exports").joinpath("rollup.sql").read_text(encoding="utf-8")


def by_duckdb(exports: Sequence[Export], table: str, query: str) -> list[tuple[Any, ...]]:
    """The answer of DuckDB, which reads the files and writes none."""
    import duckdb  # noqa: PLC0415  (an extra: only whoever rolls up pays for it)

    paths = [
        f"{export.folder}/{table}/organisation={export.organisation}/*/*.parquet"
        for export in exports
        if export.findings
    ]
    if not paths:
        return []
    try:
        with duckdb.connect(config=CONFIG) as database:
            database.execute("SET enable_progress_bar = false")
            database.execute(f"CREATE VIEW {table} AS SELECT * FROM {parquet(paths)}")  # noqa: S608  (both are ours)
            return database.sql(query).fetchall()
    except duckdb.Error as error:
        message = f"The tables cannot be read: a file of {table} is missing or damaged. Copy the exports again."
        raise NoExportError(message) from error


def parquet(paths: Sequence[str]) -> str:
    """What reads these files in DuckDB, with the names of their folders as texts. A path has no wildcard but ours."""
    listed = ", ".join("'" + path.replace("'", "''") + "'" for path in paths)
    return f"read_parquet([{listed}], hive_partitioning = true, hive_types_autocast = false)"


def counted(exports: Sequence[Export], engine: Engine = by_duckdb) -> Counted:
    """The findings of all exports by organisation and month. NoExportError where an export has not all that it says."""
    rows = engine(exports, "findings", sql())
    found = {(str(name), str(month)): dict(zip(WITHIN, map(int, of), strict=True)) for name, month, *of in rows}
    for export in exports:
        there = sum(numbers["total"] for (name, _), numbers in found.items() if name == export.organisation)
        if there != export.findings:
            message = f"{export.folder} is not whole: it has {there:,} of {export.findings:,} findings. Copy it again."
            raise NoExportError(message)
    return found
