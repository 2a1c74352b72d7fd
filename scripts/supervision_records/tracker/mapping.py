"""Which column of a sheet is which key of a record: a small YAML file, kept beside the sheet, not in the repository."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from supervision_records.model import Document, Problem
from supervision_records.schema.described import described
from supervision_records.yamlio import Place, load, problem_at


@dataclass(frozen=True, slots=True)
class Column:
    """How one key is filled. ``values`` turns a cell's text (a name, say) into the records' word for it.

    ``split`` parts a cell that lists several; ``date`` is the order of day, month and year, such as ``d/m/y``.
    """

    name: str
    values: Mapping[str, Any]
    split: str | None
    date: str | None


@dataclass(frozen=True, slots=True)
class Mapped:
    """A whole mapping: the kind, the page of an Excel file, what every row has in common, and the columns by key."""

    kind: str
    sheet: str | None
    same: Mapping[str, Any]
    columns: Mapping[str, Column]


ORDERS = ("d/m/y", "m/d/y", "y-m-d")
_KEYS = {"kind": str, "sheet": str, "same": dict, "columns": dict}
_COLUMN_KEYS = {"column": str, "values": dict, "split": str, "date": str}


def read_mapping(
    path: str, raw: bytes, kinds: Mapping[str, Mapping[str, Any]]
) -> tuple[Mapped | None, tuple[Problem, ...]]:
    """The mapping that a file holds, or what is wrong with it. ``kinds`` are the schemas, references filled in."""
    document, problems = load(path, raw)
    if document is None:
        return None, problems
    problems = tuple(_faults(document, kinds))
    if problems:
        return None, problems
    data = document.data
    columns = {key: _column(entry) for key, entry in data["columns"].items()}
    return Mapped(data["kind"], data.get("sheet"), data.get("same", {}), columns), ()


def _column(entry: Any) -> Column:
    if isinstance(entry, str):
        return Column(entry, {}, None, None)
    return Column(entry["column"], entry.get("values", {}), entry.get("split"), entry.get("date"))


def _faults(document: Document, kinds: Mapping[str, Mapping[str, Any]]) -> list[Problem]:
    data = document.data
    if not isinstance(data, dict):
        return [Place(document.path).problem("bad-mapping", "A mapping begins with `kind:` and `columns:`.", _SEE)]
    found = _shape(document, "", data, _KEYS, ("kind", "columns"))
    if found:
        return found
    if data["kind"] not in kinds:
        return [_fault(document, "/kind", "There is no such kind of record.", f"One of: {', '.join(sorted(kinds))}.")]
    for key, entry in data["columns"].items():
        found += _column_faults(document, key, entry, described(kinds[data["kind"]]))
    return found


def _column_faults(document: Document, key: str, entry: Any, known: Mapping[str, Any]) -> list[Problem]:
    where = f"/columns/{key}"
    found = []
    if key.partition(".")[0] not in known:
        hint = f"They have: {', '.join(known)}."
        found.append(_fault(document, where, "Records of this kind have no such key.", hint))
    if isinstance(entry, dict):
        found += _shape(document, where, entry, _COLUMN_KEYS, ("column",))
        if entry.get("date") not in (None, *ORDERS):
            hint = f"One of: {', '.join(ORDERS)}."
            found.append(_fault(document, f"{where}/date", "This is no order of a date.", hint))
    elif not isinstance(entry, str):
        found.append(_fault(document, where, "A column is named by text.", _SEE))
    return found


def _shape(
    document: Document, where: str, data: Mapping[str, Any], keys: Mapping[str, type], required: tuple[str, ...]
) -> list[Problem]:
    found = [
        _fault(document, f"{where}/{key}", "A mapping has no such key, or its value is of another sort.", _SEE)
        for key, value in data.items()
        if key not in keys or not isinstance(value, keys[key])
    ]
    return found + [_fault(document, where, f"`{key}` is missing.", _SEE) for key in required if key not in data]


def _fault(document: Document, pointer: str, message: str, hint: str) -> Problem:
    return problem_at(document.path, document.marks, pointer, "bad-mapping", message, hint)


_SEE = "docs/submit/import.md has a mapping to start from."
