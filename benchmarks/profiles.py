"""``python -m benchmarks.profiles [NUMBER]``: where the time of a cold and of a warm ``check`` goes, as a table."""

from __future__ import annotations

import cProfile
import io
import pstats
import sys
from collections.abc import Sequence
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

from benchmarks.records import generated
from supervision_records.cli import main as supervision

#: What is done, and the function (the end of its file's path, its name) in which all of it happens.
_PARTS = (
    ("the rules: schemas, protocols, settings", "repository.py", "read_rules"),
    ("what Git passes over", "ignored.py", "ignored"),
    ("going through the folders", "store/disk.py", "to_skim"),
    ("reading bytes", "files.py", "read"),
    ("YAML to values", "yamlio/quick.py", "read_quickly"),
    ("values by their schema", "schema/quick.py", "fits"),
    ("personal details", "privacy/check.py", "alarms"),
    ("dates, people, words, twins of a record", "consistency/__init__.py", "faulty"),
    ("ties of a record to others", "consistency/ties.py", "ties_of"),
    ("what was kept of unchanged records", "traces.py", "known"),
    ("writing down what is kept", "traces.py", "keep"),
    ("all files as one store", "store/disk.py", "read_store"),
    ("do the ties hold?", "survey.py", "_passed"),
    ("a closer look at what is left", "consistency/__init__.py", "check"),
)


def table(arguments: Sequence[str]) -> str:
    """One call as a table: each part's share of the whole. Parts within others are counted in both."""
    profile = cProfile.Profile()
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    with redirect_stdout(out):
        profile.runcall(supervision, arguments)
    stats: Any = pstats.Stats(profile)
    whole = stats.total_tt
    lines = ["| part | share |", "|---|---|"]
    for title, file, name in _PARTS:
        seconds = sum(of[3] for (path, _, function), of in stats.stats.items() if function == name and _is(path, file))
        lines.append(f"| {title} | {seconds / whole:.0%} |")
    return "\n".join(lines) + "\n"


def _is(path: str, file: str) -> bool:
    return path.endswith(f"supervision_records/{file}") or (file == "ignored.py" and path.endswith(f"history/{file}"))


def main() -> int:
    """Print both tables."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    root = Path(generated(number).root)
    call = ["--root", str(root), "check", "--jobs", "1"]
    print(f"Cold, {number:,}:\n\n{table([*call, '--no-cache'])}")
    supervision(call)
    print(f"\nWarm, {number:,}:\n\n{table(call)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
