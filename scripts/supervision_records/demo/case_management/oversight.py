"""What the service decides, checks and reflects on outside the formal one-to-one sessions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from supervision_records.demo import parts
from supervision_records.demo.book import Scene
from supervision_records.demo.case_management.sessions import PROTOCOL, Desk, informal, written
from supervision_records.demo.case_management.stories import DECISIONS
from supervision_records.demo.plan import Chance, Plan, Script
from supervision_records.demo.staff import Worker, usual_day

OVERSIGHT = ("acrp", "cp-review", "cin-review", "ipm", "cla-review", "midway-check")
COORDINATOR = "hr-cpc-01"
FILED = "lcs/Management Decision"


def record(scene: Scene, desk: Desk, staff: Sequence[Worker], chance: Chance) -> None:
    """A team's decisions, reviews and group sessions: one of each now and then."""
    for month in scene.clock.months():
        for make in (_decision, _oversight):
            if scene.rng.randrange(2):
                day = usual_day(scene, desk.manager, month, scene.rng.randrange(2, 27))
                if day and day <= scene.clock.as_of:
                    make(scene, desk, scene.rng.choice(staff), day, chance)
        if scene.clock.turn(month) % 3 == 1:
            _group(scene, desk, staff, month, chance)


def tell(scene: Scene, desk: Desk, staff: Sequence[Worker]) -> None:
    """The stories: decisions and reviews as they are designed, and a talk that is still to be taken up."""
    for days, faults in DECISIONS:
        day = scene.clock.before(days)
        plan = Script({scene.clock.turn(day): faults})
        _decision(scene, desk, staff[0], day, plan)
        _oversight(scene, desk, staff[0], day, plan)
    waiting = staff[1]  # this month's formal session is still to come, so what matters is still to be taken up
    day = scene.clock.before(3)
    for case in waiting.caseload(day)[:1]:
        informal(scene, waiting, day, case)


def _decision(scene: Scene, desk: Desk, worker: Worker, day: date, plan: Plan) -> None:
    """A manager decides on a case between sessions."""
    for case in () if scene.met(day, desk.manager, "decision") else worker.caseload(day)[:1]:
        entry = {"case": case.name, "significant": True}
        data = parts.session(PROTOCOL, worker.team, [desk.manager], [], cases=[entry])
        recorded = written(scene, plan, "ISL-8", day, desk.manager)
        if recorded:
            data["recorded"] = recorded
            if not plan.slips("ISL-8-filing", scene.clock.turn(day)):
                data["filed"] = parts.filed(recorded["on"], FILED)
        scene.session(day, "decision", data)


def _oversight(scene: Scene, desk: Desk, worker: Worker, day: date, plan: Plan) -> None:
    """A review or midway check is recorded on the case."""
    for case in () if scene.met(day, COORDINATOR, "oversight") else worker.caseload(day)[-1:]:
        data = parts.session(PROTOCOL, desk.team, [COORDINATOR], [], cases=[{"case": case.name}])
        data["setting"] = scene.rng.choice(OVERSIGHT)
        recorded = written(scene, plan, "ISL-9", day, COORDINATOR)
        scene.session(day, "oversight", data | ({"recorded": recorded} if recorded else {}))


def _group(scene: Scene, desk: Desk, staff: Sequence[Worker], month: date, chance: Chance) -> None:
    """A group session on one case, with those who are there."""
    day = usual_day(scene, desk.supervisor, month, scene.rng.randrange(5, 25))
    if not day or day > scene.clock.as_of:
        return
    present = [worker for worker in staff if not scene.absent(worker.name, day)]
    discussed = [case for worker in present for case in worker.caseload(day)[:1]][:1]
    if len(present) > 1 and discussed:
        people = [worker.name for worker in present]
        cases = [{"case": case.name} for case in discussed]
        data = parts.session(PROTOCOL, desk.team, [desk.supervisor], people, minutes=90, cases=cases)
        recorded = written(scene, chance, "ISL-6", day, desk.supervisor)
        scene.session(day, "group", data | ({"recorded": recorded} if recorded else {}))
