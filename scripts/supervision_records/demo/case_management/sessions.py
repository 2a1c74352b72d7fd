"""The formal sessions of the service, with the informal talks between them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from supervision_records.calendar import DAY, Span
from supervision_records.demo import parts
from supervision_records.demo.book import Data, Scene
from supervision_records.demo.clock import rhythm
from supervision_records.demo.plan import Plan, Script
from supervision_records.demo.staff import CaseFile, Worker, usual_day

PROTOCOL = "case-management-supervision"
#: An absence of more working days than this has consequences.
LONG = 10
AGENDA = ["agenda-setting", "last-actions", "all-cases", "in-depth-cases", "wellbeing"]
SECTIONS = ("discussion", "risks", "strengths", "plan")


@dataclass(frozen=True)
class Desk:
    """A team and those around its workers: supervisor, manager, deputy and student."""

    team: str
    supervisor: str
    manager: str
    deputy: str
    student: str


@dataclass(frozen=True)
class Formal:
    """One formal session to be held: when, who supervises, which case is forgotten, what gap is told of."""

    day: date
    supervisor: str
    left_out: CaseFile | None
    gap: Data | None


@dataclass(frozen=True)
class Monthly:
    """Somebody without cases who is supervised by the manager each month; ``rule`` is the one that asks for it."""

    who: str
    team: str
    manager: str
    plan: Plan
    rule: str


def supervise(scene: Scene, desk: Desk, worker: Worker) -> None:
    """All formal sessions of one worker: each month, or as often as agreed."""
    last = scene.clock.start
    for day in _steady(scene, worker, worker.every) if worker.every else _monthly(scene, worker):
        turn = scene.clock.turn(day)
        supervisor = desk.manager if scene.absent(desk.supervisor, day) else desk.supervisor
        if worker.plan.slips("ISL-17", turn):
            supervisor = desk.deputy
        flagged = _informal(scene, worker, day)
        left_out = _left_out(scene, worker, day, flagged)
        _hold(scene, desk, worker, Formal(day, supervisor, left_out, _gap(scene, worker, last, day)))
        last = day


def _monthly(scene: Scene, worker: Worker) -> list[date]:
    """The worker's day in each month: the usual one, soon after a long absence, or none."""
    preferred = scene.rng.randrange(3, 24)
    found = []
    for month in scene.clock.months():
        turn = scene.clock.turn(month)
        day = scene.clock.before(1) if not turn and worker.plan.slips("fresh", 0) else None
        day = day or _first_back(scene, worker, month) or usual_day(scene, worker.name, month, preferred)
        if day and day <= scene.clock.as_of and not worker.plan.slips("ISL-1", turn):
            found.append(day)
    return found


def _steady(scene: Scene, worker: Worker, every: int) -> list[date]:
    """Steady sessions up to the as-of date, less the first of each month in which the contract is not kept."""
    found = []
    skipped: set[int] = set()
    for day in rhythm(scene.clock, every, scene.away.get(worker.name, ())):
        turn = scene.clock.turn(day)
        if worker.plan.slips("ISL-5", turn) and turn not in skipped:
            skipped.add(turn)
        else:
            found.append(day)
    return found


def long_absences(scene: Scene, who: str) -> list[Span]:
    """The absences of ten working days or more."""
    return [span for span in scene.away.get(who, ()) if scene.clock.days.count(*span) >= LONG]


def _first_back(scene: Scene, worker: Worker, month: date) -> date | None:
    """The day of the month, if any, on which somebody back from a long absence is seen first."""
    for span in long_absences(scene, worker.name):
        late = worker.plan.slips("ISL-4", scene.clock.turn(span.end))
        day = scene.clock.after(span.end, LONG + 2 if late else scene.rng.randrange(2, 9))
        back = span.end < scene.clock.as_of and not scene.absent(worker.name, day)
        if back and day.replace(day=1) == month:
            return day
    return None


def _gap(scene: Scene, worker: Worker, last: date, day: date) -> Data | None:
    """What the session says of a long absence since the last one."""
    for span in long_absences(scene, worker.name):
        if last <= span.end < day and not worker.plan.slips("ISL-3", scene.clock.turn(day)):
            return {"from": span.start, "to": span.end}
    return None


def _informal(scene: Scene, worker: Worker, formal: date) -> CaseFile | None:
    """Perhaps a talk in the days before the formal session; the case that matters is to be taken up there."""
    plan, turn = worker.plan, scene.clock.turn(formal)
    day = scene.clock.back(formal - timedelta(days=scene.rng.randrange(2, 6)))
    caseload = worker.caseload(day)
    told = plan.slips("informal", turn) or plan.slips("ISL-7", turn)
    wanted = told if isinstance(plan, Script) else scene.rng.randrange(5) == 0
    if not wanted or not caseload or scene.absent(worker.name, day) or day < scene.clock.start:
        return None
    informal(scene, worker, day, caseload[0])
    return caseload[0]


