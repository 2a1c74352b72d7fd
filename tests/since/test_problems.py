"""Which problems a change brings, which it mends, and which are left, from two lists of problems."""

from __future__ import annotations

from supervision_records.model import Problem, Severity
from supervision_records.since.problems import compare, missing


def problem(path: str, line: int = 1, message: str = "Something is wrong.") -> Problem:
    return Problem(path, line, 1, "/x", "code", Severity.ERROR, message, "Mend it.")


def test_what_was_there_before_is_left_even_on_another_line() -> None:
    found = compare([problem("a", 3)], [problem("a", 7)], ())
    assert (found.brought, found.mended, found.left) == ((), (), (problem("a", 7),))


def test_a_problem_of_a_touched_file_is_brought_although_it_was_there() -> None:
    found = compare([problem("a"), problem("b")], [problem("a"), problem("b")], {"a"})
    assert (found.brought, found.mended, found.left) == ((problem("a"),), (), (problem("b"),))


def test_a_problem_that_the_change_causes_elsewhere_is_brought() -> None:
    assert compare([], [problem("elsewhere")], {"a"}).brought == (problem("elsewhere"),)


def test_what_is_no_longer_there_is_mended_in_a_touched_file_or_elsewhere() -> None:
    assert compare([problem("a"), problem("b")], [], {"a"}).mended == (problem("a"), problem("b"))


def test_a_second_problem_of_the_same_words_is_not_taken_for_the_first() -> None:
    found = compare([problem("a", 1)], [problem("a", 1), problem("a", 9)], ())
    assert (len(found.brought), len(found.left), found.mended) == (1, 1, ())
    back = compare([problem("a", 1), problem("a", 9)], [problem("a", 1)], ())
    assert (back.brought, len(back.left), len(back.mended)) == ((), 1, 1)


def test_missing_counts() -> None:
    assert list(missing([problem("a", 1), problem("a", 2)], [problem("a", 5)])) == [problem("a", 2)]
