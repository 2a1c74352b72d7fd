"""The sessions: personal and casework, talks in between, groups and volunteers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from supervision_records.demo import parts
from supervision_records.demo.actions import PERSONAL, ActionLog
from supervision_records.demo.book import Data, Scene
from supervision_records.demo.clock import rhythm, step
from supervision_records.demo.plan import GOOD, Plan, Script
from supervision_records.demo.staff import CaseFile, Worker, usual_day
from supervision_records.demo.strengthening.stories import CANCELLED, GROUPS, INFORMAL

PROTOCOL = "strengthening-families"
PERSONAL_SECTIONS = ("training", "roles", "health-safety", "leave", "wellbeing", "development", "practice-standards")
CASE_SECTIONS = (
    *("purpose", "last-actions", "since-last-time", "plan", "wishes-feelings"),
    *("impact", "risk", "strengths", "way-forward"),
)
AGENDA = ("last-actions", "wellbeing", "workload", "training")
#: So many people are a group.
PAIR = 2
FUNCTIONS = ("performance", "development", "support", "mediation")
#: Days between sessions of those supervised every six weeks: usually, and where the rule is broken.
SIX_WEEKS, TOO_LONG = 40, 50
MODES = ("in-person", "in-person", "video", "phone")
#: Days between casework sessions: no calendar month is without one.
CASEWORK = 27


def supervise(scene: Scene, worker: Worker) -> None:
    """All sessions of a practitioner."""
    clock = scene.clock
    log = ActionLog(worker.name, scene.rng, PERSONAL)
    for day in _eight_weekly(scene, worker) if worker.every else _monthly(scene, worker):
        _personal(scene, worker, log, day, clock.turn(day))
    for day in _casework_days(scene, worker):
        _casework(scene, worker, day)
    for ago, moved in CANCELLED if worker.plan.slips("cancelled", -1) else ():
        day = clock.back(clock.ago(ago))
        _cancelled(scene, worker, day, None if moved is None else clock.after(day, moved))
    for ago, faults in INFORMAL if worker.plan.slips("informal", -1) else ():
        _informal(scene, worker, clock.back(clock.ago(ago)), Script({0: faults}))
    for month in () if isinstance(worker.plan, Script) else clock.months()[::3]:
        usual = usual_day(scene, worker.name, month, scene.rng.randrange(1, 28))
        if usual and usual <= clock.as_of:
            _informal(scene, worker, usual, worker.plan)


def _monthly(scene: Scene, worker: Worker) -> list[date]:
    """The personal sessions, one in each month that is not missed."""
    found = []
    preferred = scene.rng.randrange(3, 24)
    for month in scene.clock.months():
        turn = scene.clock.turn(month)
        day = scene.clock.before(1) if not turn and worker.plan.slips("fresh", 0) else None
        if not day:
            day = usual_day(scene, worker.name, month, preferred)
        if day and _employed(scene, worker) <= day <= scene.clock.as_of and not worker.plan.slips("TEL-3", turn):
            found.append(day)
    return found


def _eight_weekly(scene: Scene, worker: Worker) -> list[date]:
    """The personal sessions of somebody whose contract allows more time, with the long gaps of the plan."""
    days: list[date] = []
    day = scene.clock.start
    while True:
        over = 14 if worker.plan.slips("TEL-4", len(days)) else -2
        day = step(scene.clock, day, (worker.every or 0) * 7 + over, scene.away.get(worker.name, ()))
        if day > scene.clock.as_of:
            return days
        days.append(day)


def _casework_days(scene: Scene, worker: Worker) -> list[date]:
    """The casework sessions, less the months in which there was none."""
    clock, plan = scene.clock, worker.plan
    first = clock.forward(clock.start + timedelta(days=scene.rng.randrange(2, 25)))
    days = rhythm(clock, CASEWORK, scene.away.get(worker.name, ()), first)
    missed = {turn for turn in range(clock.turn(clock.start) + 1) if plan.slips("TEL-28", turn)}
    days = [day for day in days if clock.turn(day) not in missed and not scene.absent(worker.name, day)]
    if plan.slips("fresh", 0):
        days = [day for day in days if day < clock.before(3)] + [clock.before(1)]
    return [day for day in days if day >= _employed(scene, worker)]


def _employed(scene: Scene, worker: Worker) -> date:
    """The first day of the worker's post."""
    start: date = scene.book.records["people", worker.name]["posts"][0]["from"]
    return start


