"""The machine's clock, where nobody has said which day to judge for; the only place that reads it."""

from __future__ import annotations

from datetime import date
from time import time

from supervision_records.calendar import LAST_YEAR
from supervision_records.refusal import Refusal

#: No machine that this tool runs on has seen an earlier day, so a clock that says so is wrong.
EARLIEST = date(2026, 1, 1)


class ClockError(Refusal):
    """The clock cannot be right; the text says so, and what to do."""


def today() -> date:
    """The calendar day by the machine's clock. ClockError if it cannot be."""
    return believable(date.today())  # noqa: DTZ011  (a calendar day, local)


def instant() -> int:
    """The present moment, in seconds since 1970. ClockError if the clock cannot be right."""
    today()
    return int(time())


def believable(day: date) -> date:
    """The day itself, if a clock may say so. ClockError otherwise: a verdict for a wrong day would be a wrong one."""
    if day < EARLIEST or day.year > LAST_YEAR:
        raise ClockError(
            f"This machine's clock says {day}, which cannot be, so nothing was judged. Set the clock, or say which day "
            "to judge for (--as-of DATE)."
        )
    return day
