"""What is overdue and can still be done, all breaches, and what is due next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from supervision_records.model import Finding
from supervision_records.pages.figures import counts_table
from supervision_records.pages.html import link
from supervision_records.pages.links import BREACHES, DUE, OVERDUE, OVERVIEW, href
from supervision_records.pages.listing import long_list
from supervision_records.pages.site import Head, Page, Site, breaches, grouped, page, upcoming
from supervision_records.pages.words import plural


def pages(site: Site) -> Iterator[Page]:
    """The three lists; where the build may not name people and cases, their counts by team."""
    late = breaches(site.findings)
    overdue = [finding for finding in late if site.is_open(finding)]
    yield from _list(site, OVERDUE, Head("What is overdue"), _overdue_words(len(overdue), len(late)), overdue)
    yield from _list(site, BREACHES, Head("All breaches", trail=[(OVERVIEW, "Compliance")]), _LATE, late)
    yield from _list(site, DUE, Head("What is due next"), _SOON, upcoming(site.findings))


_LATE = "Everything that was late, was missed or lacks something, longest first; what has no days late comes last."
_SOON = "Everything that is still in time, soonest first. On the day after its due date it becomes a breach."


def _overdue_words(overdue: int, late: int) -> str:
    everything = link(href(OVERDUE, BREACHES), f"All {plural(late, 'breach', 'breaches')}")
    return (
        f"{plural(overdue, 'thing')} overdue that can still be done, longest first. "
        f"{everything}: also what was done late, missed for good, or lacks something."
    )


def _list(site: Site, source: str, head: Head, intro: str, findings: Sequence[Finding]) -> Iterator[Page]:
    if site.shows_ids:
        yield from long_list(site, source, head, intro, findings)
        return
    teams = grouped(findings, lambda finding: finding.team or "")
    lines = [(site.team_link(source, team), part) for team, part in teams.items()]
    table = counts_table("by-team", "Findings by team", "Team", lines, findings)
    yield page(site, source, head, "People and cases are not named in this build; ask your manager.", table)
