"""Front matter is input: whatever is wrong in it is refused at its line, and nothing of the page is then judged."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from supervision_records.model import Problem
from supervision_records.protocol import all_rules, build_protocols, read_protocols
from supervision_records.schema import Schemas

ROOT = Path(__file__).parents[1]

PAGE = """\
---
title: Supervision of foster carers
reference: F1
in_force: 2026-01-01
reviews:
  - {date: 2027-01-01}
owner: Service manager
approval: Board, 2026
applies_to: Supervising social workers
sections:
  - {id: discussion, title: Discussion}
agenda:
  - {id: risks, title: Risks}
assurance:
  - {id: audit, title: Audit, subject: borough, every: {months: 6}}
  - {id: evaluation, title: Evaluation, subject: team}
rules:
  - {id: FOS-1, form: cadence, title: Every month, strength: must, subject: person, scope: {case_holding: true}, event: {sessions: {one_to_one: [case]}}, every: {calendar: month}}
  - {id: FOS-2, form: cadence, title: Every six weeks, strength: must, subject: person, event: {sessions: {one_to_one: [personal]}}, every: {weeks: 6}}
  - {id: FOS-3, form: completeness, title: Both there, strength: must, of: {sessions: {types: [joint]}, each: case}, needs: {both_agencies: [health, education]}, at_once: true}
  - {id: FOS-9, form: review, title: Reviewed, strength: must}
RULE
---
# Supervision of foster carers

