"""The two boroughs' teams, the pairs of workers, their common cases and joint sessions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from supervision_records.demo import parts
from supervision_records.demo.book import Data, Scene
from supervision_records.demo.joint.stories import CASES, CaseStory
from supervision_records.demo.plan import Chance, Plan, Script
from supervision_records.demo.staff import CaseFile

PROTOCOL = "joint-supervision"
AGENDA = (
    *("background", "risks", "changes", "plans", "visits-feedback"),
    *("difficulties", "strengths", "equality", "learning", "resources-closure"),
)
SECTIONS = ("incidents-changes", "joint-work", "current-situation", "strengths", "plans")
#: Days before the as-of date on which the joint audits of each borough were done: steadily, and with one long gap.
AUDITS = {"a": (20, 190, 355, 500), "b": (100, 330, 500)}


#: In so many days before a closure a joint session speaks of stepping down.
CLOSING = 180


class Closing(Chance):
    """Everyday practice in the last months of a case: ``closing`` is always on the agenda."""

    def slips(self, rule: str, turn: int) -> bool:
        """Is the rule broken this time?"""
        return rule == "closing" or super().slips(rule, turn)


@dataclass(frozen=True)
class Pair:
    """A social worker and a mental health worker who share cases, with their supervisors and teams."""

    borough: str
    worker: str
    partner: str

    @property
    def teams(self) -> tuple[str, str]:
        """The children's service's team and the trust's."""
        return f"borough-{self.borough}-family", f"borough-{self.borough}-mental-health"

    @property
    def supervisors(self) -> tuple[str, str]:
        """Of the one, and of the other."""
        return f"b{self.borough}-tm-01", f"b{self.borough}-mh-tl-01"


