"""Form 3, completeness: an event has all that it needs (semantics, section 3).

``of`` says what is judged: sessions (as a whole or case by case), referrals, a person's months, a person over
twelve months, stretches of excused months. Needs of one session are in ``rules/needs.py``, those that look
across several in ``rules/across.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from supervision_records.calendar import Span
from supervision_records.facts import Session
from supervision_records.model import Finding, Record, Rule, Status, Step, Subject
from supervision_records.rules import across
from supervision_records.rules.bench import Bench
from supervision_records.rules.evidence import due_after, filings
from supervision_records.rules.followup import unreviewed
from supervision_records.rules.needs import filing, has_measured_action, missing
from supervision_records.rules.select import chosen, series
from supervision_records.rules.verdict import About, Verdict, finding, listed
from supervision_records.rules.witness import NO_DATE, doubted, rests_on_history

#: How long a record may still be completed, where the rule does not say (local).
RECORDING = {"working_days": 5}


def judge(rule: Rule, bench: Bench) -> Iterator[Finding]:
    """All findings of a completeness rule."""
    for key, judged in _OF.items():
        if key in rule.spec["of"]:
            yield from judged(rule, bench, rule.spec["of"])


def _sessions(rule: Rule, bench: Bench, of: Mapping[str, Any]) -> Iterator[Finding]:
    for session in chosen(bench, rule.protocol, of["sessions"]).values():
        if "follow_up" in rule.spec["needs"]:
            verdict = _follow_up(rule, bench, session)
            if verdict:
                yield finding(bench, rule, About(Subject("session", session.id), session=session), verdict)
            continue
        for case in _parts(of, session):
            about = About(Subject("session", session.id), case, session=session, case=case)
            if "taken_up" in rule.spec["needs"]:
                yield finding(bench, rule, about, across.taken_up(rule, bench, session, case or ""))
            else:
                yield finding(bench, rule, about, _content(rule, bench, session, case))


def _parts(of: Mapping[str, Any], session: Session) -> Iterator[str | None]:
    if of.get("each") != "case":
        yield None
        return
    for case, entry in session.cases.items():
        if "marked" not in of or any(entry.get(flag) is True for flag in of["marked"]):
            yield case


def _content(rule: Rule, bench: Bench, session: Session, case: str | None) -> Verdict:
    urgent = case is not None and session.cases[case].get("urgent") is True and rule.spec.get("urgent_within")
    deadline = due_after(session.date, urgent or rule.spec.get("within", RECORDING), bench.facts.working)
    last = min(deadline, bench.as_of)
    lacks = missing(bench, rule, session, case, last)
    due = session.date if rule.spec.get("at_once") else deadline
    at_once = rule.spec.get("at_once", False)
    if "filed" not in rule.spec["needs"]:
        return _complete_or_not(bench, session, due, lacks, at_once=at_once)
    why, rests = _why(bench, session), rests_on_history(rule, bench)
    if why or not (rests or bench.evidence.beside):
        whole = _complete_or_not(bench, session, due, lacks, at_once=at_once)
        return _unknown(whole, why) if rests and not lacks else whole
    seen = missing(bench, rule, session, case, last, came_in=True)
    whole = _complete_or_not(bench, session, due, seen if rests else lacks, at_once=at_once)
    return _with_arrivals(whole, last, [item for item in seen if item not in lacks])


def _why(bench: Bench, session: Session) -> str:
    """What keeps it from being known when the session's filings came in, if anything does."""
    filed = (filing(session, case, entry) for case in (None, *session.cases) for entry in filings(session, case))
    return bench.evidence.arrivals.why or (NO_DATE if any(doubted(bench, one) for one in filed) else "")


def _unknown(whole: Verdict, why: str) -> Verdict:
    """What is complete by its claims, where nobody can say when they came in."""
    text = f"Nothing is missing by its own dates; when what was filed came in is not known. {why}"
    step = Step(whole.due, f"last day in time: {text}")
    return replace(whole, status=Status.UNKNOWN, message=text, steps=(*whole.steps[:1], step),
                   detail={**whole.detail, "why": why})  # fmt: skip


def _with_arrivals(whole: Verdict, last: date, late: list[str]) -> Verdict:
    """The verdict with what its own dates say was there in time, and the history does not."""
    if not late:
        return whole
    words = f" Not in the repository by {last}, though dated in time: {listed(late)}."
    return replace(
        whole,
        message=whole.message + words,
        steps=(*whole.steps, Step(last, words.strip())),
        detail={**whole.detail, "came_in_late": late},
    )


