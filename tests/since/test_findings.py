"""What a change does to verdicts, from two lists of findings."""

from __future__ import annotations

from datetime import date

import pytest

from supervision_records.model import Finding, Status, Subject
from supervision_records.since.findings import Verdicts, compare_findings

AS_OF = date(2026, 6, 30)


def finding(status: str, subject: str = "ash", day: int = 1, end: int = 28, kind: str = "person") -> Finding:
    return Finding(
        rule="ISL-1", form="cadence", protocol="p", subject=Subject(kind, subject), part=None, team=None,
        start=date(2026, 6, day), end=date(2026, 6, end), status=Status(status), due=date(2026, 6, end), days_late=0,
        records=(), message="",
    )  # fmt: skip


def told(verdicts: Verdicts) -> dict[str, list[tuple[str | None, str | None]]]:
    parts = {name: getattr(verdicts, name) for name in ("new", "excused", "mended", "gone", "unknown", "other")}
    return {name: [(m.was, m.now) for m in found] for name, found in parts.items() if found}


@pytest.mark.parametrize(
    ("was", "now", "part"),
    [
        ("met", "breach", "new"),
        ("due", "breach", "new"),
        ("excused", "breach", "new"),
        ("unknown", "breach", "new"),
        (None, "breach", "new"),
        ("breach", "met", "mended"),
        ("breach", "due", "mended"),
        ("breach", "excused", "excused"),
        ("breach", None, "gone"),
        ("due", None, "gone"),
        ("breach", "unknown", "unknown"),
        ("met", "unknown", "unknown"),
        (None, "unknown", "unknown"),
        ("met", "due", "other"),
        ("due", "met", "other"),
        ("met", None, "other"),
        (None, "met", "other"),
        ("unknown", "met", "other"),
    ],
)
def test_each_move_is_told_in_its_part(was: str | None, now: str | None, part: str) -> None:
    before, after = ([finding(status)] if status else [] for status in (was, now))
    assert told(compare_findings(before, after, AS_OF)) == {part: [(was, now)]}


@pytest.mark.parametrize("status", ["met", "due", "breach", "excused", "unknown"])
def test_what_stays_as_it_was_is_not_told(status: str) -> None:
    assert compare_findings([finding(status)], [finding(status, end=20)], AS_OF) == Verdicts()


def test_what_was_met_stands_first_among_the_new_breaches() -> None:
    before = [finding("due", "alder"), finding("met", "willow")]
    after = [finding("breach", name) for name in ("alder", "beech", "willow")]
    verdicts = compare_findings(before, after, AS_OF)
    assert [moved.finding.subject.id for moved in verdicts.new] == ["willow", "alder", "beech"]
    assert verdicts.undone == verdicts.new[:1]


def test_a_finding_is_known_by_its_start_not_by_its_end() -> None:
    before = [finding("due", day=1, end=28)]
    after = [finding("met", day=1, end=10), finding("breach", day=10, end=28)]
    assert told(compare_findings(before, after, AS_OF)) == {"new": [(None, "breach")], "other": [("due", "met")]}


def test_two_findings_of_one_key_are_paired_by_their_ends() -> None:
    before = [finding("met", end=10), finding("breach", end=20)]
    after = [finding("breach", end=20), finding("breach", end=10)]
    assert told(compare_findings(before, after, AS_OF)) == {"new": [("met", "breach")]}


@pytest.mark.parametrize(
    ("instead", "part"),
    [("met", "mended"), ("due", "mended"), ("excused", "excused"), ("breach", "other"), ("unknown", "other")],
)
def test_another_period_of_the_same_stands_in_the_place_of_a_breach(instead: str, part: str) -> None:
    before, after = [finding("breach", day=10, end=28)], [finding(instead, day=8, end=29)]
    assert told(compare_findings(before, after, AS_OF))[part] == [("breach", None)]


def test_a_breach_that_ends_after_the_last_that_is_told_is_gone() -> None:
    before, after = [finding("breach", day=10, end=28)], [finding("met", day=1, end=9), finding("met", day=9, end=27)]
    verdicts = compare_findings(before, after, AS_OF)
    assert told(verdicts)["gone"] == [("breach", None)]
    assert verdicts.lost == verdicts.gone


def test_what_is_said_of_somebody_else_stands_in_no_place() -> None:
    before, after = [finding("breach", "ash", day=10)], [finding("met", "alder", day=9)]
    assert told(compare_findings(before, after, AS_OF))["gone"] == [("breach", None)]


def test_what_is_due_counts_up_to_the_day_of_judgement() -> None:
    before, after = [finding("due", day=10, end=28)], [finding("due", day=8, end=26)]
    assert told(compare_findings(before, after, date(2026, 6, 20)))["other"] == [(None, "due"), ("due", None)]


def test_a_session_whose_day_is_corrected_is_still_judged() -> None:
    before = [finding("breach", "s-1", day=1, end=3, kind="session")]
    after = [finding("met", "s-1", day=20, end=21, kind="session")]
    assert told(compare_findings(before, after, AS_OF)) == {"mended": [("breach", None)], "other": [(None, "met")]}


def test_breaches_stand_first_among_what_is_gone() -> None:
    before = [finding("due", "alder"), finding("breach", "willow")]
    verdicts = compare_findings(before, [], AS_OF)
    assert [moved.was for moved in verdicts.gone] == ["breach", "due"]
    assert verdicts.lost == verdicts.gone[:1]
