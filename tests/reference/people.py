"""Random teams, people, absences, cases and contracts."""

from __future__ import annotations

from datetime import date, timedelta

from . import extras
from .days import Working, day, later
from .world import ISL, JNT, STK, TEL, WTW
from .worlds import AGENCIES, CONTRACTS, ROLES, Entry, Maker


def make_teams(make: Maker) -> None:
    """One to three teams; joint and partnership supervision get the two agencies that they need."""
    agencies = {JNT: AGENCIES[:2], STK: ("health", "childrens-service")}.get(make.protocol, ())
    for number in range(make.pick(max(1, len(agencies)), 3)):
        data: Entry = {
            "name": "A team",
            "organisation": make.one(("borough-a", "borough-a", "borough-b")),
            "agency": agencies[number] if number < len(agencies) else make.one(AGENCIES),
            "manager": "person-1",
            "protocols": _followed(make, main=number < max(1, len(agencies))),
        }
        for kind, names in (("borough", ("borough-a", "borough-b")), ("locality", ("east", "east", "west"))):
            if make.chance(85):
                data[kind] = make.one(names)
        if make.chance(30):
            first = make.near()
            data["closures"] = [{"from": str(first), "to": str(make.note(first + timedelta(make.pick(0, 20))))}]
        make.add("teams", "team", data)


def _followed(make: Maker, *, main: bool) -> list[Entry]:
    followed: list[Entry] = []
    if main or make.chance(70):
        span = make.span(make.early(), 12)
        followed.append({"protocol": make.protocol, **span})
        if "to" in span and make.chance(50):
            again = day(span["to"]) + timedelta(make.one((1, 2, 20)))
            followed.append({"protocol": make.protocol, "from": str(make.note(again))})
    if make.chance(15):
        other = make.one([one for one in (ISL, TEL, WTW, JNT, STK) if one != make.protocol])
        followed.append({"protocol": other, "from": str(make.early())})
    return followed


def make_people(make: Maker) -> None:
    """Two to four people, each with a post or two that do not overlap; the first two are those of the focus."""
    for number in range(4 if make.protocol == JNT else make.pick(2, 4)):
        span = make.span(make.early(), 12 if number < 2 else 20)
        posts = [_post(make, number, span)]
        if "to" in span and make.chance(70):
            again = make.note(day(span["to"]) + timedelta(make.one((1, 1, 2, 30))))
            if again > day(span["to"]):
                posts.append(_post(make, number, make.span(again, 20)))
        data: Entry = {"posts": posts}
        if make.chance(70):
            span = make.span(make.early(), 20)
            data["qualifications"] = [{"name": make.one(("social-worker", "safeguarding-supervision")), **span}]
        make.add("people", "person", data)


def _post(make: Maker, number: int, span: Entry) -> Entry:
    teams = make.ids("teams")
    usual = teams[number % 2] if make.protocol in {JNT, STK} else teams[0]
    role = (make.focus.leader, make.focus.role)[number] if number < 2 else make.one(ROLES[make.protocol])
    post: Entry = {
        "team": usual if make.chance(85) else make.one(teams),
        "role": role if make.chance(90) else make.one(ROLES[make.protocol]),
        **span,
    }
    if make.chance(60 if make.focus.holds_cases else 10):
        post["case_holding"] = True
    if make.chance(20):
        post["term_time"] = True
    return post


def make_absences(make: Maker) -> None:
    """Some absences, among them such as overlap or follow one another, have no end, or last ten working days."""
    for _ in range(make.pick(1, 3) if make.chance(make.focus.absences) else 0):
        person = "person-2" if make.chance(80) else make.one(make.ids("people"))
        first = make.near()
        data: Entry = {"person": person, "from": str(first)}
        if make.chance(85):
            last = make.note(_length(make, first))
            data["to"] = str(max(first, last))
            if make.chance(30):
                again = make.note(max(first, last) + timedelta(make.one((-2, 0, 1, 2, 3, 4))))
                make.add("absences", "absence", {"person": person, "from": str(again), "to": str(_end(make, again))})
        if make.chance(40):
            data["reallocation"] = {"decided_on": str(_around(make, first)), "by": make.one(make.ids("people"))}
        make.add("absences", "absence", data)


def _length(make: Maker, first: date) -> date:
    if make.odds("long absence", 5):
        return first + timedelta(make.pick(150, 300))
    return Working().after(first, make.one((9, 8, 10, 11, 0, 22)) if make.odds("short absence", 90) else 22)


def _end(make: Maker, first: date) -> date:
    return make.note(max(first, first + timedelta(make.pick(0, 25))))


def _around(make: Maker, when: date) -> date:
    return make.note(make.beside(Working().after(when, make.one((0, 5, 10, 10)))))


