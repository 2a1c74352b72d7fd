from __future__ import annotations

from datetime import date

import pytest

from supervision_records.calendar import FOREVER
from supervision_records.pages.words import form_in_words, long_date, period, plural, short_date


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (date(2026, 6, 1), date(2026, 6, 30), "1 to 30 Jun 2026"),
        (date(2026, 6, 1), date(2026, 6, 1), "1 Jun 2026"),
        (date(2026, 1, 1), date(2026, 12, 31), "1 Jan to 31 Dec 2026"),
        (date(2025, 12, 31), date(2026, 1, 1), "31 Dec 2025 to 1 Jan 2026"),
        (date(2025, 12, 31), FOREVER, "from 31 Dec 2025"),
    ],
)
def test_a_period_is_said_as_short_as_it_can_be(start: date, end: date, words: str) -> None:
    assert period(start, end) == words


def test_dates() -> None:
    assert short_date(date(2026, 9, 5)) == "5 Sep 2026"
    assert long_date(date(2026, 9, 5)) == "5 September 2026"


def test_plurals() -> None:
    assert [plural(n, "day") for n in (0, 1, 1200)] == ["0 days", "1 day", "1,200 days"]
    assert plural(2, "breach", "breaches") == "2 breaches"


def test_forms_in_words() -> None:
    assert form_in_words("deadline") == "Done in time"
    assert form_in_words("something-new") == "something-new"
