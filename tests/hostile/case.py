"""What a hostile file is, and the good record that most of them spoil."""

from __future__ import annotations

from typing import NamedTuple

#: Where each file of the corpus lies.
PATH = "records/sessions/north/2026/s-hostile.yaml"

#: What no file may take of the processor's time, and of memory.
SECONDS = 1.0
MEGABYTES = 256

#: Stands in many of the files; no message may repeat it.
CANARY = "quagga-canary"

#: A good record of seven lines. What spoils it is mostly added below, and so begins on line 8.
BASE = """\
protocol: case-management-supervision
team: north
type: personal
date: 2026-06-10
status: held
supervisors: [boss]
supervisees: [worker]
"""


class Hostile(NamedTuple):
    """A file that must be refused, told by the code of the first problem and, where it matters, its place."""

    name: str
    raw: bytes
    code: str
    line: int = 0
    column: int = 0


def whole(name: str, text: str, code: str, line: int = 0, column: int = 0) -> Hostile:
    """A file that is this text alone."""
    return Hostile(name, text.encode("utf-8", "surrogatepass"), code, line, column)


def added(name: str, text: str, code: str, line: int = 0, column: int = 0) -> Hostile:
    """The good record with lines added; ``line`` counts within these."""
    return whole(name, f"{BASE}{text}\n", code, line + 7 if line else 0, column)


def action(name: str, what: str, code: str, column: int = 0) -> Hostile:
    """The good record with an action whose text is as given, as YAML: on line 9, from column 10."""
    text = f"actions:\n  - what: {what}\n    id: 1\n    owner: worker\n    due: 2026-07-01"
    return added(name, text, code, 2, column)
