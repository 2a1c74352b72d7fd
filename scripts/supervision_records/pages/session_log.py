"""The log of a team's sessions over the last twelve months: held, cancelled and missed, why, and what for instead."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from math import ceil

from supervision_records.calendar import add_months, parse_date
from supervision_records.model import Record
from supervision_records.pages.html import Column, Table, escape, time
from supervision_records.pages.links import OVERVIEW, PAGE_ROWS, numbered, team_page, team_sessions
from supervision_records.pages.listing import pager
from supervision_records.pages.site import Head, Page, Site, page
from supervision_records.pages.small import NOTE, number, with_sums
from supervision_records.pages.words import plural
from supervision_records.suppress import Layout, hide

#: How many months back the log goes.
MONTHS = 12

_STATUSES = ("held", "cancelled", "missed")
_REASONS = ("supervisor", "supervisee", "service", "other")
_COLUMNS = (
    Column("Date"),
    Column("Time"),
    Column("Type"),
    Column("Supervisors"),
    Column("Supervisees"),
    Column("Status"),
    Column("Reason"),
    Column("Rearranged for"),
)


def pages(site: Site) -> Iterator[Page]:
    """A log for each team: counts for everybody, the sessions themselves for managers."""
    by_team = sessions_by_team(site)
    for team in site.teams:
        yield from _team(site, team, by_team.get(team, []))


def sessions_by_team(site: Site) -> dict[str, list[Record]]:
    """Each team's sessions of the last twelve months up to the as-of date, latest first."""
    since = add_months(site.as_of, -MONTHS)
    found: dict[str, list[Record]] = {}
    for record in site.store.records.get("sessions", {}).values():
        if since < _day(record) <= site.as_of:
            found.setdefault(record.data["team"], []).append(record)
    return {team: sorted(log, key=lambda r: (_day(r), r.id), reverse=True) for team, log in found.items()}


def _day(record: Record) -> date:
    return parse_date(record.data["date"])


def _team(site: Site, team: str, log: Sequence[Record]) -> Iterator[Page]:
    source = team_sessions(team)
    last = max(1, ceil(len(log) / PAGE_ROWS)) if site.shows_ids else 1
    trail = [(OVERVIEW, "Compliance"), (team_page(team), site.team_name(team))]
    for nth in range(1, last + 1):
        title = f"Session log of team {team}" + ("" if nth == 1 else f", page {nth}")
        name = f"Session log of {site.team_name(team)}" if nth == 1 else ""
        head = Head(title, name=name, trail=trail, wide=True, search=False)
        here = numbered(source, nth)
        part = log[(nth - 1) * PAGE_ROWS : nth * PAGE_ROWS]
        blocks = [_counts(log) if not site.threshold else _counts_without_small(log, site.threshold)]
        blocks = blocks if nth == 1 else []
        if site.shows_ids and log:
            above, below = (pager(source, here, nth, last, where) for where in ("above", "below"))
            blocks += [above, _log(part), below]
        yield page(site, here, head, *blocks)


def _counts(log: Sequence[Record]) -> str:
    """How many sessions of each type were held, and how many were not and why."""
    if not log:
        return f"The team had no session in the last {MONTHS} months."
    columns = (
        Column("Type"),
        *(Column(status.capitalize(), number=True) for status in _STATUSES),
        *(Column(f"Not held: {reason}", number=True) for reason in _REASONS),
        Column("Rearranged", number=True),
        Column("All", number=True),
    )
    types = sorted({record.data["type"] for record in log})
    rows = [[name, *_numbers([r for r in log if r.data["type"] == name])] for name in types]
    caption = f"{plural(len(log), 'session')} of the last {MONTHS} months"
    return str(Table("log-counts", caption, columns, rows, ["All", *_numbers(log)]))


def _numbers(log: Sequence[Record]) -> list[str]:
    statuses = Counter(record.data["status"] for record in log)
    reasons = Counter(record.data.get("reason") for record in log if record.data["status"] != "held")
    again = sum("rearranged_for" in record.data for record in log)
    numbers = [*(statuses[status] for status in _STATUSES), *(reasons[reason] for reason in _REASONS), again, len(log)]
    return [f"{n:,}" for n in numbers]


#: Where small numbers are hidden, each session that was not held is counted once, by its reason.
_WITHIN: Mapping[str, str | None] = {"held": "all", **dict.fromkeys(_REASONS, "all"), "all": None}


def _counts_without_small(log: Sequence[Record], threshold: int) -> str:
    """How many sessions of each type were held, and why others were not; small numbers are hidden."""
    if not log:
        return f"The team had no session in the last {MONTHS} months."
    tallies: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for record in log:
        sort = "held" if record.data["status"] == "held" else record.data["reason"]
        for place in (record.data["type"], "all"):
            tallies[place][sort] += 1
    numbers = {place: with_sums(tally, _WITHIN) for place, tally in tallies.items()}
    types = sorted(place for place in numbers if place != "all")
    hidden = hide(numbers, Layout([(types, ["all"])], _WITHIN), threshold)
    columns = (
        Column("Type"),
        Column("Held", number=True),
        *(Column(f"Not held: {reason}", number=True) for reason in _REASONS),
        Column("All", number=True),
    )
    lines = {
        place: [number(numbers[place][sort], hidden=(place, sort) in hidden) for sort in _WITHIN]
        for place in (*types, "all")
    }
    caption = f"Sessions of the last {MONTHS} months"
    rows = [[place, *lines[place]] for place in types]
    table = str(Table("log-counts", caption, columns, rows, ["All", *lines["all"]]))
    return f"{table}\n\n{NOTE}" if hidden else table


def _log(log: Sequence[Record]) -> str:
    caption = f"{plural(len(log), 'session')}, latest first"
    return str(Table("log", caption, _COLUMNS, (_row(record) for record in log)))


def _row(record: Record) -> list[str]:
    data = record.data
    again = data.get("rearranged_for")
    return [
        time(_day(record)),
        escape(data.get("start", "")),
        escape(data["type"]),
        escape(", ".join(data["supervisors"])),
        escape(", ".join(data["supervisees"])),
        escape(data["status"]),
        escape(data.get("reason", "")),
        time(parse_date(again)) if again else "",
    ]
