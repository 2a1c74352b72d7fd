"""What a session can be asked to have: one function for each key of a completeness rule's ``needs``.

Each takes the bench, the rule, the session, the case (None where the session is judged as a whole), what the
front matter asks, and the last day on which a filing counts; it gives what is missing, in words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from supervision_records.calendar import parse_date
from supervision_records.facts import Session
from supervision_records.model import Rule
from supervision_records.rules.attendance import agencies, independent, missing_agencies
from supervision_records.rules.bench import Bench
from supervision_records.rules.evidence import filings, has_text, recorded, written

Missing = list[str]


def missing(bench: Bench, rule: Rule, session: Session, case: str | None, deadline: date) -> Missing:
    """All that the session lacks of what the rule needs."""
    lacks: Missing = []
    for key, asked in rule.spec["needs"].items():
        lacks += NEEDS[key](bench, rule, session, case, asked, deadline)
    return lacks


def _sections(_b: Bench, _r: Rule, session: Session, case: str | None, asked: list[str], _d: date) -> Missing:
    return [f"section {name}" for name in asked if not _is_written(session, case, name)]


def _is_written(session: Session, case: str | None, section: str) -> bool:
    """Written for the case; for a session as a whole also where it is written for every one of its cases."""
    if written(session, case, section):
        return True
    return case is None and bool(session.cases) and all(written(session, c, section) for c in session.cases)


def _case_sections(_b: Bench, _r: Rule, session: Session, _c: str | None, asked: list[str], _d: date) -> Missing:
    return [f"section {n} of case {c}" for c in session.cases for n in asked if not written(session, c, n)]


def _fields(_b: Bench, _r: Rule, session: Session, _c: str | None, asked: list[str], _d: date) -> Missing:
    return [name for name in asked if name not in session.data]


def _case_fields(_b: Bench, _r: Rule, session: Session, case: str | None, asked: list[str], _d: date) -> Missing:
    cases = [case] if case else list(session.cases)
    return [f"{name} of case {c}" for c in cases for name in asked if name not in session.cases[c]]


def _agenda(_b: Bench, _r: Rule, session: Session, _c: str | None, asked: list[str], _d: date) -> Missing:
    covered = session.data.get("agenda", ())
    return [f"agenda point {point}" for point in asked if point not in covered]


def _any_agenda(_b: Bench, _r: Rule, session: Session, _c: str | None, _asked: bool, _d: date) -> Missing:
    return [] if session.data.get("agenda") else ["an agenda"]


def _prepared(_b: Bench, _r: Rule, session: Session, _c: str | None, asked: list[str], _d: date) -> Missing:
    done = session.data.get("prepared", {})
    return [f"preparation: {name}" for name in asked if done.get(name) is not True]


def _partnership(_b: Bench, _r: Rule, session: Session, _c: str | None, asked: list[str], _d: date) -> Missing:
    stated = session.data.get("partnership", {})
    return [f"partnership: {name}" for name in asked if name not in stated]


def _minutes(_b: Bench, _r: Rule, session: Session, _c: str | None, asked: int, _d: date) -> Missing:
    return [] if session.data.get("minutes", 0) >= asked else [f"a length of {asked} minutes or more"]


def _measured_action(_b: Bench, _r: Rule, session: Session, case: str | None, _asked: bool, _d: date) -> Missing:
    return [] if has_measured_action(session, case) else ["an action with a measure"]


def has_measured_action(session: Session, case: str | None = None) -> bool:
    """Is there an action with a measure (for a case: one of its own, or one that names no case)?"""
    return any(
        has_text(action.get("measure"))
        for action in session.data.get("actions", ())
        if case is None or action.get("case", case) == case
    )


def _filed(
    _b: Bench, _r: Rule, session: Session, case: str | None, asked: list[Mapping[str, str]], deadline: date
) -> Missing:
    cases: Iterable[str | None] = [case] if case or not session.cases else session.cases
    lacks = [place for place in asked if not _is_filed(session, case, place, deadline)]
    if case is None and lacks and session.cases:
        lacks = [place for place in lacks if not all(_is_filed(session, c, place, deadline) for c in cases)]
    return [f"filed on {p['system']}" + (f" under {p['under']}" if "under" in p else "") for p in lacks]


def _is_filed(session: Session, case: str | None, place: Mapping[str, str], deadline: date) -> bool:
    return any(
        entry["system"] == place["system"]
        and ("under" not in place or _plain(entry.get("under", "")) == _plain(place["under"]))
        and parse_date(entry["on"]) <= deadline
        for entry in filings(session, case)
    )


def _plain(heading: str) -> str:
    return " ".join(heading.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").casefold().split())


def _recorded_by(
    bench: Bench, _r: Rule, session: Session, case: str | None, asked: Mapping[str, Any], _d: date
) -> Missing:
    entry = recorded(session, case)
    day = bench.facts.seen(entry["on"]) if entry else None
    if not entry or not day:
        return ["recorded"]
    by = entry["by"]
    if by in session.supervisors or bench.facts.role_on(by, day) in asked["roles"]:
        return []
    return ["recorded by one of its supervisors or a manager"]


def _both_agencies(bench: Bench, _r: Rule, session: Session, case: str | None, asked: list[str], _d: date) -> Missing:
    return missing_agencies(bench.facts, session, case or "", asked)


def _supervisee_agencies(
    bench: Bench, _r: Rule, session: Session, _c: str | None, asked: Mapping[str, Any], _d: date
) -> Missing:
    there = agencies(bench.facts, session.supervisees, session.date)
    lacks = [] if asked["including"] in there else [f"a supervisee of {asked['including']}"]
    if len(there | {asked["including"]}) < asked["at_least"]:
        lacks.append("a supervisee of another agency")
    return lacks


def _supervisor_agencies(
    bench: Bench, rule: Rule, session: Session, _c: str | None, asked: Mapping[str, Any], _d: date
) -> Missing:
    if len(agencies(bench.facts, session.supervisors, session.date)) >= asked["at_least"]:
        return []
    if asked.get("or_independent") and asks_independence(bench, session):
        cases = independence_cases(bench, session)
        if any(
            all(independent(bench.facts, p, c, rule.protocol, session.date) for c in cases) for p in session.supervisors
        ):
            return []
        return ["supervisors of two agencies, or one who is independent"]
    return ["supervisors of two agencies"]


def asks_independence(bench: Bench, session: Session) -> bool:
    """Does the session's referral ask for an independent supervisor?"""
    return any(
        record.id == session.data.get("referral") and record.data.get("independent_supervisor", False)
        for _, record in bench.facts.dated["referrals"]
    )


def independence_cases(bench: Bench, session: Session) -> list[str]:
    """The cases that a supervisor has to be independent of: the referral's, and those discussed."""
    named = [
        r.data["case"] for _, r in bench.facts.dated["referrals"] if r.id == session.data.get("referral")
    ]
    return list(dict.fromkeys([*named, *session.cases]))


NEEDS: Mapping[str, Callable[[Bench, Rule, Session, str | None, Any, date], Missing]] = {
    "sections": _sections,
    "case_sections": _case_sections,
    "fields": _fields,
    "case_fields": _case_fields,
    "agenda": _agenda,
    "any_agenda": _any_agenda,
    "prepared": _prepared,
    "partnership": _partnership,
    "minutes": _minutes,
    "measured_action": _measured_action,
    "filed": _filed,
    "recorded_by": _recorded_by,
    "both_agencies": _both_agencies,
    "supervisee_agencies": _supervisee_agencies,
    "supervisor_agencies": _supervisor_agencies,
}
