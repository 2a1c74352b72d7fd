"""``check`` once more after one file was changed, beside looking at the times of all files alone."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import Work, in_turn, ours
from benchmarks.records import Records, generated
from benchmarks.rows import Row

#: Seconds, for so many records.
_GOALS = {10_000: 0.15, 100_000: 1.0}


def run() -> Iterator[Row]:
    """Warm checks of 10,000 and 100,000 records."""
    for number, goal in _GOALS.items():
        yield from _after_a_change(generated(number), goal)


def _after_a_change(records: Records, goal: float) -> Iterator[Row]:
    root = records.root
    change = _change(next(iter(sorted((root / "records" / "sessions").rglob("*.yaml")))))
    check = Work("check", ours("--root", str(root), "check"), before=change)
    in_turn([check], times=1)  # what is kept of the records is written
    taken = in_turn([Work("times", _times_of(root)), check])
    yield Row(f"times of {records.number:,} files", taken["times"].seconds, peak=taken["times"].peak)
    ratio = taken["check"].seconds / taken["times"].seconds
    yield Row(
        "`check`, warm, one record changed", taken["check"].seconds, "s", f"{ratio:.1f} × looking at the times",
        f"≤ {goal} s", taken["check"].seconds <= goal, taken["check"].peak,
    )  # fmt: skip


def _change(file: Path) -> list[str]:
    """What gives one record another content each time, and one that is in order."""
    program = (
        "import pathlib, sys, time\n"
        "file = pathlib.Path(sys.argv[1])\n"
        "lines = [line for line in file.read_text().splitlines() if not line.startswith('# changed')]\n"
        "file.write_text('\\n'.join([*lines, f'# changed {time.time_ns() % 7919}']) + '\\n')"
    )
    return [sys.executable, "-S", "-c", program, str(file)]


def _times_of(root: Path) -> list[str]:
    """The floor: a Python that asks for the times of every file."""
    program = (
        "import os, sys\n"
        "for folder, _, files in os.walk(sys.argv[1]):\n"
        "    for name in files: os.lstat(f'{folder}/{name}')"
    )
    return [sys.executable, "-S", "-c", program, str(root / "records")]
