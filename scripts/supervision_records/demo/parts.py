"""Small parts that records of every service share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from supervision_records.calendar import Span
from supervision_records.demo.book import Data, Scene


def held(system: str) -> Data:
    """Narrative that was written where it belongs."""
    return {"held": system}


def notes(sections: Iterable[str], system: str) -> Data:
    """Several sections of narrative, all written in one system."""
    return {section: held(system) for section in sections}


def filed(day: date, *places: str) -> list[Data]:
    """Filings of one day; a place is a system, or ``system/under``."""
    entries = []
    for place in places:
        system, _, under = place.partition("/")
        entries.append({"system": system, "on": day} | ({"under": under} if under else {}))
    return entries


def signed(day: date, *people: str) -> list[Data]:
    """Signatures (or feedback) of several people on one day."""
    return [{"by": person, "on": day} for person in people]


def team(scene: Scene, name: str, follows: tuple[str, date] | None, **data: object) -> str:
    """Write down a team that ``follows`` a protocol since a day, or none; ``data`` is the rest of the record."""
    protocols = [{"protocol": follows[0], "from": follows[1]}] if follows else []
    return scene.book.add("teams", name, {"name": name.replace("-", " ").capitalize(), **data, "protocols": protocols})


def person(scene: Scene, name: str, of_team: str, role: str, since: date, **more: object) -> str:
    """Write down a person with one post; ``qualified`` gives a qualification, all else belongs to the post."""
    data: Data = {}
    qualified = more.pop("qualified", None)
    data["posts"] = [{"team": of_team, "role": role, "from": since, **more}]
    if qualified:
        data["qualifications"] = [{"name": qualified, "from": since - timedelta(days=400)}]
    return scene.book.add("people", name, data)


def session(
    protocol: str, of_team: str, supervisors: Sequence[str], supervisees: Sequence[str], **more: object
) -> Data:
    """The beginning of a session that was held."""
    data: Data = {"protocol": protocol, "team": of_team, "status": "held"}
    return data | {"supervisors": list(supervisors), "supervisees": list(supervisees)} | more


def contract(
    scene: Scene,
    protocol: str,
    sides: tuple[Sequence[str], Sequence[str]],
    starts: date,
    interval: Data,
    **more: object,
) -> str:
    """Write down a contract of supervisors and supervisees, signed on its first day unless ``signed`` is given."""
    supervisors, supervisees = sides
    data: Data = {"protocol": protocol, "supervisors": list(supervisors), "supervisees": list(supervisees)}
    data |= {"starts": starts, "interval": interval, "minutes": 60, "ground_rules": True, "entitlement": True}
    data["signed"] = signed(starts, *supervisors, *supervisees)
    return scene.add("contracts", f"{supervisees[0]}-{starts}", data | more)


def yearly_reviews(scene: Scene, starts: date, by: Sequence[str], late: int = 0) -> list[Data]:
    """The reviews of a contract once a year, a little early; with ``late`` the first was held so many days late."""
    days = []
    day = scene.clock.back(starts + timedelta(days=360))
    while day <= scene.clock.as_of:
        days.append(day)
        day = scene.clock.back(day + timedelta(days=360))
    if days and late:
        days[0] = scene.clock.forward(days[0] + timedelta(days=late))
    return [{"on": day, "by": list(by)} for day in days if day <= scene.clock.as_of]


def absence(scene: Scene, who: str, span: Span, reallocation: Data | None = None, *, ended: bool = True) -> None:
    """Write down an absence; one that has not ``ended`` has no last day on record."""
    data: Data = {"person": who, "from": span.start}
    if ended:
        data["to"] = span.end
    if reallocation:
        data["reallocation"] = reallocation
    scene.away.setdefault(who, []).append(span)
    scene.add("absences", f"{who}-{span.start}", data)
