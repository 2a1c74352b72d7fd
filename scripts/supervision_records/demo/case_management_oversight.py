"""What the case management service decides, checks and reflects on outside the formal one-to-one sessions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from supervision_records.demo import parts
from supervision_records.demo.book import Data, Scene
from supervision_records.demo.case_management_sessions import PROTOCOL, informal, written
from supervision_records.demo.plan import GOOD, Chance, Plan, Script
from supervision_records.demo.staff import CaseFile, Worker, usual_day

OVERSIGHT = ("acrp", "cp-review", "cin-review", "ipm", "cla-review", "midway-check")
COORDINATOR = "hr-cpc-01"
FILED = "lcs/Management Decision"
#: The first team's decisions and reviews, newest first (working days before the as-of date): what goes wrong with each.
STORIES: tuple[tuple[int, tuple[str, ...]], ...] = ((1, ("fresh",)), (25, ()), (50, ("ISL-8", "ISL-9")), (75, ("ISL-8-filing",)))


def record(scene: Scene, staff: Sequence[Worker], supervisor: str, manager: str, chance: Chance, *, story: bool) -> None:  # noqa: PLR0913
    """A team's decisions, reviews and group sessions: one of each now and then, and the stories in the first team."""
    for month in scene.clock.months():
        for make in (_decision, _oversight):
            if scene.rng.randrange(2):
                day = usual_day(scene, manager, month, scene.rng.randrange(2, 27))
                if day and day <= scene.clock.as_of:
                    make(scene, scene.rng.choice(staff), day, manager, chance)
        if scene.clock.turn(month) % 3 == 1:
            _group(scene, staff, supervisor, month, chance)
    if story:
        _tell(scene, staff, manager)


def _tell(scene: Scene, staff: Sequence[Worker], manager: str) -> None:
    for days, faults in STORIES:
        day = scene.clock.before(days)
        plan = Script({scene.clock.turn(day): faults})
        _decision(scene, staff[0], day, manager, plan)
        _oversight(scene, staff[0], day, manager, plan)
    waiting = staff[1]  # this month's formal session is still to come, so what matters is still to be taken up
    day = scene.clock.before(3)
    for case in waiting.caseload(day)[:1]:
        informal(scene, waiting, day, case)


def _decision(scene: Scene, worker: Worker, day: date, manager: str, plan: Plan) -> None:
    """A manager decides on a case between sessions."""
    for case in () if scene.met(day, manager, "decision") else worker.caseload(day)[:1]:
        data: Data = {"protocol": PROTOCOL, "team": worker.team, "status": "held", "supervisors": [manager], "supervisees": []}
        data["cases"] = [{"case": case.name, "significant": True}]
        recorded = written(scene, plan, "ISL-8", day, manager)
        if recorded:
            data["recorded"] = recorded
            if not plan.slips("ISL-8-filing", scene.clock.turn(day)):
                data["filed"] = parts.filed(recorded["on"], FILED)
        scene.session(day, "decision", data)


def _oversight(scene: Scene, worker: Worker, day: date, manager: str, plan: Plan) -> None:  # noqa: ARG001  (one shape with decisions)
    """A review or midway check is recorded on the case."""
    for case in () if scene.met(day, COORDINATOR, "oversight") else worker.caseload(day)[-1:]:
        data: Data = {"protocol": PROTOCOL, "team": worker.team, "status": "held", "supervisors": [COORDINATOR], "supervisees": []}
        data |= {"setting": scene.rng.choice(OVERSIGHT), "cases": [{"case": case.name}]}
        recorded = written(scene, plan, "ISL-9", day, COORDINATOR)
        scene.session(day, "oversight", data | ({"recorded": recorded} if recorded else {}))


def _group(scene: Scene, staff: Sequence[Worker], supervisor: str, month: date, chance: Chance) -> None:
    """A group session on one case, with those who are there."""
    day = usual_day(scene, supervisor, month, scene.rng.randrange(5, 25))
    if not day or day > scene.clock.as_of:
        return
    present = [worker for worker in staff if not scene.absent(worker.name, day)]
    discussed: list[CaseFile] = [case for worker in present for case in worker.caseload(day)[:1]][:1]
    if len(present) > 1 and discussed:
        data: Data = {"protocol": PROTOCOL, "team": staff[0].team, "status": "held", "minutes": 90, "supervisors": [supervisor]}
        data |= {"supervisees": [worker.name for worker in present], "cases": [{"case": case.name} for case in discussed]}
        recorded = written(scene, chance if len(staff) > 2 else GOOD, "ISL-6", day, supervisor)
        scene.session(day, "group", data | ({"recorded": recorded} if recorded else {}))
