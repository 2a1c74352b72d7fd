"""A team manager's page: who of the team was supervised in which month, what is due next, and how long it took."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from supervision_records.calendar import Span, add_months
from supervision_records.facts import Session
from supervision_records.model import Finding, Rule, Status
from supervision_records.pages.html import Column, Table, escape, link, status_mark, time
from supervision_records.pages.judged import named
from supervision_records.pages.links import OVERVIEW, href, protocol_page, team_page, team_people
from supervision_records.pages.listing import rule_link
from supervision_records.pages.site import Head, Page, Site, grouped, page
from supervision_records.pages.words import MONTHS, STATUS_WORDS

#: How many calendar months are shown, the as-of date's own among them.
SHOWN = 12

_INTRO = (
    "Each person of the team, month by month. ✓ met, ✗ breach, ◔ due, ○ excused; a dash where the rule did not apply."
)
_MINUTES = (
    "Minutes of one-to-one sessions that were held, by the month of the session, of everybody who had a post in the "
    "team on a day of these months. A + says that a session has no length on record."
)


class Month(NamedTuple):
    """One calendar month."""

    year: int
    number: int

    @property
    def label(self) -> str:
        """Jul 26."""
        return f"{MONTHS[self.number - 1]} {self.year % 100:02}"


#: The lengths of one person's sessions, by month; None where a session has none on record.
Lengths = Mapping[Month, Sequence[int | None]]


def pages(site: Site) -> Iterator[Page]:
    """A page for each team, in the build for managers only."""
    if not site.shows_ids:
        return
    held = minutes_by_month(site)
    for team in site.teams:
        blocks = [*_by_month(site, team), *_rolling(site, team), *_minutes(site, team, held)]
        yield _page(site, team, blocks or ["There is nothing to show yet."])


def _page(site: Site, team: str, blocks: Sequence[str]) -> Page:
    name = site.team_name(team)
    trail = [(OVERVIEW, "Compliance"), (team_page(team), name)]
    head = Head(f"People of team {team}", name=f"People of {name}", trail=trail, wide=True, search=False)
    return page(site, team_people(team), head, *blocks)


def months(as_of: date, shown: int = SHOWN) -> list[Month]:
    """The last months, the as-of date's own last."""
    days = [add_months(as_of.replace(day=1), -back) for back in reversed(range(shown))]
    return [Month(day.year, day.month) for day in days]


def _of(site: Site, team: str, *, monthly: bool) -> Iterator[tuple[Rule, list[Finding]]]:
    """The team's findings of each cadence for people: those by the calendar month, or the others."""
    by_rule = grouped((f for f in site.by_team.get(team, ()) if f.form == "cadence"), lambda finding: finding.rule)
    for name, rules in site.rules.items():
        for rule in rules:
            if rule.form == "cadence" and rule.spec["subject"] == "person" and name in by_rule:
                unit = rule.spec["every"].get("calendar")
                if unit == ("month" if monthly else None):
                    yield rule, list(by_rule[name])


def _by_month(site: Site, team: str) -> Iterator[str]:
    shown = months(site.as_of)
    tables = [
        _grid(site, team, rule, mine, shown)
        for rule, mine in _of(site, team, monthly=True)
        if any(_month(finding.start) in shown for finding in mine)
    ]
    if tables:
        yield "## Month by month { #months }"
        yield _INTRO
        yield from tables


def _month(day: date) -> Month:
    return Month(day.year, day.month)


def _grid(site: Site, team: str, rule: Rule, findings: Sequence[Finding], shown: Sequence[Month]) -> str:
    here = team_people(team)
    cells: defaultdict[str, dict[Month, Status]] = defaultdict(dict)
    for finding in findings:
        if (month := _month(finding.start)) in shown:
            cells[finding.subject.id][month] = finding.status
    rows = [
        [named(site, here, "person", person), *(_cell(statuses.get(month)) for month in shown)]
        for person, statuses in sorted(cells.items())
    ]
    caption = f"{rule_link(site, here, rule.protocol, rule.id)} {escape(rule.title)}"
    columns = [Column("Person"), *(Column(month.label) for month in shown)]
    return str(Table(f"months-{rule.id.lower()}", caption, columns, rows))


#: Of several verdicts on one month the one to look at first.
_WORST = (Status.BREACH, Status.DUE, Status.UNKNOWN, Status.EXCUSED, Status.MET)


