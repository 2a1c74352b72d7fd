"""The command line: parse, call, report, exit code. No logic lives here."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from supervision_records.cli.guard import WRONG_CALL, guarded
from supervision_records.cli.parser import build


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb. Exit status: 0 nothing wrong; 1 problems or breaches; 2 the call was wrong; 3 not fit to judge.

    130 after Ctrl-C, 141 where the reader of the output has gone.
    """
    return guarded(lambda: _run(arguments))


def _run(arguments: Sequence[str] | None) -> int:
    for stream in (sys.stdout, sys.stderr):
        # Messages hold arrows and dashes; a terminal that cannot show them shows a question mark instead of failing.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace", newline="\n")
    options = build().parse_args(arguments)
    from supervision_records.cli.shared import CallError  # noqa: PLC0415  (--help must not pay for what verbs need)
    from supervision_records.cli.verbs import runner  # noqa: PLC0415

    try:
        return runner(options.verb)(options)
    except CallError as error:
        sys.stderr.write(f"supervision {options.verb}: {error}\n")
        return WRONG_CALL
