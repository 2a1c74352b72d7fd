"""The start page: by what somebody wants to do, not by how the system is built."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from supervision_records.model import Protocol
from supervision_records.pages.figures import Line, counts_table, sentence
from supervision_records.pages.html import escape, link, notice
from supervision_records.pages.links import (
    ABSENT,
    DUE,
    ESCALATIONS,
    FILL_IN,
    FORMATS,
    HOME,
    HOW_TO_READ,
    MEANINGS,
    OVERDUE,
    OVERVIEW,
    PEOPLE,
    PROTOCOLS,
    RULES,
    SAMPLE,
    SUBMIT,
    TEMPLATES,
    TOPICS,
    TRENDS,
    href,
    protocol_findings,
    protocol_page,
    team_page,
)
from supervision_records.pages.sample import has_stories
from supervision_records.pages.site import Head, Page, Site, breaches, page, upcoming
from supervision_records.pages.small import ALL, of_protocol, of_team
from supervision_records.pages.words import plural
from supervision_records.summary import count

#: How far ahead "soon" looks.
SOON = timedelta(days=30)


def pages(site: Site) -> Iterator[Page]:
    """The start page."""
    name = site.organisation and f"Supervision records of {site.organisation}"
    head = Head("Supervision records", name=name, wide=True)
    yield page(
        site,
        HOME,
        head,
        _sample_notice(site),
        _tasks(site),
        "## How are we doing?",
        _figures(site),
        "## Teams { #teams }",
        _teams(site),
    )


def _sample_notice(site: Site) -> str:
    if not site.settings.sample:
        return ""
    words = "Teams, people, cases and organisations are invented. The protocols are adapted from published ones."
    if has_stories(site):
        words += f" {link(href(HOME, SAMPLE), 'What happened in it')}"
    return notice("info", "You are looking at a fictitious sample.", words)


def _tasks(site: Site) -> str:
    tasks = (
        (PEOPLE if site.shows_ids else DUE, "When is my next supervision?", _next(site)),
        (
            FILL_IN,
            "Which form do I need?",
            f"Choose what happened; fill it in here, without Git. {_form_links()}",
        ),
        (OVERDUE, "Who is overdue in my team?", f"{_overdue(site)} {_to_teams(site)}"),
        (TOPICS, "What does the protocol say about …?", f"Every topic from A to Z, or {_protocols(site)}. {_SEARCH}"),
        *_for_managers(site),
        (OVERVIEW, "What is the evidence?", f"Each verdict names its rule and its records. {_evidence_links()}"),
    )
    items = "\n".join(
        f'<li><h2 class="task">{link(href(HOME, target), question)}</h2><p>{words}</p></li>'
        for target, question, words in tasks
    )
    return f'<ul class="tasks">\n{items}\n</ul>'


#: Shown by the script that makes it work.
_SEARCH = '<button type="button" class="open-search" hidden>Search everything</button>'


def _next(site: Site) -> str:
    if not site.shows_ids:
        return f"{_due(site)} People are not named here; ask your supervisor for your own."
    due = link(href(HOME, DUE), _due(site).removesuffix("."))
    return f"Find your id: what is planned, due and agreed, and why. {due}."


def _protocols(site: Site) -> str:
    return link(href(HOME, PROTOCOLS), f"{plural(len(site.protocols), 'protocol')}, each with its rules")


def _to_teams(site: Site) -> str:
    return link("#teams", "By team") if site.teams else ""


def _form_links() -> str:
    targets = ((SUBMIT, "Step by step"), (TEMPLATES, "Forms to print"), (FORMATS, "What each record holds"))
    return " · ".join(link(href(HOME, target), words) for target, words in targets)


def _due(site: Site) -> str:
    """How many are due soon; not where that, or the rest, is a small number."""
    due = upcoming(site.findings)
    soon = sum(finding.due <= site.as_of + SOON for finding in due)
    small = any(0 < n < site.threshold for n in (soon, len(due) - soon))
    if small or "due" in site.hides(ALL):
        return "What is due in the next 30 days."
    return f"{plural(soon, 'thing')} due in the next 30 days, soonest first."


def _overdue(site: Site) -> str:
    open_now = sum(site.is_open(finding) for finding in site.findings)
    if "open" in site.hides(ALL):
        return "What can still be done."
    return f"{plural(open_now, 'thing')} that can still be done, longest first."


def _for_managers(site: Site) -> tuple[tuple[str, str, str], ...]:
    """What asks for somebody's decision, where the build may say so."""
    if not site.shows_ids:
        return ()
    absent = link(href(HOME, ABSENT), "Cases of absent staff, high risk first")
    words = f"Supervision that stays missing, and its next step. {absent}."
    trends = "Rates over 24 months, for all and for each protocol, as charts and tables."
    return ((ESCALATIONS, "What waits for a manager?", words), (TRENDS, "Are we getting better?", trends))


def _evidence_links() -> str:
    targets = ((RULES, "All rules"), (MEANINGS, "What each rule means"), (HOW_TO_READ, "How to read the figures"))
    return " · ".join(link(href(HOME, target), words) for target, words in targets)


def _figures(site: Site) -> str:
    lines = [
        Line(_protocol(protocol), site.by_protocol.get(protocol.id, ()), site.hides(of_protocol(protocol.id)))
        for protocol in site.protocols.values()
    ]
    whole = Line("All", site.findings, site.hides(ALL))
    table = counts_table("by-protocol", "Findings by protocol", "Protocol", lines, whole)
    return f"{sentence(count(site.findings), whole.hidden)}\n\n{table}"


def _protocol(protocol: Protocol) -> str:
    """A protocol's words, and how far it is kept: two links, so that neither has to be looked for."""
    words = link(href(HOME, protocol_page(protocol.id)), escape(protocol.title))
    return f"{words} · {link(href(HOME, protocol_findings(protocol.id)), 'findings')}"


def _teams(site: Site) -> str:
    if not site.teams:
        return "There is no team on record yet."
    items = "\n".join(f"<li>{_team(site, team)}</li>" for team in site.teams)
    return f'<ul class="teams">\n{items}\n</ul>'


def _team(site: Site, team: str) -> str:
    findings = site.by_team.get(team, ())
    late = breaches(findings)
    words = "breaches: hidden" if "breach" in site.hides(of_team(team)) else plural(len(late), "breach", "breaches")
    if site.shows_ids and (overdue := sum(site.is_open(finding) for finding in late)):
        words += f", {link(href(HOME, team_page(team), 'overdue'), f'{overdue:,} overdue')}"
    return f"{site.team_link(HOME, team)}<br>{words}"
