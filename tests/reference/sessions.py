"""Random sessions of all types, and the referrals, audits and observations beside them."""

from __future__ import annotations

from datetime import date, timedelta

from . import extras
from .days import Working, day, later
from .world import ISL, JNT, STK, TEL, WTW
from .worlds import TYPES, Entry, Maker

FUNCTIONS = ("performance", "development", "support")


def make_sessions(make: Maker) -> None:
    """Runs of sessions: each of one type and with the same people, an interval apart; the first is the focus's."""
    for number in range(make.one((1, 2, 2, 3) if make.focus.kind == "informal" else (1, 1, 2, 3))):
        kind = make.focus.kind if number == 0 else make.one(TYPES[make.protocol])
        if number == 1 and make.focus.kind == "informal":
            kind = "case"
        supervisees, supervisors = _parties(make, kind)
        if not supervisors:
            continue
        when = make.near() if make.chance(40) else make.usual(make.start)
        if _ends(make, "absences", "to") and make.chance(25):
            when = make.beside(make.one(_ends(make, "absences", "to")))
        if number == 1 and make.focus.kind == "informal" and make.ids("sessions"):
            when = day(make.records["sessions"]["session-1"]["date"]) + timedelta(make.pick(0, 20))
        for _ in range(make.one((2, 3, 4, 5) if number == 0 else (1, 2, 3))):
            _session(make, kind, when, supervisees, supervisors)
            when = make.usual(when)


def _parties(make: Maker, kind: str) -> tuple[list[str], list[str]]:
    """Supervisees and supervisors, mostly such as the rules ask for."""
    people = make.ids("people")
    if kind == "partnership" and len(people) > 3 and make.odds("both agencies", 15):
        return people[2:4], people[:2]
    if make.chance(85):
        return (people[2:4], people[:2]) if kind == "joint" else (people[1:2], people[:1])
    if kind in {"joint", "partnership", "group"}:
        supervisees = make.some(people, 1, 2)
    elif kind in {"decision", "oversight"}:
        supervisees = []
    else:
        supervisees = [make.one(people)] if make.chance(80) else make.some(people, 2, 2)
    return supervisees, make.some([one for one in people if one not in supervisees], 1, 2)


def _session(make: Maker, kind: str, when: date, supervisees: list[str], supervisors: list[str]) -> None:
    data: Entry = {
        "protocol": make.protocol if make.chance(94) else make.one((ISL, TEL, WTW)),
        "team": make.one(make.ids("teams")),
        "type": kind,
        "date": str(when),
        "status": "held",
        "supervisors": supervisors,
        "supervisees": supervisees,
    }
    if make.chance(30 if make.protocol == TEL else 8):
        data["status"] = make.one(("cancelled", "missed"))
        data["reason"] = "service"
        if make.chance(70):
            data["rearranged_for"] = str(make.note(make.beside(Working().after(when, make.one((10, 3, 10))))))
    if kind != "personal":
        cases = make.ids("cases") if make.odds("all cases", 60) else make.some(make.ids("cases"), 0, 3)
        data["cases"] = [_discussion(make, case, when, supervisors) for case in cases]
    _written(make, data, when)
    _agreed(make, data, when)
    extras.fill(make, data, when)
    extras.gap(make, data, when)
    make.add("sessions", "session", data)


def _discussion(make: Maker, case: str, when: date, supervisors: list[str]) -> Entry:
    entry: Entry = {"case": case}
    for flag, percent in (("urgent", 25), ("significant", 20)):
        if make.odds(flag, percent):
            entry[flag] = True
    if make.odds("considered", 50):
        entry["step_down_considered"] = True
    if make.chance(60):
        entry["recorded"] = _recorded(make, when, supervisors)
    return entry


def _recorded(make: Maker, when: date, supervisors: list[str]) -> Entry:
    delay = make.one((0, 1, 1, 2))
    late = when + timedelta(delay) if make.chance(50) else make.beside(Working().after(when, 5))
    recorded: Entry = {
        "by": supervisors[0] if make.chance(80) else make.one(make.ids("people")),
        "on": str(make.note(late)),
    }
    if make.chance(60):
        recorded["at"] = make.one(("10:59", "11:00", "11:01", "00:00", "23:59"))
    return recorded


def _written(make: Maker, data: Entry, when: date) -> None:
    """Recording, signatures and feedback, at times a day late, twice or not at all."""
    if make.chance(50):
        data["start"] = make.one(("10:00", "09:15", "23:30"))
    if make.chance(70):
        data["minutes"] = make.one((60, 45, 44, 90))
    if make.chance(40):
        data["recorded"] = _recorded(make, when, data["supervisors"])
    both = [*data["supervisors"], *data["supervisees"]]
    if make.chance(60):
        data["signed"] = _signed(make, both, when)
    others = [one for one in make.ids("people") if one not in both]
    if others and make.chance(8):
        data["deputising_for"] = others[0]
    if others and data["type"] == "group" and make.chance(50):
        data["absent"] = others[:1]
    if make.protocol == WTW:
        data["functions"] = list(FUNCTIONS[:2]) if make.chance(60) else make.some(FUNCTIONS, 0, 3)
        if make.odds("support", 20):
            data["functions"] = ["support"]
    if data["type"] == "partnership":
        _of_partnership(make, data, when)


def _of_partnership(make: Maker, data: Entry, when: date) -> None:
    data["feedback"] = _signed(make, data["supervisees"], when)
    if make.ids("referrals"):
        data["referral"] = make.one(make.ids("referrals"))
        case = make.records["referrals"][data["referral"]]["case"]
        data["cases"] = [entry for entry in data["cases"] if entry["case"] == case]
    extras.partnership(make, data, when)


