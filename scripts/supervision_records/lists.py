"""Working lists for those entitled to names of cases: whom a rule applies to now, and the cases of absent staff."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from supervision_records.calendar import FOREVER, WorkingDays, holds
from supervision_records.facts import Case, Facts, gather, span_of
from supervision_records.model import Protocol, Rule
from supervision_records.rules.bench import Bench
from supervision_records.rules.courses import courses
from supervision_records.store import Store


@dataclass(frozen=True, slots=True)
class InScope:
    """One subject that a cadence applies to on the as-of date; ``last`` is None where it never happened yet."""

    kind: str
    id: str
    part: str | None
    team: str | None
    since: date
    last: date | None


@dataclass(frozen=True, slots=True)
class AbsentCase:
    """An open case of somebody who is away on the as-of date; ``until`` is None where no end is known."""

    risk: str
    case: str
    person: str
    team: str | None
    since: date
    until: date | None
    decided: date | None


def in_scope(
    store: Store, protocols: Mapping[str, Protocol], working: WorkingDays, as_of: date, rule: Rule
) -> tuple[InScope, ...]:
    """Whom or what a cadence applies to that day: those where it never happened first, then the longest ago."""
    return applying(Bench(gather(store, working, as_of), protocols), rule)


def applying(bench: Bench, rule: Rule) -> tuple[InScope, ...]:
    """The same on a bench that is there already."""
    as_of = bench.as_of
    found = []
    for course in courses(rule, bench):
        span = next((s for s in course.spans if s.holds(as_of)), None)
        if span:
            days = [day for day, _ in course.events if holds(course.spans, day) and day <= as_of]
            subject = course.about.subject
            team = bench.team_of(subject, rule.protocol, as_of)
            found.append(
                InScope(subject.kind, subject.id, course.about.part, team, span.start, max(days, default=None))
            )
    return tuple(sorted(found, key=lambda s: (s.last is not None, s.last or as_of, s.id)))


def absent_cases(store: Store, working: WorkingDays, as_of: date) -> tuple[AbsentCase, ...]:
    """The open cases of everybody who is away on the as-of date, high risk first."""
    return cases_of_absent(gather(store, working, as_of))


def cases_of_absent(facts: Facts) -> tuple[AbsentCase, ...]:
    """The same from facts that are there already."""
    as_of = facts.as_of
    found = []
    for person, absences in facts.absences.items():
        for absence in absences:
            if not absence.start <= as_of <= absence.end:
                continue
            decisions = [
                day
                for record in absence.records
                if "reallocation" in record.data and (day := facts.seen(record.data["reallocation"]["decided_on"]))
            ]
            post = facts.post_on(person, as_of)
            for case, span in facts.allocations_of.get(person, ()):
                if span.holds(as_of) and case.life.holds(as_of):
                    found.append(
                        AbsentCase(
                            risk_on(case, as_of),
                            case.id,
                            person,
                            post.team if post else None,
                            absence.start,
                            None if absence.end == FOREVER else absence.end,
                            min(decisions, default=None),
                        )
                    )
    return tuple(sorted(found, key=lambda a: (a.risk != "high", a.since, a.case)))


def risk_on(case: Case, day: date) -> str:
    """The case's risk that day: ``high`` or ``standard``."""
    levels = [entry["level"] for entry in case.data.get("risk", ()) if span_of(entry).holds(day)]
    return "high" if "high" in levels else "standard"
