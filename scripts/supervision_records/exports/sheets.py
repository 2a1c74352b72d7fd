"""Tables as CSV files and as one Excel workbook: typed cells, and none that a spreadsheet takes for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from supervision_records.encode import cell, line
from supervision_records.exports.content import Content
from supervision_records.exports.tables import Cell, Table

#: What each table begins with beside its own columns.
MONTH = "month"
#: The most rows that a sheet of Excel holds, its heading among them.
LONGEST = 1_048_576
#: A workbook says when it was made; the same tables give the same bytes.
_MADE = datetime(2000, 1, 1)  # noqa: DTZ001  (the format knows no zones)


class TooLongError(Exception):
    """A table has more rows than a sheet of Excel holds."""


def csv_files(content: Content) -> Iterator[tuple[str, bytes]]:
    """A file for each table; the mark at its beginning tells Excel that it is UTF-8."""
    for table in content.tables:
        out = io.StringIO()
        writer = csv.writer(out)
        writer.writerow(_heading(table))
        writer.writerows([_text(value) for value in row] for row in _rows(table))
        yield f"{table.name}.csv", out.getvalue().encode("utf-8-sig")


def workbook(content: Content) -> bytes:
    """A workbook with a sheet for each table, and one about the columns. TooLongError if a table is too long."""
    from openpyxl import Workbook  # noqa: PLC0415  (no other verb pays for it)

    book = Workbook(write_only=True)
    book.properties.created = book.properties.modified = _MADE
    for table in content.tables:
        if len(table) >= LONGEST:
            message = f"{table.name} has {len(table):,} rows, more than a sheet of Excel holds: use csv or parquet."
            raise TooLongError(message)
        _fill(book.create_sheet(table.name), _heading(table), _rows(table))
    about = [(table.name, column.name, column.about) for table in content.tables for column in table.columns]
    said: list[Sequence[Cell]] = [("", "organisation", content.organisation), ("", "as of", content.as_of), *about]
    _fill(book.create_sheet("About"), ("table", "column", "what it says"), said)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _heading(table: Table) -> tuple[str, ...]:
    return (MONTH, *(column.name for column in table.columns))


def _rows(table: Table) -> Iterator[Sequence[Cell]]:
    for month, rows in table.months.items():
        for row in rows:
            yield (month, *row)


def _text(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    return cell(_joined(value)) if isinstance(value, str | tuple) else str(value)


def _joined(value: str | tuple[str, ...]) -> str:
    return value if isinstance(value, str) else " ".join(value)


def _fill(sheet: Any, heading: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """Write a sheet. A text is set as one by hand: openpyxl takes what begins with = for a formula."""
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415  (as above)
    from openpyxl.styles import Font  # noqa: PLC0415

    def made(value: Cell, font: Font | None = None) -> Any:
        of = WriteOnlyCell(sheet)
        if isinstance(value, str | tuple):
            of.value, of.data_type = line(_joined(value)), "s"
        else:
            of.value = value
            of.number_format = "yyyy-mm-dd" if isinstance(value, date) else "General"
        if font:
            of.font = font
        return of

    sheet.freeze_panes = "A2"
    sheet.append([made(name, Font(bold=True)) for name in heading])
    for row in rows:
        sheet.append([made(value) for value in row])
