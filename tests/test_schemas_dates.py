"""The pattern of a date lets through the days of the calendar, and no others: an editor knows no more than it."""

from __future__ import annotations

from datetime import date, timedelta

from supervision_records.schema.keywords import compiled
from tests.schema_library import SCHEMAS

DATE = compiled(SCHEMAS["common.schema.json"]["$defs"]["date"]["pattern"])
FIRST, LAST = date(1900, 1, 1), date(2199, 12, 31)


def test_every_day_and_no_other_is_let_through() -> None:
    days = {(FIRST + timedelta(days=n)).isoformat() for n in range((LAST - FIRST).days + 1)}
    written = (
        f"{year:04}-{month:02}-{day:02}" for year in range(1890, 2210) for month in range(14) for day in range(33)
    )
    assert {text for text in written if DATE.search(text)} == days


def test_a_date_in_another_form_is_not() -> None:
    for text in ("2026-7-15", "15-07-2026", "2026-07-15\n", " 2026-07-15", "2026/07/15", "2026-07-15T09:00", ""):
        assert not DATE.search(text), text


def test_a_list_of_dates_goes_by_the_same_pattern() -> None:
    assert compiled(SCHEMAS["cases.schema.json"]["$defs"]["when"]["pattern"]) == DATE