def _complete_or_not(bench: Bench, session: Session, due: date, lacks: list[str], *, at_once: bool) -> Verdict:
    status = Status.MET
    text = "Nothing is missing."
    if lacks:
        status = Status.DUE if bench.as_of <= due and not at_once else Status.BREACH
        text = f"Missing: {listed(lacks)}."
    steps = (Step(session.date, "session", session.path), Step(due, "last day in time: " + text))
    return Verdict(
        Span(session.date, session.date),
        status,
        due,
        text,
        records=(session.path,),
        steps=steps,
        detail={"missing": lacks},
    )


def _follow_up(rule: Rule, bench: Bench, session: Session) -> Verdict | None:
    """Every action outstanding at the session is reviewed in it; nothing outstanding is no finding."""
    eligible = chosen(bench, rule.protocol, rule.spec["of"]["sessions"])
    outstanding, left = unreviewed(bench, eligible, [session])
    if not outstanding:
        return None
    return _complete_or_not(bench, session, session.date, [f"review of action {name}" for name in left], at_once=True)


def _referrals(rule: Rule, bench: Bench, of: Mapping[str, Any]) -> Iterator[Finding]:
    held = series(bench, rule.protocol, of["with_sessions"]) if "with_sessions" in of else None
    for day, record in bench.facts.dated["referrals"]:
        data = record.data
        if data["type"] != of["referrals"] or data["protocol"] != rule.protocol:
            continue
        if "outcome" in of and data.get("outcome") != of["outcome"]:
            continue
        about = About(Subject("referral", record.id), case=data["case"])
        if held is None:
            yield finding(bench, rule, about, _referral_content(rule, day, record))
        elif record.id in held:
            yield finding(bench, rule, about, _series_plan(bench, day, record, held[record.id]))


def _referral_content(rule: Rule, day: date, record: Record) -> Verdict:
    needs, data = rule.spec["needs"], record.data
    lacks = [name for name in needs["true_fields"] if data.get(name) is not True]
    criteria = data.get("criteria", ())
    for key, singular in (("domains", "domain"), ("sub_categories", "sub_category")):
        # A sub-category is one within its domain.
        found = {(c["domain"], c["sub_category"]) if singular == "sub_category" else c["domain"] for c in criteria}
        if len(found) < needs["criteria"][key]:
            lacks.append(f"{needs['criteria'][key]} {key.replace('_', '-')} (has {len(found)})")
    status = Status.BREACH if lacks else Status.MET
    text = f"Missing: {listed(lacks)}." if lacks else "Nothing is missing."
    steps = (Step(day, "referral", record.path),)
    return Verdict(Span(day, day), status, day, text, records=(record.path,), steps=steps, detail={"missing": lacks})


def _series_plan(bench: Bench, day: date, record: Record, held: tuple[Session, ...]) -> Verdict:
    """An action with a measure in one of the sessions; due until the series has ended or its number is reached."""
    ended = bench.facts.seen(record.data["ended"]["on"]) if "ended" in record.data else None
    agreed = across.agreed_sessions(bench, record)
    reached = held[max(agreed, 1) - 1].date if agreed is not None and len(held) >= agreed else None
    over = min((d for d in (ended, reached) if d), default=None)
    paths = (record.path, *(s.path for s in held))
    steps = (Step(day, "referral", record.path), *(Step(s.date, "session", s.path) for s in held))
    if any(has_measured_action(s) for s in held):
        status, text = Status.MET, "The plan has an action with a measure."
    else:
        status = Status.BREACH if over else Status.DUE
        text = "Missing: an action with a measure."
    return Verdict(Span(day, day), status, over or bench.as_of, text, records=paths, steps=steps)


def _person_months(rule: Rule, bench: Bench, of: Mapping[str, Any]) -> Iterator[Finding]:
    need = across.coverage if "coverage" in rule.spec["needs"] else across.month_follow_up
    for person, month, sessions in across.months(bench, bench.cadence(of["person_months"])):
        verdict = need(bench, bench.cadence(of["person_months"]), person, month, sessions)
        if verdict:
            yield finding(bench, rule, About(Subject("person", person), person=person), verdict)


def _persons(rule: Rule, bench: Bench, of: Mapping[str, Any]) -> Iterator[Finding]:
    for person, verdict in across.balance(rule, bench, of):
        yield finding(bench, rule, About(Subject("person", person), person=person), verdict)


def _stretches(rule: Rule, bench: Bench, of: Mapping[str, Any]) -> Iterator[Finding]:
    for person, verdict in across.gaps(bench, bench.cadence(of["excused_stretches"])):
        yield finding(bench, rule, About(Subject("person", person), person=person), verdict)


_OF: Mapping[str, Callable[[Rule, Bench, Mapping[str, Any]], Iterator[Finding]]] = {
    "sessions": _sessions,
    "referrals": _referrals,
    "person_months": _person_months,
    "persons": _persons,
    "excused_stretches": _stretches,
}
