"""What somebody might do to a history: each takes an honest one and a chance, and gives what became of it.

Each names the code that has to appear. ``kept``: only a checkpoint that was kept before can show it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import NamedTuple

from tests.history.drill.organisation import DAY, HOUR, Record, text
from tests.history.drill.script import LINK, Done, Files, Side

State = Mapping[str, str]


@dataclass(frozen=True)
class Target:
    """A place in an honest history: before which commit, and a record that nobody touches from there on."""

    place: int
    path: str
    record: Record
    at: int

    @property
    def day(self) -> date:
        """The day of what is done there."""
        return datetime.fromtimestamp(self.at, UTC).date()

    def with_(self, **values: object) -> str:
        """The record with other values."""
        return text({**self.record, **values})


class Bench:
    """An honest history to tamper with."""

    def __init__(self, script: Sequence[Done], random: Random) -> None:
        self.script, self.random = list(script), random
        self.states = list(_states(script))
        self._last = {path: place for place, done in enumerate(script) for path in _touched(done)}

    def target(self, kind: str, fits: Callable[[Record], bool] = lambda record: True) -> Target:
        """Some record of a kind, and a place after its last change."""
        places = list(range(len(self.script) // 3, len(self.script) + 1))
        self.random.shuffle(places)
        for place in places:
            found = [
                (path, record)
                for path, content in self.states[place - 1].items()
                if path.startswith(f"records/{kind}/")
                and self._last[path] < place
                and fits(record := json.loads(content))
            ]
            if found:
                path, record = self.random.choice(found)
                return Target(place, path, record, self.script[place - 1].at + 1)
        message = f"no {kind} to tamper with"
        raise LookupError(message)

    def with_done(self, place: int, *done: Done) -> list[Done]:
        """The history with more done at a place."""
        return [*self.script[:place], *done, *self.script[place:]]

    def edit(self, target: Target, *files: Files, author: str = "sw-yew@example.org") -> list[Done]:
        """The history with some direct commits more, one after the other."""
        return self.with_done(target.place, *(Done(target.at, author, each) for each in files))


def _states(script: Sequence[Done]) -> list[State]:
    """What there is after each commit."""
    now: dict[str, str] = {}
    states: list[State] = []
    for done in script:
        for files in (*(side.files for side in done.branch), done.files):
            now.update({path: content for path, content in files.items() if content is not None})
            for path in (path for path, content in files.items() if content is None):
                now.pop(path, None)
        states.append(dict(now))
    return states


def _touched(done: Done) -> list[str]:
    return [path for files in (*(side.files for side in done.branch), done.files) for path in files]


def is_signed(record: Record) -> bool:
    """Has somebody signed?"""
    return bool(record.get("signed"))


def is_unsigned(record: Record) -> bool:
    """Has nobody signed?"""
    return not record.get("signed")


# What is done to one record -------------------------------------------------------------------------------------------


def drop(bench: Bench) -> list[Done]:
    """A record is deleted."""
    target = bench.target(bench.random.choice(("sessions", "contracts", "cases", "audits", "people")))
    return bench.edit(target, {target.path: None})


def drop_in_a_crowd(bench: Bench) -> list[Done]:
    """A record is deleted by a merge whose branch does honest work as well."""
    target = bench.target("sessions")
    other = {"records/teams/south.yaml": text({"name": "South", "organisation": "O", "agency": "health"})}
    side = Side(target.at, "sw-yew@example.org", {target.path: None, **other})
    return bench.with_done(target.place, Done(target.at, "ps-elm@example.org", {}, (side,)))


def drop_behind_an_empty_tombstone(bench: Bench) -> list[Done]:
    """A record is deleted, and its tombstone says nothing."""
    target = bench.target("sessions")
    tomb = f"records/tombstones/2025/sessions--{target.path.rpartition('/')[2]}"
    return bench.edit(target, {target.path: None, tomb: text({"reason": "mistake"})})


def drop_by_another_name(bench: Bench) -> list[Done]:
    """A record gets a name under which nothing reads it."""
    target = bench.target("sessions")
    return bench.edit(target, {target.path: None, target.path.replace(".yaml", ".yml"): text(target.record)})


def turn_into_a_link(bench: Bench) -> list[Done]:
    """A record becomes a symbolic link."""
    target = bench.target("sessions")
    return bench.edit(target, {target.path: f"{LINK}elsewhere.yaml"})


def drop_and_restore(bench: Bench) -> list[Done]:
    """A record is gone for a time."""
    target = bench.target("sessions")
    return bench.edit(target, {target.path: None}, {target.path: text(target.record)})


def bury_late(bench: Bench) -> list[Done]:
    """A record is deleted, and its tombstone comes later."""
    target = bench.target("sessions")
    tomb = f"records/tombstones/2025/sessions--{target.path.rpartition('/')[2]}"
    return bench.edit(
        target, {target.path: None}, {tomb: text({"reason": "mistake", "on": str(target.day), "by": "ps-elm"})}
    )


def edit_after_signing(bench: Bench) -> list[Done]:
    """Something in a signed record becomes something else."""
    target = bench.target(bench.random.choice(("sessions", "contracts")), is_signed)
    return bench.edit(target, {target.path: target.with_(minutes=target.record["minutes"] + 15)})


def edit_in_depth(bench: Bench) -> list[Done]:
    """An action of a signed session gets another owner."""
    target = bench.target("sessions", is_signed)
    actions = [{**target.record["actions"][0], "owner": "ps-elm"}]
    return bench.edit(target, {target.path: target.with_(actions=actions)})


def edit_and_take_back(bench: Bench) -> list[Done]:
    """A signed record says something else for a time."""
    target = bench.target("sessions", is_signed)
    return bench.edit(target, {target.path: target.with_(status="missed")}, {target.path: text(target.record)})


def break_after_signing(bench: Bench) -> list[Done]:
    """A signed record becomes unreadable."""
    target = bench.target("sessions", is_signed)
    return bench.edit(target, {target.path: "a: b: c\n"})


def edit_on_the_quiet(bench: Bench) -> list[Done]:
    """A signed record is changed together with an honest addition."""
    target = bench.target("sessions", is_signed)
    filed = [*target.record.get("filed", ()), {"system": "rio", "on": str(target.day)}]
    return bench.edit(target, {target.path: target.with_(filed=filed, agenda=["else"])})


def take_a_signature_out(bench: Bench) -> list[Done]:
    """A signature is no more."""
    target = bench.target(bench.random.choice(("sessions", "contracts")), is_signed)
    return bench.edit(target, {target.path: target.with_(signed=target.record["signed"][1:])})


def redate_a_signature(bench: Bench) -> list[Done]:
    """A signature is of another day."""
    target = bench.target("sessions", is_signed)
    signed = [{**target.record["signed"][0], "on": str(target.day)}, *target.record["signed"][1:]]
    signed[0]["on"] = "2025-01-05" if signed[0]["on"] == target.record["signed"][0]["on"] else signed[0]["on"]
    return bench.edit(target, {target.path: target.with_(signed=signed)})


def backdate_a_signature(bench: Bench) -> list[Done]:
    """Somebody signs with a day long ago."""
    target = bench.target("sessions", is_unsigned)
    by = target.record["supervisees"][0]
    signed = [{"by": by, "on": str(target.day - timedelta(days=bench.random.randint(12, 60)))}]
    return bench.edit(target, {target.path: target.with_(signed=signed)}, author=f"{by}@example.org")


def backdate_a_filing(bench: Bench) -> list[Done]:
    """Something was filed long ago, it is said later."""
    target = bench.target("sessions", lambda record: "filed" not in record)
    filed = [{"system": "eis", "on": str(target.day - timedelta(days=20))}]
    return bench.edit(target, {target.path: target.with_(filed=filed)})


def redate_a_session(bench: Bench) -> list[Done]:
    """A session moves to last month."""
    target = bench.target("sessions", is_unsigned)
    return bench.edit(target, {target.path: target.with_(date=str(target.day - timedelta(days=40)))})


def backdate_a_milestone(bench: Bench) -> list[Done]:
    """A first visit was long ago, it is said later."""
    target = bench.target("cases", lambda record: "milestones" not in record)
    milestones = {"first-visit": str(target.day - timedelta(days=30))}
    return bench.edit(target, {target.path: target.with_(milestones=milestones)})


def say_it_was_recorded(bench: Bench) -> list[Done]:
    """A session comes in three weeks after the day on which it says that it was recorded."""
    target = bench.target("sessions")
    recorded = {"by": "ps-elm", "on": str(target.day - timedelta(days=21))}
    return bench.edit(target, {"records/sessions/north/2025/late-one.yaml": target.with_(recorded=recorded, signed=[])})


def sign_ahead(bench: Bench) -> list[Done]:
    """A signature is of a day to come."""
    target = bench.target("sessions", is_unsigned)
    by = target.record["supervisees"][0]
    signed = [{"by": by, "on": str(target.day + timedelta(days=bench.random.randint(1, 9)))}]
    return bench.edit(target, {target.path: target.with_(signed=signed)}, author=f"{by}@example.org")


def sign_for_another(bench: Bench) -> list[Done]:
    """Somebody signs in another's name."""
    target = bench.target("sessions", lambda record: is_unsigned(record) and "sw-yew" not in record["supervisees"])
    signed = [{"by": target.record["supervisees"][0], "on": str(target.day)}]
    return bench.edit(target, {target.path: target.with_(signed=signed)})


