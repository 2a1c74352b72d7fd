"""Every demand of the protocols: where it is published, which rule enforces it, how far it is met, what tests it."""

from __future__ import annotations

from collections.abc import Iterator

from supervision_records.demands import Traced
from supervision_records.pages.figures import met_of
from supervision_records.pages.html import Column, Table, escape, link
from supervision_records.pages.links import TRACEABILITY, file_address, href, protocol_page, rule_page
from supervision_records.pages.site import Head, Page, Site, page
from supervision_records.pages.small import of_rule
from supervision_records.pages.words import form_in_words, plural

_HOW = {
    "enforce": "enforced by a rule",
    "schema": "by the form of the record",
    "tool": "by a command or page",
    "publish": "by words to follow",
}


def pages(site: Site) -> Iterator[Page]:
    """The page of all demands, protocol by protocol."""
    blocks = [_intro(site)]
    for protocol in site.protocols.values():
        traced = [t for t in site.demands if t.protocol == protocol.id]
        if traced:
            blocks += [f"## {escape(protocol.title)} {{ #{protocol.id} }}", _table(site, protocol.id, traced)]
    yield page(site, TRACEABILITY, Head("Every demand, traced", wide=True), *blocks)


def _intro(site: Site) -> str:
    faulty = sum(1 for t in site.demands if t.faults)
    whole = f"{plural(len(site.demands), 'demand')} of {plural(len(site.protocols), 'protocol')}"
    state = f"{faulty} of them lack something." if faulty else "Each has all that it needs."
    return (
        f"{whole}: where each is published, what enforces it, how far it is met on the as-of date, and which tests "
        f"prove it. {state} A demand that loses its words, its rule or its tests stops the site from being built; "
        "<code>supervision demands</code> says which."
    )


def _table(site: Site, protocol: str, traced: list[Traced]) -> str:
    columns = [Column(heading) for heading in ("Demand", "What it says", "How", "Rules", "Met now", "Tests")]
    rows = (_row(site, protocol, t) for t in traced)
    return str(Table(f"demands-{protocol}", plural(len(traced), "demand"), columns, rows, css="figures demands"))


def _row(site: Site, protocol: str, traced: Traced) -> list[str]:
    stated = href(TRACEABILITY, protocol_page(protocol), traced.anchor or "")
    rules = dict.fromkeys((rule.id, rule.form) for rule in traced.rules)
    links = [f"{link(href(TRACEABILITY, rule_page(i)), i)} ({form_in_words(form).lower()})" for i, form in rules]
    faults = "".join(f"<br><strong>Lacking: {escape(fault)}.</strong>" for fault in traced.faults)
    hidden = frozenset(sort for rule, _ in rules for sort in site.hides(of_rule(rule)))
    return [
        link(stated, traced.id),
        f"{escape(traced.text)} <em>{traced.strength}</em>{faults}",
        escape(", ".join(_HOW.get(way, way) for way in traced.how)),
        "<br>".join(links) or "none",
        " ".join(met_of(traced.counts, hidden)) if traced.rules else "not counted",
        "<br>".join(_test(site, path) for path in traced.tests),
    ]


def _test(site: Site, path: str) -> str:
    name = f"<code>{escape(path.removeprefix('tests/'))}</code>"
    forge = file_address(site.repo_url, path)
    return link(forge, name) if forge else name