def make_cases(make: Maker) -> None:
    """One to four cases, of one family at times."""
    for _ in range(make.one((1, 1, 2, 2, 3, 4))):
        opened = make.early() if make.chance(70) else make.near()
        data: Entry = {
            "opened": str(opened),
            "teams": _answering(make, opened),
            "status": _categories(make, opened),
            "allocations": _allocations(make, opened),
        }
        if make.odds("closed", 25):
            data["closed"] = str(make.after(opened))
        if make.chance(25):
            data["family"] = make.one(("f-1", "f-2"))
        if make.protocol == JNT and make.chance(50):
            data["joint_interval"] = _agreed_intervals(make)
        if make.protocol == TEL:
            extras.telford(make, data, opened)
        make.add("cases", "c", data)


def _answering(make: Maker, opened: date) -> list[Entry]:
    teams = make.ids("teams")
    usual = teams[:2] if make.protocol == JNT else teams[:1]
    chosen = usual if make.chance(85) else make.some(teams, 1, 2)
    return [{"team": team, **make.span(opened if make.chance(70) else make.after(opened), 15)} for team in chosen]


def _categories(make: Maker, opened: date) -> list[Entry]:
    entries: list[Entry] = []
    start = opened
    for _ in range(make.pick(1, 3)):
        category = make.one(("cin", "cp", "early-help"))
        entries.append({"category": category, **make.span(start, 60)})
        if "to" not in entries[-1]:
            break
        start = make.note(day(entries[-1]["to"]) + timedelta(make.one((1, 1, 5))))
    return [one for one in entries if one.get("to", "9") >= one["from"]]


def _allocations(make: Maker, opened: date) -> list[Entry]:
    people = make.ids("people")
    usual = people[2:4] if make.protocol == JNT else people[1:2] if make.focus.holds_cases else []
    if make.odds("nobody", 4):
        return []
    chosen = usual if make.chance(75) else make.some(people, 0, 2)
    return [{"person": one, **make.span(opened if make.chance(70) else make.after(opened), 20)} for one in chosen]


def _agreed_intervals(make: Maker) -> list[Entry]:
    starts = sorted({make.near() for _ in range(make.pick(1, 3))})
    return [{"months": make.one((3, 1, 4, 6, 8)), "from": str(start), "agreed_by": ["person-1"]} for start in starts]


def make_contracts(make: Maker) -> None:
    """Some contracts, signed by all or not, that end or not, reviewed or not."""
    if make.protocol not in CONTRACTS:
        return
    for number in range(make.one((1, 1, 2, 3)) if make.focus.contract or make.chance(70) else 0):
        people = make.ids("people")
        supervisees, supervisors = ["person-2"], ["person-1"]
        if number and "person-3" in people and make.odds("another leader", 20):
            supervisors = ["person-3"]
        elif number or make.chance(20):
            supervisees = make.some(people[1:] if make.chance(70) else people, 1, 2)
            supervisors = make.some([one for one in people if one not in supervisees], 1, 2)
        if supervisors:
            _contract(make, supervisors, supervisees)


def _contract(make: Maker, supervisors: list[str], supervisees: list[str]) -> None:
    starts = make.early() if make.chance(70) else make.near()
    usual = make.focus.contract if make.chance(75) else None
    data: Entry = {
        "protocol": make.protocol if make.chance(70 if make.protocol == STK else 95) else make.one((ISL, TEL, WTW)),
        "supervisors": supervisors,
        "supervisees": supervisees,
        "starts": str(starts),
        "interval": dict(usual or make.one(CONTRACTS[make.protocol])),
        "minutes": 60,
        "signed": _signed(make, [*supervisors, *supervisees], starts),
    }
    _extras(make, data, starts)
    make.add("contracts", "contract", data)


def _signed(make: Maker, people: list[str], when: date) -> list[Entry]:
    return [
        {"by": person, "on": str(make.note(when + timedelta(make.one((0, 0, 0, -3, 1, 28)))))}
        for person in people
        if make.chance(94)
    ]


def _extras(make: Maker, data: Entry, starts: date) -> None:
    if make.chance(20):
        data["ends"] = str(make.after(starts))
    if make.protocol == TEL and make.chance(80):
        data["reason"] = {"held": "worker-file"}
    if make.protocol == STK:
        data["ground_rules"] = make.chance(80)
        if make.chance(80):
            data["sessions_agreed"] = make.pick(1, 3)
    reviews: list[Entry] = []
    when = starts
    for _ in range(make.pick(1, 2) if make.odds("reviewed", 40) else 0):
        when = make.beside(later(when, {"months": 12})) if make.chance(70) else make.after(when)
        by = [data["supervisors"][0], data["supervisees"][0]]
        review: Entry = {
            "on": str(make.note(when)),
            "by": by if make.chance(80) else make.some(make.ids("people"), 1, 2),
        }
        if make.protocol == STK and make.chance(50):
            review["sessions_agreed"] = make.pick(1, 4)
        reviews.append(review)
    if reviews:
        data["reviews"] = reviews
