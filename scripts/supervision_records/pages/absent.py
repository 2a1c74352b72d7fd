"""The open cases of absent staff, high risk first: for those who decide on re-allocation, and nobody else."""

from __future__ import annotations

from collections.abc import Iterator

from supervision_records.lists import AbsentCase, cases_of_absent
from supervision_records.pages.html import Column, Table, escape, time
from supervision_records.pages.links import ABSENT, OVERVIEW
from supervision_records.pages.site import Head, Page, Site, page
from supervision_records.pages.words import plural

_COLUMNS = (
    Column("Case"),
    Column("Risk"),
    Column("Allocated to"),
    Column("Team"),
    Column("Away since"),
    Column("Until"),
    Column("Decision on re-allocation"),
)
_INTRO = (
    "Open cases allocated to somebody who is away on this day, high risk first, then the longest away. Decide for each "
    "whether it is re-allocated, and write the decision into the absence's record. The command "
    "<code>supervision list absent</code> gives the same list."
)


def pages(site: Site) -> Iterator[Page]:
    """The page, in the build for managers only."""
    if not site.shows_ids:
        return
    rows = cases_of_absent(site.bench.facts)
    cases = plural(len(rows), "case")
    table = Table("absent", f"{cases} of absent staff", _COLUMNS, (_row(site, row) for row in rows))
    head = Head("Cases of absent staff", trail=[(OVERVIEW, "Compliance")], wide=True, search=False)
    yield page(site, ABSENT, head, _INTRO, str(table) if rows else "Nobody who holds an open case is away on this day.")


def _row(site: Site, row: AbsentCase) -> list[str]:
    risk = '<strong class="late">high</strong>' if row.risk == "high" else escape(row.risk)
    return [
        escape(row.case),
        risk,
        escape(row.person),
        site.team_link(ABSENT, row.team or ""),
        time(row.since),
        time(row.until) if row.until else "no end known",
        time(row.decided) if row.decided else "not decided yet",
    ]
