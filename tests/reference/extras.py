"""What a record may hold or lack beyond the bare session; and the records that stand beside sessions."""

from __future__ import annotations

from datetime import date, timedelta

from .assurance import PROCESSES
from .content import CHILD_SYSTEMS, JOINT_AGENDA, TELFORD_CASE, TELFORD_PERSONAL, WEETWOOD_CASE
from .days import Working, day, later
from .world import ISL, JNT, STK, TEL, WTW
from .worlds import Entry, Maker

SECTIONS = {
    JNT: "incidents-changes joint-work current-situation strengths plans",
    STK: "experience reflection analysis planning voice-of-child concerns child-assessment parenting-capacity risks "
    "protective-factors",
    WTW: f"since-last-time team-issues {WEETWOOD_CASE}",
    ISL: "discussion",
}
AGENDA = {
    JNT: JOINT_AGENDA,
    ISL: "threshold-decisions last-actions",
    WTW: "confidentiality-boundaries",
    STK: "",
    TEL: "",
}
FILED: dict[str, list[tuple[str, str | None]]] = {
    JNT: [(system, None) for system in CHILD_SYSTEMS],
    STK: [("eis", "Manager's Decision"), ("health-file", None), ("vct-copy", None)],
    WTW: [("child-file", None)],
    ISL: [("lcs", "Management Decision")],
    TEL: [("protocol", "Manager's Decision"), ("child-file", "Systemic consultation")],
}
CRITERIA = {
    "youth-offending": "crime-antisocial-behaviour",
    "exclusions": "school-attendance",
    "not-registered": "school-attendance",
    "trafficking": "ensuring-safety",
    "radicalisation": "ensuring-safety",
    "domestic-abuse": "parenting",
    "complex-needs": "parenting",
}
HELD = {"held": "child-file"}


def most(make: Maker, wanted: list[str], kind: str) -> list[str]:
    """All of them, or often all but one."""
    if wanted and not make.odds(kind, 65):
        wanted = [one for one in wanted if one != make.one(wanted)]
    return wanted


def fill(make: Maker, data: Entry, when: date) -> None:
    """Sections, agenda, preparation, filing and the rest of a session's record."""
    wanted = SECTIONS.get(make.protocol) or (TELFORD_PERSONAL if data["type"] == "personal" else TELFORD_CASE)
    notes: Entry = dict.fromkeys(most(make, wanted.split(), "notes"), HELD)
    entries = data.get("cases", [])
    movable = [one for one in notes if make.protocol != STK and one not in {"since-last-time", "team-issues"}]
    if entries and make.chance(25):
        make.one(entries)["notes"] = {one: notes.pop(one) for one in make.some(movable, 1, 3)}
    data["notes"] = notes
    data["agenda"] = most(make, AGENDA[make.protocol].split(), "agenda")
    data["prepared"] = {
        one: not make.chance(10) for one in ("records_reviewed", "family_told", "place_private") if make.chance(92)
    }
    data["filed"] = _filed(make, when, 92)
    for entry in entries:
        if make.protocol != STK and make.chance(30):
            entry["filed"] = _filed(make, when, 70)
        stated = {"child_seen": str(when), "last_assessment": str(when), "status_change": "none"}
        entry.update({key: value for key, value in stated.items() if make.chance(85)})
    stated = {"next": str(later(when, make.focus.interval)), "cases_covered": "all"}
    data.update({key: value for key, value in stated.items() if make.chance(85)})
    for action in data.get("actions", []):
        if make.chance(60):
            action["measure"] = HELD


def _filed(make: Maker, when: date, percent: int) -> list[Entry]:
    late = make.one((0, 0, 0, 0, 1))
    filings: list[Entry] = []
    for system, under in FILED[make.protocol]:
        if make.chance(percent):
            on = Working().after(when, make.one((5, 0, 1))) + timedelta(late)
            filings.append({"system": system, "on": str(make.note(on)), **({"under": under} if under else {})})
    return filings


def partnership(make: Maker, data: Entry, when: date) -> None:
    """The form of partnership supervision, and its review date."""
    form = {"caf": True, "tac": False, "plan": "cp", "level_of_need": "3"}
    data["partnership"] = {key: value for key, value in form.items() if make.chance(95)}
    if "referral" in data and make.chance(70):
        data["review"] = str(make.usual(when))


def gap(make: Maker, data: Entry, when: date) -> None:
    """A gap in supervision, as the next session records it."""
    if make.odds("gap", 15):
        last = when - timedelta(make.one((1, 5, 20, 40)))
        data["gap"] = {"from": str(last - timedelta(make.one((0, 10, 30, 70)))), "to": str(last)}


def make_assurance(make: Maker) -> None:
    """Some of the processes of an assurance calendar, on or beside the days that they are due."""
    if make.protocol not in {JNT, STK, TEL}:
        return
    for _ in range(make.pick(0, 3) if make.odds("assurance", 60) else 0):
        place, process, every = _process(make)
        base = day(make.records["cases"]["c-00000001"]["opened"]) if make.chance(30) else make.one(make.known)
        when = make.beside(later(base, every)) if make.chance(60) else make.near()
        group = {"group": make.one(("group-1", "group-2"))} if process == "group-visit" else {}
        for _ in range(make.pick(1, 3)):
            data: Entry = {
                "protocol": make.protocol,
                "process": process,
                "on": str(make.note(when)),
                "lead": "person-1",
                **place,
                **group,
            }
            if make.protocol == TEL and make.chance(40):
                data["actions"] = [action(make, when)]
            make.add("assurance", "assurance", data)
            when = make.beside(later(when, every))


