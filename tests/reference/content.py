"""Form 3, the record itself: sections, agenda, preparation, filing, signatures; ``due`` while it may be written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from . import qualifying
from .days import ONE, day
from .deadlines import all_gave, judged, recorded_on, witnessed
from .qualifying import Session
from .relations import independent, referral_of
from .verdict import Verdict
from .world import ISL, JNT, STK, TEL, WTW, Data, World, one_to_one

JOINT_AGENDA = (
    "background risks changes plans visits-feedback difficulties strengths equality learning resources-closure"
)
WEETWOOD_CASE = "events actions-taken risks protective-factors strengths role discussion plans outstanding"
TELFORD_CASE = "purpose last-actions since-last-time plan wishes-feelings impact risk strengths way-forward"
TELFORD_PERSONAL = "training roles health-safety leave wellbeing development practice-standards"
CHILD_SYSTEMS = ("child-file", "parent-file", "rio")
MANAGERS = {"team-manager", "team-leader", "service-manager"}


def content(world: World) -> Iterator[Verdict]:
    """Every judgement of what a record holds."""
    yield from _joint(world)
    yield from _partnership(world)
    yield from _school(world)
    yield from _islington(world)
    yield from _telford(world)
    yield from _whole_family(world)


def limit(world: World, session: Session) -> date:
    """The recording deadline: five working days after the session."""
    return world.working.after(day(session[1]["date"]), 5)


def written(
    world: World, rule: str, session: Session, part: str, *, complete: bool, deadline: date | None = None
) -> Verdict:
    """``due`` until the recording deadline."""
    due = deadline or limit(world, session)
    held = day(session[1]["date"])
    status = "met" if complete else "due" if world.today <= due else "breach"
    return Verdict(rule, "completeness", "session", session[0], part, held, held, status, due, 0)


def at_once(rule: str, session: Session, part: str, *, complete: bool) -> Verdict:
    """Never ``due``."""
    held = day(session[1]["date"])
    status = "met" if complete else "breach"
    return Verdict(rule, "completeness", "session", session[0], part, held, held, status, held, 0)


def has(notes: Data, wanted: str) -> bool:
    """Is every wanted section there: held, sealed or text that is not blank?"""
    return all(isinstance(notes.get(one), dict) or str(notes.get(one, "")).strip() for one in wanted.split())


def notes_of(session: Data, entry: Data) -> Data:
    """The sections of a case: its own, and from the session those that it lacks."""
    return {**session.get("notes", {}), **entry.get("notes", {})}


def filed(
    world: World, session: Session, entry: Data, system: str, under: str | None = None, deadline: date | None = None
) -> bool:
    """Is it filed there by the recording deadline: the case's own filing, or where it lacks one the session's?"""
    last = min(deadline or limit(world, session), world.today)
    found = [one for one in filings(session[1], entry, system) if under in {None, one.get("under")}]
    return any(day(one["on"]) <= last and _in_place(world, session[0], entry, one, last) for one in found)


def filings(session: Data, entry: Data, system: str) -> list[Data]:
    """What is filed in a system for a case: its own, or where it has none there the session's."""
    own = [one for one in entry.get("filed", []) if one["system"] == system]
    return own or [one for one in session.get("filed", []) if one["system"] == system]


def _in_place(world: World, id_: str, entry: Data, filing: Data, last: date) -> bool:
    """Was the filing in the repository by the last day?"""

    def stands(old: Data) -> bool:
        cases = [one for one in old.get("cases", []) if one["case"] == entry["case"]] if entry else [{}]
        return any(filing in filings(old, one, filing["system"]) for one in cases)

    done = world.done_by("sessions", id_, day(filing["on"]), stands)
    return done is not None and done <= last


def recorded_by_manager(world: World, session: Data, entry: Data) -> bool:
    """Has one of the supervisors recorded the case, or somebody who was a manager on the day of recording?"""
    recorded = recorded_on(world, session, entry)
    if not recorded:
        return False
    return recorded["by"] in session["supervisors"] or world.role(recorded["by"], day(recorded["on"])) in MANAGERS


def each_case(sessions: Iterable[Session]) -> Iterator[tuple[Session, Data]]:
    """Each case of each session."""
    for session in sessions:
        for entry in session[1].get("cases", []):
            yield session, entry


def prepared(session: Data, *wanted: str) -> bool:
    """Is all that true of the preparation?"""
    return all(session.get("prepared", {}).get(one) for one in wanted)


def _joint(world: World) -> Iterator[Verdict]:
    for session in world.own(JNT, "joint"):
        agenda = set(JOINT_AGENDA.split()) <= set(session[1].get("agenda", []))
        yield written(world, "JNT-4", session, "", complete=agenda)
    for session, entry in each_case(world.own(JNT, "joint")):
        actions = [one for one in session[1].get("actions", []) if one.get("case", entry["case"]) == entry["case"]]
        measured = any("measure" in action for action in actions)
        sections = has(notes_of(session[1], entry), "incidents-changes joint-work current-situation strengths plans")
        yield written(world, "JNT-3", session, entry["case"], complete=sections and measured)
        everywhere = all(filed(world, session, entry, system) for system in CHILD_SYSTEMS)
        whole = everywhere and recorded_by_manager(world, session[1], entry)
        yield witnessed(world, written(world, "JNT-5", session, entry["case"], complete=whole))


