"""The outermost frame of the command line: however a run ends, an honest exit status and a sentence, no traceback.

A fault of the tool is told by the kind of exception and the line of ours where it arose, never by the exception's own
words, which may hold text of a record.
"""

from __future__ import annotations

import contextlib
import errno
import io
import os
import platform
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import TextIO, cast

from supervision_records import __version__
from supervision_records.clock import ClockError
from supervision_records.writing import CannotWriteError

#: In the environment: show developers the whole trace of a fault. It may hold text of records.
TRACE = "SUPERVISION_TRACEBACK"

WRONG_CALL, UNFIT, INTERRUPTED, NO_READER = 2, 3, 130, 141
PACKAGE = Path(__file__).resolve().parents[1]


class PrintError(Exception):
    """Standard output cannot take what was to be printed; ``gone`` where its reader (head, less) has ended."""

    def __init__(self, error: OSError) -> None:
        super().__init__()
        self.gone = isinstance(error, BrokenPipeError)
        self.full = error.errno in {errno.ENOSPC, errno.EDQUOT}


class Checked:
    """A stream whose refusals are told apart from those of files."""

    def __init__(self, stream: TextIO | None) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Print."""
        try:
            return self._open().write(text)
        except OSError as error:
            raise PrintError(error) from error

    def flush(self) -> None:
        """Print what is waiting."""
        try:
            if self._stream is not None:
                self._stream.flush()
        except OSError as error:
            raise PrintError(error) from error

    def __getattr__(self, name: str) -> object:
        return getattr(self._open(), name)

    def _open(self) -> TextIO:
        if self._stream is None:
            raise PrintError(OSError(errno.EBADF, "closed"))
        return self._stream


def guarded(run: Callable[[], int]) -> int:
    """Run, make sure that all is printed, and turn whatever goes wrong into a sentence and an exit status."""
    if cast("TextIO | None", sys.stderr) is None:  # As Python has it where the caller has closed it.
        sys.stderr = io.StringIO()
    with contextlib.redirect_stdout(cast("TextIO", Checked(sys.stdout))):
        try:
            return _printed(run)
        except SystemExit:  # The parser of arguments has said what there is to say.
            raise
        except PrintError as error:
            return _not_printed(error)
        except BaseException as error:  # noqa: BLE001  (the last frame: whatever it is must not pass for a verdict)
            return _told(*_ending(error))


def _ending(error: BaseException) -> tuple[str, int]:
    """The sentence and the status for what ended a run."""
    match error:
        case CannotWriteError():
            ending = str(error), WRONG_CALL if error.call else UNFIT
        case ClockError():
            ending = str(error), UNFIT
        case KeyboardInterrupt():
            ending = "Stopped.", INTERRUPTED
        case MemoryError():
            ending = "This needs more memory than there is. Nothing was judged to its end.", UNFIT
        case OSError():
            code = errno.errorcode.get(error.errno or 0, "unknown")
            ending = f"The operating system refused a file or a program ({code}). Nothing was judged to its end.", UNFIT
        case _:
            ending = _fault(error), UNFIT
    return ending


def _printed(run: Callable[[], int]) -> int:
    """The status of a run, once its output has left this process; also where the parser of arguments ends it."""
    try:
        status = run()
    except SystemExit:
        sys.stdout.flush()
        raise
    sys.stdout.flush()
    return status


def _told(text: str, status: int) -> int:
    """Say a sentence where errors are said, if that is possible, and give the status."""
    try:
        sys.stderr.write(f"supervision: {text}\n")
        sys.stderr.flush()
    except OSError:
        _to_nowhere(sys.stderr)
    with contextlib.suppress(PrintError):
        sys.stdout.flush()
        return status
    _to_nowhere(sys.__stdout__)
    return status


def _not_printed(error: PrintError) -> int:
    """Standard output failed: what it got is not the whole, so the status tells no verdict."""
    _to_nowhere(sys.__stdout__)
    if error.gone:
        return NO_READER
    why = "the disk is full" if error.full else "the place that it goes to does not take it"
    return _told(f"The output could not be written to its end: {why}. What is there of it is not the whole.", UNFIT)


def _to_nowhere(stream: TextIO | None) -> None:
    """What still waits in a stream that has failed goes nowhere, or Python would try again at its end and complain."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), cast("TextIO", stream).fileno())


def _fault(error: BaseException) -> str:
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