def bury_for_another(bench: Bench) -> list[Done]:
    """Somebody removes a record in another's name."""
    target = bench.target("sessions")
    tomb = f"records/tombstones/2025/sessions--{target.path.rpartition('/')[2]}"
    return bench.edit(
        target, {target.path: None, tomb: text({"reason": "mistake", "on": str(target.day), "by": "ps-elm"})}
    )


def take_an_identity(bench: Bench) -> list[Done]:
    """Somebody puts their own address into another's record, and signs as that one in the same change."""
    target = bench.target("sessions", lambda record: is_unsigned(record) and "sw-yew" not in record["supervisees"])
    by = target.record["supervisees"][0]
    path = f"records/people/{by}.yaml"
    person = json.loads(bench.states[target.place - 1][path])
    signed = [{"by": by, "on": str(target.day)}]
    known = text({**person, "identities": [*person["identities"], "mallory@example.org"]})
    return bench.edit(target, {path: known, target.path: target.with_(signed=signed)}, author="mallory@example.org")


def take_an_identity_first(bench: Bench) -> list[Done]:
    """Somebody puts their own address into another's record, and signs as that one in a later change."""
    target = bench.target("sessions", lambda record: is_unsigned(record) and "sw-yew" not in record["supervisees"])
    by = target.record["supervisees"][0]
    path = f"records/people/{by}.yaml"
    person = json.loads(bench.states[target.place - 1][path])
    known = text({**person, "identities": [*person["identities"], "mallory@example.org"]})
    signed = target.with_(signed=[{"by": by, "on": str(target.day)}])
    return bench.edit(target, {path: known}, {target.path: signed}, author="mallory@example.org")


