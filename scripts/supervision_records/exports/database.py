"""The same tables as one DuckDB file, for whoever would rather ask questions than read files."""

from __future__ import annotations

from pathlib import Path

from supervision_records.exports.content import Content
from supervision_records.exports.engine import parquet

FILE = "export.duckdb"


def write_database(folder: Path, content: Content) -> None:
    """Put the tables, whose Parquet files are in the folder already, into a database there, with what columns mean."""
    import duckdb  # noqa: PLC0415  (an extra: only whoever exports pays for it)

    with duckdb.connect(str(folder / FILE), config={"autoinstall_known_extensions": False}) as database:
        database.execute("SET enable_progress_bar = false")
        for table in content.tables:
            if not len(table):
                continue
            files = parquet([f"{folder}/{table.name}/*/*/*.parquet"])
            order = "ORDER BY organisation, month, file_row_number"
            database.execute(
                f"CREATE TABLE {table.name} AS SELECT * EXCLUDE (file_row_number) FROM "  # noqa: S608  (all ours)
                f"{files.removesuffix(')')}, file_row_number = true) {order}"
            )
            for column in table.columns:
                about = column.about.replace("'", "''")
                database.execute(f"COMMENT ON COLUMN {table.name}.\"{column.name}\" IS '{about}'")
