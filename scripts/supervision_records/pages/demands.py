"""The demands that a protocol's words make: finding their tokens, naming their anchors, marking how far they are met.

In a protocol's Markdown a demand begins with ``[[JNT-1 must]]`` or ``[[STK-18 should]]``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from supervision_records.demands import TOKEN, demand_of, worded
from supervision_records.model import Protocol, Rule
from supervision_records.pages.figures import met_of
from supervision_records.pages.html import link
from supervision_records.pages.links import href, protocol_page, rule_page
from supervision_records.pages.site import Site
from supervision_records.pages.small import of_rule
from supervision_records.summary import count


def rule_anchor(protocol: Protocol | None, rule: str) -> str:
    """Where a rule is stated on its protocol's page: at its own words, at its demand's, else in the table of rules."""
    marked = worded(protocol.body) if protocol else {}
    for name in (rule, demand_of(rule)):
        if name in marked:
            return name.lower()
    return table_anchor(rule)


def table_anchor(rule: str) -> str:
    """A rule's line in the table of rules at the end of its protocol's page."""
    return f"rule-{rule.lower()}"


def expand(site: Site, protocol: Protocol) -> str:
    """The protocol's words with each token made into a label: id, strength, and how far it is met now."""
    seen: set[str] = set()
    rules = {rule.id: rule for rule in protocol.rules}

    def label(token: re.Match[str]) -> str:
        first = token[1] not in seen
        seen.add(token[1])
        return _label(site, protocol, token[1], token[2], list(_enforcing(rules, token[1])) if first else None)

    return TOKEN.sub(label, protocol.body)


def _enforcing(rules: Mapping[str, Rule], demand: str) -> list[str]:
    """The rules behind a demand: its own, and those with a letter that have no words of their own."""
    return [rule for rule in rules if demand in {rule, demand_of(rule)}]


def _label(site: Site, protocol: Protocol, demand: str, strength: str, rules: list[str] | None) -> str:
    """A first mention (``rules`` given) carries the anchor and the mark; a later one leads to the first."""
    here = protocol_page(protocol.id)
    if rules is None:
        return link(f"#{demand.lower()}", demand, "demand")
    name = f'<span class="demand" id="{demand.lower()}">{demand}</span> <strong class="{strength}">{strength}</strong>'
    marks = "".join(f" {mark(site, here, rule, named=rule != demand)}" for rule in rules)
    return f'<span class="demand-line">{name}{marks}</span>'


def mark(site: Site, source: str, rule: str, *, named: bool = False) -> str:
    """How far a rule is met now, leading to its findings: ◐ 42 of 50 met."""
    sign, words = met_of(count(site.by_rule.get(rule, ())), site.hides(of_rule(rule)))
    name = f"{rule}: " if named else ""
    content = f'{name}<span aria-hidden="true">{sign}</span> {words}'
    return link(href(source, rule_page(rule)), content, "mark")
