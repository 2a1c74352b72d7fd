"""What all forms share in making a finding: whom it belongs to, and its words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from supervision_records.calendar import Span
from supervision_records.facts import Case, Contract, Person, Session, place_of
from supervision_records.model import Data, Finding, Rule, Status, Step, Subject
from supervision_records.rules.bench import Bench


@dataclass(frozen=True, slots=True)
class Verdict:
    """A judgement before it is addressed: its period, status and evidence."""

    period: Span
    status: Status
    due: date
    message: str
    days_late: int = 0
    records: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    detail: Data = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class About:
    """Whom or what a finding is about; what is known of team, person, supervisor and case goes with it."""

    subject: Subject
    part: str | None = None
    session: Session | None = None
    person: str | None = None
    case: str | None = None
    team: str | None = None


def finding(bench: Bench, rule: Rule, about: About, verdict: Verdict) -> Finding:
    """Address a verdict: attach the team, and the one person, supervisor and case that it is counted under."""
    last = verdict.period.end
    session = about.session
    person, supervisor, team = about.person, None, about.team
    if session:
        team = session.team
        supervisor = session.supervisors[0]
        if person is None and len(session.supervisees) == 1:
            person = session.supervisees[0]
    elif person:
        supervisor = bench.supervisor_of(person, rule.protocol, last)
        team = team or bench.team_of(Subject("person", person), rule.protocol, last)
    elif about.case:
        team = team or bench.team_of(Subject("case", about.case), rule.protocol, last)
    if team is None:
        team = bench.team_of(about.subject, rule.protocol, last)
    return Finding(
        rule=rule.id,
        form=rule.form,
        protocol=rule.protocol,
        subject=about.subject,
        part=about.part,
        team=team,
        start=verdict.period.start,
        end=last,
        status=verdict.status,
        due=verdict.due,
        days_late=verdict.days_late,
        records=tuple(dict.fromkeys(verdict.records)) or _own_records(bench, about.subject),
        message=f"{verdict.message} ({rule.id}: {rule.title}.)",
        detail=verdict.detail,
        steps=verdict.steps,
        person=person,
        supervisor=supervisor,
        case=about.case,
    )


def _own_records(bench: Bench, subject: Subject) -> tuple[str, ...]:
    """What a finding rests on where nothing was done: the records that put its subject in scope."""
    facts = bench.facts
    tables: Mapping[str, Mapping[str, Person | Case | Contract]] = {
        "person": facts.people,
        "case": facts.cases,
        "contract": facts.contracts,
    }
    if subject.kind in tables:
        known = tables[subject.kind].get(subject.id)
        return (known.path,) if known else ()
    return tuple(team.path for team in facts.teams.values() if place_of(team, subject.kind) == subject.id)


def open_status(as_of: date, due: date) -> Status:
    """The status of what has not been done: due while the day has not passed, then a breach."""
    return Status.DUE if as_of <= due else Status.BREACH


def days(number: int) -> str:
    """``1 day`` or ``n days``."""
    return "1 day" if number == 1 else f"{number} days"


def listed(names: Iterable[str]) -> str:
    """Names as a reader wants them: ``a``, ``a and b``, ``a, b and c``."""
    *first, last = list(names)
    return f"{', '.join(first)} and {last}" if first else last
