"""The mutants themselves: which changes are made, which are not, and that what is put in acts."""

from __future__ import annotations

import ast
from textwrap import dedent
from types import ModuleType

import pytest

from tests.mutation.live import put_in
from tests.mutation.mutants import mutants_of


def changes(code: str) -> set[tuple[str, str]]:
    return {(mutant.before, mutant.after) for mutant in mutants_of(ast.parse(dedent(code)))}


@pytest.mark.parametrize(
    ("code", "before", "after"),
    [
        ("a < b", "a < b", "a <= b"),
        ("a < b", "a < b", "a >= b"),
        ("a <= b < c", "a <= b < c", "a < b < c"),
        ("a + 1", "a + 1", "a - 1"),
        ("a + 1", "1", "2"),
        ("a and b", "a and b", "a or b"),
        ("not a", "not a", "a"),
        ("a if b else c", "b", "not b"),
        ("[a for a in b if a]", "a", "not a"),
        ("f(a, b)", "f(a, b)", "f(a)"),
        ("f(a, b=1)", "f(a, b=1)", "f(a)"),
        ("min(a)", "min", "max"),
        ("a.startswith('-')", "a.startswith", "a.endswith"),
        ("True", "True", "False"),
        ("'code'", "'code'", "'XXcode'"),
    ],
)
def test_a_slip_of_each_kind_is_made(code: str, before: str, after: str) -> None:
    assert (before, after) in changes(f"def f(): return {code}")


def test_statements_are_left_out() -> None:
    code = "def f():\n  for a in b:\n    x += a\n    g(a)\n    continue\n  raise x"
    assert {("x += a", "pass"), ("g(a)", "pass"), ("continue", "break"), ("raise x", "pass")} <= changes(code)


@pytest.mark.parametrize(
    "code",
    [
        "def f():\n  '''The words.'''",
        "def f(a: int = b) -> list[1]: pass",
        "@cache(maxsize=1)\ndef f(): pass",
        "class A:\n  x: int = 1",
        "A = 'Two words.'",
    ],
)
def test_what_promises_nothing_is_let_be(code: str) -> None:
    assert changes(code) == set()


def module(code: str) -> ModuleType:
    made = ModuleType("made")
    made.__file__ = "made.py"
    exec(code, vars(made))  # noqa: S102  (the code above)
    return made


@pytest.mark.parametrize("call", ["f()", "A().m()", "A().p", "A.s()"])
def test_who_holds_a_function_holds_its_mutant(call: str) -> None:
    code = """
from functools import cache
@cache
def f(a=1): return a
class A:
    def m(self): return 1
    @property
    def p(self): return 1
    @staticmethod
    def s(): return 1
"""
    made = module(code)
    held = dict(vars(made))
    assert eval(call, held) == 1  # noqa: S307  (the calls above)
    f = made.f
    for number in range(len(list(mutants_of(ast.parse(code))))):
        tree = ast.parse(code)
        mutant = list(mutants_of(tree))[number]
        if mutant.before == "1":
            put_in(mutant, tree, made)
    f.cache_clear()
    assert eval(call, held) == 2  # noqa: S307


def test_a_value_is_changed_for_everybody_who_knows_it() -> None:
    code = "LIMIT = 1000\ndef f(): return LIMIT"
    made, tree = module(code), ast.parse(code)
    put_in(next(mutants_of(tree)), tree, made)
    assert (made.LIMIT, made.f()) == (1001, 1001)


def test_what_is_made_from_a_changed_value_or_by_a_changed_function_is_made_again() -> None:
    code = "one = 1\ndef f(): return 5\ntwo = [one, f()]\nthree = (two, 7)\nfour = [8]"
    for number, expected in ((0, [2, 5]), (1, [1, 6])):
        made, tree = module(code), ast.parse(code)
        kept = made.four
        mutant = [mutant for mutant in mutants_of(tree) if mutant.before in {"1", "5"}][number]
        put_in(mutant, tree, made)
        assert made.two == expected
        assert made.three == (expected, 7)
        assert made.four is kept
