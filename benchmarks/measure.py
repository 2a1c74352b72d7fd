"""Running programs side by side, in turn, and what each took."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
#: How often each is run; what is shown is the median.
TIMES = 5
_KIB = 1024


@dataclass(frozen=True)
class Work:
    """A program to be run. ``status`` are the exit statuses of a run that did its work."""

    name: str
    command: Sequence[str]
    folder: Path = ROOT
    statuses: Sequence[int] = (0,)
    before: Sequence[str] = ()


@dataclass(frozen=True)
class Taken:
    """What runs of one program took: seconds (the median, and each), and memory at the most, in MiB."""

    seconds: float
    each: tuple[float, ...]
    peak: float


def ours(*arguments: str) -> list[str]:
    """The command line of our own program."""
    return [sys.executable, "-m", "supervision_records", *arguments]


def environment() -> Mapping[str, str]:
    """The environment of every run."""
    return {**os.environ, "PYTHONPATH": str(ROOT / "scripts"), "NO_COLOR": "1"}


def in_turn(works: Sequence[Work], times: int = TIMES) -> dict[str, Taken]:
    """Run each once, and then all of them again: what the machine does beside falls on all alike."""
    seconds: dict[str, list[float]] = {work.name: [] for work in works}
    for _ in range(times):
        for work in works:
            _prepare(work)
            seconds[work.name].append(_once(work))
    return {work.name: Taken(median(each := seconds[work.name]), tuple(each), peak(work)) for work in works}


def _prepare(work: Work) -> None:
    if work.before:
        subprocess.run(work.before, check=True, cwd=work.folder, stdout=subprocess.DEVNULL)


def _once(work: Work) -> float:
    started = time.perf_counter()
    done = subprocess.run(
        work.command, cwd=work.folder, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False
    )
    seconds = time.perf_counter() - started
    if done.returncode not in work.statuses:
        raise RuntimeError(f"{work.name} ended with {done.returncode}: {done.stderr.decode(errors='replace')[-2000:]}")
    return seconds


def peak(work: Work) -> float:
    """The most memory that the program and what it started held together, in MiB, looked at a hundred times a second.

    In a run of its own: looking takes time. Memory that several processes share counts once.
    """
    _prepare(work)
    process = subprocess.Popen(work.command, cwd=work.folder, env=environment(), stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)  # fmt: skip
    most = 0.0
    while process.poll() is None:
        most = max(most, sum(map(_held, _family(process.pid))))
        time.sleep(0.01)
    return most


def _family(process: int) -> list[int]:
    """A process and all that it started."""
    found, waiting = [], [process]
    while waiting:
        one = waiting.pop()
        found.append(one)
        try:
            for task in Path(f"/proc/{one}/task").iterdir():
                waiting += map(int, (task / "children").read_text().split())
        except OSError:
            continue
    return found


def _held(process: int) -> float:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / _KIB
