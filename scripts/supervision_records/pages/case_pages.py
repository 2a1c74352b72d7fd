"""A page for each case by id, for managers: who answers for it, when it was discussed, actions, findings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from supervision_records.ahead import Item, Sort
from supervision_records.calendar import FOREVER, Span
from supervision_records.facts import Case, Session
from supervision_records.pages.doings import actions_table, coming_table, sessions_table
from supervision_records.pages.html import Column, Table, escape, time
from supervision_records.pages.judged import named
from supervision_records.pages.links import CASES, OVERVIEW, case_page
from supervision_records.pages.listing import paged, split, split_findings
from supervision_records.pages.site import Head, Page, Site
from supervision_records.pages.words import plural


def pages(site: Site) -> Iterator[Page]:
    """The list of all cases, and a page for each, in the build for managers only."""
    if not site.shows_ids:
        return
    cases = list(site.bench.facts.cases.values())
    coming, sessions = _by_case(site.coming), _sessions(site)
    yield from _index(site, cases, coming, sessions)
    for case in cases:
        source = case_page(case.id)
        head = Head(f"Case {case.id}", trail=[(OVERVIEW, "Compliance"), (CASES, "Cases")], wide=True, search=False)
        blocks = _blocks(site, case, coming.get(case.id, ()), sessions.get(case.id, ()))
        yield from split_findings(site, source, head, "\n\n".join(blocks), site.by_case.get(case.id, ()))


def _by_case(items: Sequence[Item]) -> Mapping[str, Sequence[Item]]:
    found: defaultdict[str, list[Item]] = defaultdict(list)
    for item in items:
        if item.subject.kind == "case":
            found[item.subject.id].append(item)
    return found


def _sessions(site: Site) -> Mapping[str, Sequence[Session]]:
    """The sessions in which each case was discussed."""
    found: defaultdict[str, list[Session]] = defaultdict(list)
    for sessions in site.bench.facts.sessions.values():
        for session in sessions:
            for case in session.cases:
                found[case].append(session)
    return found


def _index(
    site: Site,
    cases: Sequence[Case],
    coming: Mapping[str, Sequence[Item]],
    sessions: Mapping[str, Sequence[Session]],
) -> Iterator[Page]:
    columns = (
        Column("Case"), Column("Now"), Column("Allocated to"), Column("Team"), Column("Last discussed"),
        Column("Next due"), Column("Overdue", number=True),
    )  # fmt: skip
    head = Head("Cases", trail=[(OVERVIEW, "Compliance")], wide=True)
    intro = "Every case on record by its id: who holds it, when it was last discussed in supervision, and what is due."
    for here, part, above, below in split(CASES, cases):
        rows = (_line(site, here, case, coming.get(case.id, ()), sessions.get(case.id, ())) for case in part)
        table = str(Table("cases", plural(len(cases), "case"), columns, rows)) if part else "There is none."
        yield paged(site, CASES, here, head, intro, f"{above}\n\n{table}\n\n{below}")


def _line(site: Site, here: str, case: Case, items: Sequence[Item], sessions: Sequence[Session]) -> list[str]:
    overdue = sum(item.sort is Sort.OVERDUE for item in items)
    due = [item.on for item in items if item.sort is Sort.DUE]
    held = [session.date for session in sessions if session.held]
    team = next((team for team, span in case.teams if span.holds(site.as_of)), None)
    return [
        named(site, here, "case", case.id),
        "open" if case.life.holds(site.as_of) else "closed",
        _holders(site, here, case),
        site.team_link(here, team) if team else "–",
        time(max(held)) if held else "–",
        time(min(due)) if due else "–",
        f'<strong class="late">{overdue:,}</strong>' if overdue else '<span class="zero">0</span>',
    ]


def _holders(site: Site, here: str, case: Case) -> str:
    now = (who for who, span in case.allocations if span.holds(site.as_of))
    return ", ".join(named(site, here, "person", who) for who in now) or "–"


def _blocks(site: Site, case: Case, items: Sequence[Item], sessions: Sequence[Session]) -> Iterator[str]:
    here = case_page(case.id)
    yield _head(site, here, case)
    yield "## What comes next { #next }"
    yield coming_table(site, here, "Overdue, and the next three months", items) if items else "Nothing is known yet."
    actions = [action for action in site.actions if action.case == case.id]
    if actions:
        yield "## Open actions { #actions }"
        yield actions_table(site, here, actions)
    yield "## Discussed in supervision { #sessions }"
    yield sessions_table(site, here, sessions) if sessions else "In no session on record."


def _head(site: Site, here: str, case: Case) -> str:
    lines = (
        ("Case", f"<code>{escape(case.id)}</code>"),
        ("Open", _days(case.life)),
        ("Teams", _spans((site.team_link(here, team), span) for team, span in case.teams)),
        ("Allocated to", _spans((named(site, here, "person", who), span) for who, span in case.allocations)),
    )
    rows = "\n".join(f"<div><dt>{name}</dt><dd>{value}</dd></div>" for name, value in lines)
    return f'<dl class="head">\n{rows}\n</dl>'


def _spans(entries: Iterable[tuple[str, Span]]) -> str:
    return "<br>".join(f"{name}, {_days(span)}" for name, span in entries) or "nobody on record"


def _days(span: Span) -> str:
    return f"from {time(span.start)}" + (f" to {time(span.end)}" if span.end != FOREVER else "")
