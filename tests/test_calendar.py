"""What the arithmetic of days promises: spans, months, calendar periods, working days."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervision_records.calendar import (
    BEGINNING,
    DAY,
    FIRST_YEAR,
    FOREVER,
    LAST_YEAR,
    Span,
    WorkingDays,
    add_days,
    add_interval,
    add_months,
    calendar_period,
    calendar_periods,
    days_in,
    holds,
    intersect,
    merge,
    month_length,
    next_day,
    parse_date,
    previous_day,
    subtract,
)


def d(text: str) -> date:
    return date.fromisoformat(text)


def span(text: str) -> Span:
    """``03..07`` of June 2026; ``03..`` has no end."""
    first, _, last = text.partition("..")
    return Span(d(f"2026-06-{first}"), d(f"2026-06-{last}") if last else FOREVER)


def spans(text: str) -> tuple[Span, ...]:
    return tuple(map(span, text.split()))


# Days


def test_a_day_is_read_as_it_is_written() -> None:
    assert parse_date("2026-10-14") == date(2026, 10, 14)
    with pytest.raises(ValueError, match="day"):
        parse_date("2026-02-30")


def test_the_years_that_records_may_lie_in() -> None:
    assert (FIRST_YEAR, LAST_YEAR) == (1900, 2199)


def test_the_calendar_ends_and_nothing_falls_off() -> None:
    assert next_day(d("2026-12-31")) == d("2027-01-01")
    assert previous_day(d("2027-01-01")) == d("2026-12-31")
    assert (next_day(FOREVER), previous_day(FOREVER)) == (FOREVER, FOREVER - DAY)
    assert (previous_day(BEGINNING), next_day(BEGINNING)) == (BEGINNING, BEGINNING + DAY)


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        ("2026-08-31", 6, "2027-02-28"),
        ("2023-08-31", 6, "2024-02-29"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2026-03-31", 1, "2026-04-30"),
        ("2026-03-15", 1, "2026-04-15"),
        ("2026-03-15", 0, "2026-03-15"),
        ("2026-12-01", 1, "2027-01-01"),
        ("2026-11-30", 1, "2026-12-30"),
        ("2026-01-15", 11, "2026-12-15"),
        ("2026-01-15", 12, "2027-01-15"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2026-01-31", -2, "2025-11-30"),
        ("2026-03-31", -1, "2026-02-28"),
        ("9999-11-30", 1, "9999-12-30"),
        ("9999-12-01", 1, "9999-12-31"),
    ],
)
def test_months_end_where_the_month_ends(day: str, months: int, then: str) -> None:
    assert add_months(d(day), months) == d(then)


@pytest.mark.parametrize(
    ("interval", "then"), [({"days": 10}, "2026-06-20"), ({"weeks": 2}, "2026-06-24"), ({"months": 2}, "2026-08-10")]
)
def test_an_interval_is_of_days_weeks_or_months(interval: dict[str, int], then: str) -> None:
    assert add_interval(d("2026-06-10"), interval) == d(then)


def test_days_are_added_up_to_the_end_of_the_calendar() -> None:
    assert add_days(d("2026-06-10"), -10) == d("2026-05-31")
    assert add_days(d("9999-12-29"), 1) == d("9999-12-30")
    assert add_days(d("9999-12-29"), 2) == add_days(d("9999-12-29"), 3) == FOREVER


def test_the_lengths_of_months() -> None:
    assert [month_length(2026, month) for month in range(1, 13)] == [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    assert (month_length(2024, 2), month_length(2100, 2)) == (29, 28)


# Spans


def test_a_span_holds_both_its_ends_and_nothing_beside() -> None:
    days = [d(f"2026-06-0{n}") for n in (2, 3, 5, 7, 8)]
    assert [span("03..07").holds(day) for day in days] == [False, True, True, True, False]
    assert [holds(spans("03..05 07..07"), day) for day in days] == [False, True, True, True, False]
    assert Span(days[0]).holds(FOREVER)


@pytest.mark.parametrize(
    ("given", "merged"),
    [
        ("10..12 03..07", "03..07 10..12"),
        ("03..07 08..12", "03..12"),
        ("03..07 09..12", "03..07 09..12"),
        ("03..07 05..06", "03..07"),
        ("03..07 07..12", "03..12"),
        ("03.. 05..06", "03.."),
        ("03..03", "03..03"),
        ("07..03 10..12", "10..12"),
        ("07..06", ""),
    ],
)
def test_spans_that_overlap_or_touch_become_one_and_empty_ones_go(given: str, merged: str) -> None:
    assert merge(spans(given)) == spans(merged)


@pytest.mark.parametrize(
    ("left", "right", "both"),
    [
        ("03..07", "05..12", "05..07"),
        ("03..07", "07..12", "07..07"),
        ("03..07", "08..12", ""),
        ("03..12", "04..05 07..08", "04..05 07..08"),
        ("03.. ", "05..", "05.."),
        ("03..07", "", ""),
    ],
)
def test_the_days_in_both(left: str, right: str, both: str) -> None:
    assert intersect(spans(left), spans(right)) == spans(both)
    assert intersect(spans(right), spans(left)) == spans(both)


@pytest.mark.parametrize(
    ("left", "right", "rest"),
    [
        ("03..12", "05..07", "03..04 08..12"),
        ("03..12", "03..12", ""),
        ("03..12", "03..04", "05..12"),
        ("03..12", "12..15", "03..11"),
        ("03..12", "01..03", "04..12"),
        ("03..12", "13..15", "03..12"),
        ("03..12", "01..02", "03..12"),
        ("03..", "05..07", "03..04 08.."),
        ("03..", "05..", "03..04"),
        ("03..04 06..07 10..", "04..06", "03..03 07..07 10.."),
        ("03..12", "05..05 08..08", "03..04 06..07 09..12"),
    ],
)
def test_the_days_that_are_left(left: str, right: str, rest: str) -> None:
    assert subtract(spans(left), spans(right)) == spans(rest)


def test_days_are_counted_with_both_ends() -> None:
    assert days_in(spans("03..07 10..12"), d("2026-06-01"), d("2026-06-30")) == 8
    assert days_in(spans("03..07 10..12"), d("2026-06-07"), d("2026-06-10")) == 2
    assert days_in(spans("03..07 10..12"), d("2026-06-08"), d("2026-06-09")) == 0
    assert days_in(spans("03.."), d("2026-06-30"), d("2026-06-30")) == 1


DAYS = st.integers(1, 28)
SPANS = st.lists(st.builds(lambda a, b: span(f"{a:02}..{b:02}"), DAYS, DAYS), max_size=4)
JUNE = [date(2026, 6, n) for n in range(1, 31)]


@given(SPANS, SPANS)
def test_spans_are_sets_of_days(left: list[Span], right: list[Span]) -> None:
    one = {day for day in JUNE if holds(tuple(left), day)}
    other = {day for day in JUNE if holds(tuple(right), day)}
    for found, wanted in (
        (merge(left), one),
        (intersect(left, right), one & other),
        (subtract(left, right), one - other),
    ):
        assert {day for day in JUNE if holds(found, day)} == wanted
        assert days_in(found, JUNE[0], JUNE[-1]) == len(wanted)
        assert all(a.start <= a.end < b.start - DAY for a, b in pairwise(found))


# Calendar periods


@pytest.mark.parametrize(
    ("day", "unit", "first", "last"),
    [
        ("2026-02-14", "month", "2026-02-01", "2026-02-28"),
        ("2024-02-29", "month", "2024-02-01", "2024-02-29"),
        ("2026-12-31", "month", "2026-12-01", "2026-12-31"),
        ("2026-03-31", "quarter", "2026-01-01", "2026-03-31"),
        ("2026-04-01", "quarter", "2026-04-01", "2026-06-30"),
        ("2026-11-05", "quarter", "2026-10-01", "2026-12-31"),
        ("2026-06-30", "half-year", "2026-01-01", "2026-06-30"),
        ("2026-07-01", "half-year", "2026-07-01", "2026-12-31"),
        ("2026-07-01", "year", "2026-01-01", "2026-12-31"),
    ],
)
def test_the_period_that_holds_a_day(day: str, unit: str, first: str, last: str) -> None:
    assert calendar_period(d(day), unit) == (d(first), d(last))


def test_all_periods_with_a_day_in_them() -> None:
    found = calendar_periods(d("2026-03-31"), d("2026-07-01"), "quarter")
    assert [str(period.start) for period in found] == ["2026-01-01", "2026-04-01", "2026-07-01"]
    assert len(calendar_periods(d("2026-04-01"), d("2026-06-30"), "quarter")) == 1
    assert calendar_periods(d("2026-06-01"), d("2026-05-31"), "month") == []


# Working days

WEEK = WorkingDays()
#: The organisation works on a Saturday (20 June) and is closed on a Monday (22 June).
OWN = WorkingDays(added=frozenset({d("2026-06-20")}), removed=frozenset({d("2026-06-22")}))


@pytest.mark.parametrize(
    ("day", "working"),
    [
        ("2026-06-15", True),  # Monday
        ("2026-06-19", True),  # Friday
        ("2026-06-20", False),  # Saturday
        ("2026-06-21", False),  # Sunday
        ("2026-05-25", False),  # the spring bank holiday
        ("2026-12-25", False),  # Christmas Day, a Friday
        ("2026-12-28", False),  # instead of Boxing Day, a Saturday
        ("2026-03-17", True),  # a bank holiday in Northern Ireland alone
        ("2026-11-30", True),  # a bank holiday in Scotland alone
    ],
)
def test_monday_to_friday_less_the_bank_holidays_of_england(day: str, working: bool) -> None:
    assert WEEK.is_working(d(day)) is working


def test_an_organisation_has_days_of_its_own() -> None:
    assert OWN.is_working(d("2026-06-20"))
    assert not OWN.is_working(d("2026-06-22"))
    assert WorkingDays(frozenset({d("2026-06-22")}), frozenset({d("2026-06-22")})).is_working(d("2026-06-22"))


def test_working_days_are_counted_with_both_ends() -> None:
    assert WEEK.count(d("2026-06-15"), d("2026-06-21")) == 5
    assert WEEK.count(d("2026-06-15"), d("2026-06-15")) == 1
    assert WEEK.count(d("2026-06-20"), d("2026-06-21")) == 0
    assert WEEK.count(d("2026-06-16"), d("2026-06-15")) == 0
    assert WEEK.count(d("2026-12-21"), d("2027-01-08")) == 12  # two holidays at Christmas, one at New Year
    assert WEEK.count(d("2024-01-01"), d("2024-12-31")) == 254  # a leap year's last day is one, too
    assert OWN.count(d("2026-06-19"), d("2026-06-23")) == 3
    assert WorkingDays(added=frozenset({d("2026-01-01")})).count(d("2026-01-01"), d("2026-01-02")) == 2


def test_working_days_of_spans_within_another() -> None:
    days = spans("15..16 18..22")
    assert WEEK.count_in(days, Span(d("2026-06-01"), d("2026-06-30"))) == 5
    assert WEEK.count_in(days, Span(d("2026-06-16"), d("2026-06-18"))) == 2
    assert OWN.count_in(days, Span(d("2026-06-19"), d("2026-06-30"))) == 2


def test_the_day_itself_is_day_0_working_or_not() -> None:
    friday, saturday = d("2026-06-19"), d("2026-06-20")
    assert WEEK.add(friday, 0) == friday
    assert WEEK.add(saturday, 0) == saturday
    assert WEEK.add(friday, 1) == WEEK.add(saturday, 1) == d("2026-06-22")
    assert OWN.add(friday, 1) == saturday
    assert OWN.add(friday, 2) == d("2026-06-23")
    assert WEEK.add(d("2026-12-24"), 2) == d("2026-12-30")


@given(st.dates(d("2020-01-01"), d("2030-12-31")), st.integers(0, 400))
def test_what_is_counted_is_every_working_day_once(first: date, length: int) -> None:
    days = [first + timedelta(days=n) for n in range(length)]
    assert OWN.count(first, first + timedelta(days=length - 1)) == sum(map(OWN.is_working, days))


@given(st.dates(d("2020-01-01"), d("2030-12-31")), st.integers(1, 60))
def test_after_so_many_working_days_so_many_have_passed(day: date, number: int) -> None:
    then = OWN.add(day, number)
    assert OWN.is_working(then)
    assert OWN.count(day + DAY, then) == number
