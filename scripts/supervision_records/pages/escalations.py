"""What comes next where supervision stays missing or a matter is not settled: to the supervisor and the manager.

The lack of supervision is theirs to mend. Nothing here reproaches the person who was not supervised.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from supervision_records.calendar import parse_date
from supervision_records.model import Data, Finding, Record, Rule, Status
from supervision_records.pages.html import Column, Table, escape, time
from supervision_records.pages.links import ESCALATIONS, OVERVIEW
from supervision_records.pages.listing import rule_link
from supervision_records.pages.site import Head, Page, Site, page
from supervision_records.pages.words import plural

#: The steps in their order, as records name them, and what to do at each.
LADDER: Mapping[str, str] = {
    "one-to-one": "Supervisor: meet the person alone, talk about it, and settle it if you can.",
    "three-way": "Supervisor and manager: hold a three-way meeting with the person. Where the head supervises, a "
    "governor takes the manager's place. Agree what will happen.",
    "line-manager": "Manager: take it to the supervisor's line manager. Agree what will happen.",
}
_SETTLED = "Every step is taken. Manager: settle it with both, and write the day on which it is closed into the record."

_MISSED = (
    Column("Not supervised"),
    Column("Supervisor"),
    Column("Manager"),
    Column("Was due"),
    Column("Escalation by"),
    Column("Next step"),
    Column("Rule"),
)
_OPEN = (
    Column("Person"),
    Column("About"),
    Column("Manager"),
    Column("Opened"),
    Column("Steps taken"),
    Column("Next step"),
)
_INTRO = (
    "For supervisors and managers: supervision is an entitlement. Where it stays missing, or a matter is not settled, "
    "it is for you to take the next step; asking for supervision is never held against anybody."
)


def pages(site: Site) -> Iterator[Page]:
    """The page, in the build for managers only."""
    if not site.shows_ids:
        return
    head = Head("Next steps of escalations", trail=[(OVERVIEW, "Compliance")], wide=True, search=False)
    yield page(
        site,
        ESCALATIONS,
        head,
        _INTRO,
        "## Missing supervision without an escalation { #missing }",
        _missed(site),
        "## Open escalations { #open }",
        _open(site),
    )


def missed(site: Site) -> list[tuple[Rule, Finding]]:
    """Supervision that was missed and for which nobody has opened an escalation yet, longest first."""
    found = [
        (rule, finding)
        for rules in site.rules.values()
        for rule in rules
        if "escalation" in rule.spec.get("done", {})
        for finding in site.by_rule.get(rule.id, ())
        if finding.form == rule.form and finding.status in {Status.DUE, Status.BREACH} and not _opened(finding)
    ]
    return sorted(found, key=lambda pair: (pair[1].start, pair[1].order))


def _opened(finding: Finding) -> bool:
    """Was an escalation opened in the end, though too late?"""
    return any(path.startswith("records/escalations/") for path in finding.records)


def _missed(site: Site) -> str:
    rows = [_missed_row(site, rule, finding) for rule, finding in missed(site)]
    if not rows:
        return "There is none."
    return str(Table("missed", f"{plural(len(rows), 'session')} missed and not yet asked about", _MISSED, rows))


def _missed_row(site: Site, rule: Rule, finding: Finding) -> list[str]:
    person = finding.person or finding.subject.id
    return [
        escape(person),
        escape(finding.supervisor or "nobody on record"),
        escape(manager_of(site, finding.team)),
        time(finding.start),
        time(finding.due),
        f"Open an escalation. {escape(LADDER['one-to-one'])}",
        rule_link(site, ESCALATIONS, rule.protocol, rule.id),
    ]


def manager_of(site: Site, team: str | None) -> str:
    """The manager of a team, by its record."""
    record = site.store.records.get("teams", {}).get(team or "")
    return str(record.data.get("manager", "nobody on record")) if record else "nobody on record"


def _open(site: Site) -> str:
    found = [record for _, record in site.bench.facts.dated["escalations"] if _is_open(site.as_of, record)]
    if not found:
        return "There is none."
    rows = [_open_row(site, record) for record in found]
    return str(Table("open", plural(len(rows), "open escalation"), _OPEN, rows))


def _is_open(as_of: date, record: Record) -> bool:
    closed = record.data.get("closed")
    return closed is None or parse_date(closed) > as_of


def _open_row(site: Site, record: Record) -> list[str]:
    data = record.data
    post = site.bench.facts.post_on(data["person"], site.as_of)
    taken = [step for step in data["steps"] if parse_date(step["on"]) <= site.as_of]
    listed = "<br>".join(f"{escape(step['step'])}, {time(parse_date(step['on']))}" for step in taken)
    return [
        escape(data["person"]),
        escape(data["about"]),
        escape(manager_of(site, post.team if post else None)),
        time(parse_date(data["opened"])),
        listed or "none",
        escape(next_step(taken)),
    ]


def next_step(taken: Sequence[Data]) -> str:
    """What to do after the furthest step that was taken."""
    steps = list(LADDER)
    furthest = max((steps.index(step["step"]) for step in taken), default=-1)
    return LADDER[steps[furthest + 1]] if furthest + 1 < len(steps) else _SETTLED
