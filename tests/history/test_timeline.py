"""From the log's entries to the versions of every record, and what merges did by themselves: over values alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pytest

from supervision_records.history.branches import Branches
from supervision_records.history.log import Changed, Entry
from supervision_records.history.timeline import build
from supervision_records.history.values import GONE, Commit, History, Odd, OddMerge, Step, Version, Who
from supervision_records.store import Name

ASH, ELM = Who("Ash", "ash@example.org"), Who("Elm", "elm@example.org")
ONE, TWO = "records/cases/c-1.yaml", "records/cases/c-2.yaml"
CASE = Name("cases", "c-1")
SETTINGS = "supervision.yaml"
START = 1_770_000_000


def commit(name: str, *parents: str, at: int | None = START, by: Who = ASH) -> Commit:
    return Commit(name, parents, at, by, by)


def entry(commit: Commit, **files: str | tuple[str, ...]) -> Entry:
    """``one`` and ``two`` name the cases; a content, or for a merge the content and its parents'."""
    paths = {"one": ONE, "two": TWO}
    changed = [
        Changed(paths[key], *((told,) if isinstance(told, str) else (told[0], told[1:]))) for key, told in files.items()
    ]
    return Entry(commit, changed)


def contents(history: History, name: Name = CASE) -> list[tuple[str, str, str]]:
    return [(version.commit.id, version.path, version.blob) for version in history.records[name]]


def nowhere(commit: str, path: str) -> str:
    raise AssertionError((commit, path))


class TestMainLine:
    def made(self, *entries: Entry) -> History:
        return build(entries, None, nowhere)

    def test_a_record_has_a_version_for_each_content_and_for_its_going(self) -> None:
        a, b, c, d = (commit(name) for name in "abcd")
        history = self.made(entry(a, one="1"), entry(b, two="1"), entry(c, one="2"), entry(d, one=GONE))
        assert history.commits == (a, b, c, d)
        assert contents(history) == [("a", ONE, "1"), ("c", ONE, "2"), ("d", ONE, GONE)]
        assert history.merges == ()
        assert history.settings == ()

    def test_records_come_in_the_order_of_their_names(self) -> None:
        history = self.made(entry(commit("a"), two="1"), entry(commit("b"), one="1"))
        assert list(history.records) == [CASE, Name("cases", "c-2")]

    def test_a_content_that_stays_is_no_new_version(self) -> None:
        assert contents(self.made(entry(commit("a"), one="1"), entry(commit("b"), one="1"))) == [("a", ONE, "1")]

    def test_what_came_without_a_branch_was_made_by_its_own_commit(self) -> None:
        a = commit("a", by=ELM)
        (version,) = self.made(entry(a, one="1")).records[CASE]
        assert version == Version(a, ONE, "1", (Step(a, "1"),))
        assert version.author == ELM

    def test_a_record_that_moves_is_the_same_one(self) -> None:
        old, new = "records/sessions/n/2026/s-1.yaml", "records/sessions/m/2026/s-1.yaml"
        moved = Entry(commit("b"), [Changed(old, GONE), Changed(new, "1")])
        history = self.made(Entry(commit("a"), [Changed(old, "1")]), moved)
        assert contents(history, Name("sessions", "s-1")) == [("a", old, "1"), ("b", new, "1")]

    def test_of_two_files_of_one_id_the_first_by_path_counts_as_long_as_it_lies_there(self) -> None:
        first, second = "records/sessions/a/s-1.yaml", "records/sessions/b/s-1.yaml"
        history = self.made(
            Entry(commit("a"), [Changed(second, "1")]),
            Entry(commit("b"), [Changed(first, "2")]),
            Entry(commit("c"), [Changed(second, "3")]),
            Entry(commit("d"), [Changed(first, GONE)]),
            Entry(commit("e"), [Changed(second, GONE)]),
            Entry(commit("f"), [Changed(first, "4")]),
        )
        assert contents(history, Name("sessions", "s-1")) == [
            ("a", second, "1"),
            ("b", first, "2"),
            ("d", second, "3"),
            ("e", second, GONE),
            ("f", first, "4"),
        ]

    def test_settings_have_versions_too_and_other_files_have_none(self) -> None:
        others = [Changed("README.md", "1"), Changed("records/cases/notes.txt", "1"), Changed("records/x.yaml", "1")]
        history = self.made(
            Entry(commit("a"), [Changed(SETTINGS, "1"), *others]), Entry(commit("b"), [Changed(SETTINGS, GONE)])
        )
        assert [(version.commit.id, version.path, version.blob) for version in history.settings] == [
            ("a", SETTINGS, "1"),
            ("b", SETTINGS, GONE),
        ]
        assert history.records == {}

    def test_a_file_that_is_no_record_stands_in_no_records_way(self) -> None:
        mixed = Entry(commit("a"), [Changed("README.md", "1"), Changed(ONE, "1")])
        assert contents(self.made(mixed)) == [("a", ONE, "1")]


