"""How dates, statuses, forms and numbers are said on the pages, in one place."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from supervision_records.calendar import FOREVER
from supervision_records.model import Finding, Status
from supervision_records.plain import long_date, plural

__all__ = [
    "FORM_WORDS",
    "MONTHS",
    "STATUS_WORDS",
    "about",
    "form_in_words",
    "long_date",
    "period",
    "plural",
    "short_date",
]

#: Status to its sign and its word. The sign differs in shape, so that nobody needs the colour.
STATUS_WORDS: Mapping[Status, tuple[str, str]] = {
    Status.MET: ("✓", "Met"),
    Status.DUE: ("◔", "Due"),
    Status.BREACH: ("✗", "Breach"),
    Status.EXCUSED: ("○", "Excused"),
    Status.UNKNOWN: ("?", "Unknown"),
}

#: What each of the six forms of rule asks for.
FORM_WORDS: Mapping[str, str] = {
    "cadence": "Happens often enough",
    "deadline": "Done in time",
    "completeness": "Has all that it needs",
    "precondition": "In place beforehand",
    "count": "The right number",
    "review": "Protocol in date",
}

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def short_date(day: date) -> str:
    """15 Jul 2026."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def period(start: date, end: date) -> str:
    """A stretch of days, as short as it can be said: 1 to 30 Jun 2026."""
    if end == FOREVER:
        return f"from {short_date(start)}"
    if start == end:
        return short_date(start)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day} to {short_date(end)}"
    if start.year == end.year:
        return f"{start.day} {MONTHS[start.month - 1]} to {short_date(end)}"
    return f"{short_date(start)} to {short_date(end)}"


def about(finding: Finding) -> str:
    """Whom or what a finding is about, in words: "person w-12"."""
    return f"{finding.subject.kind} {finding.subject.id}"


def form_in_words(form: str) -> str:
    """What a form of rule asks for; a form that is not in the table is shown by its name."""
    return FORM_WORDS.get(form, form)
