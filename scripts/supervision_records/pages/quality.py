"""Quality beside frequency: a team that meets often with empty records shows in one row."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from supervision_records.pages.html import Column, Table, escape, link
from supervision_records.pages.links import href, protocol_page
from supervision_records.pages.site import Site
from supervision_records.quality import Quality

_INTRO = (
    "Three questions side by side: does it happen as often as it should, are its records complete, and what did audits "
    "of the last 12 months find? Not applicable counts in no share."
)
_FIGURES = (
    Column("How often", number=True),
    Column("Records complete", number=True),
    Column("Files audited", number=True),
    Column("Answered yes", number=True),
    Column("Scored 1 or 2", number=True),
    Column("Not applicable", number=True),
)


def of_team(site: Site, here: str, team: str) -> list[str]:
    """A row for each protocol, on a team's page; nothing in a site for all staff, where numbers are small."""
    rows = [each for each in site.quality if each.team == team and each.protocol in site.protocols]
    names = [link(href(here, protocol_page(r.protocol)), escape(site.protocols[r.protocol].title)) for r in rows]
    return _blocks(site, "Protocol", names, rows)


def of_protocol(site: Site, here: str, protocol: str) -> list[str]:
    """A row for each team, on a protocol's page."""
    rows = [each for each in site.quality if each.protocol == protocol]
    return _blocks(site, "Team", [site.team_link(here, row.team) for row in rows], rows)


def _blocks(site: Site, what: str, names: Sequence[str], rows: Sequence[Quality]) -> list[str]:
    if not site.shows_ids or not rows:
        return []
    cells = [[name, *_cells(row)] for name, row in zip(names, rows, strict=True)]
    table = Table("quality", "Quality beside frequency", (Column(what), *_FIGURES), cells)
    return ["## Quality beside frequency { #quality }", _INTRO, str(table)]


def _cells(row: Quality) -> list[str]:
    answers = row.answers
    shares = [row.often.percent, row.whole.percent, str(answers.files), _percent(answers.yes), _percent(answers.good)]
    return [*shares, str(answers.given.get("n/a", 0))]


def _percent(share: Fraction | None) -> str:
    return "–" if share is None else f"{int(share * 100)} %"