def replace_under_its_id(bench: Bench) -> list[Done]:
    """Another session takes the place of one."""
    target = bench.target("sessions", lambda record: is_unsigned(record) and record["supervisees"] != ["sw-yew"])
    content = target.with_(supervisees=["sw-yew"], type="personal")
    return bench.edit(target, {target.path: content})


def replace_after_a_while(bench: Bench) -> list[Done]:
    """A session goes, and another one comes under its id."""
    target = bench.target("sessions", is_unsigned)
    return bench.edit(target, {target.path: None}, {target.path: target.with_(supervisees=["ps-elm"], type="group")})


def _two(bench: Bench, kind: str, differ: str) -> tuple[Target, str, str]:
    """Two records that nobody touches any more, and that differ in a key."""
    while True:
        target = bench.target(kind)
        for path, content in sorted(bench.states[target.place - 1].items()):
            settled = bench._last[path] < target.place and path.startswith(f"records/{kind}/")
            if settled and path != target.path and json.loads(content)[differ] != target.record[differ]:
                return target, path, content


def rename_over(bench: Bench) -> list[Done]:
    """One session's file is moved onto another's."""
    target, path, content = _two(bench, "sessions", "date")
    return bench.edit(target, {path: None, target.path: content})


def swap(bench: Bench) -> list[Done]:
    """Two sessions change places."""
    target, path, content = _two(bench, "sessions", "date")
    return bench.edit(target, {path: text(target.record), target.path: content})


def take_a_tombstone_away(bench: Bench) -> list[Done]:
    """A tombstone goes."""
    target = bench.target("tombstones")
    return bench.edit(target, {target.path: None})


def rewrite_a_tombstone(bench: Bench) -> list[Done]:
    """A tombstone names another reason."""
    target = bench.target("tombstones")
    return bench.edit(target, {target.path: target.with_(reason="retention")})


def bury_alive(bench: Bench) -> list[Done]:
    """A tombstone comes for a record that is there."""
    target = bench.target("sessions")
    tomb = f"records/tombstones/2025/sessions--{target.path.rpartition('/')[2]}"
    return bench.edit(target, {tomb: text({"reason": "mistake", "on": str(target.day), "by": "ps-elm"})})


