"""Cases of the early help service, with the milestones of their work."""

from __future__ import annotations

from datetime import date, timedelta

from supervision_records.demo import parts
from supervision_records.demo.book import Data, Scene
from supervision_records.demo.plan import Chance, Plan, Script
from supervision_records.demo.staff import LIFE, CaseFile, Worker, write_case
from supervision_records.demo.strengthening_stories import WAITING, CaseStory

PROTOCOL = "strengthening-families"
CATEGORIES = ("tac", "early-help", "family-support", "targeted", "cp")
SOURCES = ("professional", "professional", "family-connect", "self", "transfer")
#: Criteria for whole family working; the first five are from three domains.
CRITERIA = (
    ("parenting", "domestic-abuse"),
    ("parenting", "drugs-alcohol"),
    ("school-attendance", "below-90-percent"),
    ("school-attendance", "vulnerable-learner"),
    ("ensuring-safety", "missing-three-times"),
    ("children-need-help", "early-help-assessment"),
    ("adult-crime", "prison-release"),
)
WEEK = timedelta(weeks=1)


def caseload(scene: Scene, worker: Worker, since: date, size: int) -> None:
    """Give a worker so many cases at any time, each followed by the next."""
    clock = scene.clock
    for _ in range(size):
        referred = clock.forward(since + timedelta(days=scene.rng.randrange(60)))
        while referred < clock.ago(20):
            closed = _everyday(scene, worker, referred)
            if closed is None:
                break
            referred = clock.forward(closed + timedelta(days=scene.rng.randrange(2, 14)))


def _everyday(scene: Scene, worker: Worker, referred: date) -> date | None:
    """A case like most; gives the day on which it was closed, if it was."""
    clock, chance = scene.clock, Chance(scene.rng)
    days = scene.rng.randrange(60, 70) if chance.slips("TEL-22", 0) else scene.rng.randrange(1, 9)
    allocated = clock.after(referred, days)
    closed: date | None = clock.forward(max(allocated, clock.start) + timedelta(days=scene.rng.randrange(*LIFE)))
    if closed and closed > clock.as_of:
        closed = None
    case = CaseFile(scene.case_id(), referred, closed, allocated, scene.rng.choice(CATEGORIES))
    details: Data = {"route": scene.rng.choice(("eha", "ehsp")), "source": scene.rng.choice(SOURCES)}
    late = [step for step in STEPS if scene.rng.randrange(100) < STEP_FAILS]
    extra: dict[str, date] = {}
    if scene.rng.randrange(8) == 0:
        extra["disengaged"] = allocated + timedelta(days=scene.rng.randrange(20, 90))
    if scene.rng.randrange(8) == 0:
        extra["missing-found"] = allocated + timedelta(days=scene.rng.randrange(10, 90))
        extra["return-interview"] = extra["missing-found"] + timedelta(days=5 if chance.slips("TEL-20", 0) else 2)
    details["milestones"] = milestones(scene, case, details, late, extra)
    _file(scene, worker, case, details)
    if scene.rng.randrange(3) == 0:
        referral(scene, worker, case, "too-little" if chance.slips("TEL-21", 0) else "usual")
    return closed


#: The steps of the work that may be late, and how often (in a hundred) each of them is.
STEPS = (
    "referrer-notified",
    "psp-checked",
    "first-contact",
    "first-visit",
    "assessment",
    "family-circle",
    "support-meeting",
    "closed-summary",
)
STEP_FAILS = 8


def designed(scene: Scene, worker: Worker, story: CaseStory) -> None:
    """A case as a story tells it, in a worker's hands."""
    clock = scene.clock
    allocated = clock.back(clock.ago(story.allocated or 0))
    closed = None if story.closed is None else clock.back(clock.ago(story.closed))
    case = CaseFile(scene.case_id(), clock.back(clock.ago(story.referred)), closed, allocated, story.category)
    extra = {step: clock.ago(ago) for step, ago in story.also.items()}
    details: Data = {"route": story.route, "source": story.source}
    steps = milestones(scene, case, details, story.late, extra)
    details["milestones"] = {step: day for step, day in steps.items() if step not in story.undone}
    _file(scene, worker, case, details)
    if story.referral:
        referral(scene, worker, case, story.referral)


