"""The naive judge itself, on worlds small enough to judge by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.reference.judge import judge
from tests.reference.world import ISL, JNT, TEL, WTW

Entry = dict[str, Any]


def team(protocol: str, agency: str = "childrens-service", **more: Any) -> Entry:
    """A team that follows the protocol from New Year 2025."""
    followed = [{"protocol": protocol, "from": "2025-01-01"}]
    return {"organisation": "borough", "agency": agency, "manager": "boss", "protocols": followed, **more}


def person(role: str = "social-worker", team: str = "north", start: str = "2025-01-01", **more: Any) -> Entry:
    """A person with one post."""
    return {"posts": [{"team": team, "role": role, "from": start, **more}]}


def session(protocol: str, kind: str, on: str, **more: Any) -> Entry:
    """A held session between the boss and the worker."""
    both = {"supervisors": ["boss"], "supervisees": ["worker"]}
    return {"protocol": protocol, "team": "north", "type": kind, "date": on, "status": "held", **both, **more}


def base(protocol: str, **worker: Any) -> dict[str, dict[str, Entry]]:
    """One team, its manager, and a worker who holds cases unless told otherwise."""
    return {
        "teams": {"north": team(protocol)},
        "people": {"boss": person("team-manager"), "worker": person(**{"case_holding": True, **worker})},
    }


def verdicts(records: dict[str, dict[str, Entry]], today: str, rule: str, id_: str = "worker") -> list[str]:
    """The verdicts of one rule on one subject, each in a line."""
    return [
        f"{one.start} {one.end} {one.status} {one.due} {one.days_late}"
        for one in judge(records, date.fromisoformat(today))
        if one.rule == rule and one.id == id_
    ]


def test_a_month_is_met_due_or_breached() -> None:
    """By the calendar: January has its session, February has none, March still runs."""
    records = base(ISL) | {"sessions": {"s-1": session(ISL, "case", "2025-01-31")}}
    assert verdicts(records, "2025-03-31", "ISL-1") == [
        "2025-01-01 2025-01-31 met 2025-01-31 0",
        "2025-02-01 2025-02-28 breach 2025-02-28 31",
        "2025-03-01 2025-03-31 due 2025-03-31 0",
    ]


def test_a_month_with_few_days_at_work_is_excused_or_nothing() -> None:
    """Ten working days at work are needed; a start late in the month is no finding, an absence is excused."""
    records = base(ISL, start="2025-01-20")
    records["absences"] = {"a-1": {"person": "worker", "from": "2025-02-03", "to": "2025-02-18"}}
    assert verdicts(records, "2025-02-20", "ISL-1") == [
        "2025-01-01 2025-01-31 breach 2025-01-31 20",
        "2025-02-01 2025-02-28 excused 2025-02-28 0",
    ]
    assert verdicts(base(ISL, start="2025-01-21"), "2025-01-31", "ISL-1") == []


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        ("2025-01-29", "2025-01-01 2025-01-29 due 2025-01-29 0"),
        ("2025-01-30", "2025-01-01 2025-01-29 breach 2025-01-29 1"),
    ],
)
def test_four_weeks_run_from_the_start_of_the_scope(today: str, expected: str) -> None:
    """The clock starts on the first day in scope."""
    assert verdicts(base(WTW), today, "WTW-1") == [expected]


def test_an_absence_stops_the_clock_again_and_again() -> None:
    """Eight days of absence move the due date onto a second absence, whose two days move it on."""
    records = base(WTW)
    records["absences"] = {
        "a-1": {"person": "worker", "from": "2025-01-06", "to": "2025-01-13"},
        "a-2": {"person": "worker", "from": "2025-02-05", "to": "2025-02-06"},
    }
    assert verdicts(records, "2025-02-01", "WTW-1") == ["2025-01-01 2025-02-08 due 2025-02-08 0"]


def test_what_comes_after_an_event_does_not_change_its_step() -> None:
    """The absence starts after the session, so the step's due date stays."""
    records = base(WTW) | {"sessions": {"s-1": session(WTW, "case", "2025-01-10")}}
    records["absences"] = {"a-1": {"person": "worker", "from": "2025-01-13", "to": "2025-01-19"}}
    assert verdicts(records, "2025-01-20", "WTW-1") == [
        "2025-01-01 2025-01-10 met 2025-01-29 0",
        "2025-01-10 2025-02-14 due 2025-02-14 0",
    ]


def test_a_clock_ends_with_the_scope() -> None:
    """Whoever leaves before the due date is not judged; whoever leaves after it, up to the last day."""
    assert verdicts(base(WTW, to="2025-01-29"), "2025-03-01", "WTW-1") == []
    late = ["2025-01-01 2025-01-29 breach 2025-01-29 2"]
    assert verdicts(base(WTW, to="2025-01-31"), "2025-03-01", "WTW-1") == late


def case(teams: list[str], workers: list[str], **more: Any) -> Entry:
    """A case from New Year 2025."""
    start = {"from": "2025-01-01"}
    return {
        "opened": "2025-01-01",
        "teams": [{"team": one, **start} for one in teams],
        "status": [{"category": "cin", **start}],
        "allocations": [{"person": one, **start} for one in workers],
        **more,
    }


