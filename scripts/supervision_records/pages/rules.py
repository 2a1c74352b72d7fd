"""All rules of all protocols with their counts, and each rule's findings."""

from __future__ import annotations

from collections.abc import Iterator

from supervision_records.model import Rule
from supervision_records.pages.figures import Line, counts_table, sentence
from supervision_records.pages.html import escape, link
from supervision_records.pages.links import MEANINGS, OVERVIEW, RULES, href, protocol_findings, rule_page
from supervision_records.pages.listing import long_list, rule_link
from supervision_records.pages.protocols import reviews
from supervision_records.pages.rule_meanings import meaning_link
from supervision_records.pages.site import Head, Page, Site, page
from supervision_records.pages.small import of_protocol, of_rule
from supervision_records.pages.words import form_in_words, plural
from supervision_records.summary import count


def pages(site: Site) -> Iterator[Page]:
    """The table of all rules, then a page for each."""
    yield _index(site)
    for name, rules in site.rules.items():
        yield from _rule_pages(site, name, rules)


def _index(site: Site) -> Page:
    intro = (
        f"{plural(len(site.rules), 'rule')} are checked against the records. "
        "Each is a line in its protocol's page, and each verdict names the rule that it rests on. "
        f"See also {link(href(RULES, MEANINGS), 'what each rule means')}."
    )
    blocks = [intro]
    for protocol in site.protocols.values():
        rules = {rule.id: rule for rule in protocol.rules}
        lines = [
            Line(_line(rule), site.by_rule.get(rule.id, ()), site.hides(of_rule(rule.id))) for rule in rules.values()
        ]
        whole = Line("All", site.by_protocol.get(protocol.id, ()), site.hides(of_protocol(protocol.id)))
        key = f"rules-{protocol.id}"
        title = escape(protocol.title)
        table = counts_table(key, title, "Rule", lines, whole)
        blocks += [f"## {title} {{ #{protocol.id} }}", table]
    return page(site, RULES, Head("All rules"), *blocks)


def _line(rule: Rule) -> str:
    return f"{link(href(RULES, rule_page(rule.id)), rule.id, 'rule')} {escape(rule.title)}"


def _rule_pages(site: Site, name: str, rules: tuple[Rule, ...]) -> Iterator[Page]:
    here = rule_page(name)
    first = rules[0]
    findings = site.by_rule.get(name, ())
    protocol = site.protocols[first.protocol]
    titles = "; ".join(f"{escape(rule.title)} ({form_in_words(rule.form).lower()})" for rule in rules)
    stated = rule_link(site, here, protocol.id, name)
    whole = link(href(here, protocol_findings(protocol.id)), escape(protocol.title))
    words = f"In plain words, with an example: {meaning_link(here, first)}."
    counts = sentence(count(findings), site.hides(of_rule(name)))
    intro = f"{titles}. Stated in the protocol as {stated}; part of {whole}. {words}\n\n{counts}"
    head = Head(f"Rule {name}", trail=[(OVERVIEW, "Compliance"), (RULES, "All rules")], wide=True)
    if site.shows_ids and findings:
        yield from long_list(site, here, head, intro, findings)
    else:
        yield page(site, here, head, intro, _no_date(first, protocol.id, site))


def _no_date(rule: Rule, protocol: str, site: Site) -> str:
    if rule.form == "review" and not reviews(site.protocols[protocol]):
        return "The protocol names no review date, so there is nothing to judge."
    return ""
