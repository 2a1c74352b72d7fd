"""What ends the clock of a deadline: an explicit table from ``done`` of the front matter to the day it was done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from supervision_records.calendar import parse_date
from supervision_records.claims import claim
from supervision_records.facts import Session, Team, place_of
from supervision_records.model import Record, Rule
from supervision_records.rules.bench import Bench
from supervision_records.rules.evidence import ends_at, last_of_all, moment, recorded
from supervision_records.rules.select import chosen, series
from supervision_records.rules.triggers import Trigger, case_end
from supervision_records.rules.witness import Claimed


@dataclass(frozen=True, slots=True)
class End:
    """When it was done (None: not yet) and the records that say so.

    ``too_late`` tells that it was done on the due day but after the hour; ``due`` replaces the trigger's
    due date where the hours run into another day. ``needs`` are the claims behind it that the history can bear
    witness to: all of them are needed, each in one of several ways.
    """

    on: date | None
    records: tuple[str, ...] = ()
    too_late: bool = False
    due: date | None = None
    needs: tuple[tuple[Claimed, ...], ...] = ()


NOT_DONE = End(None)


def ends_of(rule: Rule, bench: Bench, trigger: Trigger) -> End:
    """When what the trigger waits for was done."""
    if trigger.step:
        found = case_end(rule, bench, trigger)
        return End(found[0], (found[1],)) if found else NOT_DONE
    ((kind, argument),) = rule.spec["done"].items()
    return _TABLE[kind](rule, bench, trigger, argument)


def _earliest(candidates: Iterable[tuple[date, str]], since: date) -> End:
    found = min((pair for pair in candidates if pair[0] >= since), default=None)
    return End(found[0], (found[1],)) if found else NOT_DONE


def _recorded(rule: Rule, bench: Bench, trigger: Trigger, asked: Mapping[str, Any]) -> End:
    session: Session = trigger.matter
    case = trigger.about.case or ""
    entry = recorded(session, trigger.about.case)
    day = bench.facts.seen(entry["on"]) if entry else None
    if entry is None or day is None or day < session.date:
        return NOT_DONE
    if asked.get("by") == "supervisors" and entry["by"] not in session.supervisors:
        return NOT_DONE
    urgent = session.cases.get(case, {}).get("urgent", False)
    allowance = rule.spec.get("urgent_within") if urgent else None
    hours = (allowance or rule.spec["within"]).get("hours")
    finished = ends_at(session) if hours else None
    needs = ((Claimed(day, session.path, claim("recorded", entry, case)),),)
    if hours and finished and "at" in entry:
        limit = finished + timedelta(hours=hours)
        return End(day, (session.path,), moment(day, entry["at"]) > limit, limit.date(), needs)
    return End(day, (session.path,), needs=needs)


def _signed(_rule: Rule, bench: Bench, trigger: Trigger, who: list[str]) -> End:
    return _by_all(bench, trigger.matter, "signed", who)


def _feedback(_rule: Rule, bench: Bench, trigger: Trigger, who: list[str]) -> End:
    return _by_all(bench, trigger.matter, "feedback", who)


def _by_all(bench: Bench, session: Session, key: str, who: list[str]) -> End:
    needed = [person for group in who for person in session.data[group]]
    entries = session.data.get(key, ())
    day = last_of_all(bench.facts, entries, needed, session.date)
    if not day:
        return NOT_DONE
    made: dict[str, list[Claimed]] = {}
    for entry in entries:
        on = bench.facts.seen(entry["on"])
        if on and on >= session.date and entry["by"] in needed:
            made.setdefault(entry["by"], []).append(Claimed(on, session.path, claim(key, entry)))
    return End(day, (session.path,), needs=tuple(map(tuple, made.values())))


def _screened(_rule: Rule, bench: Bench, trigger: Trigger, asked: Mapping[str, Any]) -> End:
    record: Record = trigger.matter
    screening = record.data.get("screened")
    day = bench.facts.seen(screening["on"]) if screening else None
    if not screening or day is None or day < trigger.since:
        return NOT_DONE
    agencies = {bench.facts.agency_on(person, day) for person in screening["by"]} - {None}
    if len(agencies) < asked["agencies"] or asked["including"] not in agencies:
        return NOT_DONE
    return End(day, (record.path,), needs=((Claimed(day, record.path, claim("screened", screening)),),))


def _next_in_series(rule: Rule, bench: Bench, trigger: Trigger, _asked: Any) -> End:
    """The next session of the same referral, or the referral's end, whichever comes first."""
    session: Session = trigger.matter
    name = session.data.get("referral")
    if name is None:
        return NOT_DONE
    same = series(bench, rule.protocol, rule.spec["trigger"]["sessions"])[name]
    later = [(other.date, other.path) for other in same if other.key > session.key]
    referral = bench.facts.referrals.get(name)
    ended = bench.facts.seen(referral.data["ended"]["on"]) if referral and "ended" in referral.data else None
    if referral and ended:
        later.append((ended, referral.path))
    return _earliest(later, session.date)