[[FOS-1 must]] Every month.
"""


@cache
def schemas() -> Schemas:
    return Schemas.read(ROOT / "schemas")


def problems_of(rule: str) -> list[Problem]:
    """The problems of the page with one more rule, which stands at line 22."""
    text = PAGE.replace("RULE", f"  - {rule}" if rule else "  # no more")
    protocols, problems = build_protocols([("docs/protocols/foster.md", text.encode())], schemas())
    assert bool(problems) is not bool(protocols)
    return list(problems)


CADENCE = "id: FOS-4, form: cadence, title: T, strength: must"
COMPLETE = "id: FOS-4, form: completeness, title: T, strength: must"
DEADLINE = "id: FOS-4, form: deadline, title: T, strength: must"
BEFORE = "id: FOS-4, form: precondition, title: T, strength: must"
COUNT = "id: FOS-4, form: count, title: T, strength: must"
PERSON = "subject: person, event: {sessions: {one_to_one: [case]}}"

#: A rule, and the code and pointer (below the rule) of what is wrong with it.
WRONG = [
    ("{id: FOS-4, form: cadense, title: T, strength: must}", "not-allowed-value", "/form"),
    ("{id: FOS-4, form: review, title: T}", "missing-key", ""),
    ("{id: fos-4, form: review, title: T, strength: must}", "bad-form", "/id"),
    (f"{{{CADENCE}, {PERSON}, every: {{weeks: 6}}, evry: 1}}", "unknown-key", "/evry"),
    (f"{{{CADENCE}, {PERSON}, every: {{fortnights: 6}}}}", "unknown-key", "/every/fortnights"),
    (f"{{{CADENCE}, {PERSON}, every: {{weeks: 0}}}}", "out-of-range", "/every/weeks"),
    (f"{{{CADENCE}, {PERSON}}}", "missing-key", ""),
    (f"{{{CADENCE}, {PERSON}, every: {{weeks: 6}}, scope: {{roles: [boss]}}}}", "not-allowed-value", "/scope/roles/0"),
    (f"{{{CADENCE}, {PERSON}, every: {{weeks: 6}}, scope: {{of: FOS-7}}}}", "unknown-rule", "/scope/of"),
    (f"{{{CADENCE}, {PERSON}, every: {{weeks: 6}}, scope: {{of: FOS-4}}}}", "circular-rule", ""),
    (f"{{{CADENCE}, {PERSON}, every: {{weeks: 6}}, scope: {{through: [health]}}}}", "not-allowed-here", "/scope/through"),
    (f"{{{CADENCE}, {PERSON}, every: {{weeks: 6}}, minimum_available: 5}}", "not-allowed-here", "/minimum_available"),
    (f"{{{CADENCE}, {PERSON}, every: {{weeks: 6}}, whole_periods: true}}", "not-allowed-here", "/whole_periods"),
    (f"{{{CADENCE}, {PERSON}, every: {{contract: shortest}}}}", "not-allowed-here", "/every/contract"),
    (f"{{{CADENCE}, {PERSON}, every: {{weeks: 6}}, shorter: {{agreed: joint_interval}}}}", "not-allowed-here", "/shorter"),
    (f"{{{CADENCE}, subject: person, event: {{contract_review: true}}, every: {{weeks: 6}}}}", "not-allowed-here",
     "/event/contract_review"),
    (f"{{{CADENCE}, subject: person, event: {{sessions: {{types: [joint], meets: FOS-3}}}}, every: {{weeks: 6}}}}",
     "not-allowed-here", "/event/sessions/meets"),
    (f"{{{CADENCE}, subject: case, event: {{sessions: {{types: [joint], meets: FOS-5}}}}, every: {{weeks: 6}}}}",
     "unknown-rule", "/event/sessions/meets"),
    (f"{{{CADENCE}, subject: process, event: {{assurance: [audits]}}}}", "unknown-process", "/event/assurance/0"),
    (f"{{{CADENCE}, subject: process, event: {{assurance: [evaluation]}}}}", "missing-key", "/event/assurance/0"),
    (f"{{{COMPLETE}, of: {{sessions: {{types: [case]}}}}, needs: {{sections: [discusion]}}}}", "unknown-section",
     "/needs/sections/0"),
    (f"{{{COMPLETE}, of: {{sessions: {{types: [case]}}}}, needs: {{agenda: [risk]}}}}", "unknown-agenda-point",
     "/needs/agenda/0"),
    (f"{{{COMPLETE}, of: {{sessions: {{types: [case]}}}}, needs: {{coverage: true}}}}", "not-allowed-here",
     "/needs/coverage"),
    (f"{{{COMPLETE}, of: {{sessions: {{types: [case]}}}}, needs: {{both_agencies: [health, education]}}}}", "missing-key",
     "/of"),
    (f"{{{COMPLETE}, of: {{sessions: {{types: [case]}}}}, needs: {{follow_up: true, minutes: 45}}}}", "not-allowed-here",
     "/needs"),
    (f"{{{COMPLETE}, of: {{person_months: FOS-1}}, needs: {{minutes: 45}}}}", "not-allowed-here", "/needs/minutes"),
    (f"{{{COMPLETE}, of: {{person_months: FOS-3}}, needs: {{coverage: true}}}}", "unknown-rule", "/of/person_months"),
    (f"{{{COMPLETE}, of: {{excused_stretches: FOS-2}}, needs: {{gap: true}}}}", "wrong-rule", "/of/excused_stretches"),
    (f"{{{COMPLETE}, of: {{referrals: whole-family}}, needs: {{true_fields: [plan_current]}}}}", "missing-key", "/needs"),
    (f"{{{COMPLETE}, of: {{referrals: partnership}}, needs: {{measured_action: true}}}}", "not-allowed-here",
     "/needs/measured_action"),
    (f"{{{COMPLETE}, of: {{sessions: {{types: [case]}}, each: case}}, needs: {{taken_up: FOS-9}}}}", "unknown-rule",
     "/needs/taken_up"),
    (f"{{{DEADLINE}, trigger: {{referral: partnership}}, done: {{signed: [supervisors]}}, within: {{days: 1}}}}",
     "not-allowed-here", "/done/signed"),
    (f"{{{DEADLINE}, trigger: {{referral: partnership}}, done: {{screened: {{agencies: 2, including: health}}}}}}",
     "missing-key", ""),
    (f"{{{DEADLINE}, trigger: {{missed: FOS-1, by: {{days: 1}}}}, done: {{escalation: frequency}}, within: {{days: 1}}}}",
     "wrong-rule", "/trigger/missed"),
    (f"{{{DEADLINE}, trigger: {{sessions: {{types: [case]}}}}, done: {{recorded: {{}}}}, within: {{days: 1}}, "
     "urgent_within: {hours: 24}}", "not-allowed-here", "/urgent_within"),
    (f"{{{DEADLINE}, trigger: {{team: first-day}}, done: {{assurance: evaluatoin}}, within: {{months: 6}}}}",
     "unknown-process", "/done/assurance"),
    (f"{{{BEFORE}, of: {{sessions: {{types: [case]}}}}, requires: {{contract: {{}}, case_flags: [a_flag]}}}}",
     "not-allowed-here", "/requires/case_flags"),
    (f"{{{COUNT}, subject: team, every: {{calendar: year}}, count: {{audit_files: joint}}}}", "missing-key", ""),
    ("{id: FOS-9, form: review, title: Again, strength: must}", "duplicate-rule", ""),
]  # fmt: skip


def test_the_page_itself_is_right() -> None:
    assert problems_of("") == []


@pytest.mark.parametrize(("rule", "code", "pointer"), WRONG)
def test_what_is_wrong_is_refused_at_its_line(rule: str, code: str, pointer: str) -> None:
    found = problems_of(rule)
    assert (code, f"/rules/4{pointer}") in {(p.code, p.pointer) for p in found}, found
    assert {p.line for p in found} == {22}
    assert all(p.path == "docs/protocols/foster.md" and p.message and p.hint for p in found)


def test_a_rule_id_of_another_protocol_is_refused() -> None:
    text = PAGE.replace("RULE", "  # no more").encode()
    _, problems = build_protocols([("docs/protocols/a.md", text), ("docs/protocols/b.md", text)], schemas())
    assert {(p.code, p.path) for p in problems} == {("duplicate-rule", "docs/protocols/b.md")}


def test_a_page_that_cannot_be_read_does_not_hide_the_others() -> None:
    good = PAGE.replace("RULE", "  # no more").encode()
    protocols, problems = build_protocols(
        [("docs/protocols/a.md", b"---\nx: [\n---\n"), ("docs/protocols/b.md", good)], schemas()
    )
    assert list(protocols) == ["b"]
    assert {p.path for p in problems} == {"docs/protocols/a.md"}


def test_the_five_protocols_are_right_and_have_every_form() -> None:
    protocols, problems = read_protocols(ROOT, schemas())
    assert not problems
    assert len(protocols) == len({"JNT", "STK", "WTW", "ISL", "TEL"})
    forms = {"cadence", "deadline", "completeness", "precondition", "count", "review"}
    assert {rule.form for rule in all_rules(protocols)} == forms


def test_no_rule_id_stands_in_the_code() -> None:
    protocols, _ = read_protocols(ROOT, schemas())
    ids = {rule.id for rule in all_rules(protocols)}
    code = [p for p in (ROOT / "scripts" / "supervision_records").rglob("*.py") if "demo" not in p.parts]
    assert len(code) > 20
    for path in code:
        lines = path.read_text(encoding="utf-8").splitlines()
        named = [line for line in lines if any(f'"{i}"' in line or f"'{i}'" in line for i in ids)]
        assert not named, (path, named)
