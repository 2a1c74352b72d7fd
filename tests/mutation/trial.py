"""A plugin of pytest that runs the chosen tests once, notes which lines each runs, and then tries mutant by mutant.

Each mutant lives in a fork of this process, which has everything imported; of the tests that run its lines the fork
runs one after the other, in an order drawn by lot, and ends at the first that fails.
"""

from __future__ import annotations

import ast
import importlib
import os
import resource
import signal
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from random import Random

import coverage
import pytest
from _pytest.runner import runtestprotocol

from tests.mutation.areas import PACKAGE, Area
from tests.mutation.live import made_from, put_in
from tests.mutation.mutants import Function, Mutant, mutants_of

#: A test may take this many times its usual time of the processor, and these seconds more, before it counts as endless.
TIMES, SECONDS = 20, 5
#: Tests that take longer, in seconds, come after all others.
SLOW = 0.2
#: However little a mutant computes, it is ended when it has waited so long for a single test.
LONGEST_WAIT = 120
MEMORY = 3 << 30
SURVIVED, KILLED = 0, 1


class End(Enum):
    """How it went with a mutant."""

    KILLED = "killed"
    TIMED_OUT = "timed out"
    SURVIVED = "survived"


@dataclass(frozen=True)
class Tried:
    """A mutant, in which module, how many tests run its lines, and how it ended."""

    path: str
    mutant: Mutant
    tests: int
    end: End


@dataclass(eq=False)
class Trial:
    """The plugin; what it found is in ``tried`` when pytest is through."""

    area: Area
    sample: int
    seed: int
    jobs: int
    only: str = ""
    tried: list[Tried] = field(default_factory=list)
    total: int = 0
    failed: list[str] = field(default_factory=list)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Instead of pytest's own loop."""
        lines, seconds = self._usual(session.items)
        if not self.failed:
            self._try_all(session.items, lines, seconds)
        return True

    def _usual(self, items: list[pytest.Item]) -> tuple[Mapping[tuple[str, int], set[int]], list[float]]:
        """Run all tests as the code is: which tests run each line, and how long each test takes.

        What is set up for several tests of a file counts for all of them.
        """
        watch = coverage.Coverage(data_file=None, config_file=False, include=[str(p) for p in self.area.files()])
        seconds: list[float] = []
        watch.start()
        for number, item in enumerate(items):
            watch.switch_context(str(number))
            begun = time.process_time()
            following = items[number + 1] if number + 1 < len(items) else None
            reports = runtestprotocol(item, log=False, nextitem=following)
            seconds.append(time.process_time() - begun)
            if any(report.failed for report in reports):
                self.failed.append(item.nodeid)
        watch.stop()
        lines: dict[tuple[str, int], set[int]] = defaultdict(set)
        for path in watch.get_data().measured_files():
            for line, contexts in watch.get_data().contexts_by_lineno(path).items():
                for number in map(int, filter(None, contexts)):
                    lines[path, line].add(number)
        return lines, seconds

    def _try_all(
        self, items: list[pytest.Item], lines: Mapping[tuple[str, int], set[int]], seconds: list[float]
    ) -> None:
        trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in self.area.files()}
        mutants = [(path, mutant) for path, tree in trees.items() for mutant in mutants_of(tree)]
        self.total = len(mutants)
        random = Random(self.seed)  # noqa: S311  (chance that can be had again)
        if self.only:
            mutants = [(p, m) for p, m in mutants if self.only in f"{p}:{m.first} {m.owner} {m.before}"]
        elif len(mutants) > self.sample:
            mutants = random.sample(mutants, self.sample)
        running: dict[int, tuple[Path, Mutant, int]] = {}
        try:
            for path, mutant in mutants:  # in the order of the draw: a run that is broken off has a fair sample
                run_it = set().union(*(lines.get((str(path), line), set()) for line in _to_be_run(mutant)))
                if not run_it and _acts_at_import(mutant, trees[path]):
                    run_it = set(range(len(items)))
                tests = sorted(run_it)
                random.shuffle(tests)
                tests.sort(key=lambda number: seconds[number] > SLOW)
                while len(running) >= self.jobs:
                    self._one_ended(running)
                if child := os.fork():
                    running[child] = (path, mutant, len(tests))
                else:
                    _live(path, mutant, trees[path], [(items[number], seconds[number]) for number in tests])
            while running:
                self._one_ended(running)
        finally:
            for child in running:  # only where somebody broke the run off
                os.killpg(child, signal.SIGKILL)

    def _one_ended(self, running: dict[int, tuple[Path, Mutant, int]]) -> None:
        child, status = os.wait()
        if child not in running:
            return
        with suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)  # programs that it started and left
        path, mutant, tests = running.pop(child)
        endless = os.WIFSIGNALED(status) and os.WTERMSIG(status) in {signal.SIGPROF, signal.SIGALRM}
        end = End.TIMED_OUT if endless else End.SURVIVED if status == SURVIVED else End.KILLED
        self.tried.append(Tried(path.relative_to(PACKAGE).as_posix(), mutant, tests, end))


def _to_be_run(mutant: Mutant) -> range:
    """The lines of which a test has to run one: the mutant's own, or for a default any of its function's."""
    home = mutant.home
    if isinstance(home, Function) and mutant.first < home.body[0].lineno:
        return range(home.body[0].lineno, (home.end_lineno or 0) + 1)
    return range(mutant.first, mutant.last + 1)


def _acts_at_import(mutant: Mutant, tree: ast.Module) -> bool:
    """Is it in a value of the module, or in a function that such a value is made by? No test runs its lines then."""
    return not mutant.owner or any(made_from(mutant.owner.partition(".")[0], tree))


def _live(path: Path, mutant: Mutant, tree: ast.Module, tests: Iterable[tuple[pytest.Item, float]]) -> None:
    """The life of a mutant, in its own process: it ends with the first test that fails, or survives."""
    end = KILLED
    try:
        os.setsid()
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        name = ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")
        put_in(mutant, tree, importlib.import_module(name))
        for item, usual in tests:
            signal.setitimer(signal.ITIMER_PROF, usual * TIMES + SECONDS)
            signal.setitimer(signal.ITIMER_REAL, LONGEST_WAIT)
            if any(report.failed for report in runtestprotocol(item, log=False, nextitem=None)):
                break
        else:
            end = SURVIVED
    finally:
        os._exit(end)
