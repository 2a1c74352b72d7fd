"""The protocols as staff read them: the list of all, and each page with its head, its words and its rules."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from supervision_records.calendar import parse_date
from supervision_records.demands import demand_of, worded
from supervision_records.model import Protocol
from supervision_records.pages.demands import expand, mark, table_anchor
from supervision_records.pages.figures import rate_bar
from supervision_records.pages.html import Column, Table, escape, link, notice, time
from supervision_records.pages.links import PROTOCOLS, RULES, fill_in, href, protocol_findings, protocol_page
from supervision_records.pages.parameters import figures
from supervision_records.pages.quality import of_protocol as of_quality
from supervision_records.pages.rule_meanings import meaning_link
from supervision_records.pages.site import Head, Page, Site, as_of_line, front_matter, heading, page
from supervision_records.pages.small import of_protocol
from supervision_records.pages.templates import forms_of
from supervision_records.pages.versions import versions
from supervision_records.pages.words import long_date, plural
from supervision_records.summary import count

_FIRST_HEADING = re.compile(r"\A\s*# [^\n]*\n")

Review = tuple[str, date]


def pages(site: Site) -> Iterator[Page]:
    """The list of protocols, then each protocol."""
    yield _index(site)
    for protocol in site.protocols.values():
        yield protocol_page(protocol.id), published(site, protocol)


def published(site: Site, protocol: Protocol) -> str:
    """One protocol's page in full."""
    here = protocol_page(protocol.id)
    blocks = (
        front_matter(Head(protocol.title)),
        heading(escape(protocol.title)),
        as_of_line(site, here),
        review_notice(site, protocol),
        _head(protocol),
        _fill_in(site, here, protocol),
        _FIRST_HEADING.sub("", expand(site, protocol)).strip(),
        *versions(site, here, protocol),
        "## What is enforced { #enforced }",
        _enforced_intro(here, protocol),
        _rules_table(site, here, protocol),
        *of_quality(site, here, protocol.id),
        _forms(here, protocol),
    )
    return "\n\n".join(block for block in blocks if block) + "\n"


def _fill_in(site: Site, here: str, protocol: Protocol) -> str:
    words = "Record a supervision under this protocol"
    return link(href(here, fill_in("sessions", protocol.id)), words) if "sessions" in site.whole else ""


def _forms(here: str, protocol: Protocol) -> str:
    entries = forms_of(here, protocol)
    return f"## Forms to print {{ #forms }}\n\n{entries}" if entries else ""


def reviews(protocol: Protocol) -> list[Review]:
    """Each review date that the protocol names, and of which of its documents."""
    return [(str(item.get("document", "")), parse_date(item["date"])) for item in protocol.data.get("reviews", ())]


def review_notice(site: Site, protocol: Protocol) -> str:
    """A plain word on whether the protocol itself is in date."""
    named = reviews(protocol)
    if not named:
        words = "Nobody can tell from it whether it is still in date. Ask its owner."
        return notice("warning", "This protocol names no review date.", words)
    late = [(document, day) for document, day in named if day < site.as_of]
    if not late:
        return ""
    words = " ".join(_overdue_words(site.as_of, document, day) for document, day in late)
    return notice(
        "warning", "The review of this protocol is overdue.", f"{words} Ask its owner whether it still stands."
    )


def _overdue_words(as_of: date, document: str, day: date) -> str:
    of = f" of its {_words(document)}" if document else ""
    return f"The review{of} was due by {long_date(day)}, {_ago((as_of - day).days)} ago."


def _ago(days: int) -> str:
    years = int(days / 365.25)
    return plural(years, "year") if years else plural(days, "day")


def _words(name: str) -> str:
    return escape(name.replace("-", " "))


