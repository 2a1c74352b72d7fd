"""Settings by which less is judged, or more is shown, are told."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest

from supervision_records.calendar import WorkingDays
from supervision_records.settings import Excuse, Hold, Keep, Sealing, Settings
from supervision_records.weaker import Basis, Effect, compare, problems_of

USUAL = Settings()
HOLD = Hold("cases", "c-aaaaaaaa", date(2026, 1, 1), None, "boss", "/holds/0", 1, 1)
EXCUSE = Excuse("telephone", "records/audits/2026/a.yaml", None, 3, 5)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({}, {"as_of": date(2026, 1, 1)}, "weaker"),
        ({"as_of": date(2026, 1, 1)}, {"as_of": date(2025, 1, 1)}, "weaker"),
        ({"as_of": date(2026, 1, 1)}, {"as_of": date(2027, 1, 1)}, "weaker"),
        ({"as_of": date(2026, 1, 1)}, {}, "changed"),
        ({}, {"sample": {"people": 1}}, "weaker"),
        ({"sample": {"people": 1}}, {}, "changed"),
        ({}, {"working_days": WorkingDays(removed=frozenset({date(2026, 12, 24)}))}, "weaker"),
        ({}, {"working_days": WorkingDays(added=frozenset({date(2026, 12, 26)}))}, "weaker"),
        ({}, {"plain": USUAL.plain | {"sessions.notes.*"}}, "weaker"),
        ({}, {"plain": frozenset()}, "changed"),
        ({"sealed": frozenset({"audits.actions.what"})}, {}, "weaker"),
        ({}, {"sealed": frozenset({"audits.actions.what"})}, "changed"),
        ({"held": frozenset({"sessions.notes.*"})}, {"held": frozenset({"sessions.notes.plans"})}, "weaker"),
        ({}, {"held": frozenset({"sessions.notes.*"})}, "changed"),
        ({}, {"sealing": Sealing(auditors=frozenset({"auditor", "head"}))}, "weaker"),
        ({}, {"sealing": Sealing(keys="../other-keys")}, "weaker"),
        ({}, {"sealing": Sealing(auditors=frozenset())}, "changed"),
        ({"holds": (HOLD,)}, {}, "weaker"),
        ({"holds": (HOLD,)}, {"holds": (replace(HOLD, end=date(2026, 6, 30)),)}, "weaker"),
        ({}, {"holds": (HOLD,)}, "changed"),
        ({}, {"retention": {"cases": Keep(25, "end")}}, "weaker"),
        ({"audience": "staff"}, {"audience": "managers"}, "weaker"),
        ({"audience": "managers"}, {"audience": "staff"}, "changed"),
        ({}, {"small_numbers": 4}, "weaker"),
        ({}, {"small_numbers": 10}, "changed"),
        ({}, {"most_supervised": 12}, "weaker"),
        ({}, {"most_supervised": 6}, "changed"),
        ({"evidence": "history"}, {"evidence": "claim"}, "weaker"),
        ({"evidence": "claim"}, {"evidence": "history"}, "changed"),
        ({}, {"grace": 20}, "weaker"),
        ({}, {"grace": 1}, "changed"),
        ({}, {"excuses": (EXCUSE,)}, "weaker"),
        ({"excuses": (EXCUSE,)}, {}, "changed"),
    ],
)
def test_a_setting_that_differs_is_told(before: dict[str, Any], after: dict[str, Any], expected: str) -> None:
    (found,) = compare(Basis({}, {}, replace(USUAL, **before)), Basis({}, {}, replace(USUAL, **after)))
    assert (found.severity, found.path, found.part) == (Effect(expected), "supervision.yaml", "setting")
    codes = [problem.code for problem in problems_of([found])]
    assert codes == (["weaker-setting"] if expected == "weaker" else [])


def test_a_name_for_people_is_not_told() -> None:
    assert compare(Basis({}, {}, USUAL), Basis({}, {}, replace(USUAL, organisation="Another", names=("a",)))) == ()


#: Settings whose values cannot be compared with just any others; they are tried above.
COMPARED = {"holds", "retention", "plain", "sealed", "held", "sealing", "small_numbers", "grace", "excuses"} | {
    "most_supervised"
}


@pytest.mark.parametrize(
    "name", sorted({field.name for field in fields(Settings)} - {"organisation", "names"} - COMPARED)
)
def test_any_setting_that_differs_is_told(name: str) -> None:
    other: dict[str, Any] = {name: "anything"}
    assert compare(Basis({}, {}, USUAL), Basis({}, {}, replace(USUAL, **other)))
