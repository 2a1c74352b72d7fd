"""An early help service: hubs in localities, with practitioners, leaders and volunteers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from supervision_records.demo import parts
from supervision_records.demo import strengthening_assurance as assurance
from supervision_records.demo import strengthening_cases as cases
from supervision_records.demo import strengthening_sessions as sessions
from supervision_records.demo.actions import PERSONAL, ActionLog
from supervision_records.demo.book import Data, Scene
from supervision_records.demo.plan import GOOD, Chance, Plan, Script
from supervision_records.demo.staff import Worker, leave
from supervision_records.demo.strengthening_stories import OTHERS, VOLUNTEERS, WORKERS, WorkerStory

PROTOCOL = sessions.PROTOCOL
ORGANISATION = "meadow-council"
TEAM_SIZE = 6
HUBS_OF_A_LOCALITY = 4
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
    localities = [f"meadow-{name}" for name in ("north", "south", "east", "west", "mid", "hill")]
    used = localities[: max(2, min(len(localities), number // HUBS_OF_A_LOCALITY))]
    _leadership(scene)
    hubs = [Hub(n + 1, used[n % len(used)]) for n in range(max(2, number))]
    for position, hub in enumerate(hubs):
        _hub(scene, hub, range(position * TEAM_SIZE, min(count, (position + 1) * TEAM_SIZE)))
    for position, locality in enumerate(used):
        first = hubs[position]
        _volunteers(scene, locality, first, 3 if position == 0 else 1 + count // 20)
        cases.waiting(scene, first.team, position)
        assurance.locality(scene, locality, first.leader, first.senior, tidy=position == 0)
        assurance.weekly_reviews(scene, locality, first.leader, [hub.team for hub in hubs if hub.locality == locality], tidy=position == 0)
    assurance.organisation(scene, ORGANISATION, hubs[0].leader, MANAGER)
    assurance.neighbours(scene, ORGANISATION, MANAGER)


def _before(scene: Scene) -> date:
    return scene.clock.start - timedelta(days=1300)


def _leadership(scene: Scene) -> None:
    """The service manager and the auditor, who are supervised elsewhere."""
    data: Data = {"name": "Meadow leadership", "organisation": ORGANISATION, "agency": "early-help", "manager": MANAGER}
    scene.book.add("teams", "meadow-leadership", {**data, "protocols": []})
    parts.person(scene, MANAGER, "meadow-leadership", "service-manager", _before(scene))
    parts.person(scene, assurance.AUDITOR, "meadow-leadership", "auditor", _before(scene))


def _hub(scene: Scene, hub: Hub, members: range) -> None:
    """A hub with its leader, senior practitioner, office and practitioners, their sessions, cases and audits."""
    data: Data = {"name": hub.team.replace("-", " ").capitalize(), "organisation": ORGANISATION, "agency": "early-help"}
    parts.team(scene, hub.team, data | {"manager": hub.leader, "locality": hub.locality}, PROTOCOL, scene.clock.start)
    chance = Chance(scene.rng)
    others = ((hub.leader, "team-leader", MANAGER), (hub.senior, "senior-practitioner", hub.leader))
    for who, role, supervisor in others:
        _other(scene, who, role, hub, supervisor, chance)
    if hub.number == 1:
        for number, faults in enumerate(OTHERS):
            _other(scene, f"{hub.prefix}-bs-{number + 1:02d}", "business-support", hub, hub.leader, Script(faults))
    staff = [_worker(scene, hub, member) for member in members]
    for worker in staff:
        sessions.supervise(scene, worker)
        assurance.observe(scene, worker, hub.senior)
    sessions.groups(scene, staff, hub.leader, stories=hub.number == 1)
    assurance.team(scene, hub.team, hub.leader, [case.name for worker in staff for case in worker.cases], position=hub.number)


def _other(scene: Scene, who: str, role: str, hub: Hub, supervisor: str, plan: Plan) -> None:  # noqa: PLR0913
    """Somebody without cases: a contract, and a personal session every six weeks."""
    parts.person(scene, who, hub.team, role, _before(scene))
    contract(scene, who, supervisor, {"weeks": 6}, GOOD)
    worker = Worker(who, hub.team, supervisor, plan, ActionLog(who, scene.rng, PERSONAL))
    sessions.every_six_weeks(scene, worker)


def contract(scene: Scene, who: str, supervisor: str, interval: Data, plan: Plan) -> None:
    """A supervision contract from before the records, reviewed each year."""
    starts = scene.clock.back(scene.clock.start - timedelta(days=scene.rng.randrange(40, 330)))
    more: Data = {"reviews": parts.yearly_reviews(scene, starts, (supervisor, who), 15 if plan.slips("TEL-2", -1) else 0)}
    if plan.slips("TEL-1", -1) and isinstance(plan, Script):
        more["signed"] = parts.signed(starts, supervisor)
    if plan.slips("TEL-1-late", -1):
        more["signed"] = parts.signed(starts, supervisor) + parts.signed(starts + timedelta(days=150), who)
    if interval.get("weeks", 0) > TEAM_SIZE:
        more["reason"] = parts.held("worker-file")
    parts.contract(scene, PROTOCOL, [supervisor], [who], starts, interval, filed=parts.filed(starts, "worker-file"), **more)


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
        parts.absence(scene, name, first, last)
    if isinstance(plan, Chance):
        for span in leave(scene, long=scene.rng.randrange(6) == 0):
            parts.absence(scene, name, span.start, span.end)
    contract(scene, name, hub.leader, {"weeks": story.weeks} if story.weeks else {"calendar": "month"}, plan)
    cases.caseload(scene, worker, max(since, scene.clock.start - timedelta(days=150)), story.size or scene.rng.randrange(2, 5))
    for case in story.cases:
        if scene.clock.ago(case.allocated or 0) >= since:
            cases.designed(scene, worker, case)
    return worker


def _volunteers(scene: Scene, locality: str, hub: Hub, count: int) -> None:
    """The locality's volunteers and their lead, who is supervised by the team leader."""
    lead, team = f"{hub.prefix}-vl-01", f"{locality}-volunteers"
    data: Data = {"name": team.replace("-", " ").capitalize(), "organisation": ORGANISATION, "agency": "early-help", "manager": lead}
    parts.team(scene, team, data | {"locality": locality}, PROTOCOL, scene.clock.start)
    assurance.team(scene, team, hub.leader, [], position=hub.number)
    parts.person(scene, lead, team, "volunteer-lead", _before(scene))
    contract(scene, lead, hub.leader, {"weeks": 6}, GOOD)
    sessions.every_six_weeks(scene, Worker(lead, team, hub.leader, GOOD, ActionLog(lead, scene.rng, PERSONAL)))
    for number in range(count):
        story = VOLUNTEERS[number] if hub.number == 1 and number < len(VOLUNTEERS) else None
        who = f"{hub.prefix}-vo-{number + 1:02d}"
        parts.person(scene, who, team, "volunteer", _before(scene))
        plan: Plan = Script(story) if story is not None else Chance(scene.rng)
        sessions.volunteer(scene, Worker(who, team, lead, plan, ActionLog(who, scene.rng)), hub.senior)
