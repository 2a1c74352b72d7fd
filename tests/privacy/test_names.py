"""The local list of names: what matches, what does not, and where the list may lie."""

from __future__ import annotations

from pathlib import Path

import pytest

from supervision_records.local_names import USUAL, VARIABLE, read_names
from supervision_records.privacy import Names

LIST = Names.of(
    [
        "Zzoë Quillfeather",
        "Brindlewick",
        "O'Quorn",
        "Łuvrenko-Blyxe",
        "  ",
        "# a note: Plonkett",
        "Xy",
        "Quo Vy",
        "Ñandutí",
    ]
)
THERE = [
    "Brindlewick", "brindlewick", "BRINDLEWICK", "see Brindlewick.", "Brindlewick's", "brindlewick-2",
    "s-brindlewick-01", "brindlewick_x", "1brindlewick2",
    "Zzoë Quillfeather", "zzoe quillfeather", "Zzoe\u0308 Quillfeather", "Zzoë  Quillfeather", "zzoe-quillfeather",
    "zzoequillfeather", "ZZOE.QUILLFEATHER",
    "oquorn", "O'Quorn", "o’quorn", "O\u02bcQuorn", "Luvrenko Blyxe", "łuvrenko-blyxe", "luvrenkoblyxe",
    "LUVRENKO/BLYXE", "quo vy", "quovy", "Nanduti", "ñandutí",
    "Brindle\u00adwick", "Brindle\u200bwick", "\uff22rindlewick",
]  # fmt: skip
NOT_THERE = [
    "", "Brindle", "wick", "brindlewicks", "Brindle wick", "Zzoë", "Quillfeather", "Quillfeather Zzoë",
    "Zzoë and Quillfeather", "quorn", "o quorn", "Plonkett", "a note",
    "xy", "xy-1", "quo", "vy", "quo-x-vy", "Luvrenko", "Blyxe", "nandu", "mh1-pr-04", "Update the plan", "2026-06-10",
    "c-ab12cd34", "brindl3wick", "brind-le-wick",
    "zzoequill feather", "#", "'",
]  # fmt: skip


def test_names_are_found_whatever_their_capitals_accents_and_apostrophes() -> None:
    assert [text for text in THERE if not LIST.are_in(text)] == []


def test_parts_of_words_and_of_names_are_not() -> None:
    assert [text for text in NOT_THERE if LIST.are_in(text)] == []


def test_names_too_short_to_stand_alone_are_counted() -> None:
    assert (len(LIST), LIST.too_short) == (6, 1)
    assert not Names.of([])


def test_a_long_text_takes_no_long_time() -> None:
    many = Names.of(f"Zq{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}x Quill{chr(97 + n % 7)}" for n in range(5_000))
    assert not many.are_in("zqa quill " * 20_000)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "repository" / "records").mkdir(parents=True)
    return tmp_path / "repository"


def put(path: Path, raw: bytes = b"Brindlewick\r\nO'Quorn\n") -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(raw)
    return path


def test_no_list(root: Path) -> None:
    assert read_names(root, {}) == (None, ())


def test_a_list_that_the_environment_names(root: Path, tmp_path: Path) -> None:
    path = put(tmp_path / "names.txt", b"\xef\xbb\xbfBrindlewick\r\nO'Quorn\n")
    assert read_names(root, {VARIABLE: str(path)}) == (("Brindlewick", "O'Quorn"), ())


def test_a_list_in_the_folder_that_git_ignores(root: Path) -> None:
    path = put(root / USUAL)
    assert read_names(root, {}) == (("Brindlewick", "O'Quorn"), ())
    assert read_names(root, {VARIABLE: str(path)})[1] == ()
    ignored = (Path(__file__).parents[2] / ".gitignore").read_text(encoding="utf-8").split("\n")
    assert f"{USUAL.split('/')[0]}/" in ignored


def test_a_list_elsewhere_in_the_repository_is_refused(root: Path) -> None:
    for place in ("names.txt", "records/names.txt", "docs/names.txt"):
        names, (problem,) = read_names(root, {VARIABLE: str(put(root / place))})
        assert (names, problem.code) == (None, "names-unreadable")
        assert "in the repository" in problem.message


@pytest.mark.parametrize("raw", [b"\xff\xfe", b"a" * 32_000_001])
def test_a_list_that_cannot_be_read_is_told(root: Path, tmp_path: Path, raw: bytes) -> None:
    names, (problem,) = read_names(root, {VARIABLE: str(put(tmp_path / "names.txt", raw))})
    assert (names, problem.severity) == (None, "error")
    assert str(tmp_path) not in problem.message + problem.hint + problem.path


def test_what_was_named_and_is_not_there_is_told(root: Path, tmp_path: Path) -> None:
    for place in (tmp_path / "gone.txt", tmp_path):
        names, problems = read_names(root, {VARIABLE: str(place)})
        assert names is None
        assert len(problems) == 1


def test_a_link_that_a_contributor_left_there_is_not_followed(root: Path, tmp_path: Path) -> None:
    (root / USUAL).parent.mkdir()
    (root / USUAL).symlink_to(put(tmp_path / "secret.txt", b"secret\n"))
    names, (problem,) = read_names(root, {})
    assert names is None
    assert "ordinary file" in problem.message
