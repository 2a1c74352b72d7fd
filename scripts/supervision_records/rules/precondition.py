"""Form 4, precondition: before an event, another was true (semantics, section 4)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from supervision_records.calendar import Span, add_months
from supervision_records.facts import Session
from supervision_records.model import Finding, Rule, Status, Step, Subject
from supervision_records.rules.attendance import asks_independence, dependence
from supervision_records.rules.bench import Bench
from supervision_records.rules.scope import scope_of
from supervision_records.rules.select import chosen, meets
from supervision_records.rules.verdict import About, Verdict, finding, listed


def judge(rule: Rule, bench: Bench) -> Iterator[Finding]:
    """All findings of a precondition."""
    for key, judged in _REQUIRES.items():
        if key in rule.spec["requires"]:
            yield from judged(rule, bench, rule.spec["requires"])


def _contract(rule: Rule, bench: Bench, requires: Mapping[str, Any]) -> Iterator[Finding]:
    """One finding a pair: each session of the last twelve months fell on a day with a contract between the two."""
    since = add_months(bench.as_of, -12)
    pairs: dict[tuple[str, str], list[Session]] = {}
    for session in chosen(bench, rule.protocol, rule.spec["of"]["sessions"]).values():
        if session.date > since:
            stood_in_for = session.data.get("deputising_for")
            for supervisor in [stood_in_for] if stood_in_for else dict.fromkeys(session.supervisors):
                for supervisee in dict.fromkeys(session.supervisees):
                    pairs.setdefault((supervisee, supervisor), []).append(session)
    for (supervisee, supervisor), sessions in sorted(pairs.items()):
        lacking = [s for s in sessions if not _covered(bench, rule, requires["contract"], supervisee, supervisor, s)]
        about = About(Subject("person", supervisee), supervisor, person=supervisee)
        yield finding(bench, rule, about, _pair_verdict(bench, rule, about, sessions, lacking))


def _covered(
    bench: Bench, rule: Rule, asked: Mapping[str, Any], supervisee: str, supervisor: str, session: Session
) -> bool:
    return any(
        supervisor in contract.supervisors and all(contract.data.get(key) is value for key, value in asked.items())
        for contract in bench.contracts_on(rule.protocol, supervisee, session.date)
    )


def _pair_verdict(bench: Bench, rule: Rule, about: About, sessions: list[Session], lacking: list[Session]) -> Verdict:
    period = Span(sessions[0].date, sessions[-1].date)
    contracts = [c.path for c in bench.contracts_of(rule.protocol, about.subject.id) if about.part in c.supervisors]
    without = {s.id for s in lacking}
    steps = tuple(
        Step(s.date, "no contract in force" if s.id in without else "contract in force", s.path) for s in sessions
    )
    text = "A contract was in force at each session."
    if lacking:
        text = f"No contract in force at {len(lacking)} of {len(sessions)} sessions."
    status = Status.BREACH if lacking else Status.MET
    return Verdict(period, status, period.end, text, records=(*contracts, *(s.path for s in sessions)), steps=steps,
                   detail={"without_contract": [s.id for s in lacking]})  # fmt: skip


def _qualification(rule: Rule, bench: Bench, requires: Mapping[str, Any]) -> Iterator[Finding]:
    for session in chosen(bench, rule.protocol, rule.spec["of"]["sessions"]).values():
        lacks = [
            f"{requires['qualification']} of {person}"
            for person in dict.fromkeys(session.supervisors)
            if not bench.facts.qualified(person, requires["qualification"], session.date)
        ]
        if "independent" in requires and asks_independence(bench.facts, session):
            pool = requires["independent"]["pool"]
            for person in dict.fromkeys(session.supervisors):
                lacks += dependence(bench.facts, session, person, pool)
        status = Status.BREACH if lacks else Status.MET
        text = f"Missing: {listed(lacks)}." if lacks else "Every supervisor is qualified."
        verdict = Verdict(Span(session.date, session.date), status, session.date, text, records=(session.path,),
                          steps=(Step(session.date, text, session.path),), detail={"missing": lacks})  # fmt: skip
        yield finding(bench, rule, About(Subject("session", session.id), session=session), verdict)


def _session_before_end(rule: Rule, bench: Bench, requires: Mapping[str, Any]) -> Iterator[Finding]:
    """At the last day of each scope period of another rule: a session of the last months has prepared for it."""
    selector = requires["session"]
    wanted = chosen(bench, rule.protocol, selector)
    for case, spans in scope_of(bench, bench.cadence(rule.spec["at_end_of"])).items():
        for span in (span for span in spans if span.end <= bench.as_of):
            earliest = add_months(span.end, -requires["within_months"])
            fitting = [
                s
                for s in bench.sessions_with_case(rule.protocol, case)
                if s.id in wanted
                and earliest < s.date
                and span.holds(s.date)
                and meets(bench, s, case, selector)
                and all(s.cases[case].get(flag) is True for flag in requires["case_flags"])
            ]
            yield finding(bench, rule, About(Subject("case", case), case=case), _ending(bench, case, span, fitting))


def _ending(bench: Bench, case: str, span: Span, fitting: list[Session]) -> Verdict:
    path = bench.facts.cases[case].path
    status = Status.MET if fitting else Status.BREACH
    text = f"Joint work ended on {span.end}; " + (
        f"discussed on {fitting[-1].date}." if fitting else "no session in the months before discussed it."
    )
    steps = (
        Step(span.start, "joint work begins", path),
        *(Step(s.date, "discussed, stepping down considered", s.path) for s in fitting),
        Step(span.end, "joint work ends", path),
    )
    return Verdict(span, status, span.end, text, records=(path, *(s.path for s in fitting)), steps=steps)


def _milestone(rule: Rule, bench: Bench, requires: Mapping[str, Any]) -> Iterator[Finding]:
    """A milestone of a case of the protocol had another one on or before it."""
    later, earlier = rule.spec["before_milestone"], requires["milestone"]
    for case in bench.facts.cases.values():
        days = bench.case_days(case.id, rule.protocol)
        for day in case.milestones.get(later, ())[:1]:
            if not any(s.holds(day) for s in days):
                continue
            before = [d for d in case.milestones.get(earlier, ()) if d <= day]
            status = Status.MET if before else Status.BREACH
            text = f"{later} on {day}; " + (f"{earlier} on {before[0]}." if before else f"no {earlier} by then.")
            steps = (*(Step(d, earlier, case.path) for d in before), Step(day, later, case.path))
            verdict = Verdict(Span(day, day), status, day, text, records=(case.path,), steps=steps)
            yield finding(bench, rule, About(Subject("case", case.id), case=case.id), verdict)


_REQUIRES: Mapping[str, Callable[[Rule, Bench, Mapping[str, Any]], Iterator[Finding]]] = {
    "contract": _contract,
    "qualification": _qualification,
    "session": _session_before_end,
    "milestone": _milestone,
}
