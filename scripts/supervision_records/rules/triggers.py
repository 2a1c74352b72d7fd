"""What starts the clock of a deadline: an explicit table from the ``trigger`` of the front matter to its events."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from supervision_records.calendar import DAY, Spans, add_interval, holds, parse_date
from supervision_records.facts import Absence, Case, Contract, Session
from supervision_records.model import Data, Record, Rule, Subject
from supervision_records.rules.bench import Bench
from supervision_records.rules.cadence import missed_steps
from supervision_records.rules.evidence import due_after
from supervision_records.rules.scope import in_scope
from supervision_records.rules.select import chosen
from supervision_records.rules.verdict import About


@dataclass(frozen=True, slots=True)
class Trigger:
    """One start of the clock: whom it is about, the day, the day it falls due, and what it rests on.

    ``since`` is the first day on which the end may lie; ``matter`` is what the end has to be found for
    (a session, a record, a case, an absence …).
    """

    about: About
    on: date
    due: date
    since: date
    what: str
    matter: Any
    records: tuple[str, ...] = ()
    step: Data = field(default_factory=dict)


def triggers(rule: Rule, bench: Bench) -> Iterator[Trigger]:
    """All triggers of a deadline up to the as-of date."""
    ((kind, argument), *_) = [(k, v) for k, v in rule.spec["trigger"].items() if k in _TABLE]
    yield from _TABLE[kind](rule, bench, argument)


def _due(rule: Rule, bench: Bench, day: date, allowance: Mapping[str, int] | None = None) -> date:
    return due_after(day, allowance or rule.spec["within"], bench.facts.working)


def _sessions(rule: Rule, bench: Bench, selector: Mapping[str, Any]) -> Iterator[Trigger]:
    due_field = selector.get("due_field")
    for session in chosen(bench, rule.protocol, selector).values():
        if due_field and due_field not in session.data:
            continue
        for part, allowance in _parts(rule, session):
            due = parse_date(session.data[due_field]) if due_field else _due(rule, bench, session.date, allowance)
            case = part if rule.spec["trigger"].get("each") == "case" else None
            person = part if part and not case else None
            about = About(Subject("session", session.id), part, session=session, case=case, person=person)
            since = date.min if rule.spec.get("earlier_counts") else session.date
            yield Trigger(about, session.date, due, since, f"session ({session.status})", session, (session.path,))


def _parts(rule: Rule, session: Session) -> Iterator[tuple[str | None, Mapping[str, int] | None]]:
    """The parts of a session that are judged one by one, each with its own allowance if it has one."""
    each = rule.spec["trigger"].get("each")
    if each == "case":
        for case, entry in session.cases.items():
            yield case, rule.spec.get("urgent_within") if entry.get("urgent") else None
    elif each == "supervisee":
        for person in dict.fromkeys(session.supervisees):
            yield person, None
    else:
        yield None, None


def _referrals(rule: Rule, bench: Bench, wanted: str) -> Iterator[Trigger]:
    for day, record in bench.facts.dated["referrals"]:
        if record.data["type"] == wanted and record.data["protocol"] == rule.protocol:
            about = About(Subject("referral", record.id), case=record.data["case"])
            yield Trigger(about, day, _due(rule, bench, day), day, "referral", record, (record.path,))


def _contracts(rule: Rule, bench: Bench, _wanted: str) -> Iterator[Trigger]:
    """A contract that starts with none of the supervisors of the supervisee's one before."""
    for contract in bench.facts.contracts.values():
        if contract.protocol != rule.protocol or contract.starts > bench.as_of:
            continue
        for person in dict.fromkeys(contract.supervisees):
            mine = bench.contracts_of(rule.protocol, person)
            before = mine[mine.index(contract) - 1] if mine.index(contract) else None
            if before and not set(before.supervisors) & set(contract.supervisors):
                about = About(Subject("contract", contract.id), person, person=person)
                due = _due(rule, bench, contract.starts)
                paths = (contract.path, before.path)
                since = _handover_from(mine, contract)
                yield Trigger(about, contract.starts, due, since, "contract with a new supervisor", contract, paths)


def _handover_from(mine: list[Contract], contract: Contract) -> date:
    """From when on a handover to the new supervisors counts: one held before the new contract starts is in good time.

    Where one of them has supervised the person before, only what came after that.
    """
    earlier = mine[: mine.index(contract)]
    for number, old in reversed(list(enumerate(earlier))):
        if set(old.supervisors) & set(contract.supervisors):
            return earlier[number + 1].starts
    return date.min


def _missed(rule: Rule, bench: Bench, rule_id: str) -> Iterator[Trigger]:
    """A step of another cadence that stayed without its event for some time, within its scope."""
    grace = rule.spec["trigger"]["by"]
    for course, span, due, done in missed_steps(bench.cadence(rule_id), bench):
        limit = add_interval(due, grace)
        if limit < bench.as_of and limit <= span.end and (done is None or done > limit):
            about = About(course.about.subject, person=course.about.person)
            yield Trigger(about, due, _due(rule, bench, due), due, f"{rule_id} missed", course.about.person)


def _absences(rule: Rule, bench: Bench, asked: Mapping[str, Any]) -> Iterator[Trigger]:
    scope = bench.cadence(asked["in_scope_of"])
    for person, absences in sorted(bench.facts.absences.items()):
        for absence in absences:
            day = absence.end if asked["edge"] == "end" else absence.start
            if day > bench.as_of or not in_scope(bench, scope, person, day) or not _long_enough(bench, absence, asked):
                continue
            if asked.get("holding_cases") and not holds(bench.facts.holding_days(person), day):
                continue
            subject = Subject("person", person) if asked["edge"] == "end" else Subject("absence", absence.id)
            about = About(subject, person=person)
            # On the last day the person is still away: only a later day is "after the return".
            since = date.min if rule.spec.get("earlier_counts") else day + DAY if asked["edge"] == "end" else day
            paths = tuple(r.path for r in absence.records)
            yield Trigger(about, day, _due(rule, bench, day), since, f"absence: its {asked['edge']}", absence, paths)


