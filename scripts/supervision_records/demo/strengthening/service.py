"""The hubs in their localities: practitioners, leaders, office staff and volunteers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from supervision_records.calendar import Span
from supervision_records.demo import parts
from supervision_records.demo.actions import PERSONAL, ActionLog
from supervision_records.demo.book import Data, Scene
from supervision_records.demo.plan import GOOD, Chance, Plan, Script
from supervision_records.demo.staff import Worker, leave
from supervision_records.demo.strengthening import assurance, cases, sessions
from supervision_records.demo.strengthening.stories import OTHERS, VOLUNTEERS, WORKERS, WorkerStory

PROTOCOL = sessions.PROTOCOL
ORGANISATION = "meadow-council"
EARLY_HELP = {"organisation": ORGANISATION, "agency": "early-help"}
LOCALITIES = tuple(f"meadow-{name}" for name in ("north", "south", "east", "west", "mid", "hill"))
TEAM_SIZE = 6
HUBS_OF_A_LOCALITY = 4
#: Days by which the late review of a contract misses its usual day.
LATE_REVIEW = 15
MANAGER = "ml-sm-01"


@dataclass(frozen=True)
class Hub:
    """One hub: its team, where it is, and the first letters of its people's ids."""

    number: int
    locality: str

    @property
    def team(self) -> str:
        """The team's id."""
        return f"{self.locality}-hub-{self.number}"

    @property
    def prefix(self) -> str:
        """What its people's ids begin with."""
        return f"mh{self.number}"

    @property
    def leader(self) -> str:
        """The team leader."""
        return f"{self.prefix}-tl-01"

    @property
    def senior(self) -> str:
        """The senior practitioner."""
        return f"{self.prefix}-sp-01"


