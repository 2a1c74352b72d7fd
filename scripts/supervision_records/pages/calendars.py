"""Calendars to subscribe to: what is coming up for each team and each supervisor. In the managers' build alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from supervision_records.ahead import Item, ahead
from supervision_records.pages.html import Column, Table, escape, link
from supervision_records.pages.links import CALENDARS, beside, supervisor_calendar, team_calendar
from supervision_records.pages.site import Head, Page, Site, page
from supervision_records.pages.words import plural
from supervision_records.report.due import DueResult, as_calendar

#: How far ahead the calendars look.
DAYS = 90

_INTRO = (
    "Copy the address of a calendar and add it to your calendar program as a subscription (Outlook: <em>Add calendar, "
    "Subscribe from web</em>). Events name people and cases by their ids alone, and keep their place as days move. A "
    "calendar shows what was known when this site was built."
)


def pages(site: Site) -> Iterator[Page]:
    """The list of all calendars."""
    if site.shows_ids:
        found = list(_all(site))
        rows = [
            (escape(name), link(beside(CALENDARS, path), "Calendar"), f"{len(items)}") for path, name, items in found
        ]
        columns = (Column("For"), Column("Address"), Column(f"Next {DAYS} days, and overdue", number=True))
        table = Table("calendars", plural(len(rows), "calendar"), columns, rows)
        yield page(site, CALENDARS, Head("Calendars"), _INTRO, str(table))


def files(site: Site) -> Iterator[tuple[str, str]]:
    """The calendars themselves: also one with nothing in it, since somebody may have subscribed to it."""
    if site.shows_ids:
        for path, name, items in _all(site):
            yield path, as_calendar(DueResult(site.as_of, DAYS, name, tuple(items)))


def _all(site: Site) -> Iterator[tuple[str, str, Sequence[Item]]]:
    items = ahead(site.assessment, site.bench, DAYS)
    for team in site.store.records.get("teams", {}):
        yield team_calendar(team), f"team {team}", [item for item in items if item.team == team]
    contracts = site.store.records.get("contracts", {}).values()
    supervisors = {person for record in contracts for person in record.data["supervisors"]}
    for person in sorted(supervisors | {item.supervisor for item in items if item.supervisor}):
        yield supervisor_calendar(person), f"supervisor {person}", [item for item in items if item.supervisor == person]
