"""By whose hand addresses and signatures came in: over values alone."""

from __future__ import annotations

import pytest

from supervision_records.history.findings import Anomaly
from supervision_records.history.findings.witness import Identities, addresses, owners, renamed, unwitnessed
from supervision_records.history.values import Step, Version, Who
from supervision_records.store import Name
from tests.history.world import ASH, CASE, ELM, OAK, SIGNATURE, World, commit, person, signed, told


@pytest.fixture
def world() -> World:
    return World()


class TestIdentities:
    WHO = Name("people", "ash")

    def known(self, world: World) -> Identities:
        return Identities(world.records, world.read, world.order)

    @pytest.mark.parametrize(
        ("identities", "found"),
        [
            (["Ash@Example.org", "ash@example.org"], {"ash@example.org"}),
            (["SHA256:0123", "ash@example.org", 7, ["x@example.org"]], {"ash@example.org"}),
            ("ash@example.org", set()),
            (None, set()),
        ],
    )
    def test_only_addresses_are_looked_at_however_they_are_written(self, identities: object, found: set[str]) -> None:
        assert addresses({"identities": identities}) == found
        assert addresses({}) == addresses(None) == frozenset()

    def test_nobody_names_themselves_in_the_change_that_they_sign_by(self, world: World) -> None:
        world.put(self.WHO, 1, person("ash@example.org"))
        world.put(self.WHO, 3, person("ash@example.org", "new@example.org"))
        known = self.known(world)
        assert known.of("ash", commit(0)) == frozenset()
        assert known.of("ash", commit(1)) == {"ash@example.org"}
        assert known.of("ash", commit(3)) == {"ash@example.org"}
        assert known.of("ash", commit(4)) == {"ash@example.org", "new@example.org"}
        assert known.of("elm", commit(4)) == frozenset()

    def test_what_somebody_else_put_there_is_none_of_theirs(self, world: World) -> None:
        world.put(self.WHO, 1, person("ash@example.org"))
        world.put(self.WHO, 2, person("ash@example.org", "elm@example.org"), by=ELM)
        world.put(self.WHO, 4, person("elm@example.org"), by=ELM)
        known = self.known(world)
        assert known.of("ash", commit(3)) == known.of("ash", commit(8)) == {"ash@example.org"}
        assert known.person(ELM) is None
        assert known.person(ASH) == "ash"

    def test_what_they_took_away_themselves_is_theirs_no_more(self, world: World) -> None:
        world.put(self.WHO, 1, person("ash@example.org", "old@example.org"))
        world.put(self.WHO, 2, person("ash@example.org"))
        assert self.known(world).of("ash", commit(3)) == {"ash@example.org"}
        world.put(self.WHO, 4, person())
        assert self.known(world).of("ash", commit(5)) == {"ash@example.org"}

    def test_what_somebody_else_took_away_is_theirs_no_more_unless_it_was_all(self, world: World) -> None:
        world.put(self.WHO, 1, person("ash@example.org", "old@example.org"))
        world.put(self.WHO, 2, person("ash@example.org"), by=ELM)
        assert self.known(world).of("ash", commit(3)) == {"ash@example.org"}
        world.put(self.WHO, 4, person(), by=ELM)
        assert self.known(world).of("ash", commit(5)) == {"ash@example.org"}

    def test_where_no_address_of_anybody_is_known_there_are_none(self, world: World) -> None:
        assert not self.known(world)
        world.put(self.WHO, 1, person())
        world.put(CASE, 1, person("ash@example.org"))
        assert not self.known(world)
        world.put(self.WHO, 2, person("ash@example.org"))
        assert self.known(world)

    def test_of_two_people_with_one_address_the_first_has_it_as_they_stand_last(self, world: World) -> None:
        world.put(self.WHO, 1, person("old@example.org"))
        world.put(self.WHO, 2, person("both@example.org"))
        world.put(Name("people", "elm"), 1, person("both@example.org", "elm@example.org"))
        world.put(CASE, 1, person("case@example.org"))
        assert owners(world.records, world.read) == {"both@example.org": "ash", "elm@example.org": "elm"}


