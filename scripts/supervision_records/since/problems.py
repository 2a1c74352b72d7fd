"""Of the problems of two states, which a change brings, which it mends, and which were there before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from supervision_records.model import Problem


@dataclass(frozen=True, slots=True)
class Compared:
    """``brought`` is for whoever makes the change to answer; ``left`` was there and has nothing to do with it."""

    brought: tuple[Problem, ...]
    mended: tuple[Problem, ...]
    left: tuple[Problem, ...]


def compare(before: Iterable[Problem], after: Iterable[Problem], touched: Collection[str]) -> Compared:
    """Compare the problems of two states. All problems of a file that the change touches are brought by it.

    Elsewhere a problem is the same if all but its line and column are: lines move when something is put above them.
    """
    was, now = sorted(before), sorted(after)
    known = Counter(map(_key, was))
    brought: list[Problem] = []
    left: list[Problem] = []
    for problem in now:
        old = known[_key(problem)] > 0
        known[_key(problem)] -= old
        (left if old and problem.path not in touched else brought).append(problem)
    return Compared(tuple(brought), tuple(missing(was, now)), tuple(left))


def missing(was: Iterable[Problem], now: Iterable[Problem]) -> Iterator[Problem]:
    """Problems of the first state that the second has not."""
    still = Counter(map(_key, now))
    for problem in sorted(was):
        if still[_key(problem)]:
            still[_key(problem)] -= 1
        else:
            yield problem


def _key(problem: Problem) -> tuple[str, ...]:
    return problem.path, problem.pointer, problem.code, problem.severity.value, problem.message