def _long_enough(bench: Bench, absence: Absence, asked: Mapping[str, Any]) -> bool:
    """Long enough, by working days; one without an end has not ended, and is long whatever its days."""
    if not absence.ended:
        return bool(asked["edge"] == "start")
    length = bench.facts.working.count(absence.start, absence.end)
    if "at_least" in asked:
        return bool(length >= asked["at_least"]["working_days"])
    return bool(length > asked["over"]["working_days"])


def _teams(rule: Rule, bench: Bench, _wanted: str) -> Iterator[Trigger]:
    for team in bench.facts.teams.values():
        spans = bench.team_days(team.id, rule.protocol)
        if spans and spans[0].start <= bench.as_of:
            day = spans[0].start
            yield Trigger(About(Subject("team", team.id), team=team.id), day, _due(rule, bench, day), day,
                          "the team begins to follow the protocol", team)  # fmt: skip


def _actions(rule: Rule, bench: Bench, kinds: list[str]) -> Iterator[Trigger]:
    """Each action of the protocol's own audits: done by its own date; once done, checked."""
    for kind in kinds:
        for day, record in bench.facts.dated[kind]:
            if record.data["protocol"] == rule.protocol:
                for action in record.data.get("actions", ()):
                    yield from _action(rule, bench, day, record, action)


def _action(rule: Rule, bench: Bench, day: date, record: Record, action: Data) -> Iterator[Trigger]:
    subject = Subject(SINGULAR[record.kind], record.id)
    team = record.data.get("team")
    due = parse_date(action["due"])
    number = str(action["id"])
    paths = (record.path,)
    about = About(subject, number, team=team)
    yield Trigger(about, day, due, day, "action agreed", ("done", action, record.path), paths)
    done = bench.facts.seen(action.get("done"))
    if done:
        check = max(_due(rule, bench, day), due)
        about = About(subject, f"{number}/checked", team=team)
        yield Trigger(about, day, check, done, "action agreed", ("checked", action, record.path), paths)


SINGULAR: Mapping[str, str] = {"audits": "audit", "assurance": "assurance"}


def _cases(rule: Rule, bench: Bench, _wanted: str) -> Iterator[Trigger]:
    """From each milestone of a case of the protocol, the next thing that has to follow."""
    for case in bench.facts.cases.values():
        days = bench.case_days(case.id, rule.protocol)
        for step in rule.spec["steps"] if days else ():
            for day in _starts(bench, case, step):
                if holds(days, day) or ("allocation" in step and _comes_in(bench, case, days, day)):
                    yield from _milestone(rule, bench, case, step, day)


def _comes_in(bench: Bench, case: Case, days: Spans, referred: date) -> bool:
    """Did the case come to the protocol after its referral: by being opened, or from a team that does not follow it?

    A team that only began to follow the protocol later does not take old referrals with it.
    """
    later = [span.start for span in days if referred < span.start <= bench.as_of]
    return bool(later) and later[0] in {case.life.start, *(span.start for _, span in case.teams)}


def _starts(bench: Bench, case: Case, step: Data) -> tuple[date, ...]:
    if step["after"] == "allocation":
        return tuple(sorted(s.start for _, s in case.allocations if s.start <= bench.as_of))[:1]
    return case.milestones.get(step["after"], ())


def _milestone(rule: Rule, bench: Bench, case: Case, step: Data, day: date) -> Iterator[Trigger]:
    if case.data.get("source") in step.get("except_sources", ()):
        return
    if any(told >= day for told in case.milestones.get(step.get("unless", ""), ())):
        return
    within = step.get("by_route", {}).get(case.data.get("route"), step["within"])
    part = step["milestone"][0] if len(rule.spec["steps"]) > 1 else None
    about = About(Subject("case", case.id), part, case=case.id)
    since = date.min if step.get("earlier_counts") else day
    due = _due(rule, bench, day, within)
    trigger = Trigger(about, day, due, since, step["after"], case, (case.path,), step)
    if case.life.end <= bench.as_of and due > case.life.end and not case_end(rule, bench, trigger):
        return  # The case closed before the day: what was still to come no longer is.
    yield trigger


def case_end(rule: Rule, bench: Bench, trigger: Trigger) -> tuple[date, str] | None:
    """The first day, from ``since`` on, on which what a case's step waits for happened, with its record."""
    case, step = trigger.matter, trigger.step
    if "allocation" in step:
        days = [(s.start, case.path) for _, s in case.allocations]
    elif "session" in step:
        wanted = chosen(bench, rule.protocol, step["session"])
        days = [(s.date, s.path) for s in bench.sessions_with_case(rule.protocol, case.id) if s.id in wanted]
    else:
        days = [(d, case.path) for name in step["milestone"] for d in case.milestones.get(name, ())]
    # "From each … the next": where a milestone follows itself, the next one is a later one.
    again = step["after"] in step.get("milestone", ())
    since = trigger.on + DAY if again else trigger.since
    return min((pair for pair in days if since <= pair[0] <= bench.as_of), default=None)


_TABLE: Mapping[str, Callable[[Rule, Bench, Any], Iterator[Trigger]]] = {
    "sessions": _sessions,
    "referral": _referrals,
    "contract": _contracts,
    "missed": _missed,
    "absence": _absences,
    "team": _teams,
    "actions": _actions,
    "case": _cases,
}