# What is done by a merge ----------------------------------------------------------------------------------------------


def _merge(bench: Bench, target: Target, files: Files, own: Files, leaves: tuple[str, ...] = ()) -> list[Done]:
    side = Side(target.at, "sw-yew@example.org", files)
    return bench.with_done(target.place, Done(target.at, "ps-elm@example.org", own, (side,), leaves=leaves))


_BESIDE = {"records/teams/west.yaml": text({"name": "West", "organisation": "O", "agency": "health"})}


def merge_more_than_the_branch(bench: Bench) -> list[Done]:
    """A merge changes a record that its branch never touched."""
    target = bench.target("sessions")
    return _merge(bench, target, _BESIDE, {target.path: target.with_(minutes=1)})


def merge_something_else(bench: Bench) -> list[Done]:
    """A merge has another content than its branch."""
    target = bench.target("sessions", is_unsigned)
    return _merge(bench, target, {target.path: target.with_(minutes=2)}, {target.path: target.with_(minutes=3)})


def merge_back(bench: Bench) -> list[Done]:
    """A merge brings back a record as it was before the main line's last change, on the pretext of an old branch."""
    target = bench.target("sessions")
    first = Done(target.at, "ps-elm@example.org", {target.path: target.with_(minutes=99)})
    old = Side(target.at, "sw-yew@example.org", _BESIDE)
    merge = Done(target.at, "ps-elm@example.org", {target.path: text(target.record)}, (old,), back=1)
    return bench.with_done(target.place, first, merge)


def merge_without(bench: Bench) -> list[Done]:
    """A merge leaves out a record that its branch brought."""
    target = bench.target("sessions")
    new = "records/sessions/north/2025/left-out.yaml"
    return _merge(bench, target, {**_BESIDE, new: target.with_(signed=[])}, {}, leaves=(new,))


# What is done to the history itself -----------------------------------------------------------------------------------


def _middle(bench: Bench) -> int:
    return bench.random.randint(5, len(bench.script) - 5)


def set_the_clock_back(bench: Bench) -> list[Done]:
    """A commit on the main line is dated before the one under it."""
    target = bench.target("sessions", is_unsigned)
    by = target.record["supervisees"][0]
    at = target.at - bench.random.randint(3, 30) * DAY
    signed = [{"by": by, "on": str(datetime.fromtimestamp(at, UTC).date())}]
    return bench.with_done(target.place, Done(at, f"{by}@example.org", {target.path: target.with_(signed=signed)}))


def set_the_clock_ahead(bench: Bench) -> list[Done]:
    """The last commit is of a day to come."""
    script = bench.script
    return [*script, Done(script[-1].at + 400 * DAY, "sw-yew@example.org", _BESIDE)]


def write_no_date(bench: Bench) -> list[Done]:
    """A commit has a date that is none of our time."""
    target = bench.target("sessions")
    odd = bench.random.choice(("0 +0000", "99999999999999 +0000", "1 -1200"))
    return bench.with_done(target.place, Done(target.at, "sw-yew@example.org", _BESIDE, committed=odd))


def reorder(bench: Bench) -> list[Done]:
    """Two neighbours change places."""
    script, place = bench.script, _middle(bench)
    while script[place].at - script[place - 1].at < HOUR:
        place = _middle(bench)
    return [*script[: place - 1], script[place], script[place - 1], *script[place + 1 :]]


def push_by_force_without(bench: Bench) -> list[Done]:
    """One commit is no more, and the others are as they were."""
    place = _middle(bench)
    return [*bench.script[:place], *bench.script[place + 1 :]]


def push_by_force_changed(bench: Bench) -> list[Done]:
    """One commit says something else."""
    place = _middle(bench)
    script = list(bench.script)
    script[place] = replace(script[place], files={**script[place].files, **_BESIDE})
    return script


def push_by_force_redated(bench: Bench) -> list[Done]:
    """All is as it was, two days earlier."""
    place = _middle(bench)
    return [*bench.script[:place], *(replace(done, at=done.at - HOUR) for done in bench.script[place:])]


def push_by_force_shortened(bench: Bench) -> list[Done]:
    """The last commits are no more."""
    return bench.script[: _middle(bench)]


def melt(bench: Bench) -> list[Done]:
    """The whole history becomes one commit."""
    return [Done(bench.script[-1].at, "sw-yew@example.org", dict(bench.states[-1]))]


