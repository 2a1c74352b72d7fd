"""Workers and the cases that they hold: who has what on which day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from supervision_records.calendar import DAY, FOREVER, Span
from supervision_records.demo.actions import ActionLog
from supervision_records.demo.book import Data, Scene
from supervision_records.demo.plan import Plan


@dataclass
class CaseFile:
    """One case in the hands of one worker."""

    name: str
    opened: date
    closed: date | None
    allocated: date
    category: str

    def open_on(self, day: date) -> bool:
        """Is it held and open that day?"""
        return self.allocated <= day <= (self.closed or FOREVER)


@dataclass
class Worker:
    """Somebody who holds cases, and the plan by which they are supervised: ``every`` so many days, where agreed."""

    name: str
    team: str
    supervisor: str
    plan: Plan
    log: ActionLog
    every: int | None = None
    cases: list[CaseFile] = field(default_factory=list)

    def caseload(self, day: date) -> list[CaseFile]:
        """The cases held on a day."""
        return [case for case in self.cases if case.open_on(day)]

    def holds(self, day: date) -> Callable[[str], bool]:
        """A test whether a case is allocated to this worker on the day."""
        names = {case.name for case in self.caseload(day)}
        return names.__contains__


#: A month with fewer working days at work than this asks for no session.
MINIMUM = 10
#: For how many days a case of the demo stays open, at least and at most.
LIFE = (110, 480)
#: After how many days a protection plan may become a plan for a child in need.
STEP_DOWN = timedelta(days=140)


def fill(scene: Scene, worker: Worker, since: date, categories: Sequence[str], *, size: int, lasting: int = 0) -> None:
    """Give a worker so many cases at any time, each followed by the next; the first few are ``lasting``.

    None is opened before ``since``, the start of the post.
    """
    for number in range(size):
        opened = max(since, scene.clock.start - timedelta(days=scene.rng.randrange(10, 200)))
        while opened < scene.clock.as_of - timedelta(days=7):
            case = open_case(scene, worker, opened, scene.rng.choice(categories), lasting=number < lasting)
            if case.closed is None:
                break
            opened = case.closed + timedelta(days=scene.rng.randrange(2, 20))


def open_case(scene: Scene, worker: Worker, opened: date, category: str, *, lasting: bool) -> CaseFile:
    """One case, allocated within a few days and, unless it is ``lasting``, closed after its usual life."""
    low, high = LIFE
    first = max(opened, scene.clock.start)
    closed = scene.clock.forward(first + timedelta(days=scene.rng.randrange(low, high)))
    ends = None if lasting or closed > scene.clock.as_of else closed
    allocated = scene.clock.after(opened, scene.rng.randrange(1, 5))
    case = CaseFile(scene.case_id(), opened, ends, allocated, category)
    worker.cases.append(case)
    write_case(scene, case, worker)
    return case


def write_case(scene: Scene, case: CaseFile, worker: Worker, **more: object) -> None:
    """The case's record; ``more`` adds keys or replaces them."""
    data: Data = {"opened": case.opened}
    if case.closed:
        data["closed"] = case.closed
    data["teams"] = [{"team": worker.team, "from": case.opened}]
    data["status"] = [{"category": case.category, "from": case.opened}]
    data["allocations"] = [{"person": worker.name, "from": case.allocated}]
    if case.closed:
        for entry in (data["teams"][0], data["status"][0], data["allocations"][0]):
            entry["to"] = case.closed
    if (
        case.category == "cp"
        and (case.closed or scene.clock.as_of) > case.opened + STEP_DOWN
        and scene.rng.randrange(3) == 0
    ):
        stepped = case.opened + STEP_DOWN
        data["status"] = [
            {**data["status"][0], "to": stepped - DAY},
            {**data["status"][0], "category": "cin", "from": stepped},
        ]
    scene.book.add("cases", case.name, data | more)


def hand_over(scene: Scene, giver: Worker, taker: Worker, case: CaseFile, day: date) -> None:
    """From a day on a case is the taker's."""
    giver.cases[giver.cases.index(case)] = replace(case, closed=day - DAY)
    taker.cases.append(replace(case, allocated=day))
    allocations = scene.book.records["cases", case.name]["allocations"]
    allocations.append({**allocations[-1], "person": taker.name, "from": day})
    allocations[0]["to"] = day - DAY


def leave(scene: Scene, *, long: bool) -> list[Span]:
    """Everyday absences for a worker: a week or so of leave each half year, and perhaps a long one."""
    spans = []
    day = scene.clock.start + timedelta(days=scene.rng.randrange(20, 120))
    while day < scene.clock.as_of:
        start = scene.clock.forward(day)
        spans.append(Span(start, scene.clock.after(start, scene.rng.randrange(4, 8))))
        day += timedelta(days=scene.rng.randrange(120, 230))
    if long:
        start = scene.clock.forward(scene.clock.start + timedelta(days=scene.rng.randrange(60, 300)))
        spans.append(Span(start, scene.clock.after(start, scene.rng.randrange(12, 50))))
    return spans


def usual_day(scene: Scene, who: str, month: date, preferred: int) -> date | None:
    """The preferred day of a month or the next at work, else the last at work; None if hardly any is left."""
    last = (month + timedelta(days=31)).replace(day=1) - DAY
    candidates = (month + timedelta(days=n) for n in range((last - month).days + 1))
    free = [day for day in candidates if scene.clock.days.is_working(day) and not scene.absent(who, day)]
    if len(free) < MINIMUM:
        return None
    return next((day for day in free if day.day >= preferred), free[-1])
