"""Forms to print are checked against the rules: a form that names nothing or leaves something out is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from supervision_records.form_checks import form_faults
from supervision_records.protocol import build_protocols, read_protocols
from supervision_records.schema import Schemas

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "tests/cases/front-matter/page.md").read_text(encoding="utf-8")

NEEDS: dict[str, Any] = {
    "sections": ["notes"],
    "case_sections": ["plan"],
    "agenda": ["risks"],
    "fields": ["next"],
    "case_fields": ["child_seen"],
    "prepared": ["tools"],
    "partnership": ["caf"],
    "minutes": 45,
    "measured_action": True,
    "filed": [{"system": "lcs"}],
    "recorded_by": {"roles": ["team-manager"]},
}
FULL: list[dict[str, Any]] = [
    {"title": "One", "fields": ["next", "minutes", "filed", "recorded"], "agenda": ["risks"], "prepared": ["tools"]},
    {"title": "Two", "case_fields": ["child_seen"], "partnership": ["caf"], "sections": ["notes", "plan"]},
    {"title": "Three", "actions": {"rows": 3, "fields": ["what", "measure"]}},
]


def front_matter(rules: list[dict[str, Any]], *forms: dict[str, Any], **more: Any) -> dict[str, Any]:
    points = [{"id": "notes", "title": "Notes"}, {"id": "plan", "title": "Plan"}]
    agenda = [{"id": "risks", "title": "Risks"}]
    return {"sections": points, "agenda": agenda, "rules": rules, "forms": list(forms), **more}


def rule(needs: dict[str, Any], **of: Any) -> dict[str, Any]:
    return {"id": "AB-1", "form": "completeness", "of": of or {"sessions": {"types": ["case"]}}, "needs": needs}


def form(*parts: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"id": "record", "title": "Record", "kind": "sessions", "type": "case", "parts": list(parts), **more}


def codes(data: dict[str, Any]) -> list[tuple[str, str]]:
    return [(pointer, code) for pointer, code, _, _ in form_faults(data)]


def test_a_form_with_all_that_a_rule_needs_is_right() -> None:
    assert codes(front_matter([rule(NEEDS)], form(*FULL))) == []


def test_a_form_without_anything_is_told_of_each_need() -> None:
    data = front_matter([rule(NEEDS)], form({"title": "Empty", "lines": ["Name"]}))
    assert len(codes(data)) == len(NEEDS)
    message = next(message for _, _, message, _ in form_faults(data))
    assert message == "The form `record` leaves out the section `notes`, which AB-1 needs."


@pytest.mark.parametrize("key", NEEDS)
def test_each_need_that_is_left_out_is_a_fault_of_the_form(key: str) -> None:
    data = front_matter([rule({key: NEEDS[key]})], form({"title": "Empty", "lines": ["Name"]}))
    assert codes(data) == [("/forms/0", "incomplete-form")]


@pytest.mark.parametrize(
    ("needs", "of", "part"),
    [
        ({"follow_up": True}, {"person_months": "AB-2"}, {"reviewed": {"rows": 2, "fields": ["action"]}}),
        ({"functions": ["support"]}, {"persons": "AB-2"}, {"fields": ["functions"]}),
        ({"gap": True}, {"excused_stretches": "AB-2"}, {"fields": ["gap"]}),
        ({"any_agenda": True}, {"sessions": {"counts_for": "AB-2"}}, {"agenda": ["risks"]}),
        ({"measured_action": True}, {"referrals": "partnership", "with_sessions": {"types": ["case"]}}, FULL[2]),
        ({"fields": ["filed"]}, {"sessions": {"one_to_one": ["case"]}}, {"case_fields": ["filed"]}),
    ],
)
def test_rules_reach_a_type_by_many_ways(needs: dict[str, Any], of: dict[str, Any], part: dict[str, Any]) -> None:
    cadence = {"id": "AB-2", "form": "cadence", "event": {"sessions": {"one_to_one": ["case"]}}}
    rules = [rule(needs, **of), cadence]
    assert codes(front_matter(rules, form({"title": "T", "lines": ["Name"]}))) == [("/forms/0", "incomplete-form")]
    assert codes(front_matter(rules, form({"title": "T", **part}))) == []
    assert codes(front_matter(rules, form({"title": "T", "lines": ["Name"]}, type="personal"))) == []


@pytest.mark.parametrize(
    ("of", "done", "part"),
    [
        ({"sessions": {"types": ["case"]}}, {"signed": ["supervisors"]}, {"signatures": ["Supervisor"]}),
        ({"sessions": {"types": ["case"]}}, {"feedback": ["supervisees"]}, {"fields": ["feedback"]}),
        ({"sessions": {"types": ["case"], "due_field": "review"}}, {"next_in_series": True}, {"fields": ["review"]}),
    ],
)
def test_what_a_deadline_waits_for_has_its_place(
    of: dict[str, Any], done: dict[str, Any], part: dict[str, Any]
) -> None:
    rules = [{"id": "AB-1", "form": "deadline", "trigger": of, "done": done}]
    assert codes(front_matter(rules, form({"title": "T", "lines": ["Name"]}))) == [("/forms/0", "incomplete-form")]
    assert codes(front_matter(rules, form({"title": "T", **part}))) == []


def test_sessions_that_were_not_held_need_nothing_of_the_form() -> None:
    trigger = {"sessions": {"types": ["case"], "status": ["cancelled"]}}
    rules = [{"id": "AB-1", "form": "deadline", "trigger": trigger, "done": {"recorded": {}}}]
    assert codes(front_matter(rules, form({"title": "T", "lines": ["Name"]}))) == []


def test_a_contract_has_what_rules_look_for() -> None:
    rules: list[dict[str, Any]] = [
        {"id": "AB-1", "form": "precondition", "requires": {"contract": {"ground_rules": True}}},
        {"id": "AB-2", "form": "count", "max": {"contract": "sessions_agreed"}},
        {"id": "AB-3", "form": "count", "max": 8},
        {"id": "AB-4", "form": "cadence", "event": {"contract_review": True}},
        {"id": "AB-5", "form": "cadence", "event": {}, "scope": {"contract": {"longer_than": {}, "with_reason": True}}},
    ]
    names = ["ground_rules", "sessions_agreed", "reviews", "interval", "reason"]
    contract = {"id": "contract", "title": "Contract", "kind": "contracts"}
    empty = {**contract, "parts": [{"title": "T", "lines": ["Name"]}]}
    assert len(codes(front_matter(rules, empty))) == len(names) + 1
    whole = {**contract, "parts": [{"title": "T", "fields": names, "signatures": ["Both"]}]}
    assert codes(front_matter(rules, whole)) == []


@pytest.mark.parametrize(
    ("part", "code"),
    [("sections", "unknown-section"), ("agenda", "unknown-agenda-point"), ("questions", "unknown-question-set")],
)
def test_a_name_that_is_not_declared_is_refused(part: str, code: str) -> None:
    data = front_matter([], form({"title": "T", part: ["nothing"]}), question_sets=[{"id": "known"}])
    assert codes(data) == [(f"/forms/0/parts/0/{part}/0", code)]


def test_ids_stand_once_and_only_sessions_have_types() -> None:
    one = form({"title": "T", "lines": ["Name"]})
    sets = [{"id": "a"}, {"id": "a"}]
    data = front_matter([], one, {**one, "kind": "contracts"}, question_sets=sets)
    assert codes(data) == [
        ("/forms/1/id", "duplicate-form"),
        ("/question_sets/1/id", "duplicate-question-set"),
        ("/forms/1/type", "not-allowed-here"),
    ]


def test_a_fault_of_a_form_refuses_the_page_at_its_line() -> None:
    text = PAGE.replace("RULE", "forms:\n  - {id: record, title: Record, parts: [{title: Notes, sections: [nothing]}]}")
    protocols, problems = build_protocols([("docs/protocols/a.md", text.encode())], Schemas.read(ROOT / "schemas"))
    assert not protocols
    assert [(p.code, p.line) for p in problems] == [("unknown-section", 23)]


def test_the_protocols_have_no_such_fault() -> None:
    protocols, problems = read_protocols(ROOT, Schemas.read(ROOT / "schemas"))
    assert not problems
    assert sum(len(protocol.data.get("forms", ())) for protocol in protocols.values()) == 16