def _rearranged(_rule: Rule, _bench: Bench, trigger: Trigger, _asked: Any) -> End:
    """The new date itself, even where it lies after the as-of date."""
    session: Session = trigger.matter
    day = session.data.get("rearranged_for")
    return End(parse_date(day), (session.path,)) if day else NOT_DONE


def _assurance(rule: Rule, bench: Bench, trigger: Trigger, process: str) -> End:
    """An assurance record of the process for the team or for its locality."""
    team: Team = trigger.matter
    locality = place_of(team, "locality")
    return _earliest(
        (
            (day, record.path)
            for day, record in bench.facts.dated["assurance"]
            if (record.data["protocol"], record.data["process"]) == (rule.protocol, process)
            and (record.data.get("team") == team.id or (locality and str(record.data.get("locality")) == locality))
        ),
        trigger.since,
    )


def _handover(_rule: Rule, bench: Bench, trigger: Trigger, _asked: Any) -> End:
    person = trigger.about.part
    return _earliest(
        (
            (day, record.path)
            for day, record in bench.facts.dated["handovers"]
            if record.data["supervisee"] == person
            and person in record.data["present"]
            and set(record.data["to"]) & set(trigger.matter.supervisors)
        ),
        trigger.since,
    )


def _escalation(_rule: Rule, bench: Bench, trigger: Trigger, about: str) -> End:
    return _earliest(
        (
            (day, record.path)
            for day, record in bench.facts.dated["escalations"]
            if record.data["person"] == trigger.matter and record.data["about"] == about
        ),
        trigger.since,
    )


def _sessions(rule: Rule, bench: Bench, trigger: Trigger, selector: Mapping[str, Any]) -> End:
    """The person's next session that the selector means."""
    wanted = chosen(bench, rule.protocol, selector)
    mine = bench.sessions_of(rule.protocol, trigger.about.person or "")
    return _earliest(((s.date, s.path) for s in mine if s.id in wanted), trigger.since)


def _reallocation(_rule: Rule, bench: Bench, trigger: Trigger, _asked: Any) -> End:
    decided = [
        Claimed(day, record.path, claim("reallocation", record.data["reallocation"]))
        for record in trigger.matter.records
        if "reallocation" in record.data and (day := bench.facts.seen(record.data["reallocation"]["decided_on"]))
    ]
    found = _earliest(((one.on, one.record) for one in decided), trigger.since)
    return replace(found, needs=(tuple(d for d in decided if d.on >= trigger.since),)) if found.on else found


def _action(_rule: Rule, bench: Bench, trigger: Trigger, _asked: Any) -> End:
    key, action, path = trigger.matter
    day = bench.facts.seen(action.get(key))
    if not day or day < trigger.since:
        return NOT_DONE
    return End(day, (path,), needs=((Claimed(day, path, claim(key, action[key], str(action["id"]))),),))


_TABLE: Mapping[str, Callable[[Rule, Bench, Trigger, Any], End]] = {
    "recorded": _recorded,
    "signed": _signed,
    "feedback": _feedback,
    "screened": _screened,
    "next_in_series": _next_in_series,
    "rearranged": _rearranged,
    "assurance": _assurance,
    "handover": _handover,
    "escalation": _escalation,
    "sessions": _sessions,
    "reallocation": _reallocation,
    "action": _action,
}
