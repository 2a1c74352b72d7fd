"""The pages of what rules mean: links, local figures, and examples that name nobody."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from supervision_records.model import Finding, Protocol, Record, Rule, Status, Step
from supervision_records.pages.example import example, without_ids
from supervision_records.pages.rule_meanings import pages
from supervision_records.pages.site import Site
from supervision_records.settings import Settings
from supervision_records.store import Store

MakeSite = Callable[..., Site]
MakeProtocol = Callable[..., Protocol]
Make = Callable[..., Finding]

HOSTILE = "<script>alert(1)</script> **x** [y](javascript:z)"
CADENCE: dict[str, Any] = {
    "subject": "person",
    "scope": {"of": "AB-2"},
    "event": {"sessions": {"one_to_one": ["case"]}},
    "every": {"weeks": 6},
    "local": ["every"],
}


def rule(form: str = "cadence", name: str = "AB-1", title: str = "Often enough", **spec: Any) -> Rule:
    return Rule(name, form, "alpha", title, {"id": name, "form": form, **(spec or CADENCE)}, "p", 1)


@pytest.fixture
def alpha(make_protocol: MakeProtocol) -> Protocol:
    complete = rule("completeness", "AB-2", HOSTILE, of={"sessions": {"types": ["case"]}}, needs={"agenda": ["all"]})
    agenda = [{"id": "all", "title": HOSTILE}]
    return replace(make_protocol(agenda=agenda), rules=(rule(), complete))


def made(site: Site) -> str:
    return dict(pages(site))["reference/rule-meanings/alpha.md"]


def test_a_rule_is_said_with_links_and_marks(make_site: MakeSite, alpha: Protocol) -> None:
    text = made(make_site(protocols={"alpha": alpha}))
    assert "## AB-1: Often enough { #ab-1 }" in text
    assert 'Each person to whom <a href="#ab-2">AB-2</a> applies.' in text
    assert "At least every 6 weeks <em>(local)</em>&#58; a one-to-one case session." in text
    assert "No record has given it anything to judge yet." in text
    assert 'href="../../compliance/rules/ab-1' in text
    assert 'href="../../protocols/alpha' in text


def test_hostile_titles_do_nothing(make_site: MakeSite, alpha: Protocol) -> None:
    text = made(make_site(protocols={"alpha": alpha}))
    for sign in ("<script", "**x**", "[y]"):
        assert sign not in text


def test_the_index_leads_to_each_protocol(make_site: MakeSite, alpha: Protocol) -> None:
    source, text = next(pages(make_site(protocols={"alpha": alpha})))
    assert source == "reference/rule-meanings/index.md"
    assert "Alpha &#38; beta</a>: 2 rules" in text


def test_a_protocol_without_rules(make_site: MakeSite, alpha: Protocol) -> None:
    text = made(make_site(protocols={"alpha": replace(alpha, rules=())}))
    assert "Nothing in this protocol is checked by the system." in text


def test_the_example_is_a_breach_before_what_was_met_and_is_told_by_its_days(
    make_site: MakeSite, finding: Make
) -> None:
    steps = (Step(date(2026, 6, 30), "due"), Step(date(2026, 6, 1), "scope begins"))
    late = finding(
        status=Status.BREACH, days_late=15, steps=steps, message="Was due by 2026-06-30; 15 days late. (AB-1: T.)"
    )
    text = example(make_site(finding(), late), rule())
    assert text == (
        '<ol><li><time datetime="2026-06-01">1 Jun 2026</time>: the rule begins to apply</li>'
        '<li><time datetime="2026-06-30">30 Jun 2026</time>: the last day in time</li></ol>'
        '<p><span class="status status-breach"><span aria-hidden="true">✗</span> Breach</span> '
        "Was due by 30 Jun 2026; 15 days late.</p>"
    )


def test_a_long_story_is_cut(make_site: MakeSite, finding: Make) -> None:
    steps = tuple(Step(date(2026, 6, day), "session") for day in range(1, 12))
    text = example(make_site(finding(steps=steps)), rule())
    assert text.count("<li><time") == 8
    assert "<li>and 3 more steps</li>" in text


def test_another_form_of_the_same_rule_is_no_example(make_site: MakeSite, finding: Make) -> None:
    assert "No record" in example(make_site(finding(form="deadline")), rule())


SESSION = Record(
    "sessions",
    "s-1",
    "records/sessions/north/2026/s-1.yaml",
    {"supervisors": ["boss"], "supervisees": ["sw-ash"], "cases": [{"case": "c-1234abcd", "recorded": {"by": "sw-x"}}]},
)
CASE = Record("cases", "c-1234abcd", "records/cases/c-1234abcd.yaml", {})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Missing: social-worker of boss.", "Missing: social-worker of a person."),
        ("case c-1234abcd marked at a informal session", "a case marked at a informal session"),
        ("child_seen of case c-1234abcd", "child_seen of a case"),
        ("review of action s-1/2", "review of a session/2"),
        ("Missing: section plan-of-work.", "Missing: section plan-of-work."),
        ("recorded by sw-x", "recorded by a person"),
        ("sw-elm supervises", "a person supervises"),
        ("Done on 2026-06-10.", "Done on 2026-06-10."),
    ],
)
def test_no_id_is_left(make_site: MakeSite, finding: Make, text: str, expected: str) -> None:
    store = Store({"sessions": {"s-1": SESSION}, "cases": {"c-1234abcd": CASE}}, (), 2, 2, 0)
    found = finding(supervisor="sw-elm", records=(SESSION.path, "records/people/gone.yaml", "odd"))
    assert without_ids(make_site(store=store), found, text) == expected


def test_the_build_for_staff_tells_the_same_where_small_numbers_may_be_shown(
    make_site: MakeSite, alpha: Protocol, finding: Make
) -> None:
    steps = (Step(date(2026, 6, 1), "Missing: case sw-ash of sw-elm."),)
    found = finding(status=Status.BREACH, steps=steps, person="sw-ash", supervisor="sw-elm")
    site = make_site(found, protocols={"alpha": alpha}, settings=Settings(audience="staff", small_numbers=0))
    text = made(site)
    assert "Missing&#58; a person of a person." in text
    assert not [secret for secret in ("sw-ash", "sw-elm", "s-1") if secret in text]