def every_six_weeks(scene: Scene, worker: Worker) -> None:
    """The personal sessions of somebody without cases."""
    days: list[date] = []
    day = scene.clock.start
    while True:
        day = step(scene.clock, day, TOO_LONG if worker.plan.slips("TEL-3b", len(days)) else SIX_WEEKS, ())
        if day > scene.clock.as_of:
            break
        days.append(day)
    for turn, day in enumerate(days):
        _personal(scene, worker, worker.log, day, turn)


def _is_fresh(scene: Scene, plan: Plan, day: date) -> bool:
    """Is it the newest session of a story in which nothing is written up yet?"""
    return plan.slips("fresh", 0) and (day >= scene.clock.before(1) or not isinstance(plan, Script))


def _personal(scene: Scene, worker: Worker, log: ActionLog, day: date, turn: int) -> None:
    """One personal session: no casework in it."""
    plan = worker.plan
    data = parts.session(PROTOCOL, worker.team, [worker.supervisor], [worker.name], start="09:30", minutes=60)
    data["mode"] = scene.rng.choice(MODES)
    reviewed = log.review(day, _nothing, skip=plan.slips("TEL-29", turn))
    if reviewed:
        data["reviewed"] = reviewed
    written = scene.clock.after(day, scene.rng.randrange(5))
    if written <= scene.clock.as_of and not _is_fresh(scene, plan, day):
        data |= {"agenda": list(AGENDA), "functions": scene.rng.sample(FUNCTIONS, 2)}
        data["notes"] = parts.notes(PERSONAL_SECTIONS[plan.slips("TEL-8", turn) :], "worker-file")
        data |= {"next": scene.clock.back(day + timedelta(days=28)), "actions": log.agree(day, [], 1)}
        data["recorded"] = {"by": worker.supervisor, "on": written}
        late = 29 if plan.slips("TEL-8-signed", turn) else scene.rng.choice((3, 9, 17, 28))
        signatures = parts.signed(written, worker.supervisor) + parts.signed(day + timedelta(days=late), worker.name)
        data["signed"] = [entry for entry in signatures if entry["on"] <= scene.clock.as_of]
    name = scene.session(day, "personal", data)
    log.remember(name, data.get("actions", []))
    if not isinstance(plan, Script) and plan.slips("TEL-5", turn):
        earlier = scene.clock.back(day - timedelta(days=5))
        if earlier >= _employed(scene, worker) and earlier >= scene.clock.start:
            _cancelled(scene, worker, earlier, day)


def _nothing(case: str) -> bool:
    """Personal sessions hold no case."""
    return not case


def _cancelled(scene: Scene, worker: Worker, day: date, moved: date | None) -> None:
    """A session that did not take place, with its new date if there is one; never on the day of one that did."""
    while scene.met(day, worker.name, "personal"):
        day = scene.clock.back(day - timedelta(days=1))
    data = parts.session(PROTOCOL, worker.team, [worker.supervisor], [worker.name])
    data |= {"status": scene.rng.choice(("cancelled", "missed"))}
    data |= {"reason": scene.rng.choice(("supervisor", "supervisee", "service"))}
    if moved:
        data["rearranged_for"] = moved
    scene.session(day, "personal", data)


