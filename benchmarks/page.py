"""The measurements as a page of the site."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from benchmarks.rows import Row

_HEAD = """\
# How fast it is

Made by `python -m benchmarks`, which anybody can run (Linux, with Git and Node; it takes a while, and installs the
programs that it measures beside ours into `.cache/`). Every program runs in turn with the others, so that what else
the machine does falls on all alike; the medians are shown. *Most memory* is of a run of its own, with all processes
together. Ratios tell more than seconds: those depend on the machine.

"""
_MET = {True: "yes", False: "**no**", None: ""}


def page(tables: Mapping[str, Sequence[Row]], notes: Iterable[str], on: date) -> str:
    """The page."""
    machine = f"Measured on {on}: {os.cpu_count()} cores, {platform.system()} {platform.machine()}, "
    parts = [_HEAD + machine + f"Python {platform.python_version()}.\n"]
    parts += [f"\n## {title}\n\n{_table(rows)}" for title, rows in tables.items()]
    parts += [f"\n{note}" for note in notes]
    return "".join(parts)


def _table(rows: Sequence[Row]) -> str:
    lines = ["| work | measured | most memory | ratio | goal | met |", "|---|---|---:|---|---|---|"]
    for row in rows:
        memory = "" if row.peak is None else f"{row.peak:,.0f} MiB"
        lines.append(f"| {row.name} | {figure(row)} | {memory} | {row.ratio} | {row.goal} | {_MET[row.met]} |")
    return "\n".join(lines) + "\n"


def figure(row: Row) -> str:
    """A row's figure with its unit, in as many digits as mean something."""
    digits = 0 if row.figure >= 100 else 1 if row.figure >= 10 else 2 if row.figure >= 1 else 3  # noqa: PLR2004
    return f"{row.figure:,.{digits}f} {row.unit}"
