"""The printed log, cut up: over bytes alone, as Git prints them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from supervision_records.history import log
from supervision_records.history.command import MISSING, NO_CLONE, NO_SENSE, TOO_MUCH, GitError
from supervision_records.history.day import FIRST, LAST
from supervision_records.history.log import WAYS, Changed, Entry, all_commits, changes, instant, main_line
from supervision_records.history.values import GONE, Commit, Who
from tests.history.refused import refused

ONE, TWO, THREE = "1" * 40, "2" * 40, "3" * 40
A, B, C, NONE = "a" * 40, "b" * 40, "c" * 40, "0" * 40
AT = 1_770_000_000
HERE = Path("nowhere")
WANTED = ("records/", "supervision.yaml")


def printed(commit: str, *changed: str, parents: str = "", at: object = AT, who: str = "Ash") -> str:
    """A commit as Git prints it, with its changed files; ``changed`` is what is printed of each, with its path."""
    fields = [commit, parents, str(at), who, f"{who}@example.org", "Forge", "forge@example.org", ""]
    files = "".join(f"{file}\0" for file in changed)
    return "\0".join(fields) + (f"\0\n{files}" if files else "\0")


def file(path: str, blob: str, mode: str = "100644", status: str = "M") -> str:
    return f":100644 {mode} {NONE} {blob} {status}\0{path}"


def read(said: str | bytes, size: int = 1 << 20, wanted: tuple[str, ...] = WANTED) -> list[Entry]:
    """The entries of what Git said, in pieces of a size."""
    raw = said.encode() if isinstance(said, str) else said
    return list(log._entries((raw[at : at + size] for at in range(0, len(raw), size)), wanted))


def of(said: str | bytes) -> list[tuple[str, list[Changed]]]:
    return [(entry.commit.id, entry.changed) for entry in read(said)]


def test_a_commit_is_read_with_all_its_fields() -> None:
    (entry,) = read(printed(ONE, parents=f"{TWO} {THREE}"))
    who, committer = Who("Ash", "Ash@example.org"), Who("Forge", "forge@example.org")
    assert entry == Entry(Commit(ONE, (TWO, THREE), AT, who, committer), [])
    assert (entry.commit.author, entry.commit.committer) == (who, committer)


def test_each_commit_has_the_files_that_it_changed() -> None:
    said = (
        printed(ONE, file("records/a.yaml", A), file("records/b.yaml", B))
        + printed(TWO)
        + printed(THREE, file("supervision.yaml", C))
    )
    assert of(said) == [
        (ONE, [Changed("records/a.yaml", A), Changed("records/b.yaml", B)]),
        (TWO, []),
        (THREE, [Changed("supervision.yaml", C)]),
    ]


@pytest.mark.parametrize("size", [1, 2, 7, 64])
def test_it_does_not_matter_where_a_piece_ends(size: int) -> None:
    said = printed(ONE, file("records/a.yaml", A)) + printed(TWO, file("records/é.yaml", B))
    assert read(said, size) == read(said)


def test_only_what_is_wanted_is_kept_by_how_its_path_begins() -> None:
    paths = ("docs/records/a.yaml", "records/a.yaml", "recordsx", "supervision.yaml")
    said = printed(ONE, *(file(path, A) for path in paths))
    assert [changed.path for changed in read(said)[0].changed] == ["records/a.yaml", "supervision.yaml"]
    assert read(said, wanted=("docs/",))[0].changed == [Changed("docs/records/a.yaml", A)]
    odd = printed(ONE, file("?/records/a.yaml", A)).encode().replace(b"?", b"\xff")
    assert read(odd, wanted=("\udcff/records/",))[0].changed == [Changed("\udcff/records/a.yaml", A)]


@pytest.mark.parametrize(
    ("mode", "blob"), [("100644", A), ("100755", A), ("120000", GONE), ("160000", GONE), ("000000", GONE)]
)
def test_what_is_no_ordinary_file_is_not_there(mode: str, blob: str) -> None:
    assert of(printed(ONE, file("records/a.yaml", A, mode))) == [(ONE, [Changed("records/a.yaml", blob)])]


def test_a_merge_is_told_with_the_contents_of_its_parents() -> None:
    two = f"::100644 100644 100755 {A} {B} {C} MM\0records/a.yaml"
    three = f":::100644 120000 000000 100644 {A} {B} {NONE} {C} MMA\0records/b.yaml"
    gone = f"::100644 100644 000000 {A} {B} {NONE} DD\0records/c.yaml"
    assert of(printed(ONE, two, three, gone)) == [
        (
            ONE,
            [
                Changed("records/a.yaml", C, (A, B)),
                Changed("records/b.yaml", C, (A, GONE, GONE)),
                Changed("records/c.yaml", GONE, (A, B)),
            ],
        )
    ]


def test_a_path_that_is_no_text_is_kept_as_python_keeps_it() -> None:
    said = printed(ONE, file("records/?.yaml", A)).encode().replace(b"?", b"\xff")
    assert of(said) == [(ONE, [Changed("records/\udcff.yaml", A)])]


def test_a_name_that_is_no_text_is_read_all_the_same() -> None:
    (entry,) = read(printed(ONE, who="?").encode().replace(b"?", b"\xff"))
    assert entry.commit.author.name == "\ufffd"


@pytest.mark.parametrize(
    "said",
    [
        "nonsense\0",
        b"\xff" * 40 + printed(ONE)[40:].encode(),
        printed("1" * 39),
        printed("z" * 40),
        printed("HEAD"),
        "\0".join([ONE, "", str(AT), "Ash"]) + "\0",
    ],
)
def test_an_answer_that_is_none_of_ours_is_not_guessed_at(said: str | bytes) -> None:
    with pytest.raises(GitError, match="cannot be understood"):
        read(said)


def test_no_answer_is_no_commit() -> None:
    assert read("") == []


@pytest.mark.parametrize(
    ("text", "at"),
    [
        (str(FIRST), FIRST), (str(FIRST - 1), None), (str(LAST), LAST), (str(LAST + 1), None),
        ("0", None), ("", None), ("-1", None), ("１７７００００００", None), ("1e9", None), (f"{AT} ", None),
        (f"0{AT}", None), ("9" * 10_000, None),
    ],
)  # fmt: skip
def test_an_instant_is_one_of_the_years_in_which_there_are_records(text: str, at: int | None) -> None:
    assert instant(text) == at


def test_a_date_that_is_none_leaves_the_commit_without_a_day() -> None:
    (entry,) = read(printed(ONE, at="soon"))
    assert (entry.commit.at, entry.commit.on) == (None, None)


def asked() -> Iterator[Callable[[], list[Entry]]]:
    """Both ways in which the history asks for the log."""
    yield lambda: list(main_line(HERE, "tip", WANTED))
    yield all_commits(HERE, "tip", WANTED)


class TestBrokenOff:
    """Git, or we, gave up before the end: where, and why, is said."""

    @pytest.fixture
    def git(self, monkeypatch: pytest.MonkeyPatch) -> list[str]:
        """What Git says before it fails; the last of it is the error."""
        said: list[str] = []

        def streamed(*_: object) -> Iterator[bytes]:
            *told, error = said
            yield from (piece.encode() for piece in told)
            raise GitError(error)

        monkeypatch.setattr(log, "streamed", streamed)
        monkeypatch.setattr(log, "begun", lambda *_: streamed)
        return said

    def test_a_listing_beyond_all_bounds_is_told_with_the_last_commit_that_was_heard_of(self, git: list[str]) -> None:
        git += [printed(ONE), printed(TWO, file("records/a.yaml", A)), TOO_MUCH]
        for told in asked():
            with pytest.raises(GitError, match=f"at commit {TWO[:12]} or at the one after it") as found:
                told()
            assert str(found.value).startswith("More files come or go")

    def test_at_the_very_first_commit_there_is_none_to_be_named(self, git: list[str]) -> None:
        git += [TOO_MUCH]
        with pytest.raises(GitError, match="at the first commit"):
            list(main_line(HERE, "tip", WANTED))

    def test_a_clone_that_lacks_a_part_says_so(self, git: list[str]) -> None:
        git += [printed(ONE), NO_CLONE]
        for told in asked():
            with refused(MISSING):
                told()

    def test_any_other_word_of_git_is_passed_on(self, git: list[str]) -> None:
        git += [printed(ONE), NO_SENSE]
        with refused(NO_SENSE):
            list(main_line(HERE, "tip", WANTED))

    def test_of_a_push_the_commit_that_lists_too_much_is_named(self, git: list[str]) -> None:
        git += [printed(ONE, file("docs/a.md", A)), printed(TWO), TOO_MUCH]
        told = changes(HERE, None, "tip", WAYS[0])
        assert next(told) == ONE
        with pytest.raises(GitError, match=f"at commit {TWO[:12]}"):
            list(told)
        git[:] = [TOO_MUCH]
        with pytest.raises(GitError, match="at the first commit"):
            list(changes(HERE, None, "tip", WAYS[0]))


class TestChanges:
    @pytest.mark.parametrize("way", WAYS)
    @pytest.mark.parametrize(("old", "behind"), [("old", ("^old", "new", "--")), (None, ("new", "--"))])
    def test_a_commit_is_given_once_for_each_file_that_it_changed(
        self, monkeypatch: pytest.MonkeyPatch, way: tuple[str, ...], old: str | None, behind: tuple[str, ...]
    ) -> None:
        asked: list[tuple[str, ...]] = []

        def streamed(_: Path, *arguments: str) -> Iterator[bytes]:
            asked.append(arguments)
            yield printed(ONE, file("docs/a.md", A), file("records/b.yaml", B)).encode() + printed(TWO).encode()
            yield printed(THREE, f"::100644 100644 100644 {A} {B} {C} MM\0c").encode()

        monkeypatch.setattr(log, "streamed", streamed)
        assert list(changes(HERE, old, "new", way)) == [ONE, ONE, THREE]
        ((*words,),) = asked
        assert set(way) <= set(words)
        assert words[-len(behind) :] == list(behind)
        assert ("^old" in words) is (old is not None)
