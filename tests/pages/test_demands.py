from __future__ import annotations

from collections.abc import Callable

from supervision_records.demands import demand_of, worded
from supervision_records.model import Finding, Protocol, Status
from supervision_records.pages.demands import expand, rule_anchor
from supervision_records.pages.site import Site


def test_the_first_mention_gives_the_strength() -> None:
    assert worded("[[AB-1 must]] x [[AB-1 should]] [[CD-2b should]] [[no]] [[AB-3 shall]]") == {
        "AB-1": "must",
        "CD-2b": "should",
    }


def test_a_rule_leads_to_its_words_else_to_the_table(make_protocol: Callable[..., Protocol]) -> None:
    protocol = make_protocol()
    assert rule_anchor(protocol, "AB-1") == "ab-1"
    assert rule_anchor(protocol, "AB-1b") == "ab-1"
    assert rule_anchor(protocol, "AB-10") == "rule-ab-10"
    assert rule_anchor(make_protocol("[[AB-1b must]] [[AB-1 must]]"), "AB-1b") == "ab-1b"
    assert rule_anchor(None, "AB-1") == "rule-ab-1"
    assert demand_of("ISL-2b") == "ISL-2"


def test_a_token_becomes_a_label_with_its_mark(make_site: Callable[..., Site], finding: Callable[..., Finding]) -> None:
    site = make_site(finding(), finding(status=Status.BREACH), finding(rule="AB-1b", status=Status.DUE))
    words = expand(site, site.protocols["alpha"])
    assert (
        '<span class="demand-line"><span class="demand" id="ab-1">AB-1</span> <strong class="must">must</strong> '
        '<a class="mark" href="../compliance/rules/ab-1.html"><span aria-hidden="true">◐</span> 1 of 2 met</a> '
        '<a class="mark" href="../compliance/rules/ab-1b.html">AB-1b: '
        '<span aria-hidden="true">○</span> none judged yet</a>'
        "</span> Supervision comes round every month."
    ) in words
    assert 'As <a class="demand" href="#ab-1">AB-1</a> says' in words
    assert words.count('id="ab-1"') == 1


def test_a_demand_that_nobody_enforces_has_no_mark(make_site: Callable[..., Site]) -> None:
    site = make_site()
    assert (
        '<span class="demand-line"><span class="demand" id="ab-9">AB-9</span> '
        '<strong class="must">must</strong></span> '
        "Nobody checks this."
    ) in expand(site, site.protocols["alpha"])
