"""A record that another one took the place of: over values alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from supervision_records.history.findings import Anomaly
from supervision_records.history.findings.replaced import IDENTITY, Holders, other_identity, overwritten
from supervision_records.store import Name
from tests.history.world import WHY, World, told


@pytest.fixture
def world() -> World:
    return World()


#: Of each kind a record, and another that differs from it in all that a record of the kind is about.
ABOUT: Mapping[str, tuple[dict[str, Any], dict[str, Any], tuple[str, ...]]] = {
    "people": (
        {"posts": [{"team": "a", "role": "nurse", "from": "2026-01-01", "to": "2026-02-01"}], "name": "A"},
        {"posts": [{"team": "b", "role": "head", "from": "2026-01-02", "to": "2026-02-02"}], "name": "B"},
        ("/posts/0/team", "/posts/0/role", "/posts/0/from"),
    ),
    "teams": (
        {"name": "A", "organisation": "X", "agency": "health", "manager": "ash"},
        {"name": "B", "organisation": "Y", "agency": "education", "manager": "elm"},
        ("/name", "/organisation", "/agency"),
    ),
    "cases": (
        {"opened": "2026-01-01", "teams": [{"team": "a"}], "status": [{"category": "cin"}], "family": "f-1"},
        {"opened": "2026-01-02", "teams": [{"team": "b"}], "status": [{"category": "cp"}], "family": "f-2"},
        ("/opened", "/teams/0/team", "/status/0/category"),
    ),
    "contracts": (
        {"protocol": "a", "supervisors": ["x"], "supervisees": ["y"], "starts": "2026-01-01", "minutes": 60},
        {"protocol": "b", "supervisors": ["z"], "supervisees": ["w"], "starts": "2026-01-02", "minutes": 90},
        ("/protocol", "/supervisors", "/supervisees", "/starts"),
    ),
    "sessions": (
        {"date": "2026-01-01", "type": "case", "supervisees": ["x"], "minutes": 60},
        {"date": "2026-01-02", "type": "group", "supervisees": ["y"], "minutes": 90},
        ("/date", "/type", "/supervisees"),
    ),
    "absences": (
        {"person": "ash", "from": "2026-01-01", "to": "2026-01-05"},
        {"person": "elm", "from": "2026-01-02", "to": "2026-01-06"},
        ("/person", "/from"),
    ),
    "referrals": (
        {"type": "partnership", "case": "c-1", "on": "2026-01-01", "by": "ash", "protocol": "a"},
        {"type": "whole-family", "case": "c-2", "on": "2026-01-02", "by": "elm", "protocol": "b"},
        ("/type", "/case", "/on", "/by"),
    ),
    "audits": (
        {"type": "joint", "team": "a", "on": "2026-01-01", "auditor": "ash", "overall": 1},
        {"type": "case-file", "team": "b", "on": "2026-01-02", "auditor": "elm", "overall": 2},
        ("/type", "/team", "/on", "/auditor"),
    ),
    "observations": (
        {"practitioner": "ash", "observer": "elm", "on": "2026-01-01", "setting": "a"},
        {"practitioner": "oak", "observer": "fir", "on": "2026-01-02", "setting": "b"},
        ("/practitioner", "/observer", "/on"),
    ),
    "escalations": (
        {"person": "ash", "opened": "2026-01-01", "about": "dispute", "closed": "2026-02-01"},
        {"person": "elm", "opened": "2026-01-02", "about": "practice", "closed": "2026-02-02"},
        ("/person", "/opened", "/about"),
    ),
    "handovers": (
        {"supervisee": "ash", "from": "elm", "to": "oak", "changed": "2026-01-01", "on": "2026-01-01"},
        {"supervisee": "fir", "from": "yew", "to": "box", "changed": "2026-01-02", "on": "2026-01-02"},
        ("/supervisee", "/from", "/to", "/changed"),
    ),
    "assurance": (
        {"protocol": "a", "process": "b", "on": "2026-01-01", "lead": "ash", "theme": "x"},
        {"protocol": "c", "process": "d", "on": "2026-01-02", "lead": "elm", "theme": "y"},
        ("/protocol", "/process", "/on", "/lead"),
    ),
    "announcements": (
        {"on": "2026-01-01", "to": ["a"], "by": "ash"},
        {"on": "2026-01-02", "to": ["b"], "by": "elm"},
        ("/on", "/to"),
    ),
    "tombstones": (WHY, {"reason": "erasure", "on": "2026-01-02", "by": "oak"}, ()),
}


class TestOverwritten:
    @pytest.mark.parametrize("kind", ABOUT)
    def test_what_a_record_is_about(self, kind: str) -> None:
        one, other, pointers = ABOUT[kind]
        assert other_identity(kind, one, other) == pointers
        assert other_identity(kind, one, {**one, "more": 1}) == ()

    def test_every_kind_has_been_thought_of(self) -> None:
        assert {kind for kind, (_, _, pointers) in ABOUT.items() if pointers} == IDENTITY.keys()

    @pytest.mark.parametrize("posts", [None, [], "a", [7]])
    def test_what_cannot_be_looked_up_is_not_there(self, posts: object) -> None:
        changed = other_identity("people", ABOUT["people"][0], {"posts": posts})
        assert changed == ("/posts/0/team", "/posts/0/role", "/posts/0/from")
        assert other_identity("people", {"posts": posts}, {}) == ()

    def found(self, world: World, name: Name) -> list[Anomaly]:
        return list(overwritten(name, world.records[name], world.read, Holders(world.records)))

    def test_another_record_in_its_place_is_told_with_what_has_changed(self, world: World) -> None:
        name = Name("sessions", "s-1")
        one, other, _ = ABOUT["sessions"]
        world.put(name, 0, one)
        version = world.put(name, 2, other)
        (found,) = self.found(world, name)
        assert (found.code, found.path, found.commit) == ("overwritten", version.path, version.commit.id)
        assert found.pointers == ("/date", "/type", "/supervisees")
        assert found.message == (
            "Another record was put in its place on 2026-03-04: what it is about has changed"
            " (/date, /type, /supervisees)."
        )

    def test_it_is_told_over_a_time_in_which_it_was_away_or_could_not_be_read(self, world: World) -> None:
        name = Name("sessions", "s-1")
        one, other, _ = ABOUT["sessions"]
        world.put(name, 0, one)
        world.put(name, 1, None)
        world.put(name, 3, other)
        world.put(name, 4, other)
        assert told(self.found(world, name)) == [("overwritten", 3)]

    def test_one_thing_may_be_a_slip_of_the_pen_unless_it_was_another_records_content(self, world: World) -> None:
        name, elsewhere = Name("sessions", "s-2"), Name("sessions", "s-1")
        one = ABOUT["sessions"][0]
        slip = {**one, "date": "2026-01-09"}
        world.put(name, 0, one)
        world.put(name, 1, slip)
        assert self.found(world, name) == []
        world.put(elsewhere, 5, slip)
        (found,) = self.found(world, name)
        assert found.message == (
            "Another record was put in its place on 2026-03-03: its content was that of another record (/date)."
        )

    def test_the_same_content_under_two_ids_is_another_records_for_both(self, world: World) -> None:
        one, two = Name("sessions", "s-1"), Name("sessions", "s-2")
        world.put(one, 0, {"a": 1})
        world.put(one, 1, {"a": 3})
        world.put(two, 1, {"a": 1})
        world.put(two, 2, {"a": 2})
        holders = Holders(world.records)
        shared, first, second = (world.blob({"a": number}) for number in (1, 3, 2))
        assert [holders.another(name, shared) for name in (one, two)] == [True, True]
        assert [holders.another(one, first), holders.another(two, first)] == [False, True]
        assert [holders.another(one, second), holders.another(two, second)] == [True, False]
        assert not holders.another(one, world.blob({"a": 9}))

    def test_what_it_is_not_about_may_change(self, world: World) -> None:
        name = Name("sessions", "s-1")
        one = ABOUT["sessions"][0]
        world.put(name, 0, one)
        world.put(name, 1, {**one, "minutes": 30, "place": "x"})
        assert self.found(world, name) == []
