"""What every record's content is, when it came in, how often it changed, what was removed: from the log's entries."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

import pytest

from supervision_records.history import ledger
from supervision_records.history.command import NO_COMMITS, GitError
from supervision_records.history.ledger import LONGEST, ledger_of
from supervision_records.history.log import Changed, Entry
from supervision_records.history.values import GONE, Commit, Who
from supervision_records.ledger import Kept, Removed, Stage
from supervision_records.yamlio import MAX_BYTES
from tests.clones import Clone

ASH = Who("Ash", "ash@example.org")
MONDAY = 1_772_452_800  # 2026-03-02, noon


def stage(number: int) -> Stage:
    made = commit(number)
    return Stage(made.on, made.id)


def commit(number: int) -> Commit:
    return Commit(str(number), (), MONDAY + number * 86400, ASH, ASH)


def entry(number: int, **files: str) -> Entry:
    """Files by their path below ``records``: a double underline is a slash."""
    return Entry(commit(number), [Changed(f"records/{name.replace('__', '/')}", blob) for name, blob in files.items()])


class Contents:
    """Instead of a running Git: a content is the name of its blob."""

    def __init__(self, root: Path) -> None:
        assert root == Path("here")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        pass

    def read_all(self, blobs: Iterable[str], limit: int) -> Iterator[bytes]:
        assert limit == LONGEST
        return (blob.encode() for blob in blobs)


@pytest.fixture(autouse=True)
def _no_git(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if "git_environment" not in request.fixturenames:
        monkeypatch.setattr(ledger, "Blobs", Contents)


def book(*entries: Entry, prefix: str = "") -> ledger._Book:
    return ledger._Book(entries, prefix)


def kept(*entries: Entry) -> list[Kept]:
    return list(book(*entries).kept(Path("here")))


def sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def yaml(*names: str, blob: str = "1") -> dict[str, str]:
    return {f"{name}.yaml": blob for name in names}


class TestKept:
    def test_each_record_has_its_hash_the_commits_it_came_with_and_was_changed_by_and_how_many(self) -> None:
        found = kept(
            entry(0, **yaml("people__b")),
            entry(1, **yaml("people__a")),
            entry(3, **yaml("people__b", blob="2")),
            entry(4, **yaml("people__b", blob="3")),
        )
        assert found == [
            Kept("records/people/a.yaml", sha("1"), stage(1), 1, stage(1)),
            Kept("records/people/b.yaml", sha("3"), stage(0), 3, stage(4)),
        ]

    def test_a_record_that_moves_is_the_same_one_with_one_change_more(self) -> None:
        moved = {"sessions__x__s.yaml": GONE, "sessions__y__2026__s.yaml": "1"}
        found = kept(entry(0, **yaml("sessions__x__s")), entry(2, **moved))
        assert found == [Kept("records/sessions/y/2026/s.yaml", sha("1"), stage(0), 2, stage(2))]

    def test_one_id_in_two_folders_is_listed_twice_as_one_record(self) -> None:
        found = kept(entry(0, **yaml("sessions__x__s")), entry(1, **yaml("sessions__y__s", blob="2")))
        assert [(one.path, one.sha256, one.changes) for one in found] == [
            ("records/sessions/x/s.yaml", sha("1"), 2),
            ("records/sessions/y/s.yaml", sha("2"), 2),
        ]

    def test_the_same_name_in_the_folders_of_two_kinds_is_two_records(self) -> None:
        found = kept(entry(0, **yaml("people__a")), entry(1, **yaml("teams__a")))
        assert [(one.path, one.first) for one in found] == [
            ("records/people/a.yaml", stage(0)),
            ("records/teams/a.yaml", stage(1)),
        ]

    def test_what_is_not_named_as_a_record_is_not_listed(self) -> None:
        others = {"README.md": "1", "people__notes.yaml.txt": "1", "people__a.yml": "1"}
        assert kept(entry(0, **others)) == []

    def test_a_file_that_lies_in_no_kinds_folder_is_listed_all_the_same(self) -> None:
        assert [one.path for one in kept(entry(0, **yaml("loose")))] == ["records/loose.yaml"]

    def test_of_a_repository_below_the_top_paths_are_its_own(self) -> None:
        inner = Entry(commit(0), [Changed("inner/records/people/a.yaml", "1")])
        found = book(inner, prefix="inner/").kept(Path("here"))
        assert [one.path for one in found] == ["records/people/a.yaml"]


class TestRemovals:
    def removals(self, *entries: Entry) -> list[Removed]:
        return list(book(*entries).removals())

    def test_each_time_that_a_record_went_is_listed_in_the_order_of_the_commits(self) -> None:
        found = self.removals(
            entry(0, **yaml("people__b", "people__a")),
            entry(1, **yaml("people__b", blob=GONE)),
            entry(2, **yaml("people__a", blob=GONE)),
            entry(3, **yaml("people__b")),
            entry(4, **yaml("people__b", blob=GONE)),
        )
        assert found == [
            Removed("records/people/b.yaml", stage(1), None),
            Removed("records/people/a.yaml", stage(2), None),
            Removed("records/people/b.yaml", stage(4), None),
        ]

    def test_it_is_named_with_the_tombstone_that_stands_now(self) -> None:
        first, last = "tombstones__2026__people--a", "tombstones__2025__people--a"
        entries = [
            entry(0, **yaml("people__a")),
            entry(1, **yaml("people__a", blob=GONE), **yaml(first)),
        ]
        assert self.removals(*entries)[0].tombstone == "records/tombstones/2026/people--a.yaml"
        two = self.removals(*entries, entry(2, **yaml(last)))
        assert two[0].tombstone == "records/tombstones/2025/people--a.yaml"
        none = self.removals(*entries, entry(2, **yaml(first, blob=GONE)))
        assert [(one.path, one.tombstone) for one in none] == [
            ("records/people/a.yaml", None),
            ("records/tombstones/2026/people--a.yaml", None),
        ]

    def test_what_moves_or_still_lies_elsewhere_was_not_removed(self) -> None:
        moved = {"sessions__x__s.yaml": GONE, "sessions__y__s.yaml": "1"}
        assert self.removals(entry(0, **yaml("sessions__x__s")), entry(1, **moved)) == []
        both = entry(0, **yaml("sessions__x__s", "sessions__y__s"))
        assert self.removals(both, entry(1, **yaml("sessions__x__s", blob=GONE))) == []

    def test_what_lay_in_two_folders_is_listed_by_the_first_path(self) -> None:
        both = yaml("sessions__y__s", "sessions__x__s")
        found = self.removals(entry(0, **both), entry(1, **dict.fromkeys(both, GONE)))
        assert [one.path for one in found] == ["records/sessions/x/s.yaml"]

    def test_what_was_no_file_when_it_came_neither_came_nor_went(self) -> None:
        link = entry(0, **yaml("people__a", blob=GONE))
        assert self.removals(link, entry(1, **yaml("people__a", blob=GONE))) == []
        assert kept(link, entry(1, **yaml("people__a"))) == [
            Kept("records/people/a.yaml", sha("1"), stage(1), 1, stage(1))
        ]


class TestOpen:
    """What on this disk is not as the commit has it."""

    def found(self, root: Path, **committed: str) -> tuple[str, ...]:
        paths = {f"records/people/{name}.yaml": sha(text) for name, text in committed.items()}
        return ledger._open(root, paths)

    def test_what_is_changed_new_or_gone_is_named_in_order(self, tmp_path: Path) -> None:
        folder = tmp_path / "records/people"
        folder.mkdir(parents=True)
        for name, text in (("same", "1\n"), ("windows", "1\r\n2\r\n"), ("other", "2\n"), ("new", "1\n")):
            (folder / f"{name}.yaml").write_bytes(text.encode())
        (folder / "notes.txt").write_text("no record")
        (folder / "folder.yaml").mkdir()
        found = self.found(tmp_path, same="1\n", windows="1\n2\n", other="1\n", gone="1\n")
        assert found == tuple(f"records/people/{name}.yaml" for name in ("gone", "new", "other"))

    def test_a_content_that_is_itself_written_with_windows_line_ends_is_the_same(self, tmp_path: Path) -> None:
        (tmp_path / "records/people").mkdir(parents=True)
        (tmp_path / "records/people/a.yaml").write_bytes(b"1\r\n")
        assert self.found(tmp_path, a="1\r\n") == ()

    def test_a_file_is_read_up_to_a_bound_and_none_beyond_it(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert LONGEST == 64 * MAX_BYTES == 1 << 24
        monkeypatch.setattr(ledger, "LONGEST", 4)
        (tmp_path / "records/people").mkdir(parents=True)
        (tmp_path / "records/people/a.yaml").write_text("1234")
        (tmp_path / "records/people/b.yaml").write_text("12345")
        assert self.found(tmp_path, a="1234", b="12345") == ("records/people/b.yaml",)


class TestLedger:
    """On real clones."""

    def test_a_clone_without_commits_has_no_ledger_and_says_why(
        self, tmp_path: Path, git_environment: dict[str, str]
    ) -> None:
        clone = Clone(tmp_path / "clone", git_environment)
        found = ledger_of(clone.root)
        assert (found.commit, found.kept, found.removed, found.open, found.why) == ("", (), (), (), NO_COMMITS)

    def test_it_is_of_the_commit_that_is_checked_out(self, tmp_path: Path, git_environment: dict[str, str]) -> None:
        clone = Clone(tmp_path / "clone", git_environment, "inner")
        first = clone.commit("2026-03-02T12:00:00+00:00", {"records/people/a.yaml": "1"})
        clone.commit("2026-03-03T12:00:00+00:00", {"records/people/a.yaml": None})
        clone.git("checkout", "-q", "--detach", first)
        found = ledger_of(clone.root)
        assert (found.commit, found.removed, found.open, found.why) == (first, (), (), "")
        assert [(one.path, one.sha256, str(one.first.on)) for one in found.kept] == [
            ("records/people/a.yaml", sha("1"), "2026-03-02")
        ]

    def test_what_git_cannot_tell_is_said(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def fails(root: Path) -> str:
            raise GitError(str(root.name))

        monkeypatch.setattr(ledger, "whole_clone", fails)
        assert ledger_of(tmp_path).why == tmp_path.name
