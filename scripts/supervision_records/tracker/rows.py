"""Rows of a sheet to records that are started: typed by the schema, filled in from what is known, nothing guessed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from supervision_records.draft import Draft
from supervision_records.schema.described import described
from supervision_records.tracker.excel import UNSAVED
from supervision_records.tracker.mapping import Column, Mapped
from supervision_records.tracker.sheet import Cells

_NUMBERS = re.compile(r"([0-9]{1,4})[-/. ]([0-9]{1,2})[-/. ]([0-9]{1,4})")


_UNSAVED = (
    "the cell holds a formula without a saved result: open the sheet in its own program and save it, or write out what "
    "the cell is to say"
)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the sheet: the draft made of it, or what cannot be read, in sentences that quote no cell."""

    number: int
    draft: Draft | None
    faults: tuple[str, ...] = ()


def drafted(
    mapped: Mapped, rows: Iterable[Cells], schema: Mapping[str, Any], start: Callable[[Mapping[str, Any]], Draft]
) -> list[Row]:
    """Every row as a draft or with its faults. ``start`` fills in what is known."""
    return [_row(mapped, number, cells, schema, start) for number, cells in rows]


def _row(
    mapped: Mapped,
    number: int,
    cells: Mapping[str, str],
    schema: Mapping[str, Any],
    start: Callable[[Mapping[str, Any]], Draft],
) -> Row:
    data: dict[str, Any] = dict(mapped.same)
    faults: list[str] = []
    for key, column in mapped.columns.items():
        if column.name not in cells:
            faults.append(f"the column for `{key}` is not in the sheet")
        elif (text := cells[column.name]) == UNSAVED:
            faults.append(f"`{key}`: {_UNSAVED}")
        elif text:
            try:
                _put(data, key, _value(column, text, _described(schema, key)))
            except ValueError as error:
                faults.append(f"`{key}`: {error}")
    return Row(number, None, tuple(faults)) if faults else Row(number, start(data))


def _put(data: dict[str, Any], key: str, value: Any) -> None:
    *above, last = key.split(".")
    for name in above:
        data = data.setdefault(name, {})
    data[last] = value


def _described(schema: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    """What the schema says of a key, dots leading into mappings."""
    for name in key.split("."):
        schema = described(schema).get(name, {})
    return schema


def _value(column: Column, text: str, schema: Mapping[str, Any]) -> Any:
    if schema.get("type") == "array":
        parts = [part.strip() for part in text.split(column.split)] if column.split else [text]
        return [_one(column, part, schema.get("items", {})) for part in parts if part]
    return _one(column, text, schema)


def _one(column: Column, text: str, schema: Mapping[str, Any]) -> Any:
    if column.values:
        if text not in column.values:
            message = "the cell's text has no entry under `values` of the mapping"
            raise ValueError(message)
        return column.values[text]
    if column.date:
        return _date(text, column.date)
    if "case" in schema.get("required", ()):  # a list of cases is written as ids alone
        return {"case": text}
    if schema.get("type") == "integer":
        if not re.fullmatch(r"[0-9]{1,6}", text):
            message = "the cell is no whole number"
            raise ValueError(message)
        return int(text)
    if schema.get("type") == "boolean":
        return _truth(text)
    return text


def _truth(text: str) -> bool:
    found = {"yes": True, "y": True, "true": True, "no": False, "n": False, "false": False}.get(text.lower())
    if found is None:
        message = "the cell is neither yes nor no"
        raise ValueError(message)
    return found


def _date(text: str, order: str) -> str:
    """A date of the sheet as the records write it. An Excel date comes as ``YYYY-MM-DD`` whatever the order."""
    match = _NUMBERS.fullmatch(text)
    if match is None:
        message = "the cell is no date in figures"
        raise ValueError(message)
    parts: Sequence[int] = [int(group) for group in match.groups()]
    names = "ymd" if len(match.group(1)) == 4 else order.replace("/", "").replace("-", "")  # noqa: PLR2004  (a year)
    named = dict(zip(names, parts, strict=True))
    if named["y"] < 100:  # noqa: PLR2004  (two figures: this century's)
        named["y"] += 2000
    try:
        return date(named["y"], named["m"], named["d"]).isoformat()
    except ValueError:
        message = "the cell is no day of the calendar"
        raise ValueError(message) from None
