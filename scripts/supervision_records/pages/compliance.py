"""How far one protocol is kept: its counts by rule, and under each rule what presses most."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from supervision_records.model import Finding, Protocol, Rule
from supervision_records.pages.applies import in_a_sentence
from supervision_records.pages.demands import rule_anchor
from supervision_records.pages.figures import Line, counts_table, sentence
from supervision_records.pages.html import escape, link
from supervision_records.pages.links import OVERVIEW, href, meanings_page, protocol_findings, protocol_page, rule_page
from supervision_records.pages.listing import findings_table
from supervision_records.pages.protocols import review_notice
from supervision_records.pages.site import Head, Page, Site, breaches, grouped, page, upcoming
from supervision_records.pages.small import of_protocol, of_rule
from supervision_records.pages.words import form_in_words, plural
from supervision_records.summary import count

#: Findings shown under each rule; the rule's own page has them all.
_SHOWN = 10


def pages(site: Site) -> Iterator[Page]:
    """One page for each protocol."""
    for protocol in site.protocols.values():
        yield _page(site, protocol)


def _page(site: Site, protocol: Protocol) -> Page:
    here = protocol_findings(protocol.id)
    findings = site.by_protocol.get(protocol.id, ())
    rules = {rule.id: rule for rule in protocol.rules}
    words = link(href(here, protocol_page(protocol.id)), escape(protocol.title))
    meanings = link(href(here, meanings_page(protocol.id)), "What each rule means")
    intro = f"How far {words} is kept. {meanings}."
    blocks = [
        f"{intro} {sentence(count(findings), site.hides(of_protocol(protocol.id)))}",
        review_notice(site, protocol),
        _by_rule(site, protocol, rules, findings),
        _by_team(site, here, protocol, findings),
    ]
    for rule in rules.values():
        blocks += _rule_section(site, here, protocol, rule)
    head = Head(f"Compliance: {protocol.title}", trail=[(OVERVIEW, "Compliance")], wide=True)
    return page(site, here, head, *blocks)


def _by_rule(site: Site, protocol: Protocol, rules: dict[str, Rule], findings: Sequence[Finding]) -> str:
    lines = [
        Line(
            f"{link(f'#{rule.lower()}', rule, 'rule')} {escape(rules[rule].title)}",
            site.by_rule.get(rule, ()),
            site.hides(of_rule(rule)),
        )
        for rule in rules
    ]
    whole = Line("All", findings, site.hides(of_protocol(protocol.id)))
    return "## By rule\n\n" + counts_table("by-rule", "Findings by rule", "Rule", lines, whole)


def _by_team(site: Site, here: str, protocol: Protocol, findings: Sequence[Finding]) -> str:
    if not findings:
        return ""
    teams = grouped(findings, lambda finding: finding.team or "")
    lines = [
        Line(site.team_link(here, team), part, site.hides(of_protocol(protocol.id, team)))
        for team, part in teams.items()
    ]
    whole = Line("All", findings, site.hides(of_protocol(protocol.id)))
    return "## By team\n\n" + counts_table("by-team", "Findings by team", "Team", lines, whole)


def _rule_section(site: Site, here: str, protocol: Protocol, rule: Rule) -> Iterator[str]:
    findings = site.by_rule.get(rule.id, ())
    yield f"## {rule.id}: {escape(rule.title)} {{ #{rule.id.lower()} }}"
    stated = link(href(here, protocol_page(protocol.id), rule_anchor(protocol, rule.id)), "What the protocol says")
    counts = sentence(count(findings), site.hides(of_rule(rule.id)))
    yield f"{form_in_words(rule.form)}. {counts} {in_a_sentence(site, here, rule.id)} {stated}."
    if not site.shows_ids or not findings:
        return
    pressing = [*breaches(findings), *upcoming(findings)][:_SHOWN]
    if pressing:
        caption = f"{rule.id}: what presses most"
        yield findings_table(site, here, f"pressing-{rule.id.lower()}", caption, pressing)
    yield link(href(here, rule_page(rule.id)), f"{_all(findings)} of {rule.id}")


def _all(findings: Sequence[Finding]) -> str:
    return "The one finding" if len(findings) == 1 else f"All {plural(len(findings), 'finding')}"
