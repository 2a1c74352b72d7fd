"""What each rule means, protocol by protocol: its data in words, and a worked example from the records."""

from __future__ import annotations

import re
from collections.abc import Iterator

from supervision_records.model import Protocol, Rule
from supervision_records.pages.example import example
from supervision_records.pages.html import escape, link
from supervision_records.pages.links import HOW_TO_READ, MEANINGS, RULES, href, meanings_page, rule_page
from supervision_records.pages.listing import rule_link
from supervision_records.pages.meaning.forms import meaning
from supervision_records.pages.meaning.line import LOCAL, Line
from supervision_records.pages.site import Head, Page, Site, page
from supervision_records.pages.words import form_in_words, plural

_RULE = re.compile(r"\b[A-Z][A-Z0-9]*-[0-9]+[a-z]?\b")


def pages(site: Site) -> Iterator[Page]:
    """The list of protocols, then a page for each."""
    yield _index(site)
    for protocol in site.protocols.values():
        yield _page(site, protocol)


def meaning_anchor(rule: str) -> str:
    """Where a rule is explained on its protocol's page of meanings."""
    return rule.lower()


def meaning_link(source: str, rule: Rule, words: str = "what it means") -> str:
    """A link to the rule in plain words."""
    return link(href(source, meanings_page(rule.protocol), meaning_anchor(rule.id)), words)


def _index(site: Site) -> Page:
    intro = (
        "Every rule in plain words, made from the rule's own data: whom it is about, what is asked and by when, what "
        "counts and what does not, and when it is met, due, excused or a breach. Each has a worked example from the "
        "records, told without naming anybody."
    )
    items = [
        f"<li>{link(href(MEANINGS, meanings_page(protocol.id)), escape(protocol.title))}: "
        f"{plural(len({rule.id for rule in protocol.rules}), 'rule')}</li>"
        for protocol in site.protocols.values()
    ]
    further = (
        f"<p>See also {link(href(MEANINGS, RULES), 'all rules with their counts')} and "
        f"{link(href(MEANINGS, HOW_TO_READ), 'how to read the figures')}.</p>"
    )
    return page(site, MEANINGS, Head("What each rule means", dated=False), intro, f"<ul>{''.join(items)}</ul>", further)


def _page(site: Site, protocol: Protocol) -> Page:
    here = meanings_page(protocol.id)
    groups: dict[str, list[Rule]] = {}
    for rule in protocol.rules:
        groups.setdefault(rule.id, []).append(rule)
    sections = [_section(site, here, protocol, rules) for rules in groups.values()]
    head = Head(
        f"What each rule means: {protocol.id}",
        name=f"What each rule means: {escape(protocol.title)}",
        trail=[(MEANINGS, "What each rule means")],
    )
    nothing = "Nothing in this protocol is checked by the system."
    return page(site, here, head, *(sections or [nothing]))


def _section(site: Site, here: str, protocol: Protocol, rules: list[Rule]) -> str:
    name = rules[0].id
    findings = link(href(here, rule_page(name)), "its findings")
    stated = rule_link(site, here, protocol.id, name)
    intro = f"<p>Stated in the protocol as {stated}. See {findings}.</p>"
    parts = [_form(site, here, protocol, rule, several=len(rules) > 1) for rule in rules]
    return "\n\n".join([f"## {name}: {escape(rules[0].title)} {{ #{meaning_anchor(name)} }}", intro, *parts])


def _form(site: Site, here: str, protocol: Protocol, rule: Rule, *, several: bool) -> str:
    lines = "\n".join(_line(site, here, line) for line in meaning(protocol, rule))
    told = f"<div><dt>Example</dt><dd>{example(site, rule)}</dd></div>"
    heading = f"<p><strong>{escape(rule.title)}</strong> ({form_in_words(rule.form).lower()})</p>\n" if several else ""
    strength = f"<div><dt>Strength</dt><dd>{escape(str(rule.spec.get('strength', 'must')))}</dd></div>"
    return f'{heading}<dl class="head">\n{strength}\n{lines}\n{told}\n</dl>'


def _line(site: Site, here: str, line: Line) -> str:
    said = [_said(site, here, sentence) for sentence in line.sentences]
    content = said[0] if len(said) == 1 else f"<ul>{''.join(f'<li>{words}</li>' for words in said)}</ul>"
    return f"<div><dt>{line.heading}</dt><dd>{content}</dd></div>"


def _said(site: Site, here: str, sentence: str) -> str:
    """A sentence ready for a page: rules lead to their own words, and local figures look like ours."""
    mark = escape(f"x{LOCAL}")[1:]
    safe = escape(sentence).replace(mark, " <em>(local)</em>")
    return _RULE.sub(lambda found: _rule(site, here, found[0]), safe)


def _rule(site: Site, here: str, name: str) -> str:
    rules = site.rules.get(name)
    return meaning_link(here, rules[0], name) if rules else name
