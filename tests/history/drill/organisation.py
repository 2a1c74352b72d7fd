"""An organisation that keeps honest records: whatever its seed, nothing that it does is an anomaly.

It does what contributors do: adds records, late by a few days at most, corrects them before they are signed, signs,
answers and files them one after the other, moves them to their right folder, removes some with a tombstone; by direct
commits, by merges, by branches at the same time, by two branches that change the same record.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from tests.history.drill.script import Done, Side

HOUR, DAY = 3600, 86400
#: When the office opens, and closes.
NINE, SIX = 9, 18
#: The first commit: a Monday morning.
START = int(datetime(2025, 1, 6, 9, tzinfo=UTC).timestamp())
PEOPLE = ("ps-birch", "ps-elm", "sw-ash", "sw-fir", "sw-oak", "sw-yew")
Record = dict[str, Any]


def text(record: Mapping[str, Any]) -> str:
    """A record as a file: JSON is YAML."""
    return json.dumps(record, indent=1) + "\n"


class Organisation:
    """Keeps records, commit by commit, in ``script``; ``now`` holds those of today by path."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)  # noqa: S311  (chance that can be had again)
        self.at = START
        self.script: list[Done] = []
        self.now: dict[str, Record] = {}
        self._number = 0
        self._emails = {person: f"{person}@example.org" for person in PEOPLE}
        self._found()

    @property
    def day(self) -> date:
        """Today."""
        return datetime.fromtimestamp(self.at, UTC).date()

    def ago(self, most: int, least: int = 0) -> str:
        """A day not long ago."""
        return str(self.day - timedelta(days=self.random.randint(least, most)))

    def work(self, commits: int) -> Organisation:
        """Go on until the main line has that many commits."""
        while len(self.script) < commits:
            self.at += self.random.choice((HOUR, 3 * HOUR, DAY))
            if not NINE <= self.at // HOUR % 24 < SIX:
                self.at += DAY - self.at % DAY + NINE * HOUR
            self.random.choice(_HABITS)(self)
        return self

    def email(self, person: str) -> str:
        """The address that a person commits with."""
        return self._emails[person]

    def id(self) -> str:
        """A new id."""
        self._number += 1
        return f"r{self._number:03}"

    def put(self, who: str, changes: Mapping[str, Record | None], drafts: Mapping[str, Record] | None = None) -> None:
        """Change records: by a direct commit, or by a branch, with drafts on it that were put right there."""
        files = {path: None if record is None else text(record) for path, record in changes.items()}
        author = self.email(who)
        first = [Side(self.at - HOUR, author, {p: text(r) for p, r in drafts.items()})] if drafts else []
        if first or self.random.random() < 0.5:
            branch = (*first, Side(self.at - HOUR // 2, author, files))
            self.script.append(Done(self.at, self.email("ps-birch"), {}, branch))
        else:
            self.script.append(Done(self.at, author, files))
        self.take(changes)

    def take(self, changes: Mapping[str, Record | None]) -> None:
        """What was changed is so from now on."""
        for path, record in changes.items():
            if record is None:
                del self.now[path]
            else:
                self.now[path] = record

    def some(self, kind: str, fits: Callable[[Record], bool] = lambda record: True) -> str | None:
        """The path of any record of a kind that fits."""
        found = [path for path, record in self.now.items() if path.startswith(f"records/{kind}/") and fits(record)]
        return self.random.choice(found) if found else None

    def _found(self) -> None:
        """The first commit: the people and their team."""
        people = {f"records/people/{person}.yaml": _person(self.email(person)) for person in PEOPLE}
        team = {"name": "North", "organisation": "Example Council", "agency": "childrens-service"}
        self.now = {**people, "records/teams/north.yaml": team}
        files = {path: text(record) for path, record in self.now.items()}
        self.script.append(Done(self.at, self.email("ps-birch"), files))

    def change_address(self, person: str) -> None:
        """Somebody has a new address, and says so with the old one."""
        path, new = f"records/people/{person}.yaml", f"{person}.{self.id()}@example.org"
        self.put(person, {path: {**self.now[path], "identities": [*self.now[path]["identities"], new]}})
        self._emails[person] = new.upper() if self.random.random() < 0.5 else new


def _person(email: str) -> Record:
    return {"posts": [{"team": "north", "role": "social-worker", "from": "2024-09-02"}], "identities": [email]}


def session(org: Organisation) -> tuple[str, Record]:
    """A new session and its path."""
    number = org.id()
    on = org.ago(9)
    supervisor, supervisee = org.random.choice(PEOPLE[:2]), org.random.choice(PEOPLE[2:])
    record = {
        "protocol": "joint-supervision", "team": "north", "type": "case", "date": on, "status": "held",
        "supervisors": [supervisor], "supervisees": [supervisee], "minutes": org.random.randint(30, 90),
        "cases": [{"case": "c-1a2b3c4d", "child_seen": on}], "agenda": [f"point-{number}"],
        "actions": [{"id": 1, "what": "Write", "owner": supervisee, "due": "2026-12-01"}],
        "recorded": {"by": supervisor, "on": org.ago(3)},
    }  # fmt: skip
    return f"records/sessions/north/{on[:4]}/{on}-{number}.yaml", record


def _add_session(org: Organisation) -> None:
    path, record = session(org)
    drafts = {path: {**record, "minutes": 5, "type": "personal"}} if org.random.random() < 0.3 else None
    org.put(record["supervisors"][0], {path: record}, drafts)


def _sign(org: Organisation) -> None:
    path = org.some("sessions", lambda record: len(record.get("signed", ())) < 2)
    if path:
        record = org.now[path]
        done = {entry["by"] for entry in record.get("signed", ())}
        by = next(person for person in (*record["supervisees"], *record["supervisors"]) if person not in done)
        signed = [*record.get("signed", ()), {"by": by, "on": org.ago(2)}]
        org.put(by, {path: {**record, "signed": signed}})


def _answer(org: Organisation) -> None:
    path = org.some("sessions", lambda record: "feedback" not in record)
    if path:
        by = org.now[path]["supervisees"][0]
        org.put(by, {path: {**org.now[path], "feedback": [{"by": by, "on": org.ago(2)}]}})


def _file(org: Organisation) -> None:
    path = org.some("sessions", lambda record: len(record.get("filed", ())) < 2)
    if path:
        filed = [*org.now[path].get("filed", ()), {"system": "lcs", "on": org.ago(2), "under": org.id()}]
        org.put("ps-elm", {path: {**org.now[path], "filed": filed}})


def _correct(org: Organisation) -> None:
    path = org.some("sessions", lambda record: not record.get("signed"))
    if path:
        org.put("ps-elm", {path: {**org.now[path], "minutes": 77, "agenda": ["put-right", org.id()]}})


def _move(org: Organisation) -> None:
    """A session that came to a wrong folder goes to the right one."""
    path, record = session(org)
    wrong = path.replace("/north/", "/south/")
    org.put("ps-birch", {wrong: record})
    org.at += DAY
    org.put("ps-birch", {wrong: None, path: record})


def _remove(org: Organisation) -> None:
    path = org.some("sessions")
    if path:
        name = path.rpartition("/")[2]
        tomb = f"records/tombstones/{org.day.year}/sessions--{name}"
        org.put("ps-birch", {path: None, tomb: {"reason": "duplicate", "on": str(org.day), "by": "ps-birch"}})


def _at_once(org: Organisation) -> None:
    """Two branches from one place, merged one after the other."""
    (one, first), (two, second) = session(org), session(org)
    who = [org.email(record["supervisors"][0]) for record in (first, second)]
    sides = [Side(org.at - HOUR, who[0], {one: text(first)}), Side(org.at - HOUR, who[1], {two: text(second)})]
    org.script += [
        Done(org.at, org.email("ps-birch"), {}, (sides[0],)),
        Done(org.at + 60, org.email("ps-birch"), {}, (sides[1],), back=1),
    ]
    org.take({one: first, two: second})


def _same_record(org: Organisation) -> None:
    """Two branches change one record; the second merge puts both together."""
    path = org.some("sessions", lambda record: not record.get("signed") and "feedback" not in record)
    if path:
        old = org.now[path]
        by = old["supervisees"][0]
        signed = {**old, "signed": [{"by": by, "on": org.ago(1)}]}
        answer = [{"by": by, "on": org.ago(1)}]
        sides = [
            Side(org.at - HOUR, org.email(by), {path: text(record)}) for record in (signed, {**old, "feedback": answer})
        ]
        both = {**signed, "feedback": answer}
        org.script += [
            Done(org.at, org.email("ps-birch"), {}, (sides[0],)),
            Done(org.at + 60, org.email("ps-birch"), {path: text(both)}, (sides[1],), back=1),
        ]
        org.take({path: both})


def _long_branch(org: Organisation) -> None:
    """A branch that takes in the main line on its way."""
    (one, first), (two, second) = session(org), session(org)
    author = org.email(second["supervisors"][0])
    org.put("ps-elm", {one: first})
    branch = (
        Side(org.at - HOUR, author, {two: text({**second, "minutes": 1})}),
        Side(org.at + 60, author, {one: text(first)}, takes=1),
        Side(org.at + 120, author, {two: text(second)}),
    )
    org.script.append(Done(org.at + 180, org.email("ps-birch"), {}, branch, back=1))
    org.at += 180
    org.take({two: second})


def _siblings(org: Organisation) -> None:
    """Two cases that are alike, and stay so."""
    paths = [f"records/cases/c-{org.id()}sib{n}.yaml" for n in "ab"]
    case: Record = {
        "opened": org.ago(9), "teams": [{"team": "north", "from": str(org.day)}],
        "status": [{"category": "cin", "from": str(org.day)}], "allocations": [],
    }  # fmt: skip
    org.put("ps-elm", dict.fromkeys(paths, case))
    for path in paths:
        org.at += HOUR
        org.put("ps-elm", {path: {**case, "allocations": [{"person": "sw-ash", "from": str(org.day)}]}})


def _go_on_with_case(org: Organisation) -> None:
    path = org.some("cases", lambda record: "milestones" not in record)
    if path:
        org.put(
            "sw-ash", {path: {**org.now[path], "milestones": {"first-visit": org.ago(3), "assessment": org.ago(2)}}}
        )


def _contract(org: Organisation) -> None:
    supervisor, supervisee = org.random.choice(PEOPLE[:2]), org.random.choice(PEOPLE[2:])
    path = f"records/contracts/k-{org.id()}.yaml"
    record: Record = {
        "protocol": "joint-supervision", "supervisors": [supervisor], "supervisees": [supervisee],
        "starts": str(org.day), "interval": {"weeks": 4}, "minutes": 60, "signed": [],
    }  # fmt: skip
    org.put(supervisor, {path: record})
    for by in (supervisor, supervisee):
        org.at += DAY
        record = {**record, "signed": [*record["signed"], {"by": by, "on": str(org.day)}]}
        org.put(by, {path: record})


def _review(org: Organisation) -> None:
    path = org.some("contracts", lambda record: len(record["signed"]) > 1 and "ends" not in record)
    if path:
        more = org.random.choice(({"reviews": [{"on": org.ago(2), "by": ["ps-birch"]}]}, {"ends": "2026-12-31"}))
        org.put("ps-birch", {path: {**more, **org.now[path]}})


def _absence(org: Organisation) -> None:
    open_one = org.some("absences", lambda record: "to" not in record)
    if open_one:
        moved = {"decided_on": org.ago(2), "by": "ps-birch"}
        org.put("ps-elm", {open_one: {**org.now[open_one], "to": str(org.day), "reallocation": moved}})
    else:
        path = f"records/absences/{org.day.year}/a-{org.id()}.yaml"
        org.put("ps-elm", {path: {"person": "sw-oak", "from": str(org.day + timedelta(days=5))}})


def _audit(org: Organisation) -> None:
    path = org.some("audits", lambda record: "done" not in record["actions"][0])
    if path:
        action = {**org.now[path]["actions"][0], "done": org.ago(2), "done_by": "sw-fir"}
        org.put("sw-fir", {path: {**org.now[path], "actions": [action]}})
    else:
        record: Record = {
            "type": "case-file", "protocol": "joint-supervision", "on": org.ago(3), "auditor": "ps-elm",
            "team": "north", "files": [],
            "actions": [{"id": 1, "what": "Write", "owner": "sw-fir", "due": "2026-12-01"}],
        }  # fmt: skip
        org.put("ps-elm", {f"records/audits/{record['on'][:4]}/u-{org.id()}.yaml": record})


def _new_address(org: Organisation) -> None:
    org.change_address(org.random.choice(PEOPLE))


#: What it does, by chance.
_HABITS: tuple[Callable[[Organisation], None], ...] = (
    _add_session, _add_session, _sign, _sign, _sign, _answer, _file, _correct, _move, _remove, _at_once, _same_record,
    _long_branch, _siblings, _go_on_with_case, _contract, _review, _absence, _audit, _new_address,
)  # fmt: skip
