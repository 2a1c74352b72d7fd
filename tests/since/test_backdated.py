"""Ends and absences that are entered long after their day are named, whatever the order of the entries."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from supervision_records.calendar import WorkingDays
from supervision_records.model import Record, Severity
from supervision_records.schema import Schemas
from supervision_records.since.backdated import backdated
from supervision_records.store import Store, build_store

SCHEMAS = Schemas.read(Path(__file__).parents[2] / "schemas")
TODAY = date(2026, 6, 30)
POST = {"team": "north", "role": "social-worker", "from": "2026-01-05"}


def store(kind: str, data: dict[str, Any] | None) -> Store:
    empty = build_store((), SCHEMAS)
    records = {} if data is None else {"one": Record(kind, "one", f"records/{kind}/one.yaml", data, {})}
    return replace(empty, records={**empty.records, kind: records})


def told(
    kind: str, before: dict[str, Any] | None, after: dict[str, Any], today: date | None = TODAY
) -> list[tuple[str, str]]:
    found = list(backdated(store(kind, before), store(kind, after), WorkingDays(), 5, today))
    assert all(problem.severity is Severity.WARNING for problem in found)
    return [(problem.code, problem.pointer) for problem in found]


@pytest.mark.parametrize(
    ("kind", "before", "end", "pointer"),
    [
        ("teams", {"protocols": [{"from": "2026-01-01"}]}, {"protocols": [{"to": "2026-01-02"}]}, "/protocols/0/to"),
        ("people", {"posts": [POST]}, {"posts": [{**POST, "to": "2026-02-02"}]}, "/posts/0/to"),
        ("people", {"posts": [{**POST, "to": "2026-06-29"}]}, {"posts": [{**POST, "to": "2026-02-02"}]}, "/posts/0/to"),
        ("cases", {"opened": "2026-01-02"}, {"opened": "2026-01-02", "closed": "2026-03-02"}, "/closed"),
        ("contracts", {"starts": "2026-01-02"}, {"starts": "2026-01-02", "ends": "2026-03-02"}, "/ends"),
    ],
)  # fmt: skip
def test_an_end_long_before_today_is_named(
    kind: str, before: dict[str, Any], end: dict[str, Any], pointer: str
) -> None:
    assert told(kind, before, end) == [("backdated-end", pointer)]
    assert told(kind, end, end) == []
    assert told(kind, before, end, None) == []


def test_the_grace_is_in_working_days_and_its_last_day_is_not_late() -> None:
    closed = {"opened": "2026-01-02", "closed": "2026-06-23"}
    assert told("cases", {"opened": "2026-01-02"}, closed) == []
    assert told("cases", {"opened": "2026-01-02"}, closed, date(2026, 7, 1)) == [("backdated-end", "/closed")]


def test_posts_in_another_order_set_no_end() -> None:
    ended = {**POST, "to": "2026-02-02"}
    assert told("people", {"posts": [ended, POST]}, {"posts": [POST, ended]}) == []


def test_a_new_record_of_a_post_that_is_over_takes_nothing_away() -> None:
    assert told("people", None, {"posts": [{**POST, "to": "2026-02-02"}]}) == []


def test_an_absence_is_named_if_it_comes_in_long_after_it_began() -> None:
    away = {"person": "sw-ash", "from": "2026-04-20"}
    assert told("absences", None, away) == [("backdated-absence", "/from")]
    assert told("absences", {**away, "from": "2026-05-20"}, away) == [("backdated-absence", "/from")]
    assert told("absences", away, {**away, "to": "2026-05-20"}) == []
    assert told("absences", None, {**away, "from": "2026-06-24"}) == []
