"""Everything that a history shows, together; clocks, merges and the time of the sample: over values alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from supervision_records.calendar import WorkingDays
from supervision_records.history.clock import Doubt
from supervision_records.history.findings import CODES, Anomaly, Grace, judge
from supervision_records.history.findings.anomaly import anomaly, when
from supervision_records.history.findings.clocks import wrong_clocks
from supervision_records.history.findings.merges import evil
from supervision_records.history.findings.sample import sample_time
from supervision_records.history.values import History, Odd, OddMerge, Version
from supervision_records.store import Name
from tests.history.world import CASE, DAY, ELM, MONDAY, TOMB, WHY, Content, World, commit, person, signed, told


@pytest.fixture
def world() -> World:
    return World()


class TestClocks:
    def test_each_commit_in_doubt_is_told_in_words_with_what_was_there_before(self) -> None:
        line = [commit(0), commit(1, at=None), commit(2, at=400 * DAY), commit(3, at=-3 * DAY - 9 * DAY)]
        doubts = {line[1].id: Doubt.NO_DATE, line[2].id: Doubt.FUTURE, line[3].id: Doubt.BACKWARDS}
        found = list(wrong_clocks(line, doubts))
        assert [(one.path, one.code, one.commit) for one in found] == [
            ("", "no-date", line[1].id),
            ("", "clock-ahead", line[2].id),
            ("", "clock-backwards", line[3].id),
        ]
        no_date, ahead, backwards = (one.message for one in found)
        assert no_date == f"Commit {line[1].id[:12]} has no date of our time."
        assert ahead == f"Commit {line[2].id[:12]} is dated {line[2].on}, which is later than now."
        before = f"before what was there already ({line[0].id[:12]}, 2026-03-02)"
        assert backwards == f"Commit {line[3].id[:12]} is dated 2026-02-21, {before}."

    def test_where_nothing_was_there_before_nothing_is_named(self) -> None:
        (one,) = wrong_clocks([commit(0)], {commit(0).id: Doubt.BACKWARDS})
        assert one.message.endswith("before what was there already.")
        assert list(wrong_clocks([commit(0)], {})) == []


class TestMerges:
    def found(self, odd: Odd, merged: Content, *sides: Content) -> list[Anomaly]:
        world = World()
        parents = tuple(world.blob(side) for side in sides)
        return list(evil([OddMerge(commit(2), "records/x.yaml", odd, world.blob(merged), parents)], world.read))

    @pytest.mark.parametrize(
        ("odd", "code", "words"),
        [
            (Odd.NEITHER, "evil-merge", "gave the record a content that is on neither side"),
            (Odd.UNDONE, "evil-merge", "changed the record back"),
            (Odd.LEFT_OUT, "evil-merge", "left out what the branch had made"),
            (Odd.TWICE, "came-in-twice", "came in earlier by its date"),
        ],
    )
    def test_each_oddity_has_its_code_and_its_words(self, odd: Odd, code: str, words: str) -> None:
        (one,) = self.found(odd, {"a": 3}, {"a": 1}, {"a": 2})
        assert (one.path, one.code, one.commit) == ("records/x.yaml", code, commit(2).id)
        assert words in one.message
        assert "on 2026-03-04" in one.message

    def test_what_was_merely_put_together_is_none_but_only_where_neither_side_has_it(self) -> None:
        assert self.found(Odd.NEITHER, {"a": 1, "b": 2}, {"a": 1}, {"b": 2}) == []
        assert told(self.found(Odd.UNDONE, {"a": 1, "b": 2}, {"a": 1}, {"b": 2})) == [("evil-merge", 2)]


SAMPLE = {"sample": {"people": 3}}


class TestSample:
    def days(self, *settings: tuple[int, Content]) -> set[int]:
        world = World()
        versions = tuple(world.put(Name("x", "settings"), number, content) for number, content in settings)
        found = sample_time(History(tuple(world.commits), {}, (), versions), world.read)
        return {world.order[one] for one in found}

    def test_it_lasts_from_the_beginning_to_the_change_that_takes_the_sample_away(self) -> None:
        assert self.days((1, SAMPLE), (4, {"organisation": "x"})) == {0, 1, 2, 3, 4}
        assert self.days((1, SAMPLE), (2, {**SAMPLE, "more": 1}), (4, None)) == {0, 1, 2, 3, 4}
        assert self.days((1, SAMPLE)) == set(range(9))

    def test_a_sample_that_is_named_later_or_again_hides_nothing(self) -> None:
        assert self.days() == set()
        assert self.days((1, {}), (2, SAMPLE)) == set()
        assert self.days((1, None), (2, SAMPLE)) == set()
        assert self.days((1, SAMPLE), (3, {}), (4, SAMPLE)) == {0, 1, 2, 3}


class TestJudge:
    def judged(self, world: World, *, settings: Sequence[Version] = (), now: int = MONDAY + 20 * DAY) -> Any:
        records = {name: tuple(versions) for name, versions in world.records.items()}
        history = History(tuple(world.commits), records, (), tuple(settings))
        return judge(history, world.read, Grace(WorkingDays()), now)

    def test_all_that_is_found_comes_in_the_order_of_the_main_line_then_by_path_and_code(self, world: World) -> None:
        world.put(Name("cases", "c-2"), 0, {"a": 1})
        world.put(Name("cases", "c-2"), 3, None)
        world.put(Name("cases", "c-1"), 0, {"a": 1})
        world.put(Name("cases", "c-1"), 3, None)
        world.put(Name("cases", "c-3"), 0, {"a": 1})
        world.put(Name("cases", "c-3"), 2, None)
        found = self.judged(world)
        assert [(one.path, one.code) for one in found.anomalies] == [
            (f"records/cases/{name}.yaml", "deleted") for name in ("c-3", "c-1", "c-2")
        ]
        assert found.of_sample == {}

    def test_what_was_done_to_the_sample_is_only_counted_by_code(self, world: World) -> None:
        for name, number in (("c-1", 2), ("c-2", 3), ("c-3", 6)):
            world.put(Name("cases", name), 0, {"a": 1})
            world.put(Name("cases", name), number, None)
        world.put(CASE, 3, {"a": 1})
        settings = [world.put(Name("x", "s"), 1, {"sample": {}}), world.put(Name("x", "s"), 4, {})]
        del world.records[Name("x", "s")]
        found = self.judged(world, settings=settings)
        assert told(found.anomalies) == [("deleted", 6)]
        assert list(found.of_sample.items()) == [("deleted", 1), ("restored", 1)]

    def test_every_sort_of_finding_is_looked_for(self, world: World) -> None:
        session, who = Name("sessions", "s-1"), Name("people", "ash")
        world.commits[8] = commit(8, at=400 * DAY)
        world.put(who, 0, person("ash@example.org"))
        world.put(who, 1, person("ash@example.org", "elm@example.org"), by=ELM)
        world.put(session, 1, signed({"by": "ash", "on": "2026-03-03"}, type="case", date="2026-01-01"), by=ELM)
        world.put(session, 2, signed({"by": "ash", "on": "2026-03-03"}, type="group", date="2026-01-02"))
        world.put(TOMB, 1, WHY)
        world.put(CASE, 1, {"milestones": {"referred": "2026-01-05"}})
        world.put(Name("cases", "c-2"), 1, {"a": 1})
        world.put(Name("cases", "c-2"), 4, None)
        codes = [one.code for one in self.judged(world).anomalies]
        assert sorted(codes) == [
            "ahead-of-its-day", "changed-after-signing", "clock-ahead", "deleted", "identities-changed",
            "not-witnessed", "overwritten", "recorded-late", "tombstone-of-a-record",
        ]  # fmt: skip

    def test_a_commit_whose_date_is_in_doubt_dates_no_claim(self, world: World) -> None:
        world.put(CASE, 1, {"milestones": {"referred": "2026-01-05"}})
        assert [one.code for one in self.judged(world).anomalies] == ["recorded-late"]
        early = [one.code for one in self.judged(world, now=MONDAY).anomalies]
        assert early == ["clock-ahead"] * 8


class TestAnomaly:
    def test_it_is_told_with_its_commit_and_its_day_and_whatever_else_is_known(self) -> None:
        found = anomaly("p", "deleted", commit(2), "Words.", person="ash", pointers=("/a",), claimed=date(2026, 3, 1))
        assert found == Anomaly(
            "p", "deleted", commit(2).id, date(2026, 3, 4), "Words.", date(2026, 3, 1), ("/a",), "ash"
        )
        assert (found.severity, found.hint) == (CODES["deleted"].severity, CODES["deleted"].hint)

    def test_a_commit_without_a_day_is_named_by_its_id(self) -> None:
        assert when(commit(2)) == "on 2026-03-04"
        assert when(commit(2, at=None)) == f"by commit {commit(2).id[:12]}, whose date cannot be gone by"

    def test_what_is_about_the_history_as_a_whole_is_nobodys_record(self) -> None:
        whole = {code for code, about in CODES.items() if not about.of_record}
        assert whole == {"no-date", "clock-backwards", "clock-ahead", "rewritten"}
