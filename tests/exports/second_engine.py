"""The roll-up's query on DataFusion: another engine than the product's, which shares no code with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pyarrow as pa
from datafusion import SessionContext

from supervision_records.exports.gathered import Export


def by_datafusion(exports: Sequence[Export], table: str, query: str) -> list[tuple[Any, ...]]:
    """The answer of DataFusion to SQL over one table of all exports."""
    context = SessionContext()
    folders = [("organisation", pa.string()), ("month", pa.string())]
    for number, export in enumerate(exports):
        context.register_listing_table(
            f"part{number}", f"{export.folder}/{table}", table_partition_cols=folders, file_extension=".parquet"
        )
    union = " UNION ALL ".join(f"SELECT * FROM part{number}" for number in range(len(exports)))  # noqa: S608  (all ours)
    context.sql(f"CREATE VIEW {table} AS {union}")
    rows = context.sql(query).to_pylist()
    return [tuple(row.values()) for row in rows]
