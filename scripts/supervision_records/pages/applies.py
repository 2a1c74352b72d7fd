"""The cases that a rule applies to now, and those that it never happened for: counts only.

Which cases they are is for those entitled to know; the command says it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from supervision_records.lists import InScope
from supervision_records.model import Rule
from supervision_records.pages.html import Column, Table, escape, link
from supervision_records.pages.links import APPLIES, OVERVIEW, href, protocol_findings
from supervision_records.pages.listing import rule_link
from supervision_records.pages.site import Head, Page, Site, page
from supervision_records.pages.small import BECAUSE, HIDDEN
from supervision_records.pages.words import plural

_INTRO = (
    "How many open cases each of these rules applies to on this day, and for how many of them what it asks for has "
    "never happened yet. Only counts are shown here."
)


def pages(site: Site) -> Iterator[Page]:
    """One page with the rules that ask for something for each case."""
    blocks = [block for name, rows in site.cases_in_scope.items() for block in _rule(site, site.rules[name][0], rows)]
    nothing = "No rule asks for something to come round for each case."
    head = Head("Cases that a rule applies to", trail=[(OVERVIEW, "Compliance")])
    yield page(site, APPLIES, head, _INTRO, *(blocks or [nothing]))


def in_a_sentence(site: Site, source: str, rule: str) -> str:
    """To how many cases a rule applies now, for a page that speaks of the rule; nothing for other rules."""
    rows = site.cases_in_scope.get(rule)
    if rows is None:
        return ""
    cases, never = _numbers(site, rows)
    if cases is None:
        return f"To how many open cases it applies now is hidden, {BECAUSE}."
    happened = (
        f"for {never:,} of them it has never happened yet" if never is not None else "how many still wait is hidden"
    )
    counts = f"It applies to {plural(cases, 'open case')} now; {happened}"
    return f"{counts} ({link(href(source, APPLIES, rule.lower()), 'by team')})."


def _rule(site: Site, rule: Rule, rows: Sequence[InScope]) -> tuple[str, ...]:
    stated = rule_link(site, APPLIES, rule.protocol, rule.id)
    findings = link(href(APPLIES, protocol_findings(rule.protocol)), "how far its protocol is kept")
    command = f"<code>supervision list {rule.id}</code>"
    words = f"Stated in the protocol as {stated}; see {findings}. Those entitled list the cases with {command}."
    return (f"## {rule.id}: {escape(rule.title)} {{ #{rule.id.lower()} }}", words, _table(site, rule, rows))


def _table(site: Site, rule: Rule, rows: Sequence[InScope]) -> str:
    columns = (Column("Team"), Column("Cases", number=True), Column("Never yet", number=True))
    # Where small numbers are hidden, teams have no line: beside their findings, one would give the other away.
    teams = sorted({row.team or "" for row in rows}) if not site.threshold else []
    lines = [
        _counted(site, site.team_link(APPLIES, team), [r for r in rows if (r.team or "") == team]) for team in teams
    ]
    caption = f"Cases that {rule.id} applies to now"
    return str(Table(f"applies-{rule.id.lower()}", caption, columns, lines, _counted(site, "All", rows)))


def _counted(site: Site, name: str, rows: Sequence[InScope]) -> list[str]:
    cases, never = _numbers(site, rows)
    return [name, HIDDEN if cases is None else f"{cases:,}", HIDDEN if never is None else f"{never:,}"]


def _numbers(site: Site, rows: Sequence[InScope]) -> tuple[int | None, int | None]:
    """How many cases, and for how many of them it never happened; None for a number that is hidden."""
    cases, never = len(rows), sum(row.last is None for row in rows)
    if 0 < cases < site.threshold:
        return None, None
    small = any(0 < number < site.threshold for number in (never, cases - never))
    return cases, None if small else never
