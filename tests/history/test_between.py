"""What lies between two commits, on one clone: a branch that is merged, a removal, and a history of its own beside."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from supervision_records.history import between
from supervision_records.history.between import (
    UNRELATED,
    changing_too_much,
    contents_between,
    is_ancestor,
    is_on_main_line,
    messages_between,
    parting,
    removed_before,
    whole,
)
from supervision_records.history.command import GitError
from supervision_records.history.reading import newer_than, read_history
from tests.history.refused import refused

NOON = 1_772_452_800
ODD = b"records/people/\xff.yaml"
ODD_TEXT = ODD.decode("utf-8", "surrogateescape")
X, Y, Z = (f"records/people/{name}.yaml" for name in "xyz")


def git(root: Path, *arguments: str, given: bytes | None = None) -> str:
    command = ["git", "-C", str(root), *arguments]
    return subprocess.run(command, input=given, check=True, capture_output=True).stdout.decode().strip()


def commit(mark: int, *parents: int, message: bytes = b"x", **files: bytes | None) -> bytes:
    """A commit for ``git fast-import``; ``odd`` stands for the path that is no text, None takes a file away."""
    paths = {"x": X.encode(), "y": Y.encode(), "z": Z.encode(), "odd": ODD, "page": b"docs/a.md"}
    head = b"commit refs/heads/c%d\nmark :%d\ncommitter A <a@example.org> %d +0000\n" % (mark, mark, NOON + mark)
    lines = [b"data %d\n%b\n" % (len(message), message)]
    lines += [b"%b :%d\n" % (word, parent) for word, parent in zip([b"from", b"merge"], parents, strict=False)]
    for name, text in files.items():
        path = b'"records/people/\\377.yaml"' if name == "odd" else paths[name]
        lines.append(
            b"D %b\n" % path if text is None else b"M 100644 inline %b\ndata %d\n%b\n" % (path, len(text), text)
        )
    return head + b"".join(lines) + b"\n"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Main line 1, 2, 5, 6; a branch of 3 and 4 is merged by 5; 7 stands alone."""
    root = tmp_path_factory.mktemp("between") / "clone"
    git(root.parent, "init", "-q", "--bare", str(root))
    stream = [
        commit(1, x=b"1", page=b"page", odd=b"odd"),
        commit(2, 1, x=b"2", message=b"Second\n\nwith more\n"),
        commit(3, 1, y=b"taken back on the branch", message=b"on a branch"),
        commit(4, 3, y=None, z=b"z"),
        commit(5, 2, 4, z=b"z", message=b"\xff merge"),
        commit(6, 5, x=None, odd=None, page=b"other"),
        commit(7, x=b"alone"),
    ]
    git(root, "fast-import", "--quiet", given=b"".join(stream))
    git(root, "symbolic-ref", "HEAD", "refs/heads/c6")
    return root


@pytest.fixture(scope="module")
def ids(root: Path) -> Mapping[str, str]:
    names = [f"c{number}" for number in range(1, 8)]
    return dict(zip(names, git(root, "rev-parse", *names).split(), strict=True))


@pytest.mark.parametrize(
    ("one", "other", "parted"),
    [("c2", "c4", "c1"), ("c4", "c2", "c1"), ("c6", "c3", "c3"), ("c2", "c6", "c2"), ("c6", "c6", "c6")],
)
def test_where_two_commits_part(root: Path, ids: Mapping[str, str], one: str, other: str, parted: str) -> None:
    assert parting(root, one, other) == ids[parted]


def test_two_without_a_history_in_common_part_nowhere(root: Path) -> None:
    with refused(UNRELATED):
        parting(root, "c6", "c7")


@pytest.mark.parametrize(
    ("old", "new", "behind", "on_main_line"),
    [
        ("c1", "c6", True, True),
        ("c2", "c6", True, True),
        ("c6", "c6", True, True),
        ("c4", "c6", True, False),
        ("c6", "c1", False, False),
        ("c4", "c2", False, False),
        ("c7", "c6", False, False),
    ],
)
def test_what_is_behind_a_commit_and_what_is_on_its_main_line(
    root: Path, old: str, new: str, behind: bool, on_main_line: bool
) -> None:
    assert is_ancestor(root, old, new) is behind
    assert is_on_main_line(root, old, new) is on_main_line


def test_a_commit_that_is_not_there_is_no_ancestor_but_an_error(root: Path) -> None:
    for asked in (is_ancestor, is_on_main_line, parting):
        with pytest.raises(GitError, match="no revision 'nothing'"):
            asked(root, "nothing", "c6")
        with pytest.raises(GitError, match="no revision 'nothing'"):
            asked(root, "c6", "nothing")