def team_months(site: Site, team: str) -> str:
    """Person by month over all rules on how often people are supervised: in each cell the worst verdict of the month.

    A verdict counts in the month in which it was due, and what is overdue still, in each month since. Nothing where no
    such rule applied.
    """
    shown = months(site.as_of)
    cells: defaultdict[str, defaultdict[Month, list[Status]]] = defaultdict(lambda: defaultdict(list))
    for monthly in (True, False):
        for _, findings in _of(site, team, monthly=monthly):
            for finding in findings:
                last = _month(site.as_of if site.is_open(finding) else finding.due)
                for month in (m for m in shown if _month(finding.due) <= m <= last):
                    cells[finding.subject.id][month].append(finding.status)
    here = team_page(team)
    rows = [
        [
            named(site, here, "person", person),
            *(_cell(min(of[m], key=_WORST.index, default=None), "nothing was due") for m in shown),
        ]
        for person, of in sorted(cells.items())
    ]
    columns = [Column("Person"), *(Column(month.label) for month in shown)]
    return str(Table("team-months", "Supervision of each person, by month", columns, rows)) if rows else ""


def _cell(status: Status | None, none: str = "does not apply") -> str:
    if status is None:
        return f'<span class="zero"><span aria-hidden="true">–</span><span class="unseen">{none}</span></span>'
    sign, word = STATUS_WORDS[status]
    mark = f'<span aria-hidden="true">{sign}</span><span class="unseen">{word}</span>'
    return f'<span class="status status-{status}" title="{word}">{mark}</span>'


def _rolling(site: Site, team: str) -> Iterator[str]:
    tables = [table for rule, mine in _of(site, team, monthly=False) if (table := _next(site, team, rule, mine))]
    if tables:
        yield "## From session to session { #rolling }"
        yield from tables


def _next(site: Site, team: str, rule: Rule, findings: Sequence[Finding]) -> str:
    """What is due for each person, or overdue: the open step of each."""
    here = team_people(team)
    rows = [
        [named(site, here, "person", f.subject.id), time(f.start), time(f.due), status_mark(f.status)]
        for f in sorted(findings, key=lambda f: (f.due, f.subject))
        if f.status is Status.DUE or site.is_open(f)
    ]
    if not rows:
        return ""
    caption = f"{rule_link(site, team_people(team), rule.protocol, rule.id)} {escape(rule.title)}"
    columns = (Column("Person"), Column("Counted from"), Column("Due"), Column("Now"))
    return str(Table(f"next-{rule.id.lower()}", caption, columns, rows))


def _minutes(site: Site, team: str, held: Mapping[str, Lengths]) -> Iterator[str]:
    shown = months(site.as_of)
    first = date(shown[0].year, shown[0].number, 1)
    people = [
        person.id
        for person in site.bench.facts.people.values()
        if any(post.team == team and _touches(post.span, first, site.as_of) for post in person.posts)
    ]
    rows = [
        [named(site, team_people(team), "person", person), *(_sum(held[person].get(month)) for month in shown)]
        for person in people
        if person in held
    ]
    if not rows:
        return
    columns = [Column("Person"), *(Column(month.label, number=True) for month in shown)]
    yield "## Minutes a month { #minutes }"
    yield " ".join([_MINUTES, *_guides(site, team)])
    yield str(Table("minutes", "Minutes of one-to-one supervision", columns, rows))


def _touches(span: Span, first: date, last: date) -> bool:
    return span.start <= last and span.end >= first


def minutes_by_month(site: Site) -> Mapping[str, Lengths]:
    """The lengths of everybody's one-to-one sessions that were held in these months, whatever the protocol."""
    shown = set(months(site.as_of))
    found: defaultdict[str, defaultdict[Month, list[int | None]]] = defaultdict(lambda: defaultdict(list))
    for sessions in site.bench.facts.sessions.values():
        for session in sessions:
            month = _month(session.date)
            if _one_to_one(session) and month in shown:
                found[session.supervisees[0]][month].append(session.data.get("minutes"))
    return found


def _one_to_one(session: Session) -> bool:
    return session.held and session.type in {"case", "personal"} and len(set(session.supervisees)) == 1


def _sum(lengths: Sequence[int | None] | None) -> str:
    if not lengths:
        return '<span class="zero">0</span>'
    return f"{sum(length or 0 for length in lengths):,}{'+' if None in lengths else ''}"


def _guides(site: Site, team: str) -> Iterator[str]:
    """What the protocols that the team follows say of how much is usual, in their own words."""
    record = site.store.records.get("teams", {}).get(team)
    for entry in record.data.get("protocols", ()) if record else ():
        protocol = site.protocols.get(entry["protocol"])
        for demand in protocol.data.get("demands", ()) if protocol else ():
            if protocol and "guide_minutes" in demand:
                target = href(team_people(team), protocol_page(protocol.id), demand["id"].lower())
                usual = f"{demand['guide_minutes']} minutes a month"
                yield f"A guide, not a rule: {usual} ({link(target, demand['id'])}: {escape(demand['text'])})"
