"""The cases, with the milestones of the work on them, and referrals for whole family working."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from supervision_records.demo.book import Data, Scene
from supervision_records.demo.plan import Chance
from supervision_records.demo.staff import LIFE, CaseFile, Worker, write_case
from supervision_records.demo.strengthening.stories import WAITING, CaseStory

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
    end = clock.forward(max(allocated, clock.start) + timedelta(days=scene.rng.randrange(*LIFE)))
    closed = end if end <= clock.as_of else None
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


def milestones(scene: Scene, case: CaseFile, details: Data, late: Collection[str], extra: dict[str, date]) -> Data:
    """The dates of the work's steps, each in time (some on the last day) or ``late``; none after the as-of date."""
    days, start = scene.clock.after, case.allocated

    def usual(step: str, low: int, high: int, over: int) -> int:
        """So many days or weeks, from low to high, or over where the step is late."""
        return over if step in late else scene.rng.randrange(low, high + 1)

    steps: Data = {"referred": case.opened}
    if details["source"] != "family-connect":
        steps["referrer-notified"] = days(start, usual("referrer-notified", 0, 2, 3))
    steps["first-contact"] = days(start, usual("first-contact", 0, 2, 3))
    steps["first-visit"] = start + timedelta(days=usual("first-visit", 4, 7, 9))
    steps["psp-checked"] = steps["first-visit"] + timedelta(days=usual("psp-checked", -3, 0, 2))
    steps["assessment"] = start + timedelta(days=usual("assessment", 30, 42, 48))
    steps["support-meeting"] = steps["assessment"] + timedelta(weeks=usual("support-meeting", 6, 8, 9))
    if case.closed:
        steps["closure-directed"] = case.closed - timedelta(days=usual("closed-summary", 1, 7, 11))
        steps["closed-summary"] = case.closed
    last = min(case.closed or scene.clock.as_of, scene.clock.as_of)
    known: Data = {step: day for step, day in (steps | extra).items() if day <= last}
    circles = _circles(scene, start + timedelta(days=_first_circle(scene, details["route"], late)), last)
    return known | ({"family-circle": circles} if circles else {})


def _first_circle(scene: Scene, route: str, late: Collection[str]) -> int:
    """Days to the first Family Circle: within six weeks (eight on the support plan's route), or three weeks late."""
    weeks = 8 if route == "ehsp" else 6
    return weeks * 7 + (21 if "family-circle" in late else -scene.rng.randrange(7))


def _circles(scene: Scene, day: date, last: date) -> list[date]:
    """Family Circles from the first on, every eight weeks (now and then ten)."""
    days = []
    while day <= last:
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
    data: Data = {"type": "whole-family", "protocol": PROTOCOL, "case": case.name}
    data |= {"on": case.opened, "by": worker.supervisor, "outcome": "declined" if how == "declined" else "accepted"}
    data["criteria"] = [{"domain": domain, "sub_category": sub} for domain, sub in chosen]
    data |= {"assessment_current": True, "plan_current": how != "no-plan"}
    scene.add("referrals", f"whole-family-{case.name}", data)


def waiting(scene: Scene, team: str, position: int) -> None:
    """The cases of a locality's first hub that nobody holds yet; who will is agreed, from next week on."""
    starts = scene.clock.after(scene.clock.as_of, 5)
    for story in WAITING[position : position + 1]:
        referred = scene.clock.back(scene.clock.ago(story.referred))
        steps: Data = {"referred": referred, **{step: scene.clock.ago(ago) for step, ago in story.also.items()}}
        data: Data = {"opened": referred, "teams": [{"team": team, "from": referred}]}
        data |= {"status": [{"category": story.category, "from": referred}]}
        data |= {"allocations": [{"person": _somebody(scene, team), "from": starts}]}
        data |= {"route": story.route, "source": story.source, "milestones": steps}
        scene.book.add("cases", scene.case_id(), data)


def _somebody(scene: Scene, team: str) -> str:
    """A practitioner who is in the team for good."""
    return next(
        name
        for (kind, name), person in sorted(scene.book.records.items())
        if kind == "people"
        for post in person["posts"]
        if (post["team"], post["role"]) == (team, "practitioner") and "to" not in post
    )