def test_every_content_that_came_in_is_there_though_it_was_taken_away_again(root: Path, ids: Mapping[str, str]) -> None:
    found = dict(contents_between(root, ids["c1"], ids["c6"]))
    assert found.keys() == {X, Y, Z, "docs/a.md"}
    assert found[X] == git(root, "rev-parse", f"c2:{X}")
    assert found[Y] == git(root, "rev-parse", f"c3:{Y}")
    everything = sorted(path for path, _ in contents_between(root, None, ids["c6"]))
    assert everything == sorted([X, X, Y, Z, ODD_TEXT, "docs/a.md", "docs/a.md"])
    assert list(contents_between(root, ids["c6"], ids["c6"])) == []


@pytest.mark.parametrize(
    ("old", "new", "most", "at"),
    [
        ("c5", "c6", 3, None),
        ("c5", "c6", 2, "c6"),
        (None, "c1", 3, None),
        (None, "c1", 2, "c1"),
        (None, "c1", 0, "c1"),
        ("c1", "c6", 7, None),  # by themselves c2 changes one file, c3 one, c4 two, c6 three
        ("c1", "c5", 3, "c4"),
        ("c2", "c5", 0, "c3"),
        ("c6", "c6", 0, None),
    ],
)
def test_a_push_that_changes_too_many_files_is_known_by_the_commit_at_which_it_does(
    root: Path, ids: Mapping[str, str], old: str | None, new: str, most: int, at: str | None
) -> None:
    assert changing_too_much(root, old and ids[old], ids[new], most) == (at and ids[at])


def test_what_the_main_line_took_away_at_some_time(root: Path, tmp_path: Path) -> None:
    assert removed_before(root, "c6", "records") == {X, ODD_TEXT}
    assert removed_before(root, "c5", "records") == frozenset()
    assert removed_before(root, "c6", "docs") == frozenset()
    git(tmp_path, "clone", "-q", str(root), "clone")
    assert removed_before(tmp_path / "clone" / "docs", "HEAD", "records") == frozenset()


def test_what_was_said_of_each_commit(root: Path, ids: Mapping[str, str]) -> None:
    told = dict(messages_between(root, ids["c1"], ids["c5"]))
    assert told.keys() == {ids[name] for name in ("c2", "c3", "c4", "c5")}
    assert told[ids["c2"]].strip() == "Second\n\nwith more"
    assert told[ids["c3"]].strip() == "on a branch"
    assert "merge" in told[ids["c5"]]
    assert len(dict(messages_between(root, None, ids["c6"]))) == 6
    assert list(messages_between(root, ids["c6"], ids["c6"])) == []


def test_the_commits_that_are_newer_than_a_revision(root: Path, ids: Mapping[str, str]) -> None:
    assert newer_than(root, "c2", "c6") == {ids[name] for name in ("c3", "c4", "c5", "c6")}
    assert newer_than(root, "c6", "c6") == frozenset()
    with pytest.raises(GitError, match="no revision 'nothing'"):
        newer_than(root, "nothing", "c6")


def test_a_file_that_is_named_like_a_commit_is_not_taken_for_it(
    root: Path, ids: Mapping[str, str], tmp_path: Path
) -> None:
    git(tmp_path, "clone", "-q", str(root), "clone")
    clone = tmp_path / "clone"
    for commit in ids.values():
        (clone / commit).write_text("x")
    old, new = ids["c1"], ids["c6"]
    assert parting(clone, new, old) == old
    assert is_on_main_line(clone, old, new)
    assert list(contents_between(clone, old, new)) == list(contents_between(root, old, new))
    assert changing_too_much(clone, old, new, 0) == changing_too_much(root, old, new, 0)
    assert removed_before(clone, new, "records") == {X, ODD_TEXT}
    assert list(messages_between(clone, old, new)) == list(messages_between(root, old, new))
    assert newer_than(clone, old, new) == newer_than(root, old, new)
    assert read_history(clone, new) == read_history(root, new)


def test_a_history_of_which_a_part_is_missing_is_not_compared(root: Path, tmp_path: Path) -> None:
    whole(root)
    git(tmp_path, "clone", "-q", "--bare", "--depth", "1", root.as_uri(), "shallow")
    with pytest.raises(GitError) as found:
        whole(tmp_path / "shallow")
    assert "git fetch --unshallow" in str(found.value)
    assert "shallow clone" in str(found.value)


@pytest.mark.parametrize(
    "asked",
    [
        lambda root: is_on_main_line(root, "c6", "c6"),
        lambda root: list(contents_between(root, None, "c6")),
        lambda root: removed_before(root, "c6", "records"),
        lambda root: list(messages_between(root, None, "c6")),
    ],
)
def test_no_listing_is_read_beyond_its_bound(root: Path, monkeypatch: pytest.MonkeyPatch, asked: object) -> None:
    assert callable(asked)
    monkeypatch.setattr(between, "LISTING", 10)
    with pytest.raises(GitError, match="more files"):
        asked(root)


def test_any_other_failure_of_git_is_no_answer(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> Iterator[str]:
        raise GitError("anything else")

    monkeypatch.setattr(between, "parting", fails)
    with pytest.raises(GitError, match="anything else"):
        is_ancestor(root, "c1", "c6")
