"""A page for each member of staff by id, for managers: what comes next, contracts, sessions, actions, findings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from supervision_records.ahead import Item, Sort
from supervision_records.calendar import FOREVER
from supervision_records.facts import Contract, Person, Post, Session
from supervision_records.pages.doings import actions_table, coming_table, contracts_table, sessions_table
from supervision_records.pages.html import Column, Table, escape, link, time
from supervision_records.pages.judged import named
from supervision_records.pages.links import OVERVIEW, PEOPLE, href, person_page, team_page
from supervision_records.pages.listing import paged, split, split_findings
from supervision_records.pages.site import Head, Page, Site
from supervision_records.pages.words import plural

#: Sessions listed on a person's page; a team's log has the others.
SESSIONS_SHOWN = 50


def pages(site: Site) -> Iterator[Page]:
    """The list of all people, and a page for each, in the build for managers only."""
    if not site.shows_ids:
        return
    people = site.bench.facts.people
    coming = _by_person(site.coming)
    yield from _index(site, list(people.values()), coming)
    sessions, contracts = _sessions(site), _contracts(site)
    for person in people.values():
        blocks = _blocks(site, person, coming.get(person.id, ()), contracts.get(person.id, ()), sessions)
        yield from _page(site, person, blocks)


def _by_person(items: Sequence[Item]) -> Mapping[str, Sequence[Item]]:
    found: defaultdict[str, list[Item]] = defaultdict(list)
    for item in items:
        if item.person:
            found[item.person].append(item)
    return found


def _sessions(site: Site) -> Mapping[str, Sequence[Session]]:
    """Everybody's sessions, as supervisor or as supervisee."""
    found: defaultdict[str, list[Session]] = defaultdict(list)
    for sessions in site.bench.facts.sessions.values():
        for session in sessions:
            for person in dict.fromkeys((*session.supervisees, *session.supervisors)):
                found[person].append(session)
    return found


def _contracts(site: Site) -> Mapping[str, Sequence[Contract]]:
    found: defaultdict[str, list[Contract]] = defaultdict(list)
    for contract in site.bench.facts.contracts.values():
        for person in dict.fromkeys((*contract.supervisees, *contract.supervisors)):
            found[person].append(contract)
    return found


def _index(site: Site, people: Sequence[Person], coming: Mapping[str, Sequence[Item]]) -> Iterator[Page]:
    columns = (
        Column("Person"), Column("Role"), Column("Team"), Column("Next planned"), Column("Next due"),
        Column("Overdue", number=True),
    )  # fmt: skip
    head = Head("People", trail=[(OVERVIEW, "Compliance")], wide=True)
    intro = "Find your id, or that of somebody you supervise: when the next supervision is planned or due, and why."
    for here, part, above, below in split(PEOPLE, people):
        rows = (_line(site, here, person, coming.get(person.id, ())) for person in part)
        table = str(Table("people", plural(len(people), "person", "people"), columns, rows)) if part else "Nobody."
        yield paged(site, PEOPLE, here, head, intro, f"{above}\n\n{table}\n\n{below}")


def _line(site: Site, here: str, person: Person, items: Sequence[Item]) -> list[str]:
    post = site.bench.facts.post_on(person.id, site.as_of)
    overdue = sum(item.sort is Sort.OVERDUE for item in items)
    return [
        named(site, here, "person", person.id),
        escape(post.role) if post else "no post now",
        site.team_link(here, post.team) if post else "–",
        _first(items, Sort.PLANNED),
        _first(items, Sort.DUE),
        f'<strong class="late">{overdue:,}</strong>' if overdue else '<span class="zero">0</span>',
    ]


def _first(items: Sequence[Item], sort: Sort) -> str:
    days = [item.on for item in items if item.sort is sort]
    return time(min(days)) if days else "–"


def _page(site: Site, person: Person, blocks: Iterable[str]) -> Iterator[Page]:
    source = person_page(person.id)
    head = Head(f"Person {person.id}", trail=[(OVERVIEW, "Compliance"), (PEOPLE, "People")], wide=True, search=False)
    findings = site.by_person.get(person.id, ())
    yield from split_findings(site, source, head, "\n\n".join(blocks), findings)


def _blocks(
    site: Site,
    person: Person,
    items: Sequence[Item],
    contracts: Sequence[Contract],
    sessions: Mapping[str, Sequence[Session]],
) -> Iterator[str]:
    here = person_page(person.id)
    yield _head(site, here, person, items)
    yield "## What comes next { #next }"
    yield coming_table(site, here, "Overdue, and the next three months", items) if items else "Nothing is known yet."
    if contracts:
        yield "## Contracts { #contracts }"
        yield contracts_table(site, here, sorted(contracts, key=lambda c: c.starts, reverse=True))
    actions = [a for a in site.actions if person.id in (a.person, a.owner)]
    if actions:
        yield "## Open actions { #actions }"
        yield actions_table(site, here, actions)
    yield "## Sessions { #sessions }"
    log = sorted(sessions.get(person.id, ()), key=lambda s: s.key)
    yield _earlier(log) + sessions_table(site, here, log[-SESSIONS_SHOWN:]) if log else "None is on record."


def _earlier(log: Sequence[Session]) -> str:
    if len(log) <= SESSIONS_SHOWN:
        return ""
    return f"The latest {SESSIONS_SHOWN} of {len(log):,}; the others are in the team's session log.\n\n"


def _head(site: Site, here: str, person: Person, items: Sequence[Item]) -> str:
    posts = "<br>".join(_post(site, here, post) for post in person.posts)
    lines = (
        ("Person", f"<code>{escape(person.id)}</code>"),
        ("Posts", posts or "none on record"),
        ("Supervised by", _supervisors(site, here, person)),
        ("Next planned", _first(items, Sort.PLANNED)),
        ("Next due", _first(items, Sort.DUE)),
    )
    rows = "\n".join(f"<div><dt>{name}</dt><dd>{value}</dd></div>" for name, value in lines)
    return f'<dl class="head">\n{rows}\n</dl>'


def _post(site: Site, here: str, post: Post) -> str:
    until = f" to {time(post.span.end)}" if post.span.end != FOREVER else ""
    team = link(href(here, team_page(post.team)), site.team_name(post.team)) if post.team in site.teams else post.team
    return f"{escape(post.role)}, {team}, from {time(post.span.start)}{until}"


def _supervisors(site: Site, here: str, person: Person) -> str:
    found = dict.fromkeys(
        name for protocol in site.protocols if (name := site.bench.supervisor_of(person.id, protocol, site.as_of))
    )
    return ", ".join(named(site, here, "person", name) for name in found) or "nobody on record"
