"""The sessions: formal ones at most four weeks apart, talks in between, and groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from supervision_records.demo import parts
from supervision_records.demo.book import Data, Scene
from supervision_records.demo.clock import step
from supervision_records.demo.plan import Script
from supervision_records.demo.school.stories import GROUPS, SchoolStory
from supervision_records.demo.staff import CaseFile, Worker

PROTOCOL = "school-supervision"
WEEKS = 28
#: How late a session is of which the frequency rule is broken, and one that lets the time for escalation pass.
LATE, LONG = (29, 44), 75
#: So many people are a group.
PAIR = 2
#: The newest session of a story takes the place of one in the days before.
FRESH = 7
CASE_SECTIONS = (
    *("events", "actions-taken", "risks", "protective-factors", "strengths", "role"),
    *("discussion", "plans", "outstanding"),
)
AGENDA = ("action-points", "child-records", "team-issues")
FUNCTIONS = (["performance", "support"], ["development"], ["support", "performance"], ["development", "mediation"])


@dataclass(frozen=True)
class Schooled:
    """A worker with the story, the supervisor, and the next one since a day, if there was a change."""

    worker: Worker
    story: SchoolStory
    lead: str
    other: str
    changed: date | None

    def supervisor(self, day: date) -> str:
        """Who supervises on a day."""
        return self.other if self.changed and day >= self.changed else self.lead


def supervise(scene: Scene, one: Schooled) -> list[date]:
    """All formal sessions of one worker; gives the due dates that passed by four weeks and more without one."""
    worker = one.worker
    away = scene.away.get(worker.name, ())
    overdue = []
    last = scene.clock.start
    for turn, day in enumerate(_days(scene, one)):
        due = step(scene.clock, last, WEEKS, away)
        if day > due + timedelta(days=WEEKS):
            overdue.append(due)
        flagged = _informal(scene, one, last, day, turn)
        _hold(scene, one, day, turn, flagged)
        last = day
    due = step(scene.clock, last, WEEKS, away)
    return [*overdue, due] if scene.clock.as_of > due + timedelta(days=WEEKS) else overdue


def _days(scene: Scene, one: Schooled) -> list[date]:
    """When the sessions were, oldest first."""
    clock, away = scene.clock, scene.away.get(one.worker.name, ())
    days: list[date] = []
    day = clock.start
    while True:
        day = step(clock, day, _distance(scene, one, len(days)), away)
        if day > clock.ago(one.story.stop):
            break
        days.append(day)
    if one.story.fresh:
        newest = clock.before(1)
        days = [day for day in days if (newest - day).days > FRESH] + [newest]
    return days


def _distance(scene: Scene, one: Schooled, turn: int) -> int:
    """Days from the last session to this turn's."""
    plan, usual = one.worker.plan, one.story.every or WEEKS
    if plan.slips("WTW-12", turn) and one.story.every:
        return usual + 8
    if plan.slips("long", turn):
        return LONG
    if plan.slips("WTW-1", turn):
        return LATE[0] + 4 if isinstance(plan, Script) else scene.rng.randrange(*LATE)
    return usual if plan.slips("last-day", turn) else usual - scene.rng.randrange(1, 5)


def _informal(scene: Scene, one: Schooled, last: date, formal: date, turn: int) -> CaseFile | None:
    """Perhaps a talk in between; the case that matters in it is to be taken up at the formal session."""
    worker = one.worker
    day = scene.clock.back(formal - timedelta(days=scene.rng.randrange(2, 8)))
    caseload = worker.caseload(day)
    wanted = worker.plan.slips("WTW-8", turn) if isinstance(worker.plan, Script) else scene.rng.randrange(4) == 0
    if not wanted or not caseload or day <= last or scene.absent(worker.name, day):
        return None
    informal(scene, one, day, caseload[0])
    return caseload[0]


