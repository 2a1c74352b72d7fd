"""What is overdue and can still be done, all breaches, and what is due next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from supervision_records.model import Finding
from supervision_records.pages.html import Column, Table, link
from supervision_records.pages.links import BREACHES, DUE, OVERDUE, OVERVIEW, href
from supervision_records.pages.listing import long_list
from supervision_records.pages.site import Head, Page, Site, breaches, grouped, page, upcoming
from supervision_records.pages.small import ALL, HIDDEN, NOTE, number, of_team
from supervision_records.pages.words import plural


def pages(site: Site) -> Iterator[Page]:
    """The three lists; where the build may not name people and cases, their counts by team."""
    late = breaches(site.findings)
    overdue = [finding for finding in late if site.is_open(finding)]
    all_late = Head("All breaches", trail=[(OVERVIEW, "Compliance")])
    yield from _list(site, OVERDUE, Head("What is overdue"), _overdue_words(len(overdue), len(late)), "open", overdue)
    yield from _list(site, BREACHES, all_late, _LATE, "breach", late)
    yield from _list(site, DUE, Head("What is due next"), _SOON, "due", upcoming(site.findings))


_LATE = "Everything that was late, was missed or lacks something, longest first; what has no days late comes last."
_NOT_NAMED = "People and cases are not named in this build; ask your manager."
_SOON = "Everything that is still in time, soonest first. On the day after its due date it becomes a breach."


def _overdue_words(overdue: int, late: int) -> str:
    everything = link(href(OVERDUE, BREACHES), f"All {plural(late, 'breach', 'breaches')}")
    return (
        f"{plural(overdue, 'thing')} overdue that can still be done, longest first. "
        f"{everything}: also what was done late, missed for good, or lacks something."
    )


def _list(site: Site, source: str, head: Head, intro: str, sort: str, findings: Sequence[Finding]) -> Iterator[Page]:
    if site.shows_ids:
        yield from long_list(site, source, head, intro, findings)
        return
    yield page(site, source, head, _NOT_NAMED, _by_team(site, source, sort, findings))


def _by_team(site: Site, source: str, sort: str, findings: Sequence[Finding]) -> str:
    """How many findings each team has; where it has none, and that may be shown, it has no line."""
    counted = {team: len(part) for team, part in grouped(findings, lambda finding: finding.team or "").items()}
    names = sorted({*counted, *(team for team in site.by_team if sort in site.hides(of_team(team)))})
    rows = [
        [site.team_link(source, team), number(counted.get(team, 0), hidden=sort in site.hides(of_team(team)))]
        for team in names
    ]
    foot = ["All", number(len(findings), hidden=sort in site.hides(ALL))]
    table = str(Table("by-team", "Findings by team", (Column("Team"), Column("Findings", number=True)), rows, foot))
    return f"{table}\n\n{NOTE}" if HIDDEN in table else table