class TestBranch:
    """A main line of ``root`` and ``merge``; the branch has ``side`` and, where it is named, ``more``."""

    ROOT = commit("root")
    SIDE, MORE = commit("side", "root", by=ELM), commit("more", "side", by=ELM)
    MERGE = commit("merge", "root", "more")

    def made(
        self,
        *,
        at: Mapping[tuple[str, str], str] | None = None,
        root: Iterable[Changed] = (),
        side: Iterable[Changed] = (),
        more: Iterable[Changed] = (),
        merge: Iterable[Changed] = (),
        own: Iterable[Changed] = (),
    ) -> History:
        """``merge`` is what it changed of the main line, ``own`` what it has that neither parent has."""
        main = [Entry(self.ROOT, list(root)), Entry(self.MERGE, list(merge))]
        branch = [Entry(self.SIDE, list(side)), Entry(self.MORE, list(more)), Entry(self.MERGE, list(own))]
        known = at or {}
        return build(main, [main[0], *branch], lambda commit, path: known.get((commit, path), GONE))

    def test_the_steps_of_a_branch_lead_to_what_it_brought(self) -> None:
        history = self.made(side=[Changed(ONE, "1")], more=[Changed(ONE, "2")], merge=[Changed(ONE, "2")])
        (version,) = history.records[CASE]
        assert version == Version(self.MERGE, ONE, "2", (Step(self.SIDE, "1"), Step(self.MORE, "2")))
        assert version.author == ELM
        assert history.merges == ()

    def test_what_nobody_on_the_branch_wrote_is_the_mergers_own(self) -> None:
        history = self.made(side=[Changed(ONE, "1")], merge=[Changed(ONE, "9")], own=[Changed(ONE, "9", ("0", "1"))])
        (version,) = history.records[CASE]
        assert version.author == ASH
        assert history.merges == (OddMerge(self.MERGE, ONE, Odd.NEITHER, "9", ("0", "1")),)

    def test_a_file_that_the_merge_lists_with_a_content_of_one_side_is_not_its_own(self) -> None:
        history = self.made(side=[Changed(ONE, "1")], merge=[Changed(ONE, "1")], own=[Changed(ONE, "1", ("0", "1"))])
        assert history.merges == ()

    def test_a_change_of_the_main_line_that_nobody_on_the_branch_made_is_told_as_undone(self) -> None:
        history = self.made(
            root=[Changed(ONE, "1"), Changed(TWO, "1")],
            side=[Changed(TWO, "2")],
            merge=[Changed(ONE, "0", ("1",)), Changed(TWO, "2", ("1",))],
        )
        assert history.merges == (OddMerge(self.MERGE, ONE, Odd.UNDONE, "0", ("1",)),)

    def test_only_records_are_told_of(self) -> None:
        readme = [Changed("README.md", "9", ("0", "1"))]
        assert self.made(merge=readme, own=readme).merges == ()
        assert self.made(merge=[Changed("README.md", "9", ("0",))], side=[Changed("x.md", "1")]).merges == ()

    def test_what_the_branch_has_and_the_merge_has_not_was_left_out(self) -> None:
        there = {("root", ONE): "1", ("more", ONE): "2"}
        history = self.made(root=[Changed(ONE, "1")], side=[Changed(ONE, "2")], at=there)
        assert history.merges == (OddMerge(self.MERGE, ONE, Odd.LEFT_OUT, "1", ("2",)),)
        assert contents(history) == [("root", ONE, "1")]

    def test_other_files_of_the_branch_are_passed_over_and_hide_nothing(self) -> None:
        there = {("root", TWO): "1", ("more", TWO): "2"}
        side = [Changed("README.md", "1"), Changed(ONE, "1"), Changed(TWO, "2")]
        history = self.made(root=[Changed(TWO, "1")], side=side, merge=[Changed(ONE, "1", (GONE,))], at=there)
        assert history.merges == (OddMerge(self.MERGE, TWO, Odd.LEFT_OUT, "1", ("2",)),)

    def test_a_record_that_the_branch_added_can_be_left_out_too(self) -> None:
        history = self.made(side=[Changed(ONE, "2")], at={("more", ONE): "2"})
        assert history.merges == (OddMerge(self.MERGE, ONE, Odd.LEFT_OUT, GONE, ("2",)),)

    def test_what_the_branch_took_back_itself_is_not_left_out(self) -> None:
        there = {("root", ONE): "1", ("more", ONE): "1"}
        taken_back = self.made(root=[Changed(ONE, "1")], side=[Changed(ONE, "2")], more=[Changed(ONE, "1")], at=there)
        assert taken_back.merges == ()
        # a branch of two lines of its own: the last step is not what stands at its end
        assert self.made(root=[Changed(ONE, "1")], side=[Changed(ONE, "2")], at=there).merges == ()

    def test_where_the_merge_gave_it_another_content_nothing_was_left_out(self) -> None:
        there = {("root", ONE): "1", ("more", ONE): "2"}
        history = self.made(
            root=[Changed(ONE, "1")],
            side=[Changed(ONE, "2")],
            merge=[Changed(ONE, "3", ("1",))],
            own=[Changed(ONE, "3", ("1", "2"))],
            at=there,
        )
        assert [merge.odd for merge in history.merges] == [Odd.NEITHER]

    def test_a_branch_is_told_once_though_a_later_merge_has_it_behind_it(self) -> None:
        again = commit("again", "merge", "late")
        late = commit("late", "more")
        branches = Branches([Entry(self.SIDE, [Changed(ONE, "1")]), Entry(late, [Changed(TWO, "1")])])
        assert branches.brought(self.ROOT) == {}
        assert branches.brought(commit("merge", "root", "side")) == {ONE: (Step(self.SIDE, "1"),)}
        assert branches.brought(again) == {TWO: (Step(late, "1"),)}

    def test_the_commits_of_the_main_line_itself_are_nothing_that_a_branch_brought(self) -> None:
        branches = Branches([Entry(self.ROOT, [Changed(ONE, "1")]), Entry(self.SIDE, [Changed(ONE, "2")])])
        branches.brought(self.ROOT)
        assert branches.brought(commit("merge", "root", "side")) == {ONE: (Step(self.SIDE, "2"),)}

    def test_several_branches_of_one_merge_are_told_in_the_order_of_all_commits(self) -> None:
        first, second = commit("b"), commit("a")
        branches = Branches([Entry(first, [Changed(ONE, "1")]), Entry(second, [Changed(ONE, "2")])])
        brought = branches.brought(commit("merge", "root", "a", "b"))
        assert brought == {ONE: (Step(first, "1"), Step(second, "2"))}