class TestRenamed:
    WHO = Name("people", "ash")

    def found(self, world: World, name: Name = WHO) -> list[Anomaly]:
        return list(renamed(name, world.records[name], world.read))

    def test_what_somebody_else_changes_of_a_persons_addresses_is_told(self, world: World) -> None:
        world.put(self.WHO, 0, person("ash@example.org"), by=OAK)
        version = world.put(self.WHO, 2, person("ash@example.org", "elm@example.org"), by=ELM)
        (one,) = self.found(world)
        assert (one.code, one.path, one.commit) == ("identities-changed", version.path, version.commit.id)
        assert (one.person, one.pointers) == ("ash", ("/identities",))
        assert one.message == "The identities of ash were changed on 2026-03-04 by somebody else."

    def test_a_change_of_anything_else_their_own_and_the_very_first_are_none(self, world: World) -> None:
        world.put(self.WHO, 0, person(), by=ELM)
        world.put(self.WHO, 1, person("ash@example.org"), by=ELM)
        world.put(self.WHO, 2, {**person("ash@example.org"), "name": "Ash"}, by=ELM)
        world.put(self.WHO, 3, person("ash@example.org", "new@example.org"))
        world.put(self.WHO, 4, person("new@example.org"), by=Who("Ash", "NEW@example.org"))
        assert self.found(world) == []

    def test_an_address_that_was_not_theirs_lets_nobody_add_another(self, world: World) -> None:
        world.put(self.WHO, 0, person("ash@example.org"))
        world.put(self.WHO, 1, person("ash@example.org", "elm@example.org"), by=ELM)
        world.put(self.WHO, 2, person("ash@example.org", "elm@example.org", "more@example.org"), by=ELM)
        assert told(self.found(world)) == [("identities-changed", 1), ("identities-changed", 2)]

    def test_a_time_in_which_the_record_was_away_hides_nothing(self, world: World) -> None:
        world.put(self.WHO, 0, person("ash@example.org"))
        world.put(self.WHO, 1, None, by=ELM)
        world.put(self.WHO, 2, person("elm@example.org"), by=ELM)
        assert told(self.found(world)) == [("identities-changed", 2)]

    def test_only_people_have_identities(self, world: World) -> None:
        world.put(CASE, 0, person("ash@example.org"))
        world.put(CASE, 1, person("elm@example.org"), by=ELM)
        assert self.found(world, CASE) == []


class TestUnwitnessed:
    SESSION = Name("sessions", "s-1")

    @pytest.fixture
    def world(self) -> World:
        world = World()
        world.put(Name("people", "ash"), 0, person("ash@example.org"))
        world.put(Name("people", "elm"), 0, person("elm@example.org"))
        return world

    def found(self, world: World, name: Name = SESSION) -> list[Anomaly]:
        known = Identities(world.records, world.read, world.order)
        return list(unwitnessed(name, world.records[name], world.read, known))

    def test_a_signature_by_another_hand_is_told_with_whose_it_is(self, world: World) -> None:
        version = world.put(self.SESSION, 3, signed({"by": "elm", "on": "2026-03-05"}, SIGNATURE), by=ELM)
        (one,) = self.found(world)
        assert (one.code, one.path, one.commit) == ("not-witnessed", version.path, version.commit.id)
        assert (one.person, one.pointers) == ("ash", ("/signed/1",))
        assert one.message == "The signature of ash came in on 2026-03-05, in a change made by elm."

    def test_a_hand_that_is_nobodys_is_not_named(self, world: World) -> None:
        world.put(self.SESSION, 3, signed(SIGNATURE), by=OAK)
        (one,) = self.found(world)
        assert one.message.endswith("in a change made by somebody whose address is nobody's here.")

    def test_ones_own_hand_is_known_by_the_address_however_it_is_written(self, world: World) -> None:
        world.put(self.SESSION, 3, signed(SIGNATURE), by=Who("x", "ASH@Example.org"))
        assert self.found(world) == []

    def test_a_signature_is_told_once_where_it_first_appears(self, world: World) -> None:
        other = {"by": "ash", "on": "2026-03-06"}
        world.put(self.SESSION, 3, signed(SIGNATURE), by=ELM)
        world.put(self.SESSION, 4, signed(SIGNATURE, minutes=1), by=ELM)
        world.put(self.SESSION, 5, signed(SIGNATURE, other), by=ELM)
        assert [(one.pointers, one.commit) for one in self.found(world)] == [
            (("/signed/0",), commit(3).id),
            (("/signed/1",), commit(5).id),
        ]

    def test_who_signed_it_on_the_branch_counts_not_who_merged_it(self, world: World) -> None:
        blob = world.blob(signed(SIGNATURE))
        for number, by in ((3, ASH), (4, OAK)):
            merge = commit(number, ELM)
            version = Version(merge, "records/sessions/s-1.yaml", blob, (Step(commit(number, by), blob),))
            world.records[self.SESSION] = [version]
            assert [one.person for one in self.found(world)] == ([] if by is ASH else ["ash"])

    def test_who_merges_a_change_that_names_their_signature_has_approved_it(self, world: World) -> None:
        blob = world.blob(signed(SIGNATURE))
        step = Step(commit(3, OAK), blob)
        world.records[self.SESSION] = [Version(commit(3, ASH), "records/sessions/s-1.yaml", blob, (step,))]
        assert self.found(world) == []

    @pytest.mark.parametrize(
        "entries", [[], [7], [{"by": "ash"}], [{"on": "2026-03-05"}], [{"by": ["ash"], "on": "2026-03-05"}]]
    )
    def test_what_is_no_signature_is_not_told(self, world: World, entries: list[object]) -> None:
        world.put(self.SESSION, 3, signed(*entries), by=ELM)
        world.put(self.SESSION, 4, {"signed": "ash"}, by=ELM)
        assert self.found(world) == []

    def test_nothing_is_told_of_people_whose_addresses_are_not_known(self, world: World) -> None:
        world.put(self.SESSION, 3, signed({"by": "oak", "on": "2026-03-05"}), by=ELM)
        assert self.found(world) == []

    @pytest.mark.parametrize(("kind", "told"), [("contracts", True), ("sessions", True), ("audits", False)])
    def test_sessions_and_contracts_are_signed(self, world: World, kind: str, told: bool) -> None:
        name = Name(kind, "x-1")
        world.put(name, 3, signed(SIGNATURE), by=ELM)
        assert bool(self.found(world, name)) is told
