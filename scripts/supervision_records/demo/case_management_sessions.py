"""The formal sessions of the case management service, with the informal talks between them."""

from __future__ import annotations

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


def supervise(scene: Scene, worker: Worker, manager: str, deputy: str) -> None:
    """All formal sessions of one worker: each month, or as often as agreed."""
    last = scene.clock.start
    for day in _steady(scene, worker, worker.every) if worker.every else _monthly(scene, worker):
        plan, turn = worker.plan, scene.clock.turn(day)
        supervisor = manager if scene.absent(worker.supervisor, day) else worker.supervisor
        if plan.slips("ISL-17", turn):
            supervisor = deputy
        flagged = _informal(scene, worker, day)
        left_out = _left_out(scene, worker, day, flagged)
        _formal(scene, worker, day, supervisor, left_out, _gap(scene, worker, last, day))
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
        day = scene.clock.after(span.end, 12 if late else scene.rng.randrange(2, 9))
        if (day.year, day.month) == (month.year, month.month) and span.end < scene.clock.as_of and not scene.absent(worker.name, day):
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
    wanted = plan.slips("ISL-7", turn) if isinstance(plan, Script) else scene.rng.randrange(5) == 0
    if not wanted or not caseload or scene.absent(worker.name, day) or day < scene.clock.start:
        return None
    informal(scene, worker, day, caseload[0])
    return caseload[0]


def informal(scene: Scene, worker: Worker, day: date, case: CaseFile) -> None:
    """A talk in between about one case that matters."""
    entry = _entry(scene, worker, day, case, worker.supervisor, urgent=scene.rng.randrange(6) == 0)
    data: Data = {"protocol": PROTOCOL, "team": worker.team, "status": "held", "start": "14:00", "minutes": 15}
    data |= {"supervisors": [worker.supervisor], "supervisees": [worker.name], "cases": [entry | {"significant": True}]}
    recorded = written(scene, worker.plan, "ISL-6", day, worker.supervisor)
    scene.session(day, "informal", data | ({"recorded": recorded} if recorded else {}))


def _left_out(scene: Scene, worker: Worker, day: date, flagged: CaseFile | None) -> CaseFile | None:
    """The case that the session forgets, if any: of two faults at once, the flagged case."""
    turn = scene.clock.turn(day)
    if flagged and worker.plan.slips("ISL-7", turn):
        return flagged
    caseload = worker.caseload(day)
    return scene.rng.choice(caseload) if len(caseload) > 1 and worker.plan.slips("ISL-2", turn) else None


def _formal(scene: Scene, worker: Worker, day: date, supervisor: str, left_out: CaseFile | None, gap: Data | None) -> None:  # noqa: PLR0913
    """One formal session: every case but the one left out, written up unless it is still fresh."""
    plan, turn = worker.plan, scene.clock.turn(day)
    cases = [case for case in worker.caseload(day) if case is not left_out]
    data: Data = {"protocol": PROTOCOL, "team": worker.team, "status": "held", "start": "10:00", "minutes": 90, "mode": "in-person"}
    data |= {"supervisors": [supervisor], "supervisees": [worker.name]}
    urgent = plan.slips("ISL-6-urgent", turn) if isinstance(plan, Script) else scene.rng.randrange(8) == 0
    data["cases"] = [_entry(scene, worker, day, case, supervisor, urgent=urgent and case is cases[0]) for case in cases]
    if supervisor != worker.supervisor:
        data["deputising_for"] = worker.supervisor
    if scene.rng.randrange(15) == 0:
        data["observers"] = [f"{worker.supervisor.split('-')[0]}-st-01"]
    if gap:
        data["gap"] = gap
    reviewed = worker.log.review(day, worker.holds(day), skip=plan.slips("ISL-15", turn))
    if reviewed:
        data["reviewed"] = reviewed
    recorded = written(scene, plan, "ISL-6", day, supervisor)
    if recorded:
        data["recorded"] = recorded
        data["actions"] = worker.log.agree(day, [case.name for case in cases])
        if not plan.slips("ISL-13", turn):
            data |= {"agenda": AGENDA, "prepared": {"records_reviewed": True, "place_private": True}}
        for entry in data["cases"]:
            entry["notes"] = parts.notes(SECTIONS, "lcs")
    name = scene.session(day, "case", data)
    worker.log.remember(name, data.get("actions", []))


def _entry(scene: Scene, worker: Worker, day: date, case: CaseFile, by: str, *, urgent: bool) -> Data:  # noqa: PLR0913
    """A discussed case; an urgent one is recorded within 24 hours, or late."""
    entry: Data = {"case": case.name, "depth": scene.rng.choice(("brief", "brief", "in-depth"))}
    if urgent:
        entry["urgent"] = True
        late = worker.plan.slips("ISL-6-urgent", scene.clock.turn(day))
        on, at = (day + 2 * DAY, "09:15") if late else scene.rng.choice(((day, "16:30"), (day + DAY, "08:45")))
        if on <= scene.clock.as_of:
            entry["recorded"] = {"by": by, "on": on, "at": at}
    return entry


def written(scene: Scene, plan: Plan, rule: str, day: date, by: str) -> Data | None:
    """When and by whom a session was recorded: within five working days, late, on the last day, or not yet."""
    turn = scene.clock.turn(day)
    if plan.slips("fresh", turn):
        return None
    if plan.slips(rule, turn):
        lag = 6 if isinstance(plan, Script) else scene.rng.randrange(6, 13)
    else:
        lag = 5 if isinstance(plan, Script) and plan.slips("ISL-6-last-day", turn) else scene.rng.randrange(6)
    on = scene.clock.after(day, lag)
    return {"by": by, "on": on} if on <= scene.clock.as_of else None


def without_cases(scene: Scene, team: str, manager: str, who: str, plan: Plan, rule: str) -> None:  # noqa: PLR0913
    """The monthly sessions of somebody without cases (a deputy, an officer) with the manager."""
    preferred = scene.rng.randrange(3, 20)
    for month in scene.clock.months():
        turn = scene.clock.turn(month)
        fresh = not turn and plan.slips("fresh", 0)
        day = scene.clock.before(1) if fresh else usual_day(scene, who, month, preferred)
        if not day or day > scene.clock.as_of or plan.slips(rule, turn):
            continue
        data: Data = {"protocol": PROTOCOL, "team": team, "status": "held", "start": "09:30", "minutes": 60}
        data |= {"supervisors": [manager], "supervisees": [who]}
        recorded = written(scene, plan, "recorded", day, manager)
        if recorded:
            data |= {"recorded": recorded, "agenda": _agenda(plan, rule, turn)}
        scene.session(day, "personal", data)


def _agenda(plan: Plan, rule: str, turn: int) -> list[str]:
    """The threshold decisions belong on the agenda of those who decide on thresholds."""
    if rule == "ISL-12" and not plan.slips("ISL-12-agenda", turn):
        return ["agenda-setting", "threshold-decisions", "wellbeing"]
    return ["agenda-setting", "last-actions", "wellbeing"]
