"""Bytes to text: what can be refused before any YAML is read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from supervision_records.model import Problem
from supervision_records.yamlio.place import Place
from supervision_records.yamlio.unseen import ODD_SPACE, UNSEEN

#: A record is a page or two; this is some fifty pages, and keeps the time and memory of a hostile file small.
MAX_BYTES = 256 * 1024

_BOM = b"\xef\xbb\xbf"
_LFS = b"version https://git-lfs.github.com/spec/"
_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)

#: Git writes its markers at the start of a line; they are found where somebody indented them, too. The line of equals
#: signs is taken for one only where it starts the line: further in, it may underline a heading in an honest text.
_MARKER = re.compile(r"^[ \t]*(?:<{7,}|>{7,}|\|{7,})(?: |\r?$)|^={7}\r?$", re.MULTILINE)
_BODY_MARKER = re.compile(r"^(?:<{7}|>{7}) ", re.MULTILINE)  # "=======" underlines a heading in Markdown
_MARKER_SIGNS = ("<<<<<<<", ">>>>>>>", "|||||||", "=======")

_INDENTATION = re.compile(rf"^ *[\t{ODD_SPACE}]", re.MULTILINE)
_SHOWN_INDENTATIONS = 10

#: Bytes that no check after decoding could find anything wrong with, but for a conflict's markers.
PLAIN = bytes(range(0x20, 0x7F)) + b"\n"


@dataclass(frozen=True, slots=True)
class Parts:
    """A Markdown page in two. ``front`` keeps the page's line numbers: its fence is a blank line."""

    front: str
    body: str


def read_text(path: str, raw: bytes) -> tuple[str | None, tuple[Problem, ...]]:
    """The text of a YAML file; or None and what is wrong."""
    text, problems = _decode(path, raw)
    if text is None:
        return None, problems
    problems = tuple(_markers(path, text, _MARKER))
    if raw.translate(None, PLAIN):
        problems = (*_unseen(path, text), *problems, *_indentations(path, text))
    return (None if problems else text), problems


def read_front_matter(path: str, raw: bytes) -> tuple[Parts | None, tuple[Problem, ...]]:
    """The two parts of a Markdown page; or None and what is wrong with its front matter or its characters."""
    text, problems = _decode(path, raw)
    if text is None:
        return None, problems
    if problems := (*_unseen(path, text), *_markers(path, text, _BODY_MARKER)):
        return None, problems
    fences = _FENCE.finditer(text.replace("\r\n", "\n"))
    first, second = next(fences, None), next(fences, None)
    if first is None or second is None or first.start() != 0:
        return None, (_no_front_matter(path),)
    page = first.string
    front, body = page[first.end() : second.start()], page[second.end() :].removeprefix("\n")
    problems = (*_markers(path, front, _MARKER), *_indentations(path, front))
    return (None if problems else Parts(front, body)), problems


def _no_front_matter(path: str) -> Problem:
    return Place(path).problem(
        "no-front-matter",
        "The page does not begin with front matter.",
        "Begin the page with a line of three hyphens, the settings of the page, and another line of three hyphens.",
    )


def _decode(path: str, raw: bytes) -> tuple[str | None, tuple[Problem, ...]]:
    """Bytes to text by strict UTF-8."""
    if len(raw) > MAX_BYTES:
        return None, (_too_large(path),)
    if raw.startswith(_BOM):
        return None, (_bom(path),)
    if raw.startswith(_LFS):
        return None, (_lfs(path),)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return None, (_not_utf8(path, raw[: error.start]),)
    if "\0" in text:
        return None, (_zero_byte(path, text),)
    return text, ()


def _too_large(path: str) -> Problem:
    return Place(path).problem(
        "too-large",
        f"The file is larger than {MAX_BYTES // 1024} KiB, which no record needs.",
        "Check that the right file was saved here. Long notes belong in the case system, not in a record.",
    )


def _bom(path: str) -> Problem:
    return Place(path).problem(
        "byte-order-mark",
        "The file begins with an invisible byte order mark.",
        'Save it again as "UTF-8", not as "UTF-8 with BOM".',
    )


def _lfs(path: str) -> Problem:
    return Place(path).problem(
        "lfs-pointer",
        "This is a Git LFS pointer: the record itself is not in the repository.",
        "Take records out of Git LFS (the .gitattributes file) and save the record again.",
    )


def _not_utf8(path: str, before: bytes) -> Problem:
    text = before.decode("utf-8")
    return _at(path, text, len(text)).problem(
        "not-utf-8",
        "The file is not UTF-8 text: the first byte that is not stands here.",
        'Open the file in a text editor and save it with the encoding "UTF-8".',
    )


def _zero_byte(path: str, text: str) -> Problem:
    return _at(path, text, text.index("\0")).problem(
        "zero-byte",
        "A zero byte stands here: this is no text file, or it was not saved to its end.",
        'Save it again as text with the encoding "UTF-8"; if it was damaged, take its last version from the history.',
    )


def _at(path: str, text: str, offset: int) -> Place:
    """The place of a character."""
    return Place(path, text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))


def _unseen(path: str, text: str) -> Iterator[Problem]:
    """The first character that cannot be seen."""
    if found := UNSEEN.search(text):
        yield unseen(_at(path, text, found.start()), found.group())


def unseen(place: Place, character: str) -> Problem:
    """The problem of a character that cannot be seen."""
    return place.problem(
        "control-character",
        f"An invisible character (U+{ord(character[0]):04X}) stands here.",
        "Delete it and type the text again; it often comes in by pasting from another program.",
    )


def odd_spaces(path: str, text: str) -> Iterator[Problem]:
    """The first space that is not the keyboard's: told beside what YAML says of a text that it cannot read."""
    if found := re.search(f"[{ODD_SPACE}]", text):
        yield _odd_space(_at(path, text, found.start()), found.group())


def _odd_space(place: Place, character: str) -> Problem:
    return place.problem(
        "odd-space",
        f"This is not an ordinary space but one that only looks like it (U+{ord(character):04X}).",
        "Delete it and type a space; it often comes in by pasting from another program.",
    )


def has_marker_signs(text: str) -> bool:
    """May there be a trace of a merge somewhere? A quick look, for most texts have none."""
    return any(signs in text for signs in _MARKER_SIGNS)


def _markers(path: str, text: str, pattern: re.Pattern[str]) -> Iterator[Problem]:
    """The first trace of a merge that was not finished."""
    if not has_marker_signs(text):
        return
    if found := pattern.search(text):
        offset = found.end() - len(found.group().lstrip(" \t"))
        yield _at(path, text, offset).problem(
            "conflict-marker",
            "Two versions of this file were merged and the conflict was left unsettled.",
            "Keep the lines that are right, and delete the others with the lines of <<<<<<<, ======= and >>>>>>>.",
        )


def _indentations(path: str, text: str) -> Iterator[Problem]:
    """Lines that are indented by more than the ordinary space, up to ten of them."""
    for _, found in zip(range(_SHOWN_INDENTATIONS), _INDENTATION.finditer(text), strict=False):
        place, sign = _at(path, text, found.end() - 1), found.group()[-1]
        if sign == "\t":
            yield place.problem("tab", "This line is indented with a tab.", "Use spaces: two for each level.")
        else:
            yield _odd_space(place, sign)
