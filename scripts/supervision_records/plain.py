"""How dates and numbers are said in plain English, wherever people read them."""

from __future__ import annotations

from datetime import date


def long_date(day: date) -> str:
    """15 July 2026."""
    return f"{day.day} {day:%B} {day.year}"


def plural(number: int, one: str, many: str | None = None) -> str:
    """1 day, 2 days, 1,200 days."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
