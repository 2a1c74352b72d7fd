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


def team(scene: Scene, name: str, data: Data, protocol: str, since: date) -> str:
    """Write down a team that follows one protocol; ``data`` has name, organisation, agency, manager and the rest."""
    return scene.book.add("teams", name, {**data, "protocols": [{"protocol": protocol, "from": since}]})


def person(scene: Scene, name: str, of_team: str, role: str, since: date, **more: object) -> str:
    """Write down a person with one post; ``qualified`` gives a qualification, all else belongs to the post."""
    data: Data = {}
    qualified = more.pop("qualified", None)
    data["posts"] = [{"team": of_team, "role": role, "from": since, **more}]
    if qualified:
        data["qualifications"] = [{"name": qualified, "from": since - timedelta(days=400)}]
    return scene.book.add("people", name, data)


def contract(  # noqa: PLR0913  (a contract has as many sides)
    scene: Scene, protocol: str, supervisors: Sequence[str], supervisees: Sequence[str], starts: date, interval: Data, **more: object
) -> str:
    """Write down a contract, signed on its first day unless ``signed`` says otherwise; gives its id."""
    data: Data = {"protocol": protocol, "supervisors": list(supervisors), "supervisees": list(supervisees), "starts": starts}
    data |= {"interval": interval, "minutes": 60, "ground_rules": True, "entitlement": True}
    data["signed"] = signed(starts, *supervisors, *supervisees)
    return scene.add("contracts", f"{supervisees[0]}-{starts}", data | more)


def yearly_reviews(scene: Scene, starts: date, by: Sequence[str], late: int = 0) -> list[Data]:
    """The reviews of a contract once a year, a little early; with ``late`` the first was held so many days late."""
    reviews = []
    day = scene.clock.back(starts + timedelta(days=360))
    while day <= scene.clock.as_of:
        reviews.append({"on": day, "by": list(by)})
        day = scene.clock.back(day + timedelta(days=360))
    if reviews and late:
        reviews[0]["on"] = scene.clock.forward(reviews[0]["on"] + timedelta(days=late))
    return [review for review in reviews if review["on"] <= scene.clock.as_of]


def absence(scene: Scene, who: str, start: date, end: date | None, reallocation: Data | None = None) -> None:
    """Write down an absence; one without an end has not ended yet."""
    data: Data = {"person": who, "from": start}
    if end:
        data["to"] = end
    if reallocation:
        data["reallocation"] = reallocation
    scene.away.setdefault(who, []).append(Span(start, end or scene.clock.as_of))
    scene.add("absences", f"{who}-{start}", data)
