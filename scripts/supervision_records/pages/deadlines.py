"""What is overdue, longest first, and what is due next, soonest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from supervision_records.model import Finding
from supervision_records.pages.figures import counts_table
from supervision_records.pages.html import link
from supervision_records.pages.links import DUE, HOW_TO_READ, OVERDUE, href
from supervision_records.pages.listing import long_list
from supervision_records.pages.site import Head, Page, Site, breaches, grouped, page, upcoming


def pages(site: Site) -> Iterator[Page]:
    """Both lists; where the build may not name people and cases, their counts by team."""
    how = link(href(OVERDUE, HOW_TO_READ), "How to read these figures")
    late = f"Everything that was late, is missing or is incomplete, longest first. {how}."
    soon = "Everything that is still in time, soonest first. It turns into a breach on the day after its due date."
    yield from _list(site, OVERDUE, Head("What is overdue"), late, breaches(site.findings))
    yield from _list(site, DUE, Head("What is due next"), soon, upcoming(site.findings))


def _list(site: Site, source: str, head: Head, intro: str, findings: Sequence[Finding]) -> Iterator[Page]:
    if site.shows_ids:
        yield from long_list(site, source, head, intro, findings)
        return
    teams = grouped(findings, lambda finding: finding.team or "")
    lines = [(site.team_link(source, team), part) for team, part in teams.items()]
    table = counts_table("by-team", "Findings by team", "Team", lines, findings)
    yield page(site, source, head, "People and cases are not named in this build; ask your manager.", table)
