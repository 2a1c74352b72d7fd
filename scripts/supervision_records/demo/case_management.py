"""A children's social care service that follows the case management protocol: its teams, staff and caseloads."""

from __future__ import annotations

from datetime import date, timedelta

from supervision_records.calendar import Span
from supervision_records.demo import case_management_sessions as sessions
from supervision_records.demo import case_management_oversight as oversight
from supervision_records.demo import parts
from supervision_records.demo.actions import ActionLog
from supervision_records.demo.book import Scene
from supervision_records.demo.case_management_stories import DEPUTY, OFFICERS, SUPERVISOR_ABSENCE, WORKERS, WorkerStory
from supervision_records.demo.plan import Chance, Plan, Script
from supervision_records.demo.staff import Worker, fill, hand_over, leave

PROTOCOL = sessions.PROTOCOL
ORGANISATION = "harbour-council"
TEAM_SIZE = 9
CATEGORIES = ("cin", "cin", "cp", "cla", "assessment")


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
    data = {"name": "Harbour review service", "organisation": ORGANISATION, "agency": "childrens-service", "manager": "hr-sm-01"}
    parts.team(scene, "harbour-review", data, PROTOCOL, scene.clock.start)
    parts.person(scene, "hr-sm-01", "harbour-review", "service-manager", _before(scene), qualified="social-worker")
    parts.person(scene, "hr-cpc-01", "harbour-review", "child-protection-coordinator", _before(scene), qualified="social-worker")


def _team(scene: Scene, number: int, members: range) -> None:
    """One team with its managers, its workers and all their sessions."""
    name, prefix = f"harbour-cin-{number}", f"hc{number}"
    manager, supervisor, deputy = f"{prefix}-tm-01", f"{prefix}-ps-01", f"{prefix}-dtm-01"
    data = {"name": f"Harbour children in need {number}", "organisation": ORGANISATION, "agency": "childrens-service"}
    parts.team(scene, name, {**data, "manager": manager}, PROTOCOL, scene.clock.start)
    since = _before(scene)
    parts.person(scene, manager, name, "team-manager", since, qualified="social-worker")
    parts.person(scene, supervisor, name, "practice-supervisor", since, qualified="social-worker")
    parts.person(scene, deputy, name, "deputy-team-manager", since)  # not a social worker: may not supervise casework
    if number == 1:
        months, last = SUPERVISOR_ABSENCE
        parts.absence(scene, supervisor, scene.clock.months_ago(months, 2), scene.clock.months_ago(months, last))
    parts.person(scene, f"{prefix}-st-01", name, "student", since, employment="student")
    staff = [_worker(scene, member, name, f"{prefix}-sw-{member % TEAM_SIZE + 1:02d}", supervisor) for member in members]
    for worker, colleague in zip(staff, [*staff[1:], *staff[:1]], strict=True):
        _reallocate(scene, worker, colleague)
    for worker in staff:
        sessions.supervise(scene, worker, manager, deputy)
    chance = Chance(scene.rng)
    sessions.without_cases(scene, name, manager, supervisor, chance, "ISL-10")
    sessions.without_cases(scene, name, manager, deputy, Script(DEPUTY) if number == 1 else chance, "ISL-10")
    oversight.record(scene, staff, supervisor, manager, chance, story=number == 1)


def _reallocate(scene: Scene, worker: Worker, colleague: Worker) -> None:
    """Where a long absence came with a decision in time, one case went to a colleague on that day."""
    for span in sessions.long_absences(scene, worker.name):
        record = scene.book.records["absences", f"{worker.name}-{span.start}"]
        day = record.get("reallocation", {}).get("decided_on")
        handed = [case for case in worker.caseload(day)[1:2] if case.allocated < day] if day and day <= span.end else []
        for case in handed:
            record["reallocation"]["cases"] = [case.name]
            hand_over(scene, worker, colleague, case, day)


def _worker(scene: Scene, member: int, team: str, name: str, supervisor: str) -> Worker:
    story = WORKERS[member] if member < len(WORKERS) else None
    plan: Plan = Script(story.faults) if story else Chance(scene.rng)
    worker = Worker(name, team, supervisor, plan, ActionLog(name, scene.rng))
    since = scene.clock.start - timedelta(days=scene.rng.randrange(30, 1500))
    employment = scene.rng.choice(("permanent", "permanent", "permanent", "agency", "fixed-term"))
    parts.person(scene, name, team, "social-worker", since, case_holding=True, employment=employment)
    if story:
        _tell(scene, worker, story)
    else:
        for span in leave(scene, long=scene.rng.randrange(4) == 0):
            _absence(scene, worker, span, late=plan.slips("ISL-14", 0))
    fill(scene, worker, since, 3 if story else scene.rng.randrange(2, 5), CATEGORIES, lasting=2 if story else 0)
    return worker


def _tell(scene: Scene, worker: Worker, story: WorkerStory) -> None:
    """What a story gives its worker: absences and, where it says so, a contract with a shorter interval."""
    for absent in story.absences:
        start = scene.clock.before(absent.start)
        end = None if absent.end is None else scene.clock.before(absent.end)
        decided = None if absent.decided is None else scene.clock.after(start, absent.decided)
        parts.absence(scene, worker.name, start, end, decided and {"decided_on": decided, "by": worker.supervisor})
    if story.interval:
        worker.every = 13
        starts = scene.clock.back(scene.clock.months_ago(9, 3))
        parts.contract(scene, PROTOCOL, [worker.supervisor], [worker.name], starts, story.interval)


def _absence(scene: Scene, worker: Worker, span: Span, *, late: bool) -> None:
    """An everyday absence; a long one comes with its decision on re-allocation, in time or late."""
    lag = scene.rng.randrange(11, 16) if late else scene.rng.randrange(1, 10)
    decided = scene.clock.after(span.start, lag)
    needed = scene.clock.days.count(*span) > sessions.LONG and decided <= scene.clock.as_of
    reallocation = {"decided_on": decided, "by": worker.supervisor} if needed else None
    parts.absence(scene, worker.name, span.start, span.end, reallocation)


def _contact_team(scene: Scene, count: int) -> None:
    """The contact team: staff without cases, who decide on thresholds."""
    name, manager = "harbour-contact", "hx-tm-01"
    data = {"name": "Harbour contact team", "organisation": ORGANISATION, "agency": "childrens-service", "manager": manager}
    parts.team(scene, name, data, PROTOCOL, scene.clock.start)
    parts.person(scene, manager, name, "team-manager", _before(scene), qualified="social-worker")
    for number in range(count):
        officer = f"hx-co-{number + 1:02d}"
        parts.person(scene, officer, name, "contact-officer", _before(scene))
        story = OFFICERS[number] if number < len(OFFICERS) else None
        plan: Plan = Script(story.faults) if story else Chance(scene.rng)
        for absent in story.absences if story else ():
            parts.absence(scene, officer, scene.clock.before(absent.start), scene.clock.before(absent.end or 0))
        sessions.without_cases(scene, name, manager, officer, plan, "ISL-12")
