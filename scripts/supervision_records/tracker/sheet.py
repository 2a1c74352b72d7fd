"""A CSV or Excel file to rows of plain text, by the names in its first row; and what of it was not taken."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest

from supervision_records.tracker.excel import UNSAVED, read_page
from supervision_records.tracker.limits import MAX_BYTES, MAX_ROWS, SheetError

#: A row's cells by their column's name, and the number that the sheet's own program shows beside it.
Cells = tuple[int, Mapping[str, str]]


#: What some programs put above the names, to say what parts the cells; none shows it as a row.
_SEPARATOR = re.compile(r"\ufeff?sep=(.)\r?\n", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sheet:
    """Every row below the names that is not empty; sentences on what was not read.

    ``columns`` are the columns with anything in them, each with its name ("": it has none) and its place, from 1.
    """

    rows: tuple[Cells, ...]
    columns: tuple[tuple[str, int], ...]
    notes: tuple[str, ...] = ()


def read_sheet(name: str, raw: bytes, sheet: str | None = None) -> Sheet:
    """A whole sheet. ``sheet`` names a page of an Excel file."""
    if len(raw) > MAX_BYTES:
        message = f"the file is larger than {MAX_BYTES // 1024 // 1024} MiB."
        raise SheetError(message)
    if not name.lower().endswith(".xlsx"):
        return _named(_csv(raw))
    page = read_page(raw, sheet)
    return _named(page.rows, page.notes)


def _csv(raw: bytes) -> Iterator[list[str]]:
    """Commas, semicolons or tabs, as Excel writes it in one country or another."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        message = 'the file is not UTF-8 text: save it as "CSV UTF-8".'
        raise SheetError(message) from None
    said = _SEPARATOR.match(text)
    text = text[said.end() :] if said else text
    first = text.partition("\n")[0]
    delimiter = said.group(1) if said else max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        yield from reader
    except csv.Error:
        message = f"line {reader.line_num} is no CSV: a quote is not closed, perhaps."
        raise SheetError(message) from None


def _named(rows: Iterable[list[str]], notes: tuple[str, ...] = ()) -> Sheet:
    found: list[Cells] = []
    used: set[int] = set()
    names: list[str] | None = None
    for number, row in enumerate(rows, start=1):
        if number > MAX_ROWS:
            message = f"the sheet has more than {MAX_ROWS} rows: split it."
            raise SheetError(message)
        cells = [cell.strip() for cell in row]
        if not any(cells):
            continue
        if names is None:
            names = _names(cells)
        elif any(cells[len(names) :]):
            message = f"row {number} has more cells than there are names in the first row."
            raise SheetError(message)
        else:
            used.update(place for place, cell in enumerate(cells) if cell)
            found.append(
                (number, {name: cell for name, cell in zip_longest(names, cells[: len(names)], fillvalue="") if name})
            )
    if names is None:
        message = "the sheet is empty."
        raise SheetError(message)
    columns = tuple((name, place + 1) for place, name in enumerate(names) if name or place in used)
    return Sheet(tuple(found), columns, notes)


def _names(cells: list[str]) -> list[str]:
    """The names of the columns, each its own."""
    if UNSAVED in cells:
        message = "a column's name is a formula without a saved result: write the name itself."
        raise SheetError(message)
    if doubles := [name for name, times in Counter(cells).items() if name and times > 1]:
        message = f"{len(doubles)} column names stand there twice: give each column its own."
        raise SheetError(message)
    return cells
