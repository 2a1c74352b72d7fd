"""Runs a write path again and again, each time with another call of it going wrong, and looks at what is left.

``python3 -m tests.faults.harness [--step N] [NAME …]`` (the names of ``scenarios``) prints, as JSON, how many calls
were made to fail in each way, and every promise that was broken. Each run is a child of its own (POSIX only).
``--step`` takes only every n-th call for those ways of failing that hardly differ from another one.
"""

from __future__ import annotations

import argparse
import contextlib
import functools
import io
import json
import os
import shutil
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from unittest.mock import patch

from tests.faults.scenarios import ALL, RIGHT, Scenario, State
from tests.faults.shim import KINDS, Fault

LITTER = ".supervision-"
KILLED = -1


@dataclass
class Report:
    """What came of one write path: calls that were made to fail, by kind and by call; broken promises."""

    name: str
    calls: int = 0
    injections: dict[str, int] = field(default_factory=dict)
    by_call: dict[str, int] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Ended:
    """How a child ended: its exit status (or KILLED), what it printed, the calls that it made."""

    status: int
    said: str
    calls: tuple[str, ...]


#: A way of failing, the number of the call that fails (from 1 on), and its name.
Injection = tuple[str, int, str]
#: Runs a write path in a folder, with one call going wrong or, without an injection, none.
Run = Callable[[Scenario, Path, Injection | None], Ended]
#: Picks the calls to fail, out of those that an undisturbed run makes.
Choice = Callable[[Sequence[str]], Iterator[Injection]]


def examine(scenario: Scenario, place: Path, run: Run, chosen: Choice) -> Report:
    """The chosen calls of a write path, made to fail one by one."""
    report = Report(scenario.name)
    with scenario.set_up():
        warm_up(scenario, place)
        clean = run(scenario, prepared(scenario, place), None)
        if clean.status != 0 or state(place) != scenario.new or litter(place):
            report.broken.append(f"undisturbed: status {clean.status}, {sorted(state(place))}: {clean.said}")
        report.calls = len(clean.calls)
        for injection in chosen(clean.calls):
            kind, at, call = injection
            ended = run(scenario, prepared(scenario, place), injection)
            report.injections[kind] = report.injections.get(kind, 0) + 1
            report.by_call[call] = report.by_call.get(call, 0) + 1
            report.broken += [f"{kind} at call {at} ({call}): {promise}" for promise in _broken(scenario, place, ended)]
    return report


def warm_up(scenario: Scenario, place: Path) -> None:
    """One run in this process, so that every child finds the modules loaded and makes the same calls."""
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()), quick_disk():
        scenario.run(prepared(scenario, place))


def every(calls: Sequence[str], step: int = 1) -> Iterator[Injection]:
    """Every call in every way; with a step, only some in the ways that differ little from another one."""
    for at, call in enumerate(calls, 1):
        for number, kind in enumerate(KINDS):
            if kind == "killed half-way" and call != "write":
                continue
            if kind in ("disk full", "killed after") and (at + number) % step:
                continue
            yield kind, at, call


@contextlib.contextmanager
def quick_disk() -> Iterator[None]:
    """Wait for no disk: only a power cut would show the difference, and none is made here."""
    with patch.object(os, "fsync", lambda _: None), patch.object(os, "sync", lambda: None):
        yield


def _broken(scenario: Scenario, place: Path, ended: Ended) -> Iterator[str]:
    """The promises that do not hold for what a disturbed run has left, and for the next runs."""
    left = state(place)
    sides = (scenario.old, scenario.new)
    for path, data in left.items():
        if all(side.get(path) != data for side in sides):
            yield f"{path} is torn, or none of ours"
    yield from _leaks(scenario, place, ended)
    if scenario.at_once and left not in sides:
        yield f"neither the old state nor the new: {sorted(left)}"
    if ended.status == 0 and left != scenario.new:
        yield "exit status 0, and the work is not done"
    if ended.status not in (0, 3, KILLED):
        yield f"exit status {ended.status}"
    if "Traceback" in ended.said or (ended.status == 3 and "fault of the tool" in ended.said):
        yield f"not a plain sentence: {ended.said}"
    if ended.status == 3 and not ended.said.strip():
        yield "nothing is said"
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()) as said, quick_disk():
        yield from _next_runs(scenario, place, said)