class TestNeither:
    def test_an_ordinary_commit_and_an_unknown_merge_have_nothing_of_their_own(self) -> None:
        plain, merge = commit("plain", "root"), commit("merge", "root", "side")
        branches = Branches([Entry(plain, [Changed(ONE, "1")]), Entry(merge, [Changed(ONE, "2")])])
        assert branches.neither(plain) == []
        assert branches.neither(merge) == [Changed(ONE, "2")]
        assert branches.neither(commit("other", "root", "side")) == []


class TestHolds:
    LINE = (commit("a"), commit("b", "a"), commit("c", "b"), commit("d", "a"), commit("e", "d", "b"))

    @pytest.mark.parametrize(
        ("parents", "wanted", "held"),
        [
            (("c",), "c", True),
            (("c",), "a", True),
            (("c",), "d", False),
            (("e",), "b", True),
            (("d", "c"), "b", True),
            (("d",), "b", False),
            ((), "a", False),
            (("gone",), "a", False),
        ],
    )
    def test_a_commit_is_behind_its_children_and_its_own_place(
        self, parents: tuple[str, ...], wanted: str, held: bool
    ) -> None:
        branches = Branches([Entry(one, []) for one in self.LINE])
        assert branches.holds(parents, wanted) is held


class TestTwice:
    """A main line that was replaced by a copy of itself: what was its own seems to come by a branch."""

    def made(
        self, copied: int | None, made: int | None, *, path: str = ONE, behind: bool = False
    ) -> tuple[OddMerge, ...]:
        """A content that came to the main line at one time, and by a branch that was made at another."""
        root, copy = commit("root"), commit("copy", "root", at=copied)
        side = commit("side", "copy" if behind else "root", at=made)
        merge = commit("merge", "copy", "side")
        main = [Entry(root, []), Entry(copy, [Changed(path, "1")]), Entry(merge, [])]
        return build(main, [*main[:2], Entry(side, [Changed(path, "1")])], lambda *_: "1").merges

    def test_a_branch_that_made_it_later_though_it_stood_there_already_is_told(self) -> None:
        (told,) = self.made(START, START + 1)
        assert (told.commit.id, told.path, told.odd, told.blob, told.parents) == ("merge", ONE, Odd.TWICE, "1", ())

    def test_a_branch_that_made_it_before_or_at_the_same_moment_is_not(self) -> None:
        assert self.made(START, START) == ()
        assert self.made(START + 1, START) == ()

    def test_without_a_date_nothing_can_be_told(self) -> None:
        assert self.made(None, START) == ()
        assert self.made(START, None) == ()

    def test_a_branch_that_has_it_from_the_main_line_is_not_told(self) -> None:
        assert self.made(START, START + 1, behind=True) == ()

    def test_only_records_are_told_of(self) -> None:
        assert self.made(START, START + 1, path="README.md") == ()

    @pytest.mark.parametrize("now", [GONE, "2"])
    def test_what_no_longer_stands_there_as_the_branch_has_it_is_not_told(self, now: str) -> None:
        root, copy, later = commit("root"), commit("copy", "root"), commit("later", "copy")
        side, merge = commit("side", "root", at=START + 1), commit("merge", "later", "side")
        main = [Entry(root, []), Entry(copy, [Changed(ONE, "1")]), Entry(later, [Changed(ONE, now)]), Entry(merge, [])]
        found = build(main, [*main[:3], Entry(side, [Changed(ONE, "1")])], lambda *_: now).merges
        assert [one.odd for one in found] == []
