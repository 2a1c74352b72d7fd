"""Where the values of an accepted text stand, and what its comments say."""

from __future__ import annotations

import pytest
import yaml

from supervision_records.yamlio import TextMarks
from supervision_records.yamlio.events import position

TEXT = "a: 1\nb:\n  - x\n  - {c/d: [], e~f: 3}\n"
PLACES = {
    "": (1, 1),
    "/a": (1, 4), "#/a": (1, 1),
    "/b": (3, 3), "#/b": (2, 1),
    "/b/0": (3, 5),
    "/b/1": (4, 5),
    "/b/1/c~1d": (4, 11), "#/b/1/c~1d": (4, 6),
    "/b/1/e~0f": (4, 20), "#/b/1/e~0f": (4, 15),
}  # fmt: skip


def test_every_value_has_its_place_and_what_has_a_key_that_of_the_key_in_the_order_of_the_text() -> None:
    marks = TextMarks(TEXT)
    assert list(marks.items()) == list(PLACES.items())
    assert len(marks) == len(PLACES)


@pytest.mark.parametrize("pointer", ["#", "#/b/0", "/b/2", "/b/0/x", "/c", "#/c", "/b/x"])
def test_what_is_not_there_has_no_place(pointer: str) -> None:
    marks = TextMarks(TEXT)
    assert pointer not in marks
    assert marks.get(pointer) is None


def test_a_list_as_the_whole_has_its_entries_by_number() -> None:
    assert dict(TextMarks("- x\n- - y\n")) == {"": (1, 1), "/0": (1, 3), "/1": (2, 3), "/1/0": (2, 5)}


def test_a_text_that_is_one_value_has_its_place_only() -> None:
    assert dict(TextMarks("# first\nx\n")) == {"": (2, 1)}


@pytest.mark.parametrize(
    ("text", "comments"),
    [
        ("a: 1\n", []),
        ("# one\na: 1 # two\nb: 2\n", [((1, 1), " one"), ((2, 6), " two")]),
        ("a: x#y\n", []),
        ("a: x#y # z # w\n", [((1, 8), " z # w")]),
        ("a: 1\n\t#c\n", [((2, 2), "c")]),
        ("a: 'x #y'\n", [((1, 7), "y'")]),  # in a quoted text it is none, but may tell as much
    ],
)
def test_whatever_may_be_a_comment_is_given_with_the_place_of_its_sign(
    text: str, comments: list[tuple[tuple[int, int], str]]
) -> None:
    assert list(TextMarks(text).comments()) == comments


def test_an_event_that_came_without_a_mark_stands_at_the_start() -> None:
    assert position(yaml.StreamStartEvent()) == (1, 1)
