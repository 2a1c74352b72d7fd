"""Schools and a cluster that supervise those who hold cases: designated leads, teachers and cluster practitioners."""

from __future__ import annotations

from datetime import date, timedelta

from supervision_records.demo import parts
from supervision_records.demo import school_sessions as sessions
from supervision_records.demo.actions import ActionLog
from supervision_records.demo.book import Data, Scene
from supervision_records.demo.clock import school_holidays
from supervision_records.demo.plan import Chance, Plan, Script
from supervision_records.demo.school_sessions import PROTOCOL, Schooled
from supervision_records.demo.school_stories import WORKERS, SchoolStory
from supervision_records.demo.staff import Worker, fill, leave

TEAM_SIZE = 5
CATEGORIES = ("cp", "cause-for-concern", "cla", "caf", "family-support", "stepped-down")


def build(scene: Scene, people: int) -> None:
    """Write the schools' and the cluster's records for so many people who hold cases (the stories' are among them)."""
    count = max(people, len(WORKERS))
    for number in range(1 + (count - 1) // TEAM_SIZE):
        members = range(number * TEAM_SIZE, min(count, (number + 1) * TEAM_SIZE))
        _team(scene, number + 1, members, school=number % 2 == 0)


def _team(scene: Scene, number: int, members: range, *, school: bool) -> None:
    """A school (which keeps its holidays) or a part of the cluster (which works through them)."""
    clock, since = scene.clock, scene.clock.start - timedelta(days=1500)
    name = f"oakfield-school-{number}" if school else f"oakfield-cluster-{number}"
    prefix = f"os{number}" if school else f"oc{number}"
    top, lead, other = f"{prefix}-{'head' if school else 'chair'}-01", f"{prefix}-dl-01", f"{prefix}-dl-02"
    data: Data = {"name": name.replace("-", " ").capitalize(), "organisation": "oakfield-cluster", "agency": "education"}
    if school:
        data["closures"] = [{"from": span.start, "to": span.end} for span in school_holidays(clock)]
    parts.team(scene, name, data | {"manager": top}, PROTOCOL, clock.start)
    parts.person(scene, top, name, "head" if school else "cluster-chair", since)
    for who in (lead, other):
        parts.person(scene, who, name, "designated-lead" if school else "targeted-services-leader", since)
    staff = []
    for member in members:
        who = f"{prefix}-{'te' if school else 'pr'}-{member % TEAM_SIZE + 1:02d}"
        staff.append(_worker(scene, member, who, (name, lead, other, top), school=school))
    sessions.group(scene, [one.worker for one in staff], lead, stories=number == 1)


def _worker(scene: Scene, member: int, name: str, around: tuple[str, str, str, str], *, school: bool) -> Schooled:
    """Somebody who holds cases, with contracts, cases and sessions. ``around``: team, supervisor, the next supervisor, the head."""
    team, lead, other, top = around
    story = WORKERS[member] if member < len(WORKERS) else None
    plan: Plan = Script(story.faults) if story else Chance(scene.rng)
    story = story or SchoolStory()
    worker = Worker(name, team, lead, plan, ActionLog(name, scene.rng), story.every)
    since = scene.clock.start - timedelta(days=scene.rng.randrange(750, 1400))
    role, more = ("teacher", {"term_time": True}) if school else ("practitioner", {})
    parts.person(scene, name, team, role, since, case_holding=True, **more)
    if school:
        scene.away[name] = school_holidays(scene.clock)
    if isinstance(plan, Chance):
        for span in leave(scene, long=scene.rng.randrange(6) == 0):
            parts.absence(scene, name, span.start, span.end)
    for start, end in story.absences:
        parts.absence(scene, name, scene.clock.before(start), scene.clock.before(end))
    fill(scene, worker, since, scene.rng.randrange(1, 4), CATEGORIES, lasting=1)
    one = Schooled(worker, story, lead, other, _changed(scene, story))
    _contracts(scene, one)
    overdue = sessions.supervise(scene, one)
    _escalate(scene, one, top, overdue)
    return one


def _changed(scene: Scene, story: SchoolStory) -> date | None:
    return None if story.changed is None else scene.clock.back(scene.clock.ago(story.changed))


def _contracts(scene: Scene, one: Schooled) -> None:
    """The contract, reviewed each year, and a second one where the supervisor changed."""
    clock, worker, story = scene.clock, one.worker, one.story
    starts = clock.back(clock.start - timedelta(days=scene.rng.randrange(200, 700)))
    interval = {"days": 14} if story.every else {"weeks": 4}
    late = 12 if worker.plan.slips("WTW-4", -1) else 0
    more: Data = {"reviews": parts.yearly_reviews(scene, starts, (one.lead, worker.name), late)}
    if worker.plan.slips("WTW-3", -1) and isinstance(worker.plan, Script):
        more["signed"] = parts.signed(starts, one.lead)
    if one.changed:
        more["ends"] = one.changed - timedelta(days=1)
        more["reviews"] = [review for review in more["reviews"] if review["on"] < one.changed]
        parts.contract(scene, PROTOCOL, [one.other], [worker.name], one.changed, interval)
        _handover(scene, one, one.changed)
    parts.contract(scene, PROTOCOL, [one.lead], [worker.name], starts, interval, **more)


def _handover(scene: Scene, one: Schooled, changed: date) -> None:
    if one.story.handover is None:
        return
    on = scene.clock.forward(changed + timedelta(days=one.story.handover))
    everybody = [one.worker.name, one.lead, one.other]
    data: Data = {"supervisee": one.worker.name, "from": [one.lead], "to": [one.other], "changed": changed, "on": on, "present": everybody}
    scene.add("handovers", f"{one.worker.name}-{on}", data)


def _escalate(scene: Scene, one: Schooled, top: str, overdue: list[date]) -> None:
    """The steps that follow long overdue supervision, in time, late, or not at all."""
    for number, due in enumerate(overdue):
        if one.worker.plan.slips("WTW-11", number):
            continue
        opened = scene.clock.back(due + timedelta(days=21))
        if opened > scene.clock.as_of:
            continue
        meetings = (("one-to-one", 0, [one.worker.name, one.lead]), ("three-way", 9, [one.worker.name, one.lead, top]))
        steps = [(step, scene.clock.forward(opened + timedelta(days=days)), people) for step, days, people in meetings]
        known = [{"step": s, "on": on, "with": who, "outcome": parts.held("worker-file")} for s, on, who in steps if on <= scene.clock.as_of]
        data: Data = {"person": one.worker.name, "opened": opened, "about": "frequency", "steps": known}
        if len(known) == len(steps):
            data["closed"] = steps[-1][1]
        scene.add("escalations", f"{one.worker.name}-{opened}", data)