def merge_the_wrong_way_round(bench: Bench) -> list[Done]:
    """A branch that merged the main line is pushed as the main line."""
    place = _middle(bench)
    mine = Done(bench.script[place].at, "sw-yew@example.org", _BESIDE)
    rest = tuple(Side(done.at, done.author, _all(done)) for done in bench.script[place:])
    return [*bench.script[:place], mine, Done(bench.script[-1].at + 1, "sw-yew@example.org", {}, rest, back=1)]


def put_a_copy_in_its_place(bench: Bench) -> list[Done]:
    """A copy of the main line's end, dated back, is its first parent's line, and the main line itself a branch."""
    place = _middle(bench)
    end: dict[str, str | None] = {}
    for done in bench.script[place:]:
        end.update(_all(done))
    copy = Done(bench.script[place - 1].at + 1, "sw-yew@example.org", end)
    rest = tuple(Side(done.at, done.author, _all(done)) for done in bench.script[place:])
    return [*bench.script[:place], copy, Done(bench.script[-1].at + 1, "sw-yew@example.org", {}, rest, back=1)]


def _all(done: Done) -> dict[str, str | None]:
    return {
        path: content
        for files in (*(side.files for side in done.branch), done.files)
        for path, content in files.items()
    }


class Tampering(NamedTuple):
    """One sort, and the code that has to appear. ``kept``: held against a checkpoint of the honest history."""

    do: Callable[[Bench], list[Done]]
    code: str
    kept: bool = False


TAMPERINGS: Sequence[Tampering] = (
    Tampering(drop, "deleted"),
    Tampering(drop_in_a_crowd, "deleted"),
    Tampering(drop_behind_an_empty_tombstone, "deleted"),
    Tampering(drop_by_another_name, "deleted"),
    Tampering(turn_into_a_link, "deleted"),
    Tampering(drop_and_restore, "restored"),
    Tampering(bury_late, "tombstone-late"),
    Tampering(edit_after_signing, "changed-after-signing"),
    Tampering(edit_in_depth, "changed-after-signing"),
    Tampering(edit_and_take_back, "changed-after-signing"),
    Tampering(break_after_signing, "changed-after-signing"),
    Tampering(edit_on_the_quiet, "changed-after-signing"),
    Tampering(take_a_signature_out, "signature-changed"),
    Tampering(redate_a_signature, "signature-changed"),
    Tampering(backdate_a_signature, "backdated"),
    Tampering(backdate_a_filing, "backdated"),
    Tampering(redate_a_session, "backdated"),
    Tampering(backdate_a_milestone, "backdated"),
    Tampering(say_it_was_recorded, "recorded-late"),
    Tampering(sign_ahead, "ahead-of-its-day"),
    Tampering(sign_for_another, "not-witnessed"),
    Tampering(bury_for_another, "not-witnessed"),
    Tampering(take_an_identity, "not-witnessed"),
    Tampering(take_an_identity_first, "not-witnessed"),
    Tampering(take_an_identity_first, "identities-changed"),
    Tampering(replace_under_its_id, "overwritten"),
    Tampering(replace_after_a_while, "overwritten"),
    Tampering(rename_over, "overwritten"),
    Tampering(swap, "overwritten"),
    Tampering(take_a_tombstone_away, "tombstone-gone"),
    Tampering(rewrite_a_tombstone, "tombstone-changed"),
    Tampering(bury_alive, "tombstone-of-a-record"),
    Tampering(merge_more_than_the_branch, "evil-merge"),
    Tampering(merge_something_else, "evil-merge"),
    Tampering(merge_back, "evil-merge"),
    Tampering(merge_without, "evil-merge"),
    Tampering(put_a_copy_in_its_place, "came-in-twice"),
    Tampering(set_the_clock_back, "clock-backwards"),
    Tampering(set_the_clock_ahead, "clock-ahead"),
    Tampering(write_no_date, "no-date"),
    Tampering(reorder, "clock-backwards"),
    Tampering(reorder, "rewritten", kept=True),
    Tampering(push_by_force_without, "rewritten", kept=True),
    Tampering(push_by_force_changed, "rewritten", kept=True),
    Tampering(push_by_force_redated, "rewritten", kept=True),
    Tampering(push_by_force_shortened, "rewritten", kept=True),
    Tampering(melt, "rewritten", kept=True),
    Tampering(merge_the_wrong_way_round, "rewritten", kept=True),
)
