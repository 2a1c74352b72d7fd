"""How long a call takes before it does anything."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from benchmarks.measure import Work, in_turn, ours
from benchmarks.rows import Row

#: The goal: seconds at the most.
_HELP = 0.06
#: As often as this: one takes little, and the machine is noisy.
_TIMES = 21


def run() -> Iterator[Row]:
    """``--help``, beside Python itself."""
    floor = Work("python", [sys.executable, "-c", "pass"])
    parser = Work("argparse", [sys.executable, "-c", "import argparse"])
    works = [floor, parser, Work("help", ours("--help")), Work("check", ours("check", "--help"))]
    taken = in_turn(works, _TIMES)
    base = taken["python"].seconds
    yield Row("Python itself", base, peak=taken["python"].peak)
    yield Row("Python with its own parser of arguments", taken["argparse"].seconds, peak=taken["argparse"].peak)
    for name, words in (("help", "`supervision --help`"), ("check", "`supervision check --help`")):
        seconds = taken[name].seconds
        yield Row(
            words, seconds, "s", f"{seconds / base:.1f} × Python itself", f"≤ {_HELP} s", seconds <= _HELP,
            taken[name].peak,
        )  # fmt: skip
