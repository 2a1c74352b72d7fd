"""The assurance calendar: each process of each protocol, place by place, with its last and its next day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial

from supervision_records.model import Data, Finding, Protocol, Rule, Status
from supervision_records.pages.html import Column, Table, escape, status_mark, time
from supervision_records.pages.links import ASSURANCE, OVERVIEW
from supervision_records.pages.listing import rule_link
from supervision_records.pages.parameters import every
from supervision_records.pages.site import Head, Page, Site, page

_COLUMNS = (
    Column("Process"),
    Column("How often"),
    Column("Led by"),
    Column("Where"),
    Column("Last done"),
    Column("Next due"),
    Column("Now"),
    Column("Rule"),
)
_INTRO = (
    "What each protocol asks for to assure that it is kept, place by place: how often, who leads it, when it was last "
    "done, and when it is due next. What is overdue shows the day on which it was due."
)

#: A place, and the group seen there where a process goes by group.
Place = tuple[str, str]


def pages(site: Site) -> Iterator[Page]:
    """One page with a table for each protocol that has an assurance calendar."""
    blocks = [block for protocol in site.protocols.values() for block in _protocol(site, protocol)]
    head = Head("Assurance calendar", trail=[(OVERVIEW, "Compliance")], wide=True)
    yield page(site, ASSURANCE, head, _INTRO, *(blocks or ["No protocol has an assurance calendar."]))


def _protocol(site: Site, protocol: Protocol) -> Iterator[str]:
    processes = protocol.data.get("assurance", ())
    if processes:
        title = escape(protocol.title)
        rows = [row for process in processes for row in _process(site, protocol, process)]
        yield f"## {title} {{ #{protocol.id} }}"
        yield str(Table(f"assurance-{protocol.id}", f"Assurance of {title}", _COLUMNS, rows))


def _process(site: Site, protocol: Protocol, process: Data) -> Iterator[list[str]]:
    rule = next((rule for rule in protocol.rules if process["id"] in watched(rule)), None)
    done = last_days(site, protocol.id, process)
    found = latest(site, rule, process["id"]) if rule else {}
    head = [
        escape(process["title"]),
        _often(process, rule),
        escape(" or ".join(lead.replace("-", " ") for lead in process.get("leads", ()))) or "not named",
    ]
    stated = rule_link(site, ASSURANCE, protocol.id, rule.id) if rule else "none"
    if site.threshold:  # Place by place, small numbers that other pages hide could be counted here.
        yield [*head, "in the managers' site", "", "", "", stated]
        return
    for place in sorted({*done, *found}) or [("", "")]:
        finding = found.get(place)
        yield [
            *head,
            _where(place, process["subject"], team=partial(site.team_link, ASSURANCE)),
            _last(site, done.get(place), finding),
            *_next(site, finding),
            stated,
        ]


def watched(rule: Rule) -> tuple[str, ...]:
    """The processes that a rule is about, as a cadence or as a deadline."""
    by_deadline = rule.spec.get("done", {}).get("assurance")
    return (*rule.spec.get("event", {}).get("assurance", ()), *([by_deadline] if by_deadline else ()))


def _often(process: Data, rule: Rule | None) -> str:
    words = every(process["every"]) if "every" in process else "once"
    if "every" not in process and rule and "within" in rule.spec:
        words = f"once, {every(rule.spec['within']).replace('every', 'within')} of the start"
    return words + (" <em>local</em>" if process.get("local") else "")


def _where(place: Place, subject: str, team: partial[str]) -> str:
    name, group = place
    if not name:
        return f"no {subject} yet"
    shown = team(name) if subject == "team" else escape(name)
    return f"{subject} {shown}{', group ' + escape(group) if group else ''}"


def _last(site: Site, done: date | None, finding: Finding | None) -> str:
    """The last day at the place itself, or that of the record behind the finding: a locality's, for its teams."""
    paths = finding.records if finding else ()
    day = done or max((d for d, record in site.bench.facts.dated["assurance"] if record.path in paths), default=None)
    return time(day) if day else "never"


def _next(site: Site, finding: Finding | None) -> list[str]:
    """When it is due, or was and can still be done, and how it stands."""
    if finding is None:
        return ["–", "nothing due"]
    waits = finding.status is Status.DUE or site.is_open(finding)
    return [time(finding.due) if waits else "–", status_mark(finding.status)]


def last_days(site: Site, protocol: str, process: Data) -> Mapping[Place, date]:
    """The last day of a process at each place where it was ever done, up to the as-of date."""
    found: dict[Place, date] = {}
    for day, record in site.bench.facts.dated["assurance"]:
        data = record.data
        if (data["protocol"], data["process"]) != (protocol, process["id"]) or process["subject"] not in data:
            continue
        group = str(data.get("group", "")) if process.get("by_group") else ""
        if group or not process.get("by_group"):
            found[(str(data[process["subject"]]), group)] = day
    return found


def latest(site: Site, rule: Rule, process: str) -> Mapping[Place, Finding]:
    """The latest finding of a process at each place."""
    found: dict[Place, Finding] = {}
    for finding in site.by_rule.get(rule.id, ()):
        name, _, group = (finding.part or process).partition("/")
        if name == process and finding.form == rule.form:
            place = (finding.subject.id, group)
            if place not in found or found[place].start <= finding.start:
                found[place] = finding
    return found
