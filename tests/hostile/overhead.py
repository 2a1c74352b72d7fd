"""How much longer the loader takes for a record than PyYAML's own safe one, in milliseconds: the best of many tries.

Run as ``python -m tests.hostile.overhead``: in a process of its own, so that nothing that watches the tests slows it.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

import yaml

from supervision_records.yamlio import load
from supervision_records.yamlio.events import LOADER

TRIES = 30


def typical() -> bytes:
    """A session of some 2 KB, such as teams write: an example's cases and actions, over and over."""
    head = "protocol: case-management-supervision\nteam: north\ntype: case\ndate: 2026-06-10\nstatus: held\n"
    case = "  - case: c-{n:08}\n    depth: brief\n    notes:\n      plan: {{held: lcs}}\n      risks: {{held: lcs}}\n"
    action = (
        "  - id: {n}\n    what: Complete the assessment\n    owner: worker\n    due: 2026-07-01\n    case: c-{n:08}\n"
    )
    cases = "".join(case.format(n=n) for n in range(12))
    actions = "".join(action.format(n=n) for n in range(1, 8))
    return f"{head}supervisors: [boss]\nsupervisees: [worker]\ncases:\n{cases}actions:\n{actions}".encode()


def best(read: Callable[[], object]) -> float:
    """Milliseconds of the processor's time that one reading takes."""
    found = []
    for _ in range(TRIES):
        started = time.process_time()
        for _ in range(10):
            read()
        found.append(time.process_time() - started)
    return min(found) * 100


def main() -> None:
    """Print the size of the record, PyYAML's time and ours."""
    raw = typical()
    theirs = best(lambda: yaml.load(raw, Loader=LOADER))  # noqa: S506  (the safe one)
    ours = best(lambda: load("a.yaml", raw))
    sys.stdout.write(f"{len(raw)} {theirs:.4f} {ours:.4f}\n")


if __name__ == "__main__":
    main()
