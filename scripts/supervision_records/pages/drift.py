"""Orphans and drift, a table for each sort: for managers, since every line names somebody or a case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from supervision_records.drift import SORTS, Drift, drift
from supervision_records.pages.html import Column, Table, escape, time
from supervision_records.pages.links import DRIFT, OVERVIEW
from supervision_records.pages.site import Head, Page, Site, page

_COLUMNS = (Column("About"), Column("Team"), Column("Since"), Column("What to look at"))
_INTRO = (
    "What no single rule is about, and what goes wrong slowly where nobody looks. The command "
    "<code>supervision drift</code> gives the same list."
)
#: The heading of each sort.
_TITLES: Mapping[str, str] = {
    "no-supervisor": "Nobody supervises them",
    "leaver-named": "Left, and still named",
    "signer-left": "A signature that cannot come any more",
    "too-many": "Too many people for one supervisor",
    "carried-forward": "Carried forward three times or more",
    "absent-holder": "Cases of staff who are away, with nothing decided",
}


def pages(site: Site) -> Iterator[Page]:
    """The page, in the build for managers only."""
    if not site.shows_ids:
        return
    found = drift(site.bench, site.settings.most_supervised)
    blocks = [block for sort in SORTS for block in _part(site, sort, [each for each in found if each.sort == sort])]
    head = Head("Orphans and drift", trail=[(OVERVIEW, "Compliance")], wide=True, search=False)
    yield page(site, DRIFT, head, _INTRO, *(blocks or ["Nothing was found."]))


def _part(site: Site, sort: str, rows: Sequence[Drift]) -> list[str]:
    if not rows:
        return []
    table = Table(f"drift-{sort}", _TITLES[sort], _COLUMNS, (_row(site, row) for row in rows))
    return [f"## {_TITLES[sort]} {{ #{sort} }}", str(table)]


def _row(site: Site, row: Drift) -> list[str]:
    about = f"{escape(row.kind)} {escape(row.id)}"
    return [about, site.team_link(DRIFT, row.team or ""), time(row.since) if row.since else "–", escape(row.words)]