def test_a_protection_plan_shortens_the_interval_inside_the_step() -> None:
    """Three months from the start, or one month from the day of the plan; a plan's end changes nothing."""
    plan = [
        {"category": "cin", "from": "2025-01-01", "to": "2025-01-30"},
        {"category": "cp", "from": "2025-01-31", "to": "2025-02-10"},
    ]
    records = base(TEL) | {"cases": {"c-00000001": case(["north"], ["worker"], status=plan)}}
    expected = ["2025-01-01 2025-02-28 due 2025-02-28 0"]
    assert verdicts(records, "2025-02-20", "TEL-6", "c-00000001") == expected


def test_joint_supervision_needs_all_four() -> None:
    """Without the mental health worker the session fails JNT-2 and does not count for JNT-1."""
    records = base(JNT)
    records["teams"]["minds"] = team(JNT, "mental-health")
    records["people"] |= {"lead": person("team-manager", "minds"), "nurse": person("nurse", "minds")}
    records["cases"] = {"c-00000001": case(["north", "minds"], ["worker", "nurse"])}
    full = {"supervisors": ["boss", "lead"], "supervisees": ["worker", "nurse"], "cases": [{"case": "c-00000001"}]}
    records["sessions"] = {
        "s-1": session(JNT, "joint", "2025-06-30", **full),
        "s-2": session(JNT, "joint", "2025-07-15", **(full | {"supervisees": ["worker"]})),
    }
    assert verdicts(records, "2025-07-31", "JNT-1", "c-00000001") == [
        "2025-01-01 2025-06-30 met 2025-07-01 0",
        "2025-06-30 2025-12-30 due 2025-12-30 0",
    ]
    assert verdicts(records, "2025-07-31", "JNT-2", "s-1") == ["2025-06-30 2025-06-30 met 2025-06-30 0"]
    assert verdicts(records, "2025-07-31", "JNT-2", "s-2") == ["2025-07-15 2025-07-15 breach 2025-07-15 0"]


def test_recording_skips_the_easter_holidays() -> None:
    """Five working days after Maundy Thursday 2025 are the Monday after Easter week."""
    held = session(ISL, "case", "2025-04-17", cases=[{"case": "c-00000001"}])
    records = base(ISL) | {"cases": {"c-00000001": case(["north"], ["worker"])}, "sessions": {"s-1": held}}
    assert verdicts(records, "2025-04-28", "ISL-6", "s-1") == ["2025-04-17 2025-04-28 due 2025-04-28 0"]


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ({"at": "11:00"}, "2025-01-07 2025-01-08 met 2025-01-08 0"),
        ({"at": "11:01"}, "2025-01-07 2025-01-08 breach 2025-01-08 0"),
        ({}, "2025-01-07 2025-01-08 met 2025-01-08 0"),
    ],
)
def test_an_urgent_case_is_recorded_within_24_hours(at: Entry, expected: str) -> None:
    """The hours run from the session's end where both times are known; else the next day is in time."""
    entry = {"case": "c-00000001", "urgent": True, "recorded": {"by": "boss", "on": "2025-01-08", **at}}
    held = session(ISL, "case", "2025-01-07", start="10:00", minutes=60, cases=[entry])
    records = base(ISL) | {"cases": {"c-00000001": case(["north"], ["worker"])}, "sessions": {"s-1": held}}
    assert verdicts(records, "2025-01-20", "ISL-6", "s-1") == [expected]


def test_absences_with_only_a_weekend_between_are_one() -> None:
    """Five days and five days make the ten after which supervision has priority."""
    records = base(ISL)
    records["absences"] = {
        "a-1": {"person": "worker", "from": "2025-01-06", "to": "2025-01-10"},
        "a-2": {"person": "worker", "from": "2025-01-13", "to": "2025-01-17"},
    }
    assert verdicts(records, "2025-02-01", "ISL-4") == ["2025-01-17 2025-01-31 breach 2025-01-31 1"]


def test_coverage_asks_for_the_cases_of_every_session_of_the_month() -> None:
    """A case allocated on the day of a session is not asked for; two sessions may share the cases."""
    records = base(ISL)
    records["cases"] = {
        "c-00000001": case(["north"], ["worker"]),
        "c-00000002": case(["north"], ["worker"]),
        "c-00000003": case(["north"], [], allocations=[{"person": "worker", "from": "2025-01-10"}]),
    }
    records["sessions"] = {
        "s-1": session(ISL, "case", "2025-01-10", cases=[{"case": "c-00000001"}]),
        "s-2": session(ISL, "case", "2025-01-20", cases=[{"case": "c-00000002"}]),
    }
    assert verdicts(records, "2025-02-01", "ISL-2") == ["2025-01-01 2025-01-31 met 2025-01-31 0"]
    del records["sessions"]["s-2"]
    assert verdicts(records, "2025-01-31", "ISL-2") == ["2025-01-01 2025-01-31 due 2025-01-31 0"]
