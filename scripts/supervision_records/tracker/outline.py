"""Where the rows of an Excel page stand, by its own file: which is the last, and which formulas have no result."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import IO
from xml.etree.ElementTree import Element, iterparse

from openpyxl.utils.cell import coordinate_to_tuple

from supervision_records.tracker.limits import SheetError

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@dataclass(frozen=True, slots=True)
class Outline:
    """``last`` is the last row with anything in it; ``unsaved``: by row, the columns of formulas without a result."""

    last: int
    unsaved: Mapping[int, tuple[int, ...]]


def outline_of(part: IO[bytes]) -> Outline:
    """The outline of a page; a SheetError where rows or cells are out of order, so that some would be passed over."""
    last, unsaved = 0, defaultdict[int, tuple[int, ...]](tuple)
    before = 0
    for number, row in _rows(part):
        if number <= before:
            message = f"row {number} is twice there or out of order: the page is damaged. Save it in its own program."
            raise SheetError(message)
        before = number
        columns = list(_columns(row))
        if len({column for column, _ in columns}) < len(columns):
            message = f"row {number} has two cells in one column: the page is damaged. Save it in its own program."
            raise SheetError(message)
        if any(len(cell) for _, cell in columns):
            last = number
        if found := tuple(column for column, cell in columns if _is_unsaved(cell)):
            unsaved[number] = found
    return Outline(last, dict(unsaved))


def _rows(part: IO[bytes]) -> Iterator[tuple[int, Element]]:
    number = 0
    for _, element in iterparse(part):  # noqa: S314  (the library reads the same file the same way)
        if element.tag == f"{_MAIN}row":
            number = int(float(element.get("r", number + 1)))
            yield number, element
            element.clear()


def _columns(row: Element) -> Iterator[tuple[int, Element]]:
    column = 0
    for cell in row.iterfind(f"{_MAIN}c"):
        place = cell.get("r")
        column = coordinate_to_tuple(place)[1] if place else column + 1
        yield column, cell


def _is_unsaved(cell: Element) -> bool:
    """A result that is said to be a text may be an empty one: many trackers have such formulas far down the page."""
    is_formula = cell.find(f"{_MAIN}f") is not None
    return is_formula and cell.get("t") not in ("str", "inlineStr") and not cell.findtext(f"{_MAIN}v")
