"""A page of an Excel workbook to rows of plain text. Formulas are taken by the result that was saved with them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from openpyxl import load_workbook

from supervision_records.tracker.limits import MAX_ROWS, MAX_UNPACKED, SheetError
from supervision_records.tracker.outline import Outline, outline_of

#: Stands for the result of a formula that was never worked out. No text of a cell can be this: XML has no such sign.
UNSAVED = "\x00formula"

_BROKEN = "the file is no Excel workbook (.xlsx) that can be read."
_DAMAGED = "the page of the workbook is damaged and cannot be read to its end."


@dataclass(frozen=True, slots=True)
class ReadPage:
    """Rows from the first on, as they stand on the page; ``notes`` are sentences on what was not read."""

    rows: list[list[str]]
    notes: tuple[str, ...] = ()


def read_page(raw: bytes, sheet: str | None = None) -> ReadPage:
    """The page of a name, or the first one."""
    book = _book(raw)
    if sheet is not None and sheet not in book.sheetnames:
        message = "the workbook has no page of the name that the mapping gives."
        raise SheetError(message)
    page = book[sheet] if sheet else book.worksheets[0]
    try:  # The rows are only parsed here, one by one.
        outline = _outline(raw, page)
        rows = list(_rows(page, outline))
    except SheetError:
        raise
    except Exception:  # noqa: BLE001  (a broken or hostile file breaks the library in many ways; all mean the same here)
        raise SheetError(_DAMAGED) from None
    others = len(book.sheetnames) - 1
    several = f"The workbook has {others + 1} pages; only the first was read: `sheet:` in the mapping names another."
    return ReadPage(rows, () if sheet or not others else (several,))


def _book(raw: bytes) -> Any:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
        book = load_workbook(io.BytesIO(raw), read_only=True, data_only=True) if unpacked <= MAX_UNPACKED else None
    except Exception:  # noqa: BLE001  (as above)
        raise SheetError(_BROKEN) from None
    if book is None:
        message = "the Excel file unpacks to far more than a tracker holds."
        raise SheetError(message)
    if not book.worksheets:
        raise SheetError(_BROKEN)
    return book


def _outline(raw: bytes, page: Any) -> Outline:
    """What the page's own file says of its rows: the library passes over what is out of order, without a word."""
    with zipfile.ZipFile(io.BytesIO(raw)) as packed, packed.open(page._worksheet_path.lstrip("/")) as part:  # noqa: SLF001  (it names the file nowhere else)
        return outline_of(part)


def _rows(page: Any, outline: Outline) -> Iterator[list[str]]:
    if outline.last > MAX_ROWS:
        message = f"the sheet has rows beyond row {MAX_ROWS}: split it, or delete what stands there."
        raise SheetError(message)
    page.reset_dimensions()  # What a page says of its own size may leave rows and columns out.
    if outline.last:
        for number, row in enumerate(page.iter_rows(values_only=True, max_row=outline.last), start=1):
            cells = [_shown(value) for value in row]
            for column in outline.unsaved.get(number, ()):
                cells += [""] * (column - len(cells))
                cells[column - 1] = UNSAVED
            yield cells


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