def _leaks(scenario: Scenario, place: Path, ended: Ended) -> Iterator[str]:
    """Words that were never to be in a file, or printed, and are: whatever the file is called."""
    if not scenario.never:
        return
    for path in place.rglob("*"):
        if path.is_file() and scenario.never in path.read_bytes():
            yield f"the words are in {path.relative_to(place)}"
    if scenario.never.decode() in ended.said:
        yield "the words were printed"


def _next_runs(scenario: Scenario, place: Path, said: io.StringIO) -> Iterator[str]:
    """The promises that the next start, and then the next run of the same, do not keep."""
    if scenario.read(place) != 0:
        yield f"the next start fails: {said.getvalue()}"
    settled = state(place)
    if settled not in (scenario.old, scenario.new):
        yield f"after the next start neither the old state nor the new: {sorted(settled)}"
    expected = scenario.again if settled == scenario.new else 0
    if (status := scenario.run(place)) != expected:
        yield f"the next run gives {status}: {said.getvalue()}"
    if state(place) != scenario.new:
        yield f"after the next run not the new state: {sorted(state(place))}"
    if left := litter(place):
        yield f"litter: {left}"


def prepared(scenario: Scenario, place: Path) -> Path:
    """A folder in the old state."""
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    for path, data in scenario.old.items():
        (place / path).parent.mkdir(parents=True, exist_ok=True)
        (place / path).write_bytes(data)
    return place


def state(place: Path) -> State:
    """Every file that anybody would see, with its bytes; those that are being made ready are under our own name."""
    return {
        path.relative_to(place).as_posix(): path.read_bytes()
        for path in place.rglob("*")
        if path.is_file() and not any(part.startswith(LITTER) for part in path.relative_to(place).parts)
    }


def litter(place: Path) -> list[str]:
    """Names of ours that are left, and empty folders."""
    found = [
        path for path in place.rglob("*") if path.name.startswith(LITTER) or (path.is_dir() and not any(path.iterdir()))
    ]
    return [path.relative_to(place).as_posix() for path in found]


def in_child(scenario: Scenario, place: Path, injection: Injection | None) -> Ended:
    """One run in a child of its own, with the fault in it."""
    fault = Fault(injection[0], injection[1]) if injection else Fault()
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        _run_and_end(scenario, place, fault, writer)
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        told = json.loads(pipe.read() or b'["", []]')
    _, code = os.waitpid(child, 0)
    return Ended(os.WEXITSTATUS(code) if os.WIFEXITED(code) else KILLED, told[0], tuple(told[1]))


def _run_and_end(scenario: Scenario, place: Path, fault: Fault, writer: int) -> None:
    """In the child: run, tell what was printed and called, and end without anything of the parent's."""
    really_write, said, status = os.write, io.StringIO(), 1
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        fault.install()
        try:
            status = scenario.run(place)
        except BaseException:  # noqa: BLE001  (as the interpreter would end it)
            said.write(traceback.format_exc())
    rest = json.dumps([said.getvalue(), fault.seen]).encode()
    while rest:
        rest = rest[really_write(writer, rest) :]
    os._exit(status)


def tell(reports: Iterable[Report]) -> int:
    """Print the reports; 1 if a promise was broken."""
    found = [asdict(report) for report in reports]
    sys.stdout.write(json.dumps(found, indent=1) + "\n")
    return 1 if any(report["broken"] for report in found) else 0


def main(arguments: Sequence[str]) -> int:
    """Examine the named write paths, by default all; print the reports."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--step", type=int, default=1)
    parser.add_argument("names", nargs="*", default=RIGHT)
    options = parser.parse_args(arguments)
    chosen = functools.partial(every, step=options.step)
    with tempfile.TemporaryDirectory() as folder:
        return tell([examine(ALL[name], Path(folder) / "place", in_child, chosen) for name in options.names])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
