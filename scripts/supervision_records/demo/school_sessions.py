"""The sessions of schools and cluster: formal at most four weeks apart, talks in between, and groups."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from supervision_records.demo import parts
from supervision_records.demo.book import Data, Scene
from supervision_records.demo.clock import step
from supervision_records.demo.plan import Script
from supervision_records.demo.school_stories import SchoolStory
from supervision_records.demo.staff import CaseFile, Worker

PROTOCOL = "school-supervision"
WEEKS = 28
#: How late a session is of which the frequency rule is broken, and one that lets the time for escalation pass.
LATE, LONG = (29, 44), 75
CASE_SECTIONS = ("events", "actions-taken", "risks", "protective-factors", "strengths", "role", "discussion", "plans", "outstanding")
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
        _formal(scene, one, day, turn, flagged)
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
        days = [day for day in days if (newest - day).days > 7] + [newest]
    return days


def _distance(scene: Scene, one: Schooled, turn: int) -> int:
    """Days from the last session to this turn's."""
    plan, usual = one.worker.plan, one.story.every or WEEKS
    if plan.slips("WTW-12", turn) and one.story.every:
        return usual + 8
    if plan.slips("long", turn) and (isinstance(plan, Script) or scene.rng.randrange(3) == 0):
        return LONG
    if plan.slips("WTW-1", turn):
        return 30 if isinstance(plan, Script) else scene.rng.randrange(*LATE)
    return usual if isinstance(plan, Script) and plan.slips("last-day", turn) else usual - scene.rng.randrange(1, 5)


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
    data: Data = {"protocol": PROTOCOL, "team": one.worker.team, "status": "held", "minutes": 15}
    data |= {"supervisors": [one.supervisor(day)], "supervisees": [one.worker.name], "cases": [entry]}
    scene.session(day, "informal", data)


def _formal(scene: Scene, one: Schooled, day: date, turn: int, flagged: CaseFile | None) -> None:
    """One formal session on all cases of the worker, or on a sample of them."""
    worker, plan = one.worker, one.worker.plan
    fresh = one.story.fresh and day == scene.clock.before(1)
    cases = worker.caseload(day)
    if flagged and plan.slips("WTW-8", turn):
        cases = [case for case in cases if case is not flagged]
    minutes = 30 if plan.slips("WTW-2", turn) else scene.rng.choice((45, 60, 60, 75))
    data: Data = {"protocol": PROTOCOL, "team": worker.team, "status": "held", "start": "13:30", "minutes": minutes}
    data |= {"supervisors": [one.supervisor(day)], "supervisees": [worker.name], "cases": [{"case": case.name} for case in cases]}
    written = scene.clock.after(day, scene.rng.randrange(5))
    reviewed = worker.log.review(day, worker.holds(day), skip=plan.slips("WTW-19", turn))
    if reviewed:
        data["reviewed"] = reviewed
    if written <= scene.clock.as_of and not fresh:
        data |= _record(scene, one, day, written, turn, data["cases"])
        signatures = _signatures(scene, one, day, turn)
        data |= {"signed": signatures} if signatures else {}
    name = scene.session(day, "case", data)
    worker.log.remember(name, data.get("actions", []))


def _record(scene: Scene, one: Schooled, day: date, written: date, turn: int, entries: list[Data]) -> Data:  # noqa: PLR0913
    """What is written up of a formal session; fills in the cases' entries."""
    worker, plan = one.worker, one.worker.plan
    for entry in entries:
        entry |= {"status_change": "none", "notes": parts.notes(CASE_SECTIONS[plan.slips("WTW-6", turn) :], "child-file")}
    record: Data = {
        "agenda": list(AGENDA),
        "notes": parts.notes(("since-last-time", "team-issues"), "worker-file"),
        "functions": ["performance"] if one.story.narrow else FUNCTIONS[turn % len(FUNCTIONS)],
        "cases_covered": "all",
        "actions": worker.log.agree(day, [entry["case"] for entry in entries]),
        "recorded": {"by": one.supervisor(day), "on": written},
        "next": scene.clock.back(day + timedelta(days=one.story.every or WEEKS)),
    }
    if not plan.slips("WTW-7", turn) and entries:
        record["filed"] = parts.filed(written, "child-file")
    return record


def _signatures(scene: Scene, one: Schooled, day: date, turn: int) -> list[Data]:
    """The supervisor signs at once; the worker within 28 days (to the last day), or a day late."""
    days = 29 if one.worker.plan.slips("WTW-5", turn) else scene.rng.choice((4, 10, 21, 28))
    entries = parts.signed(day, one.supervisor(day)) + parts.signed(day + timedelta(days=days), one.worker.name)
    return [entry for entry in entries if entry["on"] <= scene.clock.as_of]


#: Group sessions, days before the as-of date: the newest is so new that it is not written up; one had no agreed boundaries, one was not filed.
GROUPS: tuple[tuple[int, Collection[str]], ...] = ((0, ("fresh",)), (75, ("WTW-9",)), (150, ()), (230, ("WTW-7",)))


def group(scene: Scene, staff: Sequence[Worker], lead: str, *, stories: bool) -> None:
    """A team's group sessions on a case that matters, which is to be taken up at its worker's next session."""
    for ago, faults in GROUPS:
        day = scene.clock.back(scene.clock.ago(ago))
        present = [worker for worker in staff if not scene.absent(worker.name, day)]
        cases = [case for worker in present for case in worker.caseload(day)[:1]][:1]
        if len(present) < 2 or not cases:  # noqa: PLR2004  (two are a group)
            continue
        data: Data = {"protocol": PROTOCOL, "team": staff[0].team, "status": "held", "minutes": 60}
        data |= {"supervisors": [lead], "supervisees": [worker.name for worker in present]}
        data["cases"] = [{"case": case.name, "significant": True} for case in cases]
        faults = faults if stories else ()
        if "fresh" not in faults:
            data["agenda"] = ["child-records"] if "WTW-9" in faults else ["confidentiality-boundaries", "child-records"]
            written = scene.clock.after(day, 2)
            if written <= scene.clock.as_of and "WTW-7" not in faults:
                data["filed"] = parts.filed(written, "child-file")
        scene.session(day, "group", data)