def build(scene: Scene, people: int) -> None:
    """Write the service's records for so many practitioners (the stories' are among them)."""
    count = max(people, len(WORKERS))
    number = 1 + (count - 1) // TEAM_SIZE
    used = LOCALITIES[: max(2, number // HUBS_OF_A_LOCALITY)]
    _leadership(scene)
    hubs = [Hub(n + 1, used[n % len(used)]) for n in range(max(2, number))]
    for position, hub in enumerate(hubs):
        _hub(scene, hub, range(position * TEAM_SIZE, min(count, (position + 1) * TEAM_SIZE)))
    for position, locality in enumerate(used):
        first = hubs[position]
        _volunteers(scene, locality, first, 3 if position == 0 else 1 + count // 20)
        cases.waiting(scene, first.team, position)
        tidy = position == 0
        assurance.locality(scene, locality, first.leader, first.senior, tidy=tidy)
        teams = {hub.team for hub in hubs if hub.locality == locality}
        assurance.weekly_reviews(scene, locality, first.leader, teams, tidy=tidy)
    assurance.organisation(scene, ORGANISATION, hubs[0].leader, MANAGER)
    assurance.supervision_files(scene, [hub.team for hub in hubs])
    assurance.neighbours(scene, MANAGER)


def _before(scene: Scene) -> date:
    return scene.clock.start - timedelta(days=1300)


def _leadership(scene: Scene) -> None:
    """The service manager and the auditor, who are supervised elsewhere."""
    parts.team(scene, "meadow-leadership", None, **EARLY_HELP, manager=MANAGER)
    parts.person(scene, MANAGER, "meadow-leadership", "service-manager", _before(scene))
    parts.person(scene, assurance.AUDITOR, "meadow-leadership", "auditor", _before(scene))


def _hub(scene: Scene, hub: Hub, members: range) -> None:
    """A hub with its leader, senior practitioner, office and practitioners, their sessions, cases and audits."""
    where = {"manager": hub.leader, "locality": hub.locality}
    parts.team(scene, hub.team, (PROTOCOL, scene.clock.start), **EARLY_HELP, **where)
    chance = Chance(scene.rng)
    _other(scene, (hub.leader, "team-leader"), hub.team, MANAGER, chance)
    _other(scene, (hub.senior, "senior-practitioner"), hub.team, hub.leader, chance)
    for number, faults in enumerate(OTHERS if hub.number == 1 else ()):
        office = (f"{hub.prefix}-bs-{number + 1:02d}", "business-support")
        _other(scene, office, hub.team, hub.leader, Script(faults))
    staff = [_worker(scene, hub, member) for member in members]
    for worker in staff:
        sessions.supervise(scene, worker)
        assurance.observe(scene, worker, hub.senior)
    sessions.groups(scene, staff, hub.leader, stories=hub.number == 1)
    assurance.team(
        scene, hub.team, hub.leader, [case.name for worker in staff for case in worker.cases], position=hub.number
    )


def _other(scene: Scene, post: tuple[str, str], team: str, supervisor: str, plan: Plan) -> None:
    """Somebody without cases, as (id, role): a contract, and a personal session every six weeks."""
    who, role = post
    parts.person(scene, who, team, role, _before(scene))
    _contract(scene, who, supervisor, {"weeks": 6}, GOOD)
    sessions.every_six_weeks(scene, Worker(who, team, supervisor, plan, ActionLog(who, scene.rng, PERSONAL)))


def _contract(scene: Scene, who: str, supervisor: str, interval: Data, plan: Plan) -> None:
    """A supervision contract from before the records, reviewed each year."""
    starts = scene.clock.back(scene.clock.start - timedelta(days=scene.rng.randrange(40, 330)))
    late = LATE_REVIEW if plan.slips("TEL-2", -1) else 0
    more: Data = {"reviews": parts.yearly_reviews(scene, starts, (supervisor, who), late)}
    if plan.slips("unsigned", -1):
        more["signed"] = parts.signed(starts, supervisor)
    if plan.slips("TEL-1", -1):
        more["signed"] = parts.signed(starts, supervisor) + parts.signed(starts + timedelta(days=150), who)
    if interval == {"weeks": 8}:
        more["reason"] = parts.held("worker-file")
    more["filed"] = parts.filed(starts, "worker-file")
    parts.contract(scene, PROTOCOL, ([supervisor], [who]), starts, interval, **more)


def _worker(scene: Scene, hub: Hub, member: int) -> Worker:
    """A practitioner with a contract, absences and cases."""
    story = WORKERS[member] if member < len(WORKERS) else None
    name = f"{hub.prefix}-pr-{member % TEAM_SIZE + 1:02d}"
    plan: Plan = Script(story.faults) if story else Chance(scene.rng)
    story = story or WorkerStory()
    worker = Worker(name, hub.team, hub.leader, plan, ActionLog(name, scene.rng), story.weeks)
    since = _before(scene)
    if story.new:
        since = date(scene.clock.as_of.year - 1, 9, 1)
    hours = "part-time" if story.weeks else "full-time"
    parts.person(scene, name, hub.team, "practitioner", since, case_holding=True, hours=hours)
    for first, last in story.absences(scene.clock.as_of.year - 1):
        parts.absence(scene, name, Span(first, last))
    if isinstance(plan, Chance):
        for span in leave(scene, long=scene.rng.randrange(6) == 0):
            parts.absence(scene, name, span)
    _contract(scene, name, hub.leader, {"weeks": story.weeks} if story.weeks else {"calendar": "month"}, plan)
    cases.caseload(
        scene, worker, max(since, scene.clock.start - timedelta(days=150)), story.size or scene.rng.randrange(2, 5)
    )
    for case in story.cases:
        if scene.clock.ago(case.allocated or 0) >= since:
            cases.designed(scene, worker, case)
    return worker


def _volunteers(scene: Scene, locality: str, hub: Hub, count: int) -> None:
    """The locality's volunteers and their lead, who is supervised by the team leader."""
    lead, team = f"{hub.prefix}-vl-01", f"{locality}-volunteers"
    parts.team(scene, team, (PROTOCOL, scene.clock.start), **EARLY_HELP, manager=lead, locality=locality)
    assurance.team(scene, team, hub.leader, [], position=hub.number)
    _other(scene, (lead, "volunteer-lead"), team, hub.leader, GOOD)
    for number in range(count):
        story = VOLUNTEERS[number] if hub.number == 1 and number < len(VOLUNTEERS) else None
        who = f"{hub.prefix}-vo-{number + 1:02d}"
        parts.person(scene, who, team, "volunteer", _before(scene))
        plan: Plan = Script(story) if story is not None else Chance(scene.rng)
        sessions.volunteer(scene, Worker(who, team, lead, plan, ActionLog(who, scene.rng)), hub.senior)
