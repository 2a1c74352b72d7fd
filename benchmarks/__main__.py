"""``python -m benchmarks [GROUP…] [--page]``: measure, print the table, and write the page of the site."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

from benchmarks.measure import ROOT
from benchmarks.page import figure, page
from benchmarks.rows import Row

PAGE = ROOT / "docs" / "reference" / "speed.md"
#: What was measured last, group by group, so that one group can be measured anew.
RESULTS = ROOT / "benchmarks" / "results.json"
NOTES = ROOT / "benchmarks" / "notes.md"
#: Each group of rows: its module, which has ``run()``, and its title. A group whose module is not there is left out.
GROUPS: Mapping[str, str] = {
    "checking": "Checking records",
    "warm": "Checking again after a change",
    "judging": "Judging",
    "history": "History",
    "start": "Starting",
    "site": "The site",
    "rollup": "Many organisations",
    "reading": "Reading exports",
}


def main() -> int:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    there = [name for name in GROUPS if (Path(__file__).parent / f"{name}.py").is_file()]
    parser.add_argument("groups", nargs="*", metavar="GROUP", help=f"of these: {', '.join(there)} (default: all)")
    parser.add_argument("--page", action="store_true", help=f"write {PAGE.relative_to(ROOT)}")
    options = parser.parse_args()
    if wrong := [name for name in options.groups if name not in there]:
        parser.error(f"there is no group {wrong[0]!r}")
    kept = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.is_file() else {}
    for name in options.groups or there:
        kept[name] = [asdict(row) for row in _shown(_runner(name)())]
        RESULTS.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    if options.page:
        tables = {GROUPS[name]: [Row(**row) for row in kept[name]] for name in GROUPS if name in kept}
        notes = [NOTES.read_text(encoding="utf-8")] if NOTES.is_file() else []
        PAGE.write_text(page(tables, notes, datetime.now(tz=UTC).date()), encoding="utf-8", newline="\n")
    return 0


def _runner(name: str) -> Callable[[], Iterable[Row]]:
    runner: Callable[[], Iterable[Row]] = import_module(f"benchmarks.{name}").run
    return runner


def _shown(rows: Iterable[Row]) -> list[Row]:
    found = []
    for row in rows:
        met = {None: "", True: "met", False: "NOT met"}[row.met]
        print(f"{figure(row):>12}  {row.name}  {row.ratio}  {met}")
        sys.stdout.flush()
        found.append(row)
    return found


if __name__ == "__main__":
    sys.exit(main())
