"""The schools and the cluster: those who hold cases, their contracts, and what happens when supervision fails."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from supervision_records.demo import parts
from supervision_records.demo.actions import ActionLog
from supervision_records.demo.book import Data, Scene
from supervision_records.demo.clock import school_holidays
from supervision_records.demo.plan import Chance, Plan, Script
from supervision_records.demo.school import sessions
from supervision_records.demo.school.sessions import PROTOCOL, Schooled
from supervision_records.demo.school.stories import WORKERS, SchoolStory
from supervision_records.demo.staff import Worker, fill, leave

TEAM_SIZE = 5
CATEGORIES = ("cp", "cause-for-concern", "cla", "caf", "family-support", "stepped-down")
#: Days after the due date until the first step of an escalation.
ESCALATED = 21


@dataclass(frozen=True)
class Place:
    """A school (which keeps its holidays) or a part of the cluster (which works through them)."""

    number: int
    school: bool

    @property
    def team(self) -> str:
        """The team's id."""
        return f"larkmere-{'school' if self.school else 'cluster'}-{self.number}"

    @property
    def prefix(self) -> str:
        """What its people's ids begin with."""
        return f"l{'s' if self.school else 'c'}{self.number}"

    @property
    def top(self) -> str:
        """The head of the school, or the chair of the cluster."""
        return f"{self.prefix}-{'head' if self.school else 'chair'}-01"

    @property
    def leads(self) -> tuple[str, str]:
        """The two supervisors."""
        return f"{self.prefix}-dl-01", f"{self.prefix}-dl-02"


def build(scene: Scene, people: int) -> None:
    """Write the schools' and the cluster's records for so many people who hold cases (the stories' are among them)."""
    count = max(people, len(WORKERS))
    for number in range(1 + (count - 1) // TEAM_SIZE):
        members = range(number * TEAM_SIZE, min(count, (number + 1) * TEAM_SIZE))
        _team(scene, Place(number + 1, number % 2 == 0), members)


def _team(scene: Scene, place: Place, members: range) -> None:
    """A school's or cluster's people, with all that they did."""
    since = scene.clock.start - timedelta(days=1500)
    data: Data = {"organisation": "larkmere-cluster", "agency": "education", "manager": place.top}
    if place.school:
        data["closures"] = [{"from": span.start, "to": span.end} for span in school_holidays(scene.clock)]
    parts.team(scene, place.team, (PROTOCOL, scene.clock.start), **data)
    parts.person(scene, place.top, place.team, "head" if place.school else "cluster-chair", since)
    for who in place.leads:
        parts.person(scene, who, place.team, "designated-lead" if place.school else "targeted-services-leader", since)
    staff = [_worker(scene, place, member) for member in members]
    sessions.group(scene, staff, place.leads[0], stories=place.number == 1)


def _worker(scene: Scene, place: Place, member: int) -> Worker:
    """Somebody who holds cases, with contracts, cases and sessions."""
    story = WORKERS[member] if member < len(WORKERS) else None
    plan: Plan = Script(story.faults) if story else Chance(scene.rng)
    name = f"{place.prefix}-{'te' if place.school else 'pr'}-{member % TEAM_SIZE + 1:02d}"
    worker = Worker(name, place.team, place.leads[0], plan, ActionLog(name, scene.rng))
    since = scene.clock.start - timedelta(days=scene.rng.randrange(750, 1400))
    role, more = ("teacher", {"term_time": True}) if place.school else ("practitioner", {})
    parts.person(scene, name, place.team, role, since, case_holding=True, **more)
    if place.school:
        scene.away[name] = school_holidays(scene.clock)
    if not story:
        for span in leave(scene, long=scene.rng.randrange(6) == 0):
            parts.absence(scene, name, span)
    fill(scene, worker, since, CATEGORIES, size=scene.rng.randrange(1, 4), lasting=1)
    story = story or SchoolStory()
    changed = None if story.changed is None else scene.clock.back(scene.clock.ago(story.changed))
    one = Schooled(worker, story, *place.leads, changed)
    _contracts(scene, one)
    _escalate(scene, one, place.top, sessions.supervise(scene, one))
    return worker


def _contracts(scene: Scene, one: Schooled) -> None:
    """The contract, reviewed each year, and a second one where the supervisor changed."""
    clock, worker = scene.clock, one.worker
    starts = clock.back(clock.start - timedelta(days=scene.rng.randrange(200, 700)))
    interval = {"weeks": 2} if one.story.every else {"weeks": 4}
    reviews = parts.yearly_reviews(scene, starts, (one.lead, worker.name), 12 if worker.plan.slips("WTW-4", -1) else 0)
    more: Data = {}
    if worker.plan.slips("unsigned", -1):
        more["signed"] = parts.signed(starts, one.lead)
    if one.changed:
        more["ends"] = one.changed - timedelta(days=1)
        reviews = [review for review in reviews if review["on"] < one.changed]
        parts.contract(scene, PROTOCOL, ([one.other], [worker.name]), one.changed, interval)
        _hand_over(scene, one, one.changed)
    parts.contract(scene, PROTOCOL, ([one.lead], [worker.name]), starts, interval, **more, reviews=reviews)


def _hand_over(scene: Scene, one: Schooled, changed: date) -> None:
    """The meeting of all parties after a change of supervisor, if there was one."""
    if one.story.handover is None:
        return
    on = scene.clock.forward(changed + timedelta(days=one.story.handover))
    data: Data = {"supervisee": one.worker.name, "from": [one.lead], "to": [one.other], "changed": changed, "on": on}
    scene.add("handovers", f"{one.worker.name}-{on}", data | {"present": [one.worker.name, one.lead, one.other]})


def _escalate(scene: Scene, one: Schooled, top: str, overdue: list[date]) -> None:
    """The steps that follow long overdue supervision, or none."""
    clock, who = scene.clock, one.worker.name
    for number, due in enumerate(overdue):
        opened = clock.back(due + timedelta(days=ESCALATED))
        if one.worker.plan.slips("WTW-11", number) or opened > clock.as_of:
            continue
        meetings = (
            ("one-to-one", opened, [who, one.lead]),
            ("three-way", clock.after(opened, 6), [who, one.lead, top]),
        )
        held = [
            {"step": step, "on": on, "with": people, "outcome": parts.held("worker-file")}
            for step, on, people in meetings
            if on <= clock.as_of
        ]
        data: Data = {"person": who, "opened": opened, "about": "frequency", "steps": held}
        if len(held) == len(meetings):
            data["closed"] = meetings[-1][1]
        scene.add("escalations", f"{who}-{opened}", data)