def milestones(scene: Scene, case: CaseFile, details: Data, late: object, extra: dict[str, date]) -> Data:
    """The dates of the work's steps, each in time (some on the last day) unless ``late`` names it; none after the as-of date."""
    slow = set(late) if isinstance(late, (list, tuple)) else set()
    clock, start = scene.clock, case.allocated

    def on(step: str, usual: int, over: int) -> date:
        return start + timedelta(days=over if step in slow else usual)

    steps: Data = {"referred": case.opened}
    if details["source"] != "family-connect":
        steps["referrer-notified"] = clock.after(start, 3 if "referrer-notified" in slow else scene.rng.randrange(3))
    steps["first-contact"] = clock.after(start, 3 if "first-contact" in slow else scene.rng.randrange(3))
    steps["first-visit"] = on("first-visit", scene.rng.randrange(4, 8), 9)
    steps["psp-checked"] = steps["first-visit"] + timedelta(days=2 if "psp-checked" in slow else -scene.rng.randrange(4))
    steps["assessment"] = on("assessment", scene.rng.randrange(30, 43), 48)
    steps["support-meeting"] = steps["assessment"] + (9 * WEEK if "support-meeting" in slow else scene.rng.randrange(6, 9) * WEEK)
    steps["family-circle"] = _circles(scene, case, details["route"], "family-circle" in slow)
    if case.closed:
        steps["closure-directed"] = case.closed - timedelta(days=11 if "closed-summary" in slow else 7)
        steps["closed-summary"] = case.closed
    last = min(case.closed or clock.as_of, clock.as_of)
    steps["family-circle"] = [day for day in steps["family-circle"] if day <= last]
    return {step: day for step, day in (steps | extra).items() if day and (isinstance(day, list) or day <= last)}


def _circles(scene: Scene, case: CaseFile, route: str, late: bool) -> list[date]:  # noqa: FBT001
    """Family Circles: the first within six weeks (eight on the support plan's route), then every eight weeks."""
    first = scene.rng.randrange(36, 43) if route == "eha" else scene.rng.randrange(45, 57)
    day = case.allocated + timedelta(days=first + (21 if late else 0))
    days = []
    while day <= scene.clock.as_of:
        days.append(day)
        day += timedelta(days=70 if scene.rng.randrange(100) < STEP_FAILS else scene.rng.randrange(48, 57))
    return days


def _file(scene: Scene, worker: Worker, case: CaseFile, details: Data) -> None:
    """Write the case down; it is the worker's from its allocation on."""
    worker.cases.append(case)
    more: Data = {}
    if case.category == "family-support" and case.closed is None:
        more["very_active"] = [{"from": case.allocated, "to": case.allocated + timedelta(days=90)}]
    write_case(scene, case, worker, **details, **more)


def referral(scene: Scene, worker: Worker, case: CaseFile, how: str) -> None:
    """A referral for whole family working: with just what it needs, with too little, without a plan, or declined."""
    chosen = {"too-little": CRITERIA[:4], "usual": CRITERIA[: scene.rng.randrange(5, 8)]}.get(how, CRITERIA[:5])
    data: Data = {"type": "whole-family", "protocol": PROTOCOL, "case": case.name, "on": case.opened, "by": worker.supervisor}
    data["outcome"] = "declined" if how == "declined" else "accepted"
    data["criteria"] = [{"domain": domain, "sub_category": sub} for domain, sub in chosen]
    data |= {"assessment_current": True, "plan_current": how != "no-plan"}
    scene.add("referrals", f"whole-family-{case.name}", data)


def waiting(scene: Scene, team: str, position: int) -> None:
    """The cases of a locality's first hub that nobody holds yet."""
    for story in WAITING[position : position + 1]:
        referred = scene.clock.back(scene.clock.ago(story.referred))
        steps: Data = {"referred": referred, **{step: scene.clock.ago(ago) for step, ago in story.also.items()}}
        data: Data = {"opened": referred, "teams": [{"team": team, "from": referred}]}
        data |= {"status": [{"category": story.category, "from": referred}], "allocations": []}
        scene.book.add("cases", scene.case_id(), data | {"route": story.route, "source": story.source, "milestones": steps})
