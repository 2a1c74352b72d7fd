"""A CSV or Excel file to rows of plain text, by the names in its first row. Formulas are taken by their last value."""

from __future__ import annotations

import csv
import io
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time

from openpyxl import load_workbook

#: A team's tracker of many years is far below these; a hostile file is not.
MAX_BYTES = 10 * 1024 * 1024
MAX_UNPACKED = 100 * 1024 * 1024
MAX_ROWS = 20_000

#: A row's cells by their column's name, and the number that the sheet's own program shows beside it.
Cells = tuple[int, Mapping[str, str]]


class SheetError(ValueError):
    """The file is no sheet that can be read; the message says why."""


def read_sheet(name: str, raw: bytes, sheet: str | None = None) -> list[Cells]:
    """Every row below the first one that is not empty. ``sheet`` names a page of an Excel file."""
    if len(raw) > MAX_BYTES:
        message = f"the file is larger than {MAX_BYTES // 1024 // 1024} MiB."
        raise SheetError(message)
    rows = _excel(raw, sheet) if name.lower().endswith(".xlsx") else _csv(raw)
    return list(_named(rows))


def _csv(raw: bytes) -> Iterator[list[str]]:
    """Commas, semicolons or tabs, as Excel writes it in one country or another."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        message = 'the file is not UTF-8 text: save it as "CSV UTF-8".'
        raise SheetError(message) from None
    first = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count), strict=True)
    try:
        yield from reader
    except csv.Error:
        message = f"line {reader.line_num} is no CSV: a quote is not closed, perhaps."
        raise SheetError(message) from None


def _excel(raw: bytes, sheet: str | None) -> Iterator[list[str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
        book = load_workbook(io.BytesIO(raw), read_only=True, data_only=True) if unpacked <= MAX_UNPACKED else None
    except Exception:  # noqa: BLE001  (a broken or hostile file breaks the library in many ways; all mean the same here)
        message = "the file is no Excel workbook (.xlsx) that can be read."
        raise SheetError(message) from None
    if book is None:
        message = "the Excel file unpacks to far more than a tracker holds."
        raise SheetError(message)
    if sheet is not None and sheet not in book.sheetnames:
        message = "the workbook has no page of the name that the mapping gives."
        raise SheetError(message)
    page = book[sheet] if sheet else book.worksheets[0]
    try:  # The rows are only parsed here, one by one.
        for row in page.iter_rows(values_only=True):
            yield [_shown(value) for value in row]
    except Exception:  # noqa: BLE001  (as above)
        message = "the page of the workbook is damaged and cannot be read to its end."
        raise SheetError(message) from None


def _shown(value: object) -> str:
    """A cell as text; a date as the records write it."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _named(rows: Iterable[list[str]]) -> Iterator[Cells]:
    names: list[str] | None = None
    for number, row in enumerate(rows, start=1):
        if number > MAX_ROWS:
            message = f"the sheet has more than {MAX_ROWS} rows: split it."
            raise SheetError(message)
        cells = [cell.strip() for cell in row]
        if not any(cells):
            continue
        if names is None:
            names = cells
            if doubles := [name for name, times in Counter(names).items() if name and times > 1]:
                message = f"{len(doubles)} column names stand there twice: give each column its own."
                raise SheetError(message)
        elif any(cells[len(names) :]):
            message = f"row {number} has more cells than there are names in the first row."
            raise SheetError(message)
        else:
            yield number, {name: cell for name, cell in zip(names, cells, strict=False) if name}
    if names is None:
        message = "the sheet is empty."
        raise SheetError(message)