def _partnership(world: World) -> Iterator[Verdict]:
    for session in world.own(STK, "partnership"):
        data = session[1]
        held = day(data["date"])
        notes = data.get("notes", {})
        ready = prepared(data, "records_reviewed", "family_told", "place_private")
        yield written(world, "STK-6", session, "", complete=ready)
        yield written(world, "STK-8", session, "", complete=has(notes, "experience reflection analysis planning"))
        yield written(world, "STK-9", session, "", complete=has(notes, "voice-of-child"))
        yield at_once("STK-11", session, "", complete=_both_agencies(world, data))
        in_place = filed(world, session, {}, "eis", "Manager's Decision")
        in_place = in_place and filed(world, session, {}, "health-file") and filed(world, session, {}, "vct-copy")
        yield witnessed(world, written(world, "STK-13", session, "", complete=in_place))
        sections = has(notes, "concerns child-assessment parenting-capacity risks protective-factors")
        form = all(one in data.get("partnership", {}) for one in ("caf", "tac", "plan", "level_of_need"))
        yield written(world, "STK-15", session, "", complete=sections and form)
        signed = all_gave(world, session[0], data, "signed", [*data["supervisors"], *data["supervisees"]])
        yield witnessed(world, judged(world, "STK-15", ("session", session[0]), "", held, held + timedelta(28), signed))


def _both_agencies(world: World, data: Data) -> bool:
    when = day(data["date"])
    supervisees = {world.agency(one, when) for one in data["supervisees"]} - {None}
    supervisors = {world.agency(one, when) for one in data["supervisors"]} - {None}
    referral = referral_of(world, data)
    alone = referral.get("independent_supervisor") and any(
        independent(world, one, referral, when) for one in data["supervisors"]
    )
    return "health" in supervisees and len(supervisees) > 1 and (len(supervisors) > 1 or bool(alone))


def _school(world: World) -> Iterator[Verdict]:
    formal = [session for _, session in qualifying.all_counting(world, "WTW-1")]
    for session in formal:
        data = session[1]
        yield at_once("WTW-2", session, "", complete=data.get("minutes", 0) >= 45)
        whole = has(data.get("notes", {}), "since-last-time team-issues") and "cases_covered" in data and "next" in data
        for entry in data.get("cases", []):
            whole = whole and "status_change" in entry and has(notes_of(data, entry), WEETWOOD_CASE)
        yield written(world, "WTW-6", session, "", complete=whole)
    for session, entry in each_case([*formal, *world.own(WTW, "group")]):
        in_place = filed(world, session, entry, "child-file")
        yield witnessed(world, written(world, "WTW-7", session, entry["case"], complete=in_place))
    for session in world.own(WTW, "group"):
        agreed = "confidentiality-boundaries" in session[1].get("agenda", [])
        yield written(world, "WTW-9", session, "", complete=agreed)


def _islington(world: World) -> Iterator[Verdict]:
    for _, session in qualifying.all_counting(world, "ISL-1"):
        ready = prepared(session[1], "records_reviewed", "place_private") and bool(session[1].get("agenda"))
        yield written(world, "ISL-13", session, "", complete=ready)
    for session, entry in each_case(world.own(ISL, "decision")):
        deadline = day(session[1]["date"]) + ONE if entry.get("urgent") else None
        in_place = filed(world, session, entry, "lcs", "Management Decision", deadline)
        yield witnessed(world, written(world, "ISL-8", session, entry["case"], complete=in_place, deadline=deadline))


def _telford(world: World) -> Iterator[Verdict]:
    for session in world.own(TEL, "personal"):
        data = session[1]
        if not one_to_one(data):
            continue
        held = day(data["date"])
        whole = has(data.get("notes", {}), TELFORD_PERSONAL) and "next" in data
        yield written(world, "TEL-8", session, "", complete=whole)
        signed = all_gave(world, session[0], data, "signed", [*data["supervisors"], *data["supervisees"]])
        yield witnessed(world, judged(world, "TEL-8", ("session", session[0]), "", held, held + timedelta(28), signed))
    for session, entry in each_case(world.own(TEL, "case")):
        whole = "child_seen" in entry and "last_assessment" in entry
        whole = whole and has(notes_of(session[1], entry), TELFORD_CASE)
        yield written(world, "TEL-9", session, entry["case"], complete=whole)
    for session, entry in each_case(world.own(TEL, "informal")):
        in_place = filed(world, session, entry, "protocol", "Manager's Decision")
        yield witnessed(world, written(world, "TEL-14", session, entry["case"], complete=in_place))
    for session, entry in each_case(world.own(TEL, "group")):
        in_place = filed(world, session, entry, "child-file", "Systemic consultation")
        yield witnessed(world, written(world, "TEL-23", session, entry["case"], complete=in_place))


def _whole_family(world: World) -> Iterator[Verdict]:
    """TEL-21: the criteria of an accepted referral for whole family working."""
    for id_, data in world.all("referrals"):
        on = day(data["on"])
        wanted = data["protocol"] == TEL and data["type"] == "whole-family" and data.get("outcome") == "accepted"
        if not wanted or on > world.today:
            continue
        domains = {one["domain"] for one in data["criteria"]}
        parts = {one["sub_category"] for one in data["criteria"]}
        met = data["assessment_current"] and data["plan_current"] and len(domains) >= 3 and len(parts) >= 5
        yield Verdict("TEL-21", "completeness", "referral", id_, "", on, on, "met" if met else "breach", on, 0)
