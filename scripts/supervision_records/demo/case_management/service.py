"""The service's teams, staff and caseloads."""

from __future__ import annotations

from datetime import date, timedelta

from supervision_records.calendar import Span
from supervision_records.demo import parts
from supervision_records.demo.actions import ActionLog
from supervision_records.demo.book import Scene
from supervision_records.demo.case_management import oversight, sessions
from supervision_records.demo.case_management.sessions import LONG, PROTOCOL, Desk
from supervision_records.demo.case_management.stories import (
    DEPUTY,
    OFFICERS,
    SUPERVISOR_ABSENCE,
    WORKERS,
    WorkerStory,
)
from supervision_records.demo.plan import Chance, Plan, Script
from supervision_records.demo.staff import Worker, fill, hand_over, leave

ORGANISATION = {"organisation": "harbour-council", "agency": "childrens-service"}
TEAM_SIZE = 9
CATEGORIES = ("cin", "cin", "cp", "cla", "assessment")
QUALIFIED = "social-worker"


def build(scene: Scene, people: int) -> None:
    """Write the service's records for so many social workers (the stories' are among them)."""
    _leaders(scene)
    count = max(people, len(WORKERS))
    for number in range(1, 2 + (count - 1) // TEAM_SIZE):
        _team(scene, number, range((number - 1) * TEAM_SIZE, min(count, number * TEAM_SIZE)))
    _contact_team(scene, max(len(OFFICERS), people // 8))


def _before(scene: Scene) -> date:
    """The first day of posts that are older than the records."""
    return scene.clock.start - timedelta(days=900)


def _leaders(scene: Scene) -> None:
    """The service manager, and the coordinator of the reviews."""
    team = "harbour-review"
    parts.team(scene, team, (PROTOCOL, scene.clock.start), **ORGANISATION, manager="hr-sm-01")
    for name, role in (("hr-sm-01", "service-manager"), (oversight.COORDINATOR, "child-protection-coordinator")):
        parts.person(scene, name, team, role, _before(scene), qualified=QUALIFIED)


def _team(scene: Scene, number: int, members: range) -> None:
    """One team with its managers, its workers and all their sessions."""
    prefix = f"hc{number}"
    desk = Desk(f"harbour-cin-{number}", f"{prefix}-ps-01", f"{prefix}-tm-01", f"{prefix}-dtm-01", f"{prefix}-st-01")
    since = _before(scene)
    parts.team(scene, desk.team, (PROTOCOL, scene.clock.start), **ORGANISATION, manager=desk.manager)
    parts.person(scene, desk.manager, desk.team, "team-manager", since, qualified=QUALIFIED)
    parts.person(scene, desk.supervisor, desk.team, "practice-supervisor", since, qualified=QUALIFIED)
    parts.person(scene, desk.deputy, desk.team, "deputy-team-manager", since)  # no social worker: not for casework
    parts.person(scene, desk.student, desk.team, "student", since, employment="student")
    if number == 1:
        months, last = SUPERVISOR_ABSENCE
        first = scene.clock.months_ago(months, 2)
        parts.absence(scene, desk.supervisor, Span(first, scene.clock.months_ago(months, last)))
    staff = [_worker(scene, member, desk, f"{prefix}-sw-{member % TEAM_SIZE + 1:02d}") for member in members]
    for worker, colleague in zip(staff, [*staff[1:], *staff[:1]], strict=True):
        _reallocate(scene, worker, colleague)
    for worker in staff:
        sessions.supervise(scene, desk, worker)
    chance = Chance(scene.rng)
    for who, plan in ((desk.supervisor, chance), (desk.deputy, Script(DEPUTY) if number == 1 else chance)):
        sessions.without_cases(scene, sessions.Monthly(who, desk.team, desk.manager, plan, "ISL-10"))
    if number == 1:
        oversight.tell(scene, desk, staff)
    oversight.record(scene, desk, staff, chance)


def _reallocate(scene: Scene, worker: Worker, colleague: Worker) -> None:
    """Where a long absence came with a decision in time, one case went to a colleague on that day."""
    for span in sessions.long_absences(scene, worker.name):
        record = scene.book.records["absences", f"{worker.name}-{span.start}"]
        day = record.get("reallocation", {}).get("decided_on")
        handed = [case for case in worker.caseload(day)[1:2] if case.allocated < day] if day and day <= span.end else []
        for case in handed:
            record["reallocation"]["cases"] = [case.name]
            hand_over(scene, worker, colleague, case, day)


def _worker(scene: Scene, member: int, desk: Desk, name: str) -> Worker:
    """A social worker with absences and cases, by story or by chance."""
    story = WORKERS[member] if member < len(WORKERS) else None
    plan: Plan = Script(story.faults) if story else Chance(scene.rng)
    worker = Worker(name, desk.team, desk.supervisor, plan, ActionLog(name, scene.rng))
    since = scene.clock.start - timedelta(days=scene.rng.randrange(30, 1500))
    employment = scene.rng.choice(("permanent", "permanent", "permanent", "agency", "fixed-term"))
    parts.person(scene, name, desk.team, "social-worker", since, case_holding=True, employment=employment)
    if story:
        _tell(scene, worker, story)
    else:
        for span in leave(scene, long=scene.rng.randrange(4) == 0):
            _absence(scene, worker, span, late=plan.slips("ISL-14", 0))
    size, lasting = (3, 2) if story else (scene.rng.randrange(2, 5), 0)
    fill(scene, worker, since, CATEGORIES, size=size, lasting=lasting)
    return worker


def _tell(scene: Scene, worker: Worker, story: WorkerStory) -> None:
    """What a story gives its worker: absences and, where it says so, a contract with a shorter interval."""
    for absent in story.absences:
        start = scene.clock.before(absent.start)
        end = None if absent.end is None else scene.clock.before(absent.end)
        decided = None if absent.decided is None else scene.clock.after(start, absent.decided)
        reallocation = {"decided_on": decided, "by": worker.supervisor} if decided else None
        parts.absence(scene, worker.name, Span(start, end or scene.clock.as_of), reallocation, ended=end is not None)
    if story.days:
        worker.every = story.days - 1
        starts = scene.clock.back(scene.clock.months_ago(9, 3))
        parts.contract(scene, PROTOCOL, ([worker.supervisor], [worker.name]), starts, {"days": story.days})


def _absence(scene: Scene, worker: Worker, span: Span, *, late: bool) -> None:
    """An everyday absence; a long one comes with its decision on re-allocation, in time or late."""
    lag = scene.rng.randrange(11, 16) if late else scene.rng.randrange(1, 10)
    decided = scene.clock.after(span.start, lag)
    needed = scene.clock.days.count(*span) > LONG and decided <= scene.clock.as_of
    parts.absence(scene, worker.name, span, {"decided_on": decided, "by": worker.supervisor} if needed else None)


def _contact_team(scene: Scene, count: int) -> None:
    """The contact team: staff without cases, who decide on thresholds."""
    team, manager = "harbour-contact", "hx-tm-01"
    parts.team(scene, team, (PROTOCOL, scene.clock.start), **ORGANISATION, manager=manager)
    parts.person(scene, manager, team, "team-manager", _before(scene), qualified=QUALIFIED)
    for number in range(count):
        officer = f"hx-co-{number + 1:02d}"
        parts.person(scene, officer, team, "contact-officer", _before(scene))
        story = OFFICERS[number] if number < len(OFFICERS) else None
        plan: Plan = Script(story.faults) if story else Chance(scene.rng)
        for absent in story.absences if story else ():
            span = Span(scene.clock.before(absent.start), scene.clock.before(absent.end or 0))
            parts.absence(scene, officer, span)
        sessions.without_cases(scene, sessions.Monthly(officer, team, manager, plan, "ISL-12"))
