"""What is said of a fault of the tool itself. Loaded only where there is one, so that no other run pays for it.

It is told by the kind of exception and the line of ours where it arose, never by the exception's own words, which may
hold text of a record.
"""

from __future__ import annotations

import os
import platform
import traceback
from pathlib import Path

from supervision_records import __version__

#: In the environment: show developers the whole trace of a fault. It may hold text of records.
TRACE = "SUPERVISION_TRACEBACK"

PACKAGE = Path(__file__).resolve().parents[1]


def fault(error: BaseException) -> str:
    """What developers need, and nothing that could be a record's."""
    if os.environ.get(TRACE):
        traceback.print_exception(error)
    return (
        "This is a fault of the tool, not of your records. Nothing was judged to its end.\n"
        f"    {type(error).__name__} at {_place(error)} (version {__version__}, Python {platform.python_version()})\n"
        "    Please report that line to whoever looks after this tool: it holds nothing of your records.\n"
        f"    For developers: with {TRACE}=1 in the environment, the whole trace is shown."
    )


def _place(error: BaseException) -> str:
    """The innermost line of ours on the way to an exception."""
    place = "an unknown place"
    for frame, line in traceback.walk_tb(error.__traceback__):
        path = Path(frame.f_code.co_filename)
        if path.is_relative_to(PACKAGE):
            place = f"{path.relative_to(PACKAGE.parent).as_posix()}:{line}"
    return place
