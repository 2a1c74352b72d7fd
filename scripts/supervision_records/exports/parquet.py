"""Tables as Parquet files, a file for each month: ``findings/organisation=…/month=…/part-0.parquet``.

The folders' names are columns, too, as tools that know Hive's layout read them. The same table gives the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from supervision_records.encode import json_text
from supervision_records.exports.content import Content
from supervision_records.exports.tables import Column, Kind, Row

#: What is said of all the tables together.
ABOUT = "export.json"
PART = "part-0.parquet"


def files(content: Content) -> Iterator[tuple[str, bytes]]:
    """Every file of an export by its path, ``export.json`` last: an export without it is not whole."""
    for table in content.tables:
        for month, rows in table.months.items():
            path = f"{table.name}/organisation={content.organisation}/month={month}/{PART}"
            yield path, _written(table.columns, rows)
    yield ABOUT, json_text(content.about).encode()


def schema(columns: Sequence[Column]) -> Any:
    """The columns as Arrow has them; what each means goes with it."""
    import pyarrow as pa  # noqa: PLC0415  (an extra: only whoever exports pays for it)

    types = {
        Kind.TEXT: pa.string(), Kind.DAY: pa.date32(), Kind.NUMBER: pa.int64(), Kind.TEXTS: pa.list_(pa.string()),
    }  # fmt: skip
    return pa.schema([pa.field(c.name, types[c.kind], metadata={"description": c.about}) for c in columns])


def _written(columns: Sequence[Column], rows: Sequence[Row]) -> bytes:
    import pyarrow as pa  # noqa: PLC0415  (as above)
    import pyarrow.parquet as pq  # noqa: PLC0415

    typed = schema(columns)
    arrays = [pa.array(cells, field.type) for cells, field in zip(zip(*rows, strict=True), typed, strict=True)]
    out = pa.BufferOutputStream()
    pq.write_table(pa.Table.from_arrays(arrays, schema=typed), out, compression="zstd")
    return bytes(out.getvalue().to_pybytes())


def about(raw: bytes) -> dict[str, Any] | None:
    """What ``export.json`` says; None where it is none of ours."""
    try:
        said = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    return said if isinstance(said, dict) else None
