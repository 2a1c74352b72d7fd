"""The table of the roll-up for a person, for a spreadsheet and for a program."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence

from supervision_records.encode import cell, json_text
from supervision_records.exports.rollup import ALL, COLUMNS, Line

#: What stands for a hidden number in the text; in CSV the cell is empty, in JSON null.
HIDDEN = "·"
_NOTE = (
    f"{HIDDEN} stands for a small number, or one from which a small one could be worked out. Sums are of the numbers "
    "that are shown: where one is hidden, a column that at_least names may have more."
)


def text(lines: Sequence[Line]) -> str:
    """The table with its columns one below the other."""
    rows = [COLUMNS, *(_cells(line, HIDDEN, "all") for line in lines)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    shown = ["  ".join(_set(value, widths[at], at) for at, value in enumerate(row)).rstrip() for row in rows]
    hidden = any(number is None for line in lines for number in line.numbers.values())
    return "\n".join([*shown, *([_NOTE] if hidden else [])]) + "\n"


def as_csv(lines: Sequence[Line]) -> str:
    """One line each; where it is for all organisations or all months, that cell is empty."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([cell(value) for value in _cells(line, "", ALL)] for line in lines)
    return out.getvalue()


def as_json(lines: Sequence[Line]) -> str:
    """The lines in their order; null for all organisations, for all months and for a hidden number."""
    return json_text(
        {
            "version": 1,
            "lines": [
                {
                    "organisation": line.organisation or None,
                    "month": line.month or None,
                    **line.numbers,
                    "at_least": list(line.least),
                }
                for line in lines
            ],
        }
    )


def _cells(line: Line, hidden: str, whole: str) -> tuple[str, ...]:
    numbers = (hidden if number is None else str(number) for number in line.numbers.values())
    return (line.organisation or whole, line.month or whole, *numbers, line.rate, " ".join(line.least))


def _set(value: str, width: int, at: int) -> str:
    """The names to the left, the numbers to the right."""
    return value.ljust(width) if at < 2 else value.rjust(width)  # noqa: PLR2004  (organisation and month)


FORMATS: Mapping[str, Callable[[Sequence[Line]], str]] = {"text": text, "csv": as_csv, "json": as_json}
