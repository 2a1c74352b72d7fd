"""The single ideas behind ``history``, each over values alone."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest

from supervision_records.calendar import WorkingDays
from supervision_records.history.arrivals import arrivals, came_in
from supervision_records.history.checkpoint import NoCheckpointError, checkpoint, parsed, written
from supervision_records.history.claims import claims
from supervision_records.history.clock import TOLERANCE, doubts
from supervision_records.history.day import uk_day
from supervision_records.history.findings import CODES
from supervision_records.history.findings.compare import differences
from supervision_records.history.findings.dating import Grace, misdated
from supervision_records.history.findings.kept import against
from supervision_records.history.findings.merges import put_together
from supervision_records.history.findings.replaced import is_another, other_identity
from supervision_records.history.findings.signing import after_signing, changed_after_signing
from supervision_records.history.place import folder_in
from supervision_records.history.tombs import buried, removals, speaks, tomb_of, untombed
from supervision_records.history.values import Commit, Read, Step, Version, Who
from supervision_records.store import Name

ASH = Who("Ash", "ash@example.org")
NAME = Name("sessions", "s-1")
PATH = "records/sessions/north/2026/s-1.yaml"
#: A Monday, noon.
MONDAY = int(datetime(2026, 3, 2, 12, tzinfo=UTC).timestamp())
DAY = 86400


def commit(number: int, at: int | None) -> Commit:
    return Commit(f"{number:040x}", (), at, ASH, ASH)


def story(*contents: tuple[int, Mapping[str, Any] | None]) -> tuple[list[Version], Read]:
    """Versions of one record, by the day after Monday on which each came in, and how to read them."""
    kept = {str(place): content for place, (_, content) in enumerate(contents)}
    versions = []
    for place, (day, content) in enumerate(contents):
        made = commit(place, MONDAY + day * DAY)
        blob = "" if content is None else str(place)
        versions.append(Version(made, PATH, blob, (Step(made, blob),)))
    return versions, lambda _, blob: kept.get(blob)


class TestDay:
    def test_it_is_the_day_in_the_united_kingdom_as_the_table_of_time_zones_has_it(self) -> None:
        try:
            zone = ZoneInfo("Europe/London")
        except ZoneInfoNotFoundError:
            pytest.skip("this machine has no table of time zones")
        for year in range(1996, 2038):
            for month in range(1, 13):
                for hour in range(0, 28 * 24, 7):
                    moment = datetime(year, month, 3, 23, 59, tzinfo=UTC) + timedelta(hours=hour)
                    assert uk_day(int(moment.timestamp())) == moment.astimezone(zone).date()

    @pytest.mark.parametrize(
        ("moment", "day"),
        [
            ("2026-03-28T23:59:59+00:00", date(2026, 3, 28)),
            ("2026-03-29T00:59:59+00:00", date(2026, 3, 29)),
            ("2026-03-29T23:00:00+00:00", date(2026, 3, 30)),
            ("2026-10-24T23:00:00+00:00", date(2026, 10, 25)),
            ("2026-10-25T23:00:00+00:00", date(2026, 10, 25)),
            ("2025-12-31T23:59:59+00:00", date(2025, 12, 31)),
        ],
    )
    def test_midnight_comes_an_hour_earlier_in_summer(self, moment: str, day: date) -> None:
        assert uk_day(int(datetime.fromisoformat(moment).timestamp())) == day


class TestClock:
    def test_a_date_before_the_one_below_is_in_doubt_and_those_after_it_are_not(self) -> None:
        line = [commit(n, MONDAY + at) for n, at in enumerate((0, 5 * DAY, 2 * DAY, 5 * DAY + 1, 4 * DAY))]
        assert doubts(line, MONDAY + 9 * DAY) == {line[2].id: "clock-backwards", line[4].id: "clock-backwards"}

    def test_clocks_may_differ_by_five_minutes(self) -> None:
        near = [commit(0, MONDAY), commit(1, MONDAY - TOLERANCE)]
        far = [commit(0, MONDAY), commit(1, MONDAY - TOLERANCE - 1)]
        assert TOLERANCE == 300
        assert doubts(near, MONDAY) == {}
        assert doubts(far, MONDAY) == {far[1].id: "clock-backwards"}

    def test_what_is_dated_ahead_of_now_is_in_doubt_and_makes_nothing_else_look_late(self) -> None:
        line = [commit(0, MONDAY), commit(1, MONDAY + 400 * DAY), commit(2, MONDAY + DAY), commit(3, None)]
        now = MONDAY + 2 * DAY
        assert doubts(line, now) == {line[1].id: "clock-ahead", line[3].id: "no-date"}
        assert doubts(line[:2], line[1].at or 0) == {}
        assert doubts(line[:2], (line[1].at or 0) - TOLERANCE) == {}
        assert doubts(line[:2], (line[1].at or 0) - TOLERANCE - 1) == {line[1].id: "clock-ahead"}


SESSION: dict[str, Any] = {
    "date": "2026-03-02", "type": "case", "status": "held", "supervisees": ["ash"], "minutes": 60,
    "cases": [{"case": "c-1", "filed": [{"system": "lcs", "on": "2026-03-02"}]}, {"case": "c-2"}],
    "signed": [{"by": "ash", "on": "2026-03-03"}, {"by": "elm", "on": "2026-03-03"}],
}  # fmt: skip


class TestSigning:
    @pytest.mark.parametrize(
        ("change", "pointers"),
        [
            ({}, ()),
            ({"minutes": 61}, ("/minutes",)),
            ({"agenda": ["x"]}, ("/agenda",)),
            ({"signed": [*SESSION["signed"], {"by": "oak", "on": "2026-03-05"}]}, ()),
            ({"signed": list(reversed(SESSION["signed"]))}, ()),
            ({"signed": SESSION["signed"][:1]}, ("/signed/1",)),
            ({"signed": [{"by": "ash", "on": "2026-03-02"}, SESSION["signed"][1]]}, ("/signed/0",)),
            ({"signed": []}, ("/signed/0", "/signed/1")),
            ({"signed": "ash"}, ("/signed",)),
            ({"feedback": [{"by": "ash", "on": "2026-03-09"}]}, ()),
            ({"filed": [{"system": "rio", "on": "2026-03-09"}]}, ()),
            ({"recorded": {"by": "elm", "on": "2026-03-03"}}, ()),
            ({"disagreement": {"held": "lcs"}}, ()),
            ({"rearranged_for": "2026-03-20"}, ()),
            ({"next": "2026-04-01"}, ("/next",)),
            ({"cases": [{"case": "c-1", "filed": []}, {"case": "c-2"}]}, ("/cases/0/filed/0",)),
            ({"cases": [SESSION["cases"][0], {"case": "c-2", "filed": [{"system": "lcs", "on": "2026-03-09"}]}]}, ()),
            ({"cases": [SESSION["cases"][0], {"case": "c-2", "urgent": True}]}, ("/cases/1/urgent",)),
            ({"cases": SESSION["cases"][:1]}, ("/cases",)),
        ],
    )
    def test_what_may_come_later_and_what_is_a_change(self, change: dict[str, Any], pointers: tuple[str, ...]) -> None:
        assert changed_after_signing("sessions", SESSION, {**SESSION, **change}) == pointers

    def test_a_key_that_goes_is_a_change_and_so_is_a_record_that_cannot_be_read(self) -> None:
        without = {key: value for key, value in SESSION.items() if key != "minutes"}
        assert changed_after_signing("sessions", SESSION, without) == ("/minutes",)
        assert changed_after_signing("sessions", SESSION, None) == ("",)

    def test_only_what_was_signed_counts_and_only_where_it_is_signed(self) -> None:
        assert changed_after_signing("sessions", {**SESSION, "signed": []}, {}) == ()
        assert changed_after_signing("cases", SESSION, {}) == ()

    @pytest.mark.parametrize(("key", "pointers"), [("ends", ()), ("reviews", ()), ("minutes", ("/minutes",))])
    def test_a_contract_may_be_reviewed_and_ended(self, key: str, pointers: tuple[str, ...]) -> None:
        before = {"signed": [{"by": "ash", "on": "2026-03-03"}]}
        assert changed_after_signing("contracts", before, {**before, key: [1]}) == pointers

    def test_the_end_of_a_contract_that_is_there_may_not_be_moved(self) -> None:
        before = {"signed": [{"by": "ash", "on": "2026-03-03"}], "ends": "2026-09-01"}
        assert changed_after_signing("contracts", before, {**before, "ends": "2026-12-01"}) == ("/ends",)

    def test_a_change_that_is_taken_back_is_told_once_with_both_days(self) -> None:
        versions, read = story((0, SESSION), (1, {**SESSION, "minutes": 1}), (4, SESSION))
        (told,) = after_signing(NAME, versions, read)
        assert (told.code, told.on, told.pointers) == ("changed-after-signing", date(2026, 3, 3), ("/minutes",))
        assert "on 2026-03-03" in told.message
        assert "taken back on 2026-03-06" in told.message

    def test_a_record_that_has_strayed_is_not_told_again_for_an_honest_addition(self) -> None:
        strayed = {**SESSION, "minutes": 1}
        answered = {**strayed, "feedback": [{"by": "ash", "on": "2026-03-05"}]}
        versions, read = story((0, SESSION), (1, strayed), (2, answered), (3, {**answered, "type": "group"}))
        assert [one.pointers for one in after_signing(NAME, versions, read)] == [("/minutes",), ("/type",)]

    def test_a_record_that_cannot_be_read_for_a_time_is_told_once(self) -> None:
        versions, read = story((0, SESSION), (1, {}), (2, {}), (3, SESSION), (4, {**SESSION, "minutes": 2}))
        read_or_not = lambda path, blob: read(path, blob) or None  # noqa: E731
        told = list(after_signing(NAME, versions, read_or_not))
        assert [(one.pointers, one.on) for one in told] == [
            (("",), date(2026, 3, 3)),
            (("/minutes",), date(2026, 3, 6)),
        ]
        assert "the whole file. It was taken back on 2026-03-05" in told[0].message

    def test_corrections_before_the_first_signature_are_none(self) -> None:
        unsigned = {key: value for key, value in SESSION.items() if key != "signed"}
        versions, read = story((0, unsigned), (1, {**unsigned, "minutes": 5}), (2, SESSION))
        assert list(after_signing(NAME, versions, read)) == []

    def test_signatures_and_the_rest_are_told_apart(self) -> None:
        versions, read = story((0, SESSION), (1, {**SESSION, "minutes": 1, "signed": []}))
        assert [one.code for one in after_signing(NAME, versions, read)] == [
            "signature-changed",
            "changed-after-signing",
        ]

    @pytest.mark.parametrize(("number", "more"), [(6, False), (7, True)])
    def test_up_to_six_places_are_named(self, number: int, more: bool) -> None:
        versions, read = story((0, SESSION), (1, {**SESSION, **{f"k{place}": 1 for place in range(number)}}))
        (told,) = after_signing(NAME, versions, read)
        assert "/k0, /k1, /k2, /k3, /k4, /k5" in told.message
        assert ("and others" in told.message) is more
        assert len(told.pointers) == number

    def test_keys_that_somebody_made_up_are_not_shown(self) -> None:
        versions, read = story((0, SESSION), (1, {**SESSION, "A sentence about a child": 1}))
        (told,) = after_signing(NAME, versions, read)
        assert "sentence" not in told.message + str(told.pointers)
        assert "a key that is not shown here" in told.message


class TestDating:
    def judged(self, *contents: tuple[int, Mapping[str, Any] | None], days: int = 5) -> list[tuple[str, str]]:
        versions, read = story(*contents)
        found = misdated(NAME, versions, read, Grace(WorkingDays(), days), {})
        return [(one.code, one.pointers[0]) for one in found]

    def test_the_grace_is_counted_in_working_days_from_the_day_that_is_claimed(self) -> None:
        recorded = {"recorded": {"by": "elm", "on": "2026-03-02"}}
        assert self.judged((7, recorded)) == []  # the next Monday is the fifth working day
        assert self.judged((8, recorded)) == [("recorded-late", "/recorded/on")]
        assert self.judged((8, recorded), days=6) == []
        assert self.judged((1, recorded), days=0) == [("recorded-late", "/recorded/on")]

    def test_what_a_later_change_adds_with_an_early_day_is_backdated(self) -> None:
        early = {**SESSION, "feedback": [{"by": "ash", "on": "2026-03-02"}]}
        assert self.judged((0, {}), (8, {"feedback": early["feedback"]})) == [("backdated", "/feedback/0/on")]
        assert self.judged((0, {}), (7, {"feedback": early["feedback"]})) == []

    def test_an_event_may_come_in_late_but_not_move_back_later(self) -> None:
        old = {"status": "held", "date": "2026-01-05"}
        assert self.judged((0, old)) == []
        assert self.judged((0, {"status": "held", "date": "2026-03-02"}), (1, old)) == [("backdated", "/date")]

    def test_nothing_is_done_before_its_day_but_plans_are_made(self) -> None:
        assert self.judged((0, {"status": "held", "date": "2026-03-03"})) == [("ahead-of-its-day", "/date")]
        assert self.judged((0, {"status": "cancelled", "date": "2026-03-03"})) == []
        assert self.judged((0, {"status": "held", "date": "2026-03-02"})) == []

    def test_a_commit_whose_date_is_in_doubt_bears_no_witness(self) -> None:
        versions, read = story((30, {"recorded": {"on": "2026-03-02"}}))
        doubtful = {versions[0].commit.id}
        assert list(misdated(NAME, versions, read, Grace(WorkingDays()), doubtful)) == []
        both, read = story(
            (30, {"recorded": {"on": "2026-03-02"}}), (31, {"signed": [{"by": "elm", "on": "2026-03-02"}]})
        )
        (told,) = misdated(NAME, both, read, Grace(WorkingDays()), {both[0].commit.id})
        assert (told.code, told.commit) == ("backdated", both[1].commit.id)

    def test_a_claim_is_as_old_as_its_first_coming_wherever_it_stands(self) -> None:
        one, two = {"by": "ash", "on": "2026-03-02"}, {"by": "elm", "on": "2026-03-03"}
        versions, read = story((0, {"signed": [one]}), (1, None), (20, {"signed": [two, one]}))
        found = {a.claim.whose: (a.on, a.first) for a in arrivals(NAME, versions, read)}
        assert found == {("ash",): (date(2026, 3, 2), True), ("elm",): (date(2026, 3, 22), False)}
        assert came_in(versions) == versions[0].commit

    @pytest.mark.parametrize("value", ["2026-02-30", "yesterday", 20260302, None, ["2026-03-02"], "２026-03-02"])
    def test_what_is_no_day_claims_nothing(self, value: object) -> None:
        assert list(claims("sessions", {"recorded": {"on": value}, "signed": value, "cases": [value]})) == []

    def test_milestones_are_claims_by_their_name_one_by_one(self) -> None:
        case = {"milestones": {"assessment": "2026-03-02", "missing-found": ["2026-03-01", "2026-03-02"]}}
        assert {(c.pointer, c.whose, str(c.on)) for c in claims("cases", case)} == {
            ("/milestones/assessment", ("assessment",), "2026-03-02"),
            ("/milestones/missing-found/0", ("missing-found",), "2026-03-01"),
            ("/milestones/missing-found/1", ("missing-found",), "2026-03-02"),
        }


class TestReplaced:
    @pytest.mark.parametrize(
        ("change", "another"),
        [
            ({"date": "2026-03-01"}, False),
            ({"date": "2026-03-01", "minutes": 3}, False),
            ({"date": "2026-03-01", "type": "group"}, True),
            ({"supervisees": ["oak"], "type": "group"}, True),
        ],
    )
    def test_two_things_that_it_is_about_make_another_record(self, change: dict[str, Any], another: bool) -> None:
        assert is_another("sessions", SESSION, {**SESSION, **change}) is another

    def test_a_list_that_grows_is_the_same_record(self) -> None:
        case = {"opened": "2026-03-01", "teams": [{"team": "a"}], "status": [{"category": "cin"}]}
        grown = {**case, "teams": [*case["teams"], {"team": "b"}], "status": [*case["status"], {"category": "cp"}]}
        assert other_identity("cases", case, grown) == ()
        assert other_identity("cases", case, {"opened": "2026-03-01"}) == ("/teams/0/team", "/status/0/category")


def test_differences_are_told_by_their_pointers() -> None:
    before = {"a": 1, "b": {"c/d": [1, {"e": 2}]}, "f": 3}
    after = {"a": 1, "b": {"c/d": [1, {"e": 3}]}, "g": 3}
    assert list(differences(before, after)) == ["/b/c~1d/1/e", "/f", "/g"]


def test_of_a_list_that_may_grow_each_entry_must_still_be_there_as_often_as_it_was() -> None:
    additions = frozenset({"a"})
    assert list(differences({"a": [1, 1]}, {"a": [1, 2, 1]}, additions)) == []
    assert list(differences({"a": [1, 1]}, {"a": [1, 2]}, additions)) == ["/a/1"]
    assert list(differences({}, {"Xa": 1, "X": 1}, frozenset({"Xa"}))) == ["/X"]


@pytest.mark.parametrize(
    ("one", "other", "merged", "honest"),
    [
        ({"a": 1}, {"a": 1, "b": 2}, {"a": 1, "b": 2}, True),
        ({"a": 1}, {"a": 2}, {"a": 3}, False),
        ({"a": 1}, {"a": 2}, {"a": 2}, True),
        ({"a": 1}, {"a": 1}, {"a": 1, "c": 1}, False),
        ({"a": 1, "b": 1}, {"a": 1, "b": 1, "c": 1}, {"a": 1, "c": 1}, False),
        ({"s": [1, 2]}, {"s": [1, 3]}, {"s": [1, 2, 3]}, True),
        ({"s": [1, 2]}, {"s": [1, 3]}, {"s": [2, 3]}, False),
        ({"s": [1, 2]}, {"s": [1, 3]}, {"s": [1]}, True),
        ({"s": [1, 2]}, {"s": [1, 3]}, {"s": [1, 2, 4]}, False),
        ({"a": 1}, None, {"a": 1}, False),
        ({"a": 1}, {"a": 1}, None, False),
    ],
)
def test_a_merge_may_put_both_sides_together(one: Any, other: Any, merged: Any, honest: bool) -> None:
    assert put_together([one, other], merged) is honest


class TestTombs:
    def test_a_record_and_its_tombstone_name_each_other(self) -> None:
        assert tomb_of(NAME) == Name("tombstones", "sessions--s-1")
        assert buried(tomb_of(NAME)) == NAME
        assert buried(Name("tombstones", "sessions--a--b")) == Name("sessions", "a--b")
        assert buried(Name("tombstones", "sessions")) is None
        assert buried(NAME) is None

    def test_what_went_without_a_tombstone(self) -> None:
        other = Name("cases", "c-1")
        assert untombed([NAME, other], [other]) == [NAME]
        assert untombed([NAME, other], [other, tomb_of(NAME)]) == []
        assert untombed([NAME], [NAME]) == []
        assert untombed([tomb_of(NAME)], []) == [tomb_of(NAME)]
        assert untombed([tomb_of(NAME)], [NAME]) == []  # the record is back

    def test_the_removals_that_a_tombstone_stands_for(self) -> None:
        gone, _ = story((0, {}), (1, None))
        back, _ = story((0, {}), (1, None), (2, {}))
        tomb = Version(commit(5, MONDAY), "records/tombstones/2026/x.yaml", "t", ())
        no_more = Version(commit(6, MONDAY), tomb.path, "", ())
        there = {NAME: gone, tomb_of(NAME): [tomb]}
        assert list(removals(there)) == [(NAME, gone[1].commit.id, tomb.path)]
        assert list(removals({NAME: back, tomb_of(NAME): [tomb]})) == []
        assert list(removals({NAME: gone, tomb_of(NAME): [tomb, no_more]})) == []
        assert list(removals({NAME: gone})) == []

    @pytest.mark.parametrize("lacking", ["reason", "on", "by"])
    def test_a_tombstone_says_why_when_and_by_whom(self, lacking: str) -> None:
        tomb = {"reason": "mistake", "on": "2026-03-02", "by": "elm"}
        assert speaks(tomb)
        assert not speaks({**tomb, lacking: ""})
        assert not speaks({key: value for key, value in tomb.items() if key != lacking})
        assert not speaks(None)


class TestCheckpoint:
    LINE = (commit(1, MONDAY), commit(2, MONDAY + DAY), commit(3, MONDAY + 2 * DAY))
    RECORDS: Mapping[str, str] = {"records/cases/b.yaml": "b" * 40, "records/cases/a.yaml": "a" * 40}

    def test_it_is_the_same_bytes_whatever_the_order_of_the_files_and_comes_back_from_them(self) -> None:
        kept = checkpoint(self.LINE, self.RECORDS)
        assert written(kept) == written(checkpoint(self.LINE, dict(reversed(list(self.RECORDS.items())))))
        assert parsed(written(kept)) == kept
        assert (kept.commit, kept.date, kept.commits) == (self.LINE[2].id, "2026-03-04", 3)

    def test_what_came_after_is_no_matter(self) -> None:
        kept = checkpoint(self.LINE[:2], self.RECORDS)
        assert against(kept, self.LINE, self.RECORDS, reachable=True) == ()

    @pytest.mark.parametrize(
        ("line", "records", "reachable", "words"),
        [
            (LINE[:2], RECORDS, False, "no more"),
            (LINE[:2], RECORDS, True, "no longer on the main line"),
            ((commit(9, MONDAY), *LINE[1:]), RECORDS, True, "another place"),
            (LINE[1:], RECORDS, True, "another place"),
            (LINE, {**RECORDS, "records/cases/c.yaml": "c" * 40}, True, "no longer holds"),
            (LINE, None, True, "no longer holds"),
        ],
    )
    def test_what_is_no_longer_as_it_was(
        self, line: tuple[Commit, ...], records: Mapping[str, str] | None, reachable: bool, words: str
    ) -> None:
        (told,) = against(checkpoint(self.LINE, self.RECORDS), line, records, reachable=reachable)
        assert told.code == "rewritten"
        assert words in told.message

    @pytest.mark.parametrize(
        "change",
        [
            {"version": 2}, {"commit": "main"}, {"commits": "3"}, {"commits": True}, {"commits": 0}, {"chain": "x"},
            {"records": None}, {"date": 5}, {"more": 1}, {"commit": "A" * 40}, {"chain": "a" * 64 + "\n"},
        ],
    )  # fmt: skip
    def test_what_is_none_is_refused(self, change: dict[str, Any]) -> None:
        data = json.loads(written(checkpoint(self.LINE, self.RECORDS)))
        with pytest.raises(NoCheckpointError):
            parsed(json.dumps({**data, **change}).encode())

    @pytest.mark.parametrize("raw", [b"", b"[]", b"{}", b"null", b"\xff", b"[" * 100_000, b'{"version": 1}'])
    def test_what_is_no_json_of_ours_is_refused(self, raw: bytes) -> None:
        with pytest.raises(NoCheckpointError):
            parsed(raw)


def test_a_folder_is_found_below_the_repository_that_it_belongs_to(tmp_path: Path) -> None:
    (tmp_path / "clone" / ".git").mkdir(parents=True)
    (tmp_path / "clone" / "a" / "b").mkdir(parents=True)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / ".git").write_text("gitdir: ../clone/.git\n")
    git_dir = str(tmp_path / "clone" / ".git")
    assert folder_in(tmp_path / "clone", git_dir) == ""
    assert folder_in(tmp_path / "clone" / "a" / "b", git_dir) == "a/b/"
    (tmp_path / "elsewhere" / "a").mkdir()
    assert folder_in(tmp_path / "elsewhere", git_dir) == ""
    assert folder_in(tmp_path / "elsewhere" / "a", git_dir) == "a/"
    assert folder_in(tmp_path, git_dir) == ""


def test_every_code_is_explained_with_its_severity(root: Path) -> None:
    page = (root / "docs/reference/history.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([a-z-]+)` \| (error|warning) \| \S", page, re.MULTILINE)
    assert rows == [(code, about.severity.value) for code, about in CODES.items()]