def informal(scene: Scene, worker: Worker, day: date, case: CaseFile) -> None:
    """A talk in between about one case that matters."""
    entry = _entry(scene, worker, day, case, urgent=scene.rng.randrange(6) == 0)
    data = parts.session(PROTOCOL, worker.team, [worker.supervisor], [worker.name], start="14:00", minutes=15)
    data["cases"] = [entry | {"significant": True}]
    recorded = written(scene, worker.plan, "ISL-6", day, worker.supervisor)
    scene.session(day, "informal", data | ({"recorded": recorded} if recorded else {}))


def _left_out(scene: Scene, worker: Worker, day: date, flagged: CaseFile | None) -> CaseFile | None:
    """The case that the session forgets, if any: of two faults at once, the flagged case."""
    turn = scene.clock.turn(day)
    if flagged and worker.plan.slips("ISL-7", turn):
        return flagged
    caseload = worker.caseload(day)
    return scene.rng.choice(caseload) if len(caseload) > 1 and worker.plan.slips("ISL-2", turn) else None


def _hold(scene: Scene, desk: Desk, worker: Worker, formal: Formal) -> None:
    """One formal session: every case but the one left out, written up unless it is still fresh."""
    plan, day, turn = worker.plan, formal.day, scene.clock.turn(formal.day)
    cases = [case for case in worker.caseload(day) if case is not formal.left_out]
    data = parts.session(PROTOCOL, worker.team, [formal.supervisor], [worker.name], start="10:00", minutes=90)
    urgent = plan.slips("ISL-6-urgent", turn) if isinstance(plan, Script) else scene.rng.randrange(8) == 0
    data["cases"] = [_entry(scene, worker, day, case, urgent=urgent and case is cases[0]) for case in cases]
    if formal.supervisor != worker.supervisor:
        data["deputising_for"] = worker.supervisor
    if scene.rng.randrange(15) == 0:
        data["observers"] = [desk.student]
    if formal.gap:
        data["gap"] = formal.gap
    reviewed = worker.log.review(day, worker.holds(day), skip=plan.slips("ISL-15", turn))
    if reviewed:
        data["reviewed"] = reviewed
    recorded = written(scene, plan, "ISL-6", day, formal.supervisor)
    if recorded:
        data["recorded"] = recorded
        data["actions"] = worker.log.agree(day, [case.name for case in cases])
        if not plan.slips("ISL-13", turn):
            data |= {"agenda": AGENDA, "prepared": {"records_reviewed": True, "place_private": True}}
        for entry in data["cases"]:
            entry["notes"] = parts.notes(SECTIONS, "lcs")
    name = scene.session(day, "case", data)
    worker.log.remember(name, data.get("actions", []))


def _entry(scene: Scene, worker: Worker, day: date, case: CaseFile, *, urgent: bool) -> Data:
    """A discussed case; an urgent one is recorded within 24 hours, or late."""
    entry: Data = {"case": case.name, "depth": scene.rng.choice(("brief", "brief", "in-depth"))}
    if urgent:
        entry["urgent"] = True
        late = worker.plan.slips("ISL-6-urgent", scene.clock.turn(day))
        on, at = (day + 2 * DAY, "09:15") if late else scene.rng.choice(((day, "16:30"), (day + DAY, "08:45")))
        if on <= scene.clock.as_of:
            entry["recorded"] = {"by": worker.supervisor, "on": on, "at": at}
    return entry


def written(scene: Scene, plan: Plan, rule: str, day: date, by: str) -> Data | None:
    """When and by whom a session was recorded: within five working days, late, on the last day, or not yet."""
    turn = scene.clock.turn(day)
    if plan.slips("fresh", turn):
        return None
    if plan.slips(rule, turn):
        lag = 6 if isinstance(plan, Script) else scene.rng.randrange(6, 13)
    else:
        lag = 5 if plan.slips("last-day", turn) else scene.rng.randrange(6)
    on = scene.clock.after(day, lag)
    return {"by": by, "on": on} if on <= scene.clock.as_of else None


def without_cases(scene: Scene, person: Monthly) -> None:
    """The monthly sessions of somebody without cases (a deputy, an officer) with the manager."""
    plan = person.plan
    preferred = scene.rng.randrange(3, 20)
    for month in scene.clock.months():
        turn = scene.clock.turn(month)
        fresh = not turn and plan.slips("fresh", 0)
        day = scene.clock.before(1) if fresh else usual_day(scene, person.who, month, preferred)
        if not day or day > scene.clock.as_of or plan.slips(person.rule, turn):
            continue
        data = parts.session(PROTOCOL, person.team, [person.manager], [person.who], start="09:30", minutes=60)
        recorded = written(scene, plan, "recorded", day, person.manager)
        if recorded:
            data |= {"recorded": recorded, "agenda": _agenda(person, turn)}
        scene.session(day, "personal", data)


def _agenda(person: Monthly, turn: int) -> list[str]:
    """The threshold decisions belong on the agenda of those who decide on thresholds."""
    if person.rule == "ISL-12" and not person.plan.slips("ISL-12-agenda", turn):
        return ["agenda-setting", "threshold-decisions", "wellbeing"]
    return ["agenda-setting", "last-actions", "wellbeing"]