def _process(make: Maker) -> tuple[Entry, str, dict[str, int]]:
    if make.protocol == JNT:
        return {"borough": make.one(("borough-a", "borough-b"))}, "joint-audit", {"months": 6}
    if make.protocol == STK:
        where = {"team": make.one(make.ids("teams"))} if make.chance(50) else {"locality": make.one(("east", "west"))}
        return where, "evaluation", {"months": 6}
    if make.odds("case-file-read", 5):
        return {"team": "team-1"}, "case-file-read", {"months": 12}
    if make.odds("unallocated-review", 20):
        return {"locality": make.one(("east", "east", "west"))}, "unallocated-review", {"weeks": 1}
    if make.chance(20):
        return {"locality": make.one(("east", "west"))}, "group-visit", {"months": 12}
    process, _, kind, interval = make.one(PROCESSES)
    place = {"organisation": "borough-a", "team": "team-1", "locality": "east"}[kind]
    every = {"months": interval["calendar months"]} if "calendar months" in interval else dict(interval)
    return {kind: place}, process, every


def action(make: Maker, when: date) -> Entry:
    """An action of an audit: done or not, checked or not."""
    due = make.note(make.beside(later(when, make.one(({"months": 1}, {"months": 3}, {"months": 4})))))
    found: Entry = {"id": 1, "what": "An action", "owner": "person-1", "due": str(due)}
    if make.chance(75):
        found["done"] = str(max(when, make.note(make.beside(due) - timedelta(make.one((0, 0, 10))))))
        if make.chance(75):
            found["checked"] = str(make.note(make.beside(later(when, {"months": 3}))))
    return found


def make_handovers(make: Maker) -> None:
    """Handovers after a contract's start."""
    contracts = make.records.get("contracts", {})
    for data in list(contracts.values()) if make.protocol == WTW else []:
        if not make.chance(60):
            continue
        starts = day(data["starts"])
        on = make.note(make.beside(starts + timedelta(make.one((28, 28, 3, 10)))))
        supervisee = data["supervisees"][0]
        handover: Entry = {
            "supervisee": supervisee,
            "from": [make.one(make.ids("people"))],
            "to": data["supervisors"] if make.chance(80) else [make.one(make.ids("people"))],
            "changed": data["starts"],
            "on": str(on - timedelta(make.one((0, 0, 0, 0, 0, 30)))),
            "present": [supervisee, *data["supervisors"]] if make.chance(80) else data["supervisors"],
        }
        make.add("handovers", "handover", handover)


def make_escalations(make: Maker) -> None:
    """Escalations about the frequency of somebody's supervision."""
    for _ in range(make.pick(0, 3) if make.protocol == WTW and make.chance(60) else 0):
        opened = make.beside(make.one(make.known) + timedelta(make.one((28, 56, 29))))
        data: Entry = {
            "person": "person-2" if make.chance(80) else make.one(make.ids("people")),
            "opened": str(make.note(opened)),
            "about": "frequency" if make.chance(85) else "dispute",
            "steps": [{"step": "one-to-one", "on": str(opened), "with": ["person-1"]}],
        }
        make.add("escalations", "escalation", data)


def telford(make: Maker, data: Entry, opened: date) -> None:
    """The milestones of a case, each at, before or after the day it is due."""
    start = day(data["allocations"][0]["from"]) if data["allocations"] else opened
    after = {
        "first-contact": Working().after(start, 2),
        "referrer-notified": Working().after(start, 2),
        "first-visit": start + timedelta(7),
        "assessment": start + timedelta(42),
        "family-circle": start + timedelta(42),
        "missing-found": start + timedelta(20),
        "return-interview": start + timedelta(23),
        "return-interview-declined": start + timedelta(23),
        "social-worker-told": start + timedelta(21),
        "support-meeting": start + timedelta(98),
        "psp-checked": start + timedelta(7),
        "closure-directed": start + timedelta(70),
        "closed-summary": start + timedelta(77),
        "disengaged": start + timedelta(30),
    }
    found: Entry = {"referred": str(make.note(opened - timedelta(make.one((0, 0, 10)))))} if make.chance(60) else {}
    for name, usual in after.items():
        if make.odds(name, 35 if name != "social-worker-told" else 12):
            found[name] = str(make.note(make.beside(usual)))
    if "family-circle" in found and make.chance(60):
        first = day(found["family-circle"])
        found["family-circle"] = [str(first), str(make.note(make.beside(first + timedelta(56))))]
    data["milestones"] = found
    if make.chance(30):
        data["route"] = "ehsp"
    if make.chance(30):
        data["source"] = "family-connect"
    if make.chance(30):
        data["very_active"] = [make.span(make.near(), 60)]


def make_whole_family(make: Maker) -> None:
    """Referrals for whole family working."""
    for _ in range(make.pick(0, 1) if make.protocol == TEL else 0):
        chosen = make.some(sorted(CRITERIA), 4, 7) if make.chance(80) else make.some(sorted(CRITERIA)[:3], 2, 3)
        criteria = [{"domain": CRITERIA[one], "sub_category": one} for one in chosen]
        data: Entry = {
            "type": "whole-family",
            "protocol": TEL,
            "case": make.one(make.ids("cases")),
            "on": str(make.near()),
            "by": "person-1",
            "outcome": make.one(("accepted", "accepted", "declined")),
            "criteria": criteria,
            "assessment_current": not make.chance(20),
            "plan_current": not make.chance(20),
        }
        make.add("referrals", "referral", data)