def _signed(make: Maker, people: list[str], when: date) -> list[Entry]:
    entries: list[Entry] = []
    for person in people:
        for _ in range(make.one((1, 1, 1, 1, 1, 2, 0))):
            on = when + timedelta(make.one((28, 0, 29, 3, 27)))
            entries.append({"by": person, "on": str(make.note(on))})
    return entries


def _agreed(make: Maker, data: Entry, when: date) -> None:
    """Actions for later, and reviews of earlier sessions' actions."""
    if make.chance(50):
        data["actions"] = [_action(make, number, when) for number in range(1, make.pick(1, 2) + 1)]
    earlier = [
        {"session": id_, "action": action["id"]}
        for id_, session in make.records.get("sessions", {}).items()
        for action in session.get("actions", [])
    ]
    if earlier and make.chance(60):
        data["reviewed"] = [{**action, **_outcome(make)} for action in earlier[-3:] if make.chance(75)]


def _outcome(make: Maker) -> Entry:
    outcome = make.one(("done", "carried-forward", "dropped"))
    return {"outcome": outcome, "reason": {"held": "worker-file"}} if outcome == "dropped" else {"outcome": outcome}


def _action(make: Maker, number: int, when: date) -> Entry:
    due = make.beside(later(when, make.focus.interval)) if make.chance(40) else when + timedelta(2)
    action: Entry = {
        "id": number,
        "what": "An action",
        "owner": make.one(make.ids("people")),
        "due": str(make.note(due)),
    }
    if make.ids("cases") and make.chance(30):
        action["case"] = make.one(make.ids("cases"))
    return action


def shorten_intervals(make: Maker) -> None:
    """Let a shorter interval of a case begin on, just before or just after the day of a session."""
    held = [day(session["date"]) for session in make.records.get("sessions", {}).values()]
    for data in make.records["cases"].values() if held else []:
        if not make.chance(35):
            continue
        start = str(make.note(make.beside(make.one(held))))
        if make.protocol == JNT:
            agreed = [one for one in data.get("joint_interval", []) if one["from"] != start]
            data["joint_interval"] = [
                *agreed,
                {"months": make.one((3, 1, 4)), "from": start, "agreed_by": ["person-1"]},
            ]
        if make.protocol == TEL:
            data["very_active"] = [make.span(day(start), 60)]


def make_referrals(make: Maker) -> None:
    """Partnership referrals, screened by two agencies or not."""
    for _ in range(make.one((1, 1, 2)) if make.protocol == STK and make.ids("cases") else 0):
        when = make.near()
        people = make.ids("people")
        data: Entry = {
            "type": "partnership",
            "protocol": STK,
            "case": make.one(make.ids("cases")),
            "on": str(when),
            "by": make.one(people),
            "reasons": ["complex"],
            "independent_supervisor": make.chance(35),
        }
        if make.chance(30):
            data["ended"] = {"on": str(make.usual(make.usual(when))), "reason": "completed"}
        if make.chance(75):
            screened = make.note(make.beside(Working().after(when, make.one((10, 10, 2)))))
            by = people[:2] if make.chance(70) else make.some(people, 1, 3)
            data["screened"] = {"on": str(screened), "by": by}
        if make.ids("contracts") and make.chance(85):
            data["contract"] = make.one(make.ids("contracts"))
        make.add("referrals", "referral", data)


def make_observations(make: Maker) -> None:
    """Observations of people."""
    for _ in range(make.one((0, 1, 1, 2)) if make.protocol == TEL else 0):
        when = make.near()
        practitioner, observer = make.some(make.ids("people"), 2, 2)
        consent = {"from": "family-agreed", "on": str(when)}
        data = {"practitioner": practitioner, "observer": observer, "on": str(when), "consent": consent}
        make.add("observations", "observation", data)


def make_audits(make: Maker) -> None:
    """Audits of supervision files, with few and with many files."""
    for _ in range(make.pick(1, 3) if make.protocol == TEL and make.odds("audits", 30) else 0):
        kind = make.one(("supervision-file", "supervision-file", "case-supervision", "case-supervision", "case-file"))
        when = make.near()
        data: Entry = {
            "type": kind,
            "protocol": TEL if make.chance(94) else ISL,
            "on": str(when),
            "auditor": make.one(make.ids("people")),
            "team": "team-1" if make.chance(70) else make.one(make.ids("teams")),
            "files": [{"ref": f"file-{n}", "answers": {}} for n in range(make.one((1, 3, 4, 4, 5, 8, 9)))],
            "actions": [extras.action(make, when)] if make.chance(50) else [],
        }
        make.add("audits", "audit", data)


def _ends(make: Maker, kind: str, key: str) -> list[date]:
    return [day(data[key]) for data in make.records.get(kind, {}).values() if key in data]


def as_of(make: Maker) -> date:
    """The date as of which all is judged: on, beside or an interval after a date that matters, mostly a late one."""
    sessions = make.records.get("sessions", {}).values()
    held = [day(session["date"]) for session in sessions if session["status"] == "held"]
    ends = [*_ends(make, "absences", "from"), *_ends(make, "absences", "to"), *_ends(make, "cases", "closed")]
    if held and make.chance(55):
        when = held[-1 - make.pick(0, min(2, len(held) - 1))]
        return make.beside(later(when, make.focus.interval)) if make.chance(33) else when + timedelta(make.pick(0, 6))
    if ends and make.chance(40):
        return make.one(ends) + timedelta(make.one((0, 0, 1, 10, 14, 15, 30)))
    late = sorted(make.known)[len(make.known) // 2 :] if make.chance(80) else make.known
    when = make.one(late)
    return make.beside(make.away(when) if make.chance(50) else when)