def _casework(scene: Scene, worker: Worker, day: date) -> None:
    """One casework session on all cases of the worker."""
    plan, turn = worker.plan, scene.clock.turn(day)
    cases = worker.caseload(day)
    if len(cases) > 1 and plan.slips("TEL-28b", turn):
        cases = cases[1:]
    data = parts.session(PROTOCOL, worker.team, [worker.supervisor], [worker.name], start="14:00", minutes=60)
    data |= {"cases": [{"case": case.name} for case in cases], "cases_covered": "all"}
    reviewed = worker.log.review(day, worker.holds(day), skip=plan.slips("TEL-29-case", turn))
    if reviewed:
        data["reviewed"] = reviewed
    written = scene.clock.after(day, scene.rng.randrange(5))
    if written <= scene.clock.as_of and not _is_fresh(scene, plan, day):
        lacking = plan.slips("TEL-9", turn)
        data["cases"] = [_discussed(scene, case, day, lacking=lacking) for case in cases]
        data["actions"] = worker.log.agree(day, [case.name for case in cases])
        data["recorded"] = {"by": worker.supervisor, "on": written}
    name = scene.session(day, "case", data)
    worker.log.remember(name, data.get("actions", []))


def _discussed(scene: Scene, case: CaseFile, day: date, *, lacking: bool) -> Data:
    """What is written of a case in a casework session; ``lacking``: neither the child was seen nor what it wishes."""
    notes = parts.notes(CASE_SECTIONS, "protocol")
    if lacking:
        del notes["wishes-feelings"]
        return {"case": case.name, "last_assessment": case.allocated, "notes": notes}
    seen = max(case.allocated, day - timedelta(days=scene.rng.randrange(1, 9)))
    return {"case": case.name, "child_seen": seen, "last_assessment": case.allocated, "notes": notes}


def _informal(scene: Scene, worker: Worker, day: date, plan: Plan) -> None:
    """A talk in which something is decided about a case."""
    for case in worker.caseload(day)[:1]:
        cases = [{"case": case.name}]
        data = parts.session(PROTOCOL, worker.team, [worker.supervisor], [worker.name], minutes=10, cases=cases)
        lag = 6 if plan.slips("TEL-14", 0) else scene.rng.randrange(6)
        written = scene.clock.after(day, lag)
        if written <= scene.clock.as_of and not plan.slips("fresh", 0):
            data["recorded"] = {"by": worker.supervisor, "on": written}
            if not plan.slips("TEL-14-filing", 0):
                data["filed"] = parts.filed(scene.clock.after(day, min(lag, 5)), "protocol/Manager's Decision")
        scene.session(day, "informal", data)


def groups(scene: Scene, staff: Sequence[Worker], leader: str, *, stories: bool) -> None:
    """Group reflection in a hub, filed on the child's file as a systemic consultation."""
    for ago, faults in GROUPS:
        day = scene.clock.back(scene.clock.ago(ago))
        at_work = (worker for worker in staff if not scene.absent(worker.name, day))
        present = [worker for worker in at_work if _employed(scene, worker) <= day]
        cases = [case for worker in present for case in worker.caseload(day)[:1]][:1]
        if len(present) < PAIR or not cases:
            continue
        plan = Script({0: faults}) if stories else GOOD
        data = parts.session(PROTOCOL, staff[0].team, [leader], [worker.name for worker in present], minutes=60)
        data["cases"] = [{"case": case.name} for case in cases]
        written = scene.clock.after(day, 3)
        if written <= scene.clock.as_of and not plan.slips("fresh", 0):
            places = ["child-file"] if plan.slips("TEL-23", 0) else ["child-file/Systemic consultation"]
            data["filed"] = parts.filed(written, *places)
        scene.session(day, "group", data)


def volunteer(scene: Scene, worker: Worker, other: str) -> None:
    """A volunteer's sessions every six weeks with the lead, or (a fault) with ``other`` instead."""
    plan = worker.plan
    day = scene.clock.start
    turn = 0
    while True:
        day = step(scene.clock, day, TOO_LONG if plan.slips("TEL-16", turn) else SIX_WEEKS, ())
        if day > scene.clock.as_of:
            return
        supervisor = other if plan.slips("TEL-16-lead", turn) else worker.supervisor
        data = parts.session(PROTOCOL, worker.team, [supervisor], [worker.name], minutes=45)
        scene.session(day, "volunteer", data)
        turn += 1
