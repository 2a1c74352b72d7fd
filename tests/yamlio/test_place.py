"""Pointers, places, and problems that stand there."""

from __future__ import annotations

import pytest

from supervision_records.model import Problem, Severity
from supervision_records.yamlio import Place, child, locate, more, problem_at, shown, some
from supervision_records.yamlio.place import parent, steps

MARKS = {"": (1, 1), "/a": (2, 5), "#/a": (2, 1), "/a/b": (3, 7)}


@pytest.mark.parametrize(
    ("key", "pointer"),
    [("x", "/up/x"), (0, "/up/0"), ("x/y", "/up/x~1y"), ("x~y", "/up/x~0y"), ("~1", "/up/~01"), ("", "/up/")],
)
def test_a_key_makes_a_step_of_a_pointer_and_comes_back_from_it(key: str | int, pointer: str) -> None:
    assert child("/up", key) == pointer
    assert steps(pointer) == ["up", str(key)]
    assert steps(f"#{pointer}") == ["up", str(key)]
    assert parent(pointer) == "/up"


def test_the_whole_file_has_no_steps_and_nothing_around_it() -> None:
    assert steps("") == []
    assert parent("/a") == ""


@pytest.mark.parametrize(
    ("pointer", "kept"),
    [
        ("", ""),
        ("/cases/0/filed_on", "/cases/0/filed_on"),
        ("/cases/0/Mum said that/1", "/cases/0"),
        ("/1234567/a", "/1234567/a"),
        ("/12345678/a", ""),
        ("/a1-b2-c3-d4-e5-f6-g7-h8", ""),
        (f"/{'k' * 40}", f"/{'k' * 40}"),
        (f"/{'k' * 41}", ""),
        ("/a~1b", ""),
    ],
)
def test_of_a_pointer_only_what_looks_like_a_key_is_shown(pointer: str, kept: str) -> None:
    assert shown(pointer) == kept


@pytest.mark.parametrize(
    ("names", "words"),
    [
        ([], ""),
        (["a"], "a"),
        (["a", "b", "c"], "a, b, c"),
        (["a", "b", "c", "d"], "a, b, c and others"),
    ],
)
def test_a_few_names_in_words(names: list[str], words: str) -> None:
    assert some(names) == words
    assert some(iter(names)) == words


def test_how_many_names_are_a_few_can_be_said() -> None:
    assert some("abc", 2) == "a, b and others"


@pytest.mark.parametrize(
    ("pointer", "key", "place"),
    [
        ("/a/b", False, (3, 7)),
        ("/a", False, (2, 5)),
        ("/a", True, (2, 1)),
        ("/a/b", True, (3, 7)),
        ("/a/missing/deep", False, (2, 5)),
        ("/missing", True, (1, 1)),
        ("", False, (1, 1)),
    ],
)
def test_a_problem_stands_at_its_value_or_key_or_at_the_nearest_thing_around_it(
    pointer: str, key: bool, place: tuple[int, int]
) -> None:
    assert locate(MARKS, pointer, key=key) == place
    problem = problem_at("a.yaml", MARKS, pointer, "code", "What is wrong.", "What to do.", key=key)
    assert problem == Problem("a.yaml", *place, pointer, "code", Severity.ERROR, "What is wrong.", "What to do.")


def test_without_any_marks_a_problem_stands_at_the_start() -> None:
    assert locate({}, "/a") == (1, 1)
    assert Place("a.yaml").problem("code", "What.", "Do.") == Problem(
        "a.yaml", 1, 1, "", "code", Severity.ERROR, "What.", "Do."
    )


def test_a_problem_is_as_grave_as_it_is_said_to_be_and_shows_no_sentence_that_became_a_key() -> None:
    warning = problem_at("a.yaml", MARKS, "/a/Mum said that", "code", "What.", "Do.", severity=Severity.WARNING)
    assert warning == Problem("a.yaml", 2, 5, "/a", "code", Severity.WARNING, "What.", "Do.")


def test_that_there_is_more_is_said_where_the_last_problem_stands_and_as_gravely() -> None:
    last = Problem("a.yaml", 7, 3, "/a", "code", Severity.WARNING, "What.", "Do.")
    told = more(last)
    assert (told.path, told.line, told.column, told.pointer) == ("a.yaml", 7, 3, "/a")
    assert (told.code, told.severity) == ("too-many-problems", Severity.WARNING)
    assert "More is wrong" in told.message
    assert "check again" in told.hint
