"""Telford's standards after allocation: from one milestone of a case to another within a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from .days import day, later
from .deadlines import judged
from .verdict import Verdict
from .world import TEL, Data, World, discussed


def milestones(world: World) -> Iterator[Verdict]:
    """Every judgement of a case's milestones."""
    for case, data in world.all("cases"):
        yield from Milestones(world, case, data).verdicts()


class Milestones:
    """The milestones of one case up to the as-of date."""

    def __init__(self, world: World, case: str, data: Data) -> None:
        self.world = world
        self.case = case
        self.data = data
        self.scope = world.case_of(case, TEL)

    def on(self, *names: str) -> list[date]:
        """The days of the milestones that have happened."""
        found: list[date] = []
        for name in names:
            stated = self.data.get("milestones", {}).get(name, [])
            found += [day(text) for text in ([stated] if isinstance(stated, str) else stated)]
        return sorted(when for when in found if when <= self.world.today)

    def allocation(self) -> list[date]:
        """The first allocation, if there has been one."""
        found = sorted(day(one["from"]) for one in self.data["allocations"])[:1]
        return [when for when in found if when <= self.world.today]

    def verdicts(self) -> Iterator[Verdict]:
        """All rules."""
        yield from self.after_allocation()
        for start in self.on("assessment"):
            yield from self.step("TEL-19", "support-meeting", start, {"weeks": 8}, self.on("support-meeting"))
        for start in self.on("family-circle"):
            following = [when for when in self.on("family-circle") if when > start]
            yield from self.step("TEL-19", "family-circle", start, {"weeks": 8}, following)
        for start in self.on("closure-directed"):
            yield from self.step("TEL-19", "closed-summary", start, {"weeks": 1}, self.on("closed-summary"))
        for start in self.on("missing-found"):
            if not any(when >= start for when in self.on("social-worker-told")):
                talks = self.on("return-interview", "return-interview-declined")
                yield from self.step("TEL-20", "", start, {"days": 3}, talks)
        yield from self.waiting()
        sessions = [day(s["date"]) for _, s in self.world.own(TEL, "case") if self.case in discussed(s)]
        for start in self.on("disengaged"):
            yield from self.step("TEL-24", "", start, {"months": 1}, sessions)
        for visit in self.on("first-visit"):
            if visit in self.scope:
                checked = any(when <= visit for when in self.on("psp-checked"))
                status = "met" if checked else "breach"
                yield Verdict("TEL-19b", "precondition", "case", self.case, "", visit, visit, status, visit, 0)

    def waiting(self) -> Iterator[Verdict]:
        """From the referral, which may be older than the case, to the first allocation."""
        entries = {day(self.data["opened"]), *(day(team["from"]) for team in self.data["teams"])}
        for start in self.on("referred"):
            begins = [d for d in self.scope if start < d <= self.world.today and d - timedelta(1) not in self.scope]
            if start in self.scope or (begins and min(begins) in entries):
                yield from self.step("TEL-22", "", start, {"weeks": 12}, self.allocation(), earlier=True)

    def after_allocation(self) -> Iterator[Verdict]:
        """What follows the first allocation."""
        circle = {"weeks": 8 if self.data.get("route") == "ehsp" else 6}
        for start in self.allocation():
            yield from self.step("TEL-19", "first-contact", start, {"working days": 2}, self.on("first-contact"))
            if self.data.get("source") != "family-connect":
                told = self.on("referrer-notified")
                yield from self.step("TEL-19", "referrer-notified", start, {"working days": 2}, told)
            yield from self.step("TEL-19", "first-visit", start, {"days": 7}, self.on("first-visit"))
            yield from self.step("TEL-19", "assessment", start, {"weeks": 6}, self.on("assessment"), earlier=True)
            yield from self.step("TEL-19", "family-circle", start, circle, self.on("family-circle"))

    def step(
        self, rule: str, part: str, start: date, within: Mapping[str, int], events: list[date], *, earlier: bool = False
    ) -> Iterator[Verdict]:
        """One judgement, if the case was one of the protocol on the day and is not closed with time left."""
        if start not in self.scope and rule != "TEL-22":
            return
        if "working days" in within:
            due = self.world.working.after(start, within["working days"])
        else:
            due = later(start, within)
        done = min((when for when in events if earlier or when >= start), default=None)
        done = done if done and done <= self.world.today else None
        closed = day(self.data["closed"]) if "closed" in self.data else date.max
        if done is None and closed <= self.world.today and closed < due:
            return
        yield judged(self.world, rule, ("case", self.case), part, start, due, done)
