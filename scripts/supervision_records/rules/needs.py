"""What a session can be asked to have: one function for each key of a completeness rule's ``needs``.

Each takes what is asked of which session and gives what is missing, in words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from supervision_records.calendar import parse_date
from supervision_records.claims import claim
from supervision_records.facts import Session
from supervision_records.model import Data, Rule
from supervision_records.rules.attendance import agencies, asks_independence, dependence, missing_agencies
from supervision_records.rules.bench import Bench
from supervision_records.rules.evidence import filings, has_text, recorded, written
from supervision_records.rules.witness import Claimed, came_in

Missing = list[str]


@dataclass(frozen=True, slots=True)
class Ask:
    """One need put to one session.

    ``case`` is None where the session is judged as a whole; ``wanted`` is what the front matter asks for;
    ``deadline`` is the last day on which a filing counts; with ``came_in`` it must be in the repository by then, too.
    """

    bench: Bench
    rule: Rule
    session: Session
    case: str | None
    wanted: Any
    deadline: date
    came_in: bool = False


def missing(
    bench: Bench, rule: Rule, session: Session, case: str | None, deadline: date, *, came_in: bool = False
) -> Missing:
    """All that the session lacks of what the rule needs."""
    lacks: Missing = []
    for key, wanted in rule.spec["needs"].items():
        lacks += NEEDS[key](Ask(bench, rule, session, case, wanted, deadline, came_in))
    return lacks


def _sections(ask: Ask) -> Missing:
    return [f"section {name}" for name in ask.wanted if not _is_written(ask.session, ask.case, name)]


def _is_written(session: Session, case: str | None, section: str) -> bool:
    """Written for the case; for a session as a whole also where it is written for every one of its cases."""
    if written(session, case, section):
        return True
    return case is None and bool(session.cases) and all(written(session, c, section) for c in session.cases)


def _case_sections(ask: Ask) -> Missing:
    cases = ask.session.cases
    return [f"section {name} of case {c}" for c in cases for name in ask.wanted if not written(ask.session, c, name)]


def _fields(ask: Ask) -> Missing:
    return [name for name in ask.wanted if name not in ask.session.data]


def _case_fields(ask: Ask) -> Missing:
    cases = [ask.case] if ask.case else list(ask.session.cases)
    return [f"{name} of case {c}" for c in cases for name in ask.wanted if name not in ask.session.cases[c]]


def _agenda(ask: Ask) -> Missing:
    covered = ask.session.data.get("agenda", ())
    return [f"agenda point {point}" for point in ask.wanted if point not in covered]


def _any_agenda(ask: Ask) -> Missing:
    return [] if ask.session.data.get("agenda") else ["an agenda"]


def _prepared(ask: Ask) -> Missing:
    done = ask.session.data.get("prepared", {})
    return [f"preparation: {name}" for name in ask.wanted if done.get(name) is not True]


def _partnership(ask: Ask) -> Missing:
    stated = ask.session.data.get("partnership", {})
    return [f"partnership: {name}" for name in ask.wanted if name not in stated]


def _minutes(ask: Ask) -> Missing:
    return [] if ask.session.data.get("minutes", 0) >= ask.wanted else [f"a length of {ask.wanted} minutes or more"]


def _measured_action(ask: Ask) -> Missing:
    return [] if has_measured_action(ask.session, ask.case) else ["an action with a measure"]


def has_measured_action(session: Session, case: str | None = None) -> bool:
    """Is there an action with a measure (for a case: one of its own, or one that names no case)?"""
    return any(
        has_text(action.get("measure"))
        for action in session.data.get("actions", ())
        if case is None or action.get("case", case) == case
    )


def _filed(ask: Ask) -> Missing:
    cases: Iterable[str | None] = [ask.case] if ask.case or not ask.session.cases else ask.session.cases
    lacks = [place for place in ask.wanted if not _is_filed(ask, ask.case, place)]
    if ask.case is None and lacks and ask.session.cases:
        lacks = [place for place in lacks if not all(_is_filed(ask, c, place) for c in cases)]
    return [f"filed on {p['system']}" + (f" under {p['under']}" if "under" in p else "") for p in lacks]


def _is_filed(ask: Ask, case: str | None, place: Mapping[str, str]) -> bool:
    return any(
        entry["system"] == place["system"]
        and ("under" not in place or _plain(entry.get("under", "")) == _plain(place["under"]))
        and _filed_by(ask, case, entry)
        for entry in filings(ask.session, case)
    )


def _filed_by(ask: Ask, case: str | None, entry: Data) -> bool:
    on = parse_date(entry["on"])
    if on > ask.deadline or not ask.came_in:
        return on <= ask.deadline
    day = came_in(ask.bench, filing(ask.session, case, entry))
    return day is not None and day <= ask.deadline


def filing(session: Session, case: str | None, entry: Data) -> Claimed:
    """A filing as a claim that the history can bear witness to."""
    return Claimed(parse_date(entry["on"]), session.path, claim("filed", entry, case or ""))


def _plain(heading: str) -> str:
    return " ".join(heading.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").casefold().split())


def _recorded_by(ask: Ask) -> Missing:
    entry = recorded(ask.session, ask.case)
    day = ask.bench.facts.seen(entry["on"]) if entry else None
    if not entry or not day:
        return ["recorded"]
    by = entry["by"]
    if by in ask.session.supervisors or ask.bench.facts.role_on(by, day) in ask.wanted["roles"]:
        return []
    return ["recorded by one of its supervisors or a manager"]


def _both_agencies(ask: Ask) -> Missing:
    return missing_agencies(ask.bench.facts, ask.session, ask.case or "", ask.wanted)


def _supervisee_agencies(ask: Ask) -> Missing:
    there = agencies(ask.bench.facts, ask.session.supervisees, ask.session.date)
    lacks = [] if ask.wanted["including"] in there else [f"a supervisee of {ask.wanted['including']}"]
    if len(there | {ask.wanted["including"]}) < ask.wanted["at_least"]:
        lacks.append("a supervisee of another agency")
    return lacks


def _supervisor_agencies(ask: Ask) -> Missing:
    if len(agencies(ask.bench.facts, ask.session.supervisors, ask.session.date)) >= ask.wanted["at_least"]:
        return []
    if "or_independent" not in ask.wanted or not asks_independence(ask.bench.facts, ask.session):
        return ["supervisors of two agencies"]
    pool = ask.wanted["or_independent"]["pool"]
    if any(not dependence(ask.bench.facts, ask.session, person, pool) for person in ask.session.supervisors):
        return []
    return ["supervisors of two agencies, or one who is independent and of the pool"]


NEEDS: Mapping[str, Callable[[Ask], Missing]] = {
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
