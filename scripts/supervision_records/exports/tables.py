"""A table as a value: typed and documented columns, and rows, whatever they are written as."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

#: A cell: None where there is nothing to say, and, among totals, where a number is hidden.
Cell = str | int | date | tuple[str, ...] | None
Row = tuple[Cell, ...]


class Kind(StrEnum):
    """What the cells of a column are."""

    TEXT = "text"
    DAY = "day"
    NUMBER = "number"
    TEXTS = "texts"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, what its cells are, and a sentence that says what they mean."""

    name: str
    kind: Kind
    about: str


@dataclass(frozen=True)
class Table:
    """A table of one organisation: its rows by the month that they are counted in (``YYYY-MM``)."""

    name: str
    columns: tuple[Column, ...]
    months: Mapping[str, tuple[Row, ...]]

    def __len__(self) -> int:
        return sum(map(len, self.months.values()))


def by_month(rows: Iterable[tuple[str, Row]]) -> Mapping[str, tuple[Row, ...]]:
    """Rows under their months, the earliest first; within a month they keep their order."""
    found: dict[str, list[Row]] = {}
    for month, row in rows:
        found.setdefault(month, []).append(row)
    return {month: tuple(found[month]) for month in sorted(found)}


def texts(**about: str) -> tuple[Column, ...]:
    """Columns of text, each with its sentence."""
    return tuple(Column(name, Kind.TEXT, said) for name, said in about.items())


def days(**about: str) -> tuple[Column, ...]:
    """Columns of dates."""
    return tuple(Column(name, Kind.DAY, said) for name, said in about.items())


def numbers(**about: str) -> tuple[Column, ...]:
    """Columns of whole numbers."""
    return tuple(Column(name, Kind.NUMBER, said) for name, said in about.items())


def lists(**about: str) -> tuple[Column, ...]:
    """Columns of several texts each."""
    return tuple(Column(name, Kind.TEXTS, said) for name, said in about.items())
