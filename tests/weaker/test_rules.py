"""A rule that asks for less than before is told at its line; a title or a body that differs is not told at all."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from supervision_records.model import Rule
from supervision_records.weaker import Basis, Effect, compare, problems_of
from tests.weaker.library import (
    PROTOCOLS,
    ROOT,
    of_protocols,
    page,
    places,
    rule,
    weaker,
    with_rule,
    without,
    without_rule,
)

RULES = [rule for protocol in PROTOCOLS.values() for rule in protocol.rules]
PAGE = (
    (ROOT / "tests" / "cases" / "front-matter" / "page.md").read_text(encoding="utf-8").replace("RULE", "  # no more")
)

# rule, form, a parameter, its new value, and which of the two it is: weaker or changed
CHANGES: list[tuple[str, str, str, Any, str]] = [
    # How often, how soon
    ("JNT-8", "cadence", "event", {"assurance": []}, "weaker"),
    ("JNT-1", "cadence", "every", {"months": 7}, "weaker"),
    ("STK-17", "cadence", "every", {"months": 12}, "weaker"),
    ("STK-17", "cadence", "every", {"months": 3}, "changed"),
    ("STK-17", "cadence", "every", {"weeks": 24}, "changed"),
    ("STK-17", "cadence", "every", {"weeks": 26}, "weaker"),
    ("STK-17", "cadence", "every", {"days": 400}, "weaker"),
    ("STK-17", "cadence", "every", {"calendar": "month"}, "weaker"),
    ("STK-17", "cadence", "every", None, "weaker"),
    ("STK-12", "deadline", "within", {"days": 29}, "weaker"),
    ("STK-12", "deadline", "within", {"days": 27}, "changed"),
    ("STK-12", "deadline", "within", {"weeks": 4}, "changed"),
    ("STK-12", "deadline", "within", {"working_days": 1}, "weaker"),
    ("ISL-6", "deadline", "urgent_within", {"hours": 48}, "weaker"),
    ("ISL-6", "deadline", "urgent_within", {"hours": 12}, "changed"),
    ("ISL-6", "deadline", "urgent_within", None, "weaker"),
    ("ISL-6", "deadline", "evidence", "history", "changed"),
    ("TEL-13", "cadence", "minimum_available", 61, "weaker"),
    ("TEL-13", "cadence", "minimum_available", 59, "changed"),
    ("TEL-13", "cadence", "minimum_available", None, "weaker"),
    ("TEL-6", "cadence", "shorter", None, "weaker"),
    ("WTW-2", "completeness", "at_once", None, "weaker"),
    ("JNT-3", "completeness", "at_once", True, "changed"),
    ("JNT-3", "completeness", "within", {"working_days": 10}, "weaker"),
    # Whom it is for
    ("ISL-12", "cadence", "scope", {"case_holding": False, "roles": ["social-worker"]}, "weaker"),
    ("TEL-16", "cadence", "scope", None, "changed"),
    ("TEL-13", "cadence", "scope", {"case_holding": True, "roles": ["social-worker"]}, "weaker"),
    ("TEL-13", "cadence", "scope", {"case_holding": False}, "weaker"),
    ("TEL-3b", "cadence", "scope", {"case_holding": False, "except_roles": ["volunteer", "student"]}, "weaker"),
    ("TEL-3b", "cadence", "scope", {"case_holding": False}, "changed"),
    ("WTW-1", "cadence", "scope", {}, "weaker"),  # other rules look at the sessions that count for it
    ("STK-12", "deadline", "trigger", {"sessions": {"types": ["partnership"], "agenda": ["risks"]}}, "weaker"),
    ("ISL-6", "deadline", "trigger", {"sessions": {"types": ["case"]}, "each": "case"}, "weaker"),
    # What it takes
    ("STK-17", "cadence", "event", {"sessions": {"types": ["group", "informal"]}}, "weaker"),
    ("WTW-2", "completeness", "needs", {"minutes": 44}, "weaker"),
    ("WTW-2", "completeness", "needs", {"minutes": 46}, "changed"),
    ("WTW-2", "completeness", "needs", {"any_agenda": True}, "weaker"),
    ("WTW-2", "completeness", "needs", {"minutes": 45, "any_agenda": True}, "changed"),
    ("STK-9", "completeness", "needs", {"sections": ["reflection"]}, "weaker"),
    ("STK-7", "count", "max", None, "weaker"),
    ("TEL-10", "count", "min", 3, "weaker"),
    ("TEL-10", "count", "min", 5, "changed"),
    ("TEL-10", "count", "min", None, "weaker"),
    ("TEL-10", "count", "max", 9, "weaker"),
    ("TEL-10", "count", "max", 7, "changed"),
    ("JNT-6", "precondition", "requires", {"session": {"types": ["joint"]}, "within_months": 6}, "weaker"),
    # What it says of itself
    ("JNT-2", "completeness", "strength", "should", "weaker"),
    ("JNT-4", "completeness", "strength", "must", "changed"),
    ("JNT-3", "completeness", "local", [], "changed"),
    ("TEL-13", "cadence", "subject", "case", "weaker"),
]


@pytest.mark.parametrize(("name", "form", "parameter", "value", "expected"), CHANGES)
def test_a_parameter_that_differs_is_told(name: str, form: str, parameter: str, value: Any, expected: str) -> None:
    before = rule(name, form)
    found = of_protocols(with_rule(before, **{parameter: value}))
    assert {each.severity for each in found} >= {Effect(expected)}
    assert bool(weaker(found)) == (expected == "weaker"), found
    for each in found:
        assert (each.path, each.line, each.part) == (before.path, before.line, "rule")
        assert each.message.startswith(f"{name} ({form}): `{parameter}")
        assert each.message.endswith(".")


def test_lengths_and_numbers_are_named() -> None:
    (found,) = of_protocols(with_rule(rule("STK-12", "deadline"), within={"days": 30}))
    assert found.message == "STK-12 (deadline): `within` is 30 days; it was 28 days."


def test_nothing_is_told_where_only_words_differ() -> None:
    assert of_protocols(PROTOCOLS) == ()
    assert of_protocols(with_rule(RULES[0], title="In other words")) == ()
    before, after = page(PAGE), page(PAGE.replace("Every month.", "Each month.").replace("Service manager", "Head"))
    assert compare(Basis({}, before), Basis({}, after)) == ()


@pytest.mark.parametrize("gone", RULES, ids=lambda rule: f"{rule.id}-{rule.form}")
def test_a_rule_that_is_gone_is_told(gone: Rule) -> None:
    found = weaker(of_protocols(without_rule(gone)))
    assert [each.what for each in found] in (["rule-removed"], ["form-changed"])
    assert gone.id in found[0].message


@pytest.mark.parametrize("changed", RULES, ids=lambda rule: f"{rule.id}-{rule.form}")
def test_every_parameter_that_is_taken_from_a_rule_is_told(changed: Rule) -> None:
    for steps, _ in places(dict(changed.spec)):
        if steps[0] not in ("id", "form", "title"):
            spec = without(dict(changed.spec), steps)
            assert of_protocols(with_rule(changed, **{str(steps[0]): spec.get(steps[0])})), steps


def test_a_rule_of_another_form_is_told() -> None:
    before, after = page(PAGE), page(PAGE.replace("FOS-9, form: review", "FOS-9, form: count, subject: team, every: "
                                                  "{calendar: year}, count: {audit_files: joint}, min: 1"))  # fmt: skip
    (found,) = weaker(compare(Basis({}, before), Basis({}, after)))
    assert (found.what, found.pointer) == ("form-changed", "/form")


def test_a_protocol_that_is_gone_is_told_once() -> None:
    found = weaker(of_protocols({name: PROTOCOLS[name] for name in list(PROTOCOLS)[1:]}))
    assert [each.what for each in found] == ["protocol-removed"]


def test_a_rule_that_moved_to_another_protocol_is_told() -> None:
    first, second = list(PROTOCOLS.values())[:2]
    moved = first.rules[-1]
    after = {
        **PROTOCOLS,
        first.id: replace(first, rules=first.rules[:-1]),
        second.id: replace(second, rules=(*second.rules, replace(moved, protocol=second.id, path=second.path))),
    }
    assert [each.what for each in weaker(of_protocols(after))] == ["rule-moved"]


def test_new_rules_and_protocols_are_not_weaker() -> None:
    assert weaker(of_protocols({**PROTOCOLS, **page(PAGE)})) == []
    assert {each.what for each in of_protocols({**PROTOCOLS, **page(PAGE)})} == {"rule-added"}


@pytest.mark.parametrize(
    ("old", "new", "name", "expected"),
    [
        ("in_force: 2026-01-01", "in_force: 2026-01-02", "in_force", "weaker"),
        ("in_force: 2026-01-01", "in_force: 2025-12-31", "in_force", "changed"),
        ("{date: 2027-01-01}", "{date: 2028-01-01}", "reviews.review", "weaker"),
        ("{date: 2027-01-01}", "{date: 2026-06-01}", "reviews.review", "changed"),
        ("\n  - {date: 2027-01-01}", " []", "reviews.review", "weaker"),
        ("every: {months: 6}", "every: {months: 9}", "assurance.audit.every", "weaker"),
        ("every: {months: 6}", "every: {months: 3}", "assurance.audit.every", "changed"),
        ("subject: borough", "subject: organisation", "assurance.audit.subject", "weaker"),
        ("  - {id: evaluation, title: Evaluation, subject: team}\n", "", "assurance.evaluation", "weaker"),
    ],
)
def test_what_a_page_says_beside_its_rules(old: str, new: str, name: str, expected: str) -> None:
    assert old in PAGE
    found = compare(Basis({}, page(PAGE)), Basis({}, page(PAGE.replace(old, new))))
    assert [(each.severity, f"`{name}`" in each.message) for each in found][:1] == [(Effect(expected), True)], found


def test_a_demand_that_is_gone_or_weaker_is_told() -> None:
    demand = "demands:\n  - {id: FOS-1, how: [enforce], strength: must, text: Every month.}\n---"
    before = page(PAGE.replace("\n---\n# S", f"\n{demand}\n# S"))
    for after in (page(PAGE), page(PAGE.replace("\n---\n# S", f"\n{demand.replace('must', 'should')}\n# S"))):
        assert weaker(compare(Basis({}, before), Basis({}, after)))
    assert not weaker(compare(Basis({}, page(PAGE)), Basis({}, before)))


def test_those_that_are_weaker_are_problems_with_a_code() -> None:
    found = of_protocols(with_rule(rule("TEL-10", "count"), min=3, max=7))
    assert len(found) == 2
    (problem,) = problems_of(found)
    assert (problem.code, problem.severity, problem.path) == (
        "weaker-rule",
        "error",
        "docs/protocols/strengthening-families.md",
    )
    assert problem.hint.endswith(".")