def build(scene: Scene, people: int) -> None:
    """Write both boroughs' records for so many workers of the two services together."""
    for borough in "ab":
        _teams(scene, borough)
        for ago in AUDITS[borough]:
            _audit(scene, borough, scene.clock.back(scene.clock.ago(ago)))
    for number in range(max(2, people // 2)):
        _pair(scene, "ab"[number % 2], number // 2 + 1, stories=number == 0)


def _teams(scene: Scene, borough: str) -> None:
    """A borough's two teams and their managers."""
    since = scene.clock.start - timedelta(days=1000)
    pair = Pair(borough, "", "")
    organisations = (
        {"organisation": f"borough-{borough}", "agency": "childrens-service"},
        {"organisation": "borough-trust", "agency": "mental-health"},
    )
    for team, manager, organisation in zip(pair.teams, pair.supervisors, organisations, strict=True):
        data = {**organisation, "manager": manager, "borough": f"borough-{borough}"}
        parts.team(scene, team, (PROTOCOL, scene.clock.start), **data)
    parts.person(scene, pair.supervisors[0], pair.teams[0], "team-manager", since, qualified="social-worker")
    parts.person(scene, pair.supervisors[1], pair.teams[1], "team-leader", since)


def _pair(scene: Scene, borough: str, number: int, *, stories: bool) -> None:
    """Two workers and their common cases: the stories' and everyday ones, or everyday ones only."""
    pair = Pair(borough, f"b{borough}-sw-{number:02d}", f"b{borough}-mhw-{number:02d}")
    since = scene.clock.start - timedelta(days=scene.rng.randrange(420, 900))
    parts.person(scene, pair.worker, pair.teams[0], "social-worker", since, case_holding=True)
    parts.person(scene, pair.partner, pair.teams[1], "mental-health-worker", since, case_holding=True)
    for story in CASES if stories else ():
        _story(scene, pair, story)
    for _ in range(scene.rng.randrange(3, 7)):
        _everyday(scene, pair)


def _audit(scene: Scene, borough: str, on: date) -> None:
    """The half-yearly look at joint supervision: what was found, and the files that were read."""
    if on < scene.clock.start:
        return
    leader = f"b{borough}-tm-01"
    data: Data = {
        "protocol": PROTOCOL,
        "process": "joint-audit",
        "on": on,
        "lead": leader,
        "borough": f"borough-{borough}",
    }
    data |= {
        "theme": "Attendance of both services",
        "reported_to": "Safeguarding group",
        "evidence": parts.held("protocol"),
    }
    due = on + timedelta(days=60)
    data["actions"] = [{"id": 1, "what": "Share the dates of joint sessions a term ahead", "owner": leader, "due": due}]
    if due <= scene.clock.as_of:
        data["actions"][0] |= {"done": due - timedelta(days=3), "done_by": leader}
    scene.add("assurance", f"joint-audit-borough-{borough}-{on}", data | {"lessons": parts.held("protocol")})
    audit: Data = {"type": "joint", "protocol": PROTOCOL, "on": on}
    audit |= {"auditor": f"b{borough}-mh-tl-01", "team": f"borough-{borough}-family"}
    answers = ({"both-services-present": "yes", "child-seen": child_seen} for child_seen in ("no", "yes", "yes"))
    audit["files"] = [{"ref": f"file-{number}", "answers": given} for number, given in enumerate(answers, 1)]
    scene.add("audits", f"joint-borough-{borough}-{on}", audit | {"overall": scene.rng.randrange(1, 4)})


def _story(scene: Scene, pair: Pair, story: CaseStory) -> None:
    """A designed case: its sessions and what is wrong with each."""
    clock = scene.clock
    opened = clock.start if story.opened is None else clock.ago(story.opened)
    closed = None if story.closed is None else clock.ago(story.closed)
    case = CaseFile(scene.case_id(), opened, closed, opened, "cp")
    more: Data = {}
    if story.months:
        agreed = list(pair.supervisors)
        more = {"risk": [{"level": "high", "from": opened}]}
        more["joint_interval"] = [{"months": story.months, "from": opened, "agreed_by": agreed}]
    _write(scene, pair, case, more)
    for day, faults in story.days(clock):
        _session(scene, pair, [case], day, Script({0: faults}))


def _everyday(scene: Scene, pair: Pair) -> None:
    """A case like most: seen jointly about every five months, with its sibling's case where there is one."""
    chance = Chance(scene.rng)
    clock = scene.clock
    opened = clock.start + timedelta(days=scene.rng.randrange(-300, 250))
    opened = clock.forward(max(opened, clock.start - timedelta(days=300)))
    closed = clock.forward(max(opened, clock.start) + timedelta(days=scene.rng.randrange(200, 900)))
    ends = closed if closed <= clock.as_of else None
    cases = [CaseFile(scene.case_id(), opened, ends, opened, scene.rng.choice(("cp", "cin", "cla")))]
    if scene.rng.randrange(4) == 0:
        cases.append(CaseFile(scene.case_id(), opened, ends, opened, cases[0].category))
    family = {"family": f"f-{cases[0].name[2:]}"} if len(cases) > 1 else {}
    for case in cases:
        _write(scene, pair, case, family)
    for day in _days(scene, max(opened, clock.start), min(closed, clock.as_of), chance):
        closing = ends is not None and (ends - day).days < CLOSING
        _session(scene, pair, cases, day, Closing(scene.rng) if closing else chance)


def _days(scene: Scene, first: date, last: date, chance: Chance) -> list[date]:
    """Sessions of an everyday case: now and then one is late; the last one before a closure is near it."""
    days: list[date] = []
    day = first
    while True:
        low, high = (190, 240) if chance.slips("JNT-1", 0) else (130, 180)
        day = scene.clock.back(day + timedelta(days=scene.rng.randrange(low, high)))
        if day > last:
            return days
        days.append(day)


def _write(scene: Scene, pair: Pair, case: CaseFile, more: Data) -> None:
    """The record of a case on which both services work."""
    end = {"to": case.closed} if case.closed else {}
    data: Data = {"opened": case.opened}
    if case.closed:
        data["closed"] = case.closed
    data["teams"] = [{"team": team, "from": case.opened, **end} for team in pair.teams]
    data["status"] = [{"category": case.category, "from": case.opened, **end}]
    sides = ((pair.worker, "lead"), (pair.partner, "co-worker"))
    data["allocations"] = [{"person": who, "from": case.allocated, **end, "part": part} for who, part in sides]
    scene.book.add("cases", case.name, data | more)


def _session(scene: Scene, pair: Pair, cases: list[CaseFile], day: date, plan: Plan) -> None:
    """One joint session on a case or on siblings, written up by a supervisor within a week unless it is fresh."""
    present = [pair.worker] if plan.slips("JNT-2", 0) else [pair.worker, pair.partner]
    data = parts.session(PROTOCOL, pair.teams[0], pair.supervisors, present, minutes=75, mode="in-person")
    data["cases"] = [{"case": case.name} for case in cases]
    if plan.slips("closing", 0) and not plan.slips("JNT-6", 0):
        for entry in data["cases"]:
            entry["step_down_considered"] = True
    written = scene.clock.after(day, scene.rng.randrange(0, 5))
    if written <= scene.clock.as_of and not plan.slips("fresh", 0):
        data |= _record(scene, pair, day, written, plan)
    scene.session(day, "joint", data)


def _record(scene: Scene, pair: Pair, day: date, written: date, plan: Plan) -> Data:
    """What is written up after the session."""
    sections = SECTIONS[:-1] if plan.slips("JNT-3", 0) else SECTIONS
    dropped = scene.rng.choice(("equality", "learning", "difficulties"))
    places = ["child-file", "rio"] if plan.slips("JNT-5", 0) else ["child-file", "parent-file", "rio"]
    action = {"id": 1, "what": "Visit the family together", "owner": pair.worker, "due": day + timedelta(days=42)}
    return {
        "agenda": [point for point in AGENDA if point != dropped or not plan.slips("JNT-4", 0)],
        "notes": parts.notes(sections, "protocol"),
        "actions": [action | {"measure": "Both have seen the child and the parent by the date"}],
        "recorded": {"by": scene.rng.choice(pair.supervisors), "on": written},
        "filed": parts.filed(written, *places),
        "next": scene.clock.back(day + timedelta(days=160)),
    }
