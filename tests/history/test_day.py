"""The day in the United Kingdom at an instant: half an hour before midnight UTC, it is tomorrow in summer."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from supervision_records.history.day import FIRST, LAST, uk_day

#: The last Sundays of March and of October, with months that end on each side of a week's turn.
SUMMERS = [
    ((2024, 3, 31), (2024, 10, 27)),
    ((2025, 3, 30), (2025, 10, 26)),
    ((2026, 3, 29), (2026, 10, 25)),
    ((2027, 3, 28), (2027, 10, 31)),
    ((2028, 3, 26), (2028, 10, 29)),
    ((2030, 3, 31), (2030, 10, 27)),
    ((2031, 3, 30), (2031, 10, 26)),
    ((2036, 3, 30), (2036, 10, 26)),
]


def late(year: int, month: int, day: int) -> date:
    """The day at half past eleven in the evening, UTC."""
    return uk_day(int(datetime(year, month, day, 23, 30, tzinfo=UTC).timestamp()))


@pytest.mark.parametrize(("first", "last"), SUMMERS)
def test_summer_time_runs_from_the_last_sunday_of_march_to_that_of_october(
    first: tuple[int, int, int], last: tuple[int, int, int]
) -> None:
    (year, _, forward), (_, _, back) = first, last
    assert late(year, 3, forward - 1) == date(year, 3, forward - 1)
    assert late(*first) == date.fromordinal(date(*first).toordinal() + 1)
    assert late(year, 10, back - 1) == date(year, 10, back)
    assert late(*last) == date(*last)


def test_the_day_turns_at_midnight_in_the_united_kingdom() -> None:
    midnight = int(datetime(2026, 6, 9, 23, tzinfo=UTC).timestamp())
    assert (uk_day(midnight - 1), uk_day(midnight)) == (date(2026, 6, 9), date(2026, 6, 10))


def test_the_moments_that_have_a_day() -> None:
    assert (uk_day(FIRST), uk_day(FIRST - 1)) == (date(1996, 1, 1), date(1995, 12, 31))
    assert uk_day(LAST) == date(2199, 12, 31)