def informal(scene: Scene, one: Schooled, day: date, case: CaseFile) -> None:
    """A talk about one case that matters."""
    entry: Data = {"case": case.name, "significant": True, "notes": parts.notes(["discussion"], "child-file")}
    data = parts.session(PROTOCOL, one.worker.team, [one.supervisor(day)], [one.worker.name], minutes=15, cases=[entry])
    scene.session(day, "informal", data)


def _hold(scene: Scene, one: Schooled, day: date, turn: int, flagged: CaseFile | None) -> None:
    """One formal session on all cases of the worker, but for the flagged one if it is forgotten."""
    worker, plan = one.worker, one.worker.plan
    forgotten = flagged if plan.slips("WTW-8", turn) else None
    cases = [case for case in worker.caseload(day) if case is not forgotten]
    minutes = 30 if plan.slips("WTW-2", turn) else scene.rng.choice((45, 60, 60, 75))
    data = parts.session(PROTOCOL, worker.team, [one.supervisor(day)], [worker.name], start="13:30", minutes=minutes)
    data["cases"] = [{"case": case.name} for case in cases]
    reviewed = worker.log.review(day, worker.holds(day), skip=plan.slips("WTW-19", turn))
    if reviewed:
        data["reviewed"] = reviewed
    written = scene.clock.after(day, scene.rng.randrange(5))
    fresh = one.story.fresh and day == scene.clock.before(1)
    if written <= scene.clock.as_of and not fresh:
        data |= _record(one, data, turn)
        data["actions"] = worker.log.agree(day, [case.name for case in cases])
        data["recorded"] = {"by": one.supervisor(day), "on": written}
        data["next"] = scene.clock.back(day + timedelta(days=one.story.every or WEEKS))
        data["signed"] = _signatures(scene, one, day, turn)
        if cases and not plan.slips("WTW-7", turn):
            data["filed"] = parts.filed(written, "child-file")
    name = scene.session(day, "case", data)
    worker.log.remember(name, data.get("actions", []))


def _record(one: Schooled, data: Data, turn: int) -> Data:
    """What is written up of a formal session; the cases' entries with it."""
    sections = CASE_SECTIONS[one.worker.plan.slips("WTW-6", turn) :]
    entries = [
        {**entry, "status_change": "none", "notes": parts.notes(sections, "child-file")} for entry in data["cases"]
    ]
    return {
        "cases": entries,
        "agenda": list(AGENDA),
        "notes": parts.notes(("since-last-time", "team-issues"), "worker-file"),
        "functions": ["performance"] if one.story.narrow else FUNCTIONS[turn % len(FUNCTIONS)],
        "cases_covered": "all",
    }


def _signatures(scene: Scene, one: Schooled, day: date, turn: int) -> list[Data]:
    """The supervisor signs at once; the worker within 28 days (to the last day), or a day late."""
    days = 29 if one.worker.plan.slips("WTW-5", turn) else scene.rng.choice((4, 10, 21, 28))
    entries = parts.signed(day, one.supervisor(day)) + parts.signed(day + timedelta(days=days), one.worker.name)
    return [entry for entry in entries if entry["on"] <= scene.clock.as_of]


def group(scene: Scene, staff: Sequence[Worker], lead: str, *, stories: bool) -> None:
    """A team's group sessions on a case that matters, which is to be taken up at its worker's next session."""
    for ago, planned in GROUPS:
        day = scene.clock.back(scene.clock.ago(ago))
        present = [worker for worker in staff if not scene.absent(worker.name, day)]
        cases = [case for worker in present for case in worker.caseload(day)[:1]][:1]
        if len(present) < PAIR or not cases:
            continue
        data = parts.session(PROTOCOL, staff[0].team, [lead], [worker.name for worker in present], minutes=60)
        data["cases"] = [{"case": case.name, "significant": True} for case in cases]
        faults = planned if stories else ()
        if "fresh" not in faults:
            data["agenda"] = ["child-records"] if "WTW-9" in faults else ["confidentiality-boundaries", "child-records"]
            written = scene.clock.after(day, 2)
            if written <= scene.clock.as_of and "WTW-7" not in faults:
                data["filed"] = parts.filed(written, "child-file")
        scene.session(day, "group", data)
