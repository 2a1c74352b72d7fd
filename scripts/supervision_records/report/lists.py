"""Working lists as text or JSON. They name cases and people by id: for those entitled, never for a published page."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from supervision_records import encode
from supervision_records.lists import AbsentCase, InScope

Row = InScope | AbsentCase


def as_text(rows: Sequence[Row]) -> str:
    """A table with a heading; nothing to list is said."""
    if not rows:
        return "Nothing to list.\n"
    table = [list(_cells(rows[0])), *([_shown(value) for value in _cells(row).values()] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in table]
    return encode.lines([*lines, f"{len(rows)} listed."])


def as_json(rows: Sequence[Row]) -> str:
    """All of it, stable."""
    found = [{k: v.isoformat() if isinstance(v, date) else v for k, v in _cells(row).items()} for row in rows]
    return encode.json_text({"version": 1, "rows": found})


def _cells(row: Row) -> dict[str, Any]:
    return {field.name: getattr(row, field.name) for field in dataclasses.fields(row)}


def _shown(value: Any) -> str:
    return "–" if value is None else str(value)


#: The formats of ``list``.
LISTS: Mapping[str, Callable[[Sequence[Row]], str]] = {"text": as_text, "json": as_json}