def _head(protocol: Protocol) -> str:
    data = protocol.data
    dates = ", ".join(f"{_words(name) + ': ' if name else ''}{time(day)}" for name, day in reviews(protocol))
    lines = (
        ("Reference", escape(str(data.get("reference", "")))),
        ("Version", escape(str(data.get("version", "")))),
        ("In force since", time(protocol.in_force)),
        ("Review due", dates or "no date named"),
        ("Owner", escape(str(data.get("owner", "")))),
        ("Approved by", escape(str(data.get("approval", "")))),
        ("Applies to", escape(str(data.get("applies_to", "")))),
    )
    items = "\n".join(f"<div><dt>{name}</dt><dd>{value}</dd></div>" for name, value in lines if value)
    return f'<dl class="head">\n{items}\n</dl>'


def _enforced_intro(here: str, protocol: Protocol) -> str:
    if not protocol.rules:
        return "Nothing on this page is checked by the system."
    findings = link(href(here, protocol_findings(protocol.id)), "how far this protocol is kept")
    number = plural(len(protocol.rules), "rule")
    words = f"{number} of this protocol {_is(protocol.rules)} checked against the records. See {findings}."
    if any("local" in rule.spec for rule in protocol.rules):
        words += " A figure marked *local* is not in the source document: the organisation chose it."
    return words


def _is(things: Sequence[object]) -> str:
    return "is" if len(things) == 1 else "are"


def _rules_table(site: Site, here: str, protocol: Protocol) -> str:
    if not protocol.rules:
        return ""
    columns = (Column("Rule"), Column("What is enforced"), Column("Strength"), Column("Figures"), Column("Now"))
    return str(Table("rules", f"Rules of {escape(protocol.title)}", columns, _rule_rows(site, here, protocol)))


def _rule_rows(site: Site, here: str, protocol: Protocol) -> Iterator[list[str]]:
    marked = worded(protocol.body)
    seen: set[str] = set()
    for rule in protocol.rules:
        anchor = "" if rule.id in seen else f' id="{table_anchor(rule.id)}"'
        seen.add(rule.id)
        yield [
            f"<span{anchor}>{_rule_name(rule.id, marked)}</span>",
            f"{escape(rule.title)} ({meaning_link(here, rule)})",
            marked.get(rule.id) or marked.get(demand_of(rule.id)) or str(rule.spec.get("strength", "must")),
            figures(protocol, rule),
            mark(site, here, rule.id),
        ]


def _rule_name(rule: str, marked: Mapping[str, str]) -> str:
    for name in (rule, demand_of(rule)):
        if name in marked:
            return link(f"#{name.lower()}", rule, "rule")
    return rule


def _index(site: Site) -> Page:
    columns = (
        Column("Protocol"),
        Column("Reference"),
        Column("In force since"),
        Column("Review due"),
        Column("Met of judged"),
    )
    rows = [_index_row(site, protocol) for protocol in site.protocols.values()]
    intro = (
        "Each protocol says what is asked of staff. The same page holds the rules that are checked, "
        "so the two cannot drift apart."
    )
    table = str(Table("protocols", "Protocols", columns, rows))
    every_rule = link(href(PROTOCOLS, RULES), "All rules of all protocols")
    return page(site, PROTOCOLS, Head("Protocols"), intro, table, every_rule)


def _index_row(site: Site, protocol: Protocol) -> list[str]:
    findings = site.by_protocol.get(protocol.id, ())
    return [
        link(href(PROTOCOLS, protocol_page(protocol.id)), escape(protocol.title)),
        escape(str(protocol.data.get("reference", ""))),
        time(protocol.in_force),
        "<br>".join(_review_cell(site, day) for _, day in reviews(protocol)) or "no date named",
        link(
            href(PROTOCOLS, protocol_findings(protocol.id)),
            rate_bar(count(findings), site.hides(of_protocol(protocol.id))),
        ),
    ]


def _review_cell(site: Site, day: date) -> str:
    return time(day) + (' <strong class="late">overdue</strong>' if day < site.as_of else "")
