"""The assurance of teams, places and organisations: audits, reviews and evaluations that come round."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from .cadence import NOBODY_ABSENT, calendar, rolling
from .days import day, later, months_later
from .deadlines import judged, witnessed
from .verdict import Verdict
from .world import JNT, STK, TEL, Data, Days, World

#: Telford's calendar: the process, its rule, the kind of place, and how often.
PROCESSES: tuple[tuple[str, str, str, Mapping[str, int]], ...] = (
    ("data-quality", "TEL-17", "organisation", {"weeks": 1}),
    ("dashboard", "TEL-17", "organisation", {"calendar months": 1}),
    ("family-circle-measure", "TEL-17", "locality", {"weeks": 8}),
    ("case-audit-locality", "TEL-17", "locality", {"months": 2}),
    ("case-audit-cross", "TEL-17", "locality", {"months": 2}),
    ("qa-meeting", "TEL-17", "organisation", {"months": 2}),
    ("family-feedback", "TEL-17", "locality", {"months": 4}),
    ("case-file-read", "TEL-12", "team", {"months": 12}),
)


def assurance(world: World) -> Iterator[Verdict]:
    """Every judgement of the assurance calendars."""
    for process, rule, kind, every in PROCESSES:
        for place in _places(world, kind):
            yield from _process(world, rule, process, (kind, place), every)
    for place in _places(world, "locality"):
        yield from _group_visits(world, place)
        yield from _unallocated(world, place)
    for borough in _places(world, "borough"):
        scope = _follows(world, "borough", borough, JNT)
        held = _held(world, JNT, "joint-audit", borough=borough)
        yield from _every(world, "JNT-8", ("borough", borough), "", scope, held, {"months": 6})
    yield from _evaluation(world)
    yield from _actions(world)


def _places(world: World, kind: str) -> list[str]:
    if kind == "team":
        return [id_ for id_, _ in world.all("teams")]
    return sorted({team[kind] for _, team in world.all("teams") if kind in team})


def _follows(world: World, kind: str, place: str, protocol: str) -> Days:
    """The days on which a team of the place follows the protocol."""
    found: Days = frozenset()
    for id_, team in world.all("teams"):
        if place == (id_ if kind == "team" else team.get(kind)):
            found |= world.follows(id_, protocol)
    return found


def _held(world: World, protocol: str, process: str, **where: Any) -> list[date]:
    return [
        day(data["on"])
        for _, data in world.all("assurance")
        if data["protocol"] == protocol and data["process"] == process
        if all(data.get(key) == value for key, value in where.items())
    ]


def _every(
    world: World,
    rule: str,
    subject: tuple[str, str],
    part: str,
    scope: Days,
    events: list[date],
    every: Mapping[str, int],
) -> Iterator[Verdict]:
    if "calendar months" in every:
        found = calendar(world, rule, subject, scope, events, NOBODY_ABSENT, every["calendar months"])
    else:
        found = rolling(world, rule, subject, scope, events, lambda step: later(step.start, every))
    yield from (one._replace(part=part) for one in found)


def _process(
    world: World, rule: str, process: str, subject: tuple[str, str], every: Mapping[str, int]
) -> Iterator[Verdict]:
    """TEL-12, TEL-17: as the process says."""
    scope = _follows(world, *subject, TEL)
    events = _held(world, TEL, process, **{subject[0]: subject[1]})
    yield from _every(world, rule, subject, process if rule == "TEL-17" else "", scope, events, every)


def _group_visits(world: World, place: str) -> Iterator[Verdict]:
    """TEL-17: every group that has been visited is visited again within a year."""
    scope = _follows(world, "locality", place, TEL)
    for group in sorted({data["group"] for _, data in world.all("assurance") if "group" in data}):
        seen = [when for when in _held(world, TEL, "group-visit", locality=place, group=group) if when <= world.today]
        if seen:
            since = frozenset(when for when in scope if when >= min(seen))
            part = f"group-visit/{group}"
            yield from _every(world, "TEL-17", ("locality", place), part, since, seen, {"months": 12})


def _unallocated(world: World, place: str) -> Iterator[Verdict]:
    """TEL-22b: a week at most between reviews while a case of the place waits for somebody."""
    waiting: Days = frozenset()
    for case, data in world.all("cases"):
        referred = [day(one) for one in _as_list(data.get("milestones", {}).get("referred", []))]
        referred = [when for when in referred if when <= world.today]
        if not referred:
            continue
        there: Days = frozenset()
        for entry in data["teams"]:
            if world.records["teams"][entry["team"]].get("locality") == place:
                there |= world.stretch(entry) & world.follows(entry["team"], TEL) & world.open(case)
        waiting |= (there & world.days(min(referred))) - world.stretches(data["allocations"])
    reviews = _held(world, TEL, "unallocated-review", locality=place)
    yield from _every(world, "TEL-22b", ("locality", place), "", waiting, reviews, {"weeks": 1})


def _as_list(stated: Any) -> list[str]:
    return [stated] if isinstance(stated, str) else list(stated)


def _evaluation(world: World) -> Iterator[Verdict]:
    """STK-18: an evaluation of the team or of its locality within six months of its first day."""
    for id_, team in world.all("teams"):
        followed = world.follows(id_, STK)
        if not followed or min(followed) > world.today:
            continue
        first = min(followed)
        held = _held(world, STK, "evaluation", team=id_)
        if "locality" in team:
            held += _held(world, STK, "evaluation", locality=team["locality"])
        done = min((when for when in held if first <= when <= world.today), default=None)
        yield judged(world, "STK-18", ("team", id_), "", first, months_later(first, 6), done)


def _actions(world: World) -> Iterator[Verdict]:
    """TEL-18: every action of an audit is done in time and, once done, checked."""
    for kind, folder in (("audit", "audits"), ("assurance", "assurance")):
        for id_, data in world.all(folder):
            held = day(data["on"])
            if data["protocol"] != TEL or held > world.today:
                continue
            for action in data.get("actions", []):
                due = day(action["due"])
                done = _past(world, action.get("done"))
                seen = _seen(world, folder, id_, action, "done") if done else None
                yield witnessed(world, judged(world, "TEL-18", (kind, id_), str(action["id"]), held, due, seen))
                if done:
                    by = max(due, months_later(held, 3))
                    part = f"{action['id']}/checked"
                    checked = _past(world, action.get("checked"))
                    seen = _seen(world, folder, id_, action, "checked") if checked and checked >= done else None
                    yield witnessed(world, judged(world, "TEL-18", (kind, id_), part, held, by, seen))


def _seen(world: World, folder: str, id_: str, action: Data, key: str) -> date | None:
    """The day by which an action was done, or checked."""
    wanted = (action["id"], action[key])
    return world.done_by(
        folder, id_, day(action[key]), lambda old: wanted in [(a["id"], a.get(key)) for a in old.get("actions", [])]
    )


def _past(world: World, text: str | None) -> date | None:
    return day(text) if text and day(text) <= world.today else None
