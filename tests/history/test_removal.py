"""Records that went, and the tombstones that should stand for them: over values alone."""

from __future__ import annotations

from datetime import date

import pytest

from supervision_records.history.findings import Anomaly
from supervision_records.history.findings.removal import removed, tombstone
from supervision_records.history.values import Version
from supervision_records.store import Name
from tests.history.world import CASE, TOMB, WHY, World, commit, told


@pytest.fixture
def world() -> World:
    return World()


class TestRemoval:
    def found(self, world: World, name: Name) -> list[Anomaly]:
        return list(removed(name, world.records, world.read, world.order))

    def test_a_record_that_stands_was_not_removed(self, world: World) -> None:
        world.put(CASE, 0, {"a": 1})
        world.put(CASE, 1, {"a": 2})
        assert self.found(world, CASE) == []

    def test_a_record_that_went_without_a_word_was_deleted(self, world: World) -> None:
        world.put(CASE, 0, {"a": 1})
        gone = world.put(CASE, 2, None)
        (one,) = self.found(world, CASE)
        assert (one.code, one.path, one.commit, one.on) == ("deleted", gone.path, gone.commit.id, date(2026, 3, 4))
        assert one.message == "The record was removed on 2026-03-04, and no tombstone says why."

    @pytest.mark.parametrize(("number", "codes"), [(1, []), (2, []), (3, [("tombstone-late", 3)])])
    def test_a_tombstone_comes_with_the_removal_or_before_it(
        self, world: World, number: int, codes: list[tuple[str, int]]
    ) -> None:
        world.put(CASE, 0, {"a": 1})
        world.put(CASE, 2, None)
        world.put(TOMB, number, WHY)
        found = self.found(world, CASE)
        assert told(found) == codes
        for one in found:
            assert one.message == "The record was removed on 2026-03-04; its tombstone only came on 2026-03-05."

    def test_a_tombstone_counts_from_when_it_speaks(self, world: World) -> None:
        world.put(CASE, 0, {"a": 1})
        world.put(CASE, 2, None)
        world.put(TOMB, 2, {})
        assert told(self.found(world, CASE)) == [("deleted", 2)]
        world.put(TOMB, 4, WHY)
        assert told(self.found(world, CASE)) == [("tombstone-late", 4)]

    def test_each_time_that_a_record_comes_back_is_told(self, world: World) -> None:
        for number, content in enumerate(({"a": 1}, None, {"a": 1}, None, {"a": 2})):
            world.put(CASE, number, content)
        found = self.found(world, CASE)
        assert told(found) == [("restored", 2), ("restored", 4)]
        assert found[0].message == "The file was gone on 2026-03-03 and came back on 2026-03-04."

    def test_a_tombstone_may_only_go_where_its_record_is_back(self, world: World) -> None:
        world.put(TOMB, 0, WHY)
        world.put(TOMB, 2, None)
        (one,) = self.found(world, TOMB)
        assert told([one]) == [("tombstone-gone", 2)]
        assert one.message == "The tombstone was removed on 2026-03-04."
        world.put(CASE, 1, {"a": 1})
        assert self.found(world, TOMB) == []
        world.put(CASE, 2, None)
        assert told(self.found(world, TOMB)) == [("tombstone-gone", 2)]

    def test_a_tombstone_whose_name_says_no_record_may_never_go(self, world: World) -> None:
        nameless = Name("tombstones", "cases")
        world.put(nameless, 0, WHY)
        world.put(nameless, 1, None)
        assert told(self.found(world, nameless)) == [("tombstone-gone", 1)]


class TestTombstone:
    def found(self, world: World, name: Name = TOMB) -> list[Anomaly]:
        return list(tombstone(name, world.records, world.read))

    def test_one_that_stands_alone_and_says_the_same_is_in_order(self, world: World) -> None:
        world.put(CASE, 0, {"a": 1})
        world.put(CASE, 1, None)
        world.put(TOMB, 1, WHY)
        world.put(TOMB, 2, WHY, path="records/tombstones/2026/cases--c-1.yaml")
        assert self.found(world) == []

    def test_one_whose_record_is_there_is_told_at_its_last_version(self, world: World) -> None:
        world.put(CASE, 0, {"a": 1})
        world.put(TOMB, 1, WHY)
        last = world.put(TOMB, 2, WHY, path="records/tombstones/2026/cases--c-1.yaml")
        (one,) = self.found(world)
        assert (one.code, one.path, one.commit) == ("tombstone-of-a-record", last.path, last.commit.id)

    def test_each_change_of_its_words_is_told_over_what_could_not_be_read(self, world: World) -> None:
        world.put(TOMB, 1, WHY)
        world.records[TOMB].append(Version(commit(2), "records/tombstones/cases--c-1.yaml", "unreadable", ()))
        world.put(TOMB, 3, {**WHY, "reason": "erasure"})
        world.put(TOMB, 4, {**WHY, "reason": "erasure"})
        world.put(TOMB, 5, WHY)
        found = self.found(world)
        assert told(found) == [("tombstone-changed", 3), ("tombstone-changed", 5)]
        assert found[0].message == "What the tombstone says was changed on 2026-03-05."

    def test_one_that_is_gone_and_a_record_that_is_none_are_no_matter_of_this(self, world: World) -> None:
        world.put(TOMB, 1, WHY)
        world.put(TOMB, 2, {**WHY, "by": "oak"})
        world.put(TOMB, 3, None)
        world.put(CASE, 1, {"a": 1})
        world.put(CASE, 2, {"a": 2})
        assert self.found(world) == []
        assert self.found(world, CASE) == []

    def test_one_whose_name_says_no_record_is_looked_at_all_the_same(self, world: World) -> None:
        nameless = Name("tombstones", "cases")
        world.put(nameless, 0, WHY)
        world.put(nameless, 1, {**WHY, "by": "oak"})
        assert told(self.found(world, nameless)) == [("tombstone-changed", 1)]
