"""The outermost frame of the command line: however a run ends, an honest exit status and a sentence, no traceback.

Every call loads it, ``--help`` too, so it imports little; what a fault is told by is in ``fault``.
"""

from __future__ import annotations

import contextlib
import errno
import io
import os
import sys
from collections.abc import Callable
from typing import TextIO, cast

from supervision_records.refusal import Refusal

WRONG_CALL, UNFIT, INTERRUPTED, NO_READER = 2, 3, 130, 141


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
        case Refusal():
            ending = str(error), WRONG_CALL if error.call else UNFIT
        case KeyboardInterrupt():
            ending = "Stopped.", INTERRUPTED
        case MemoryError():
            ending = "This needs more memory than there is. Nothing was judged to its end.", UNFIT
        case OSError():
            code = errno.errorcode.get(error.errno or 0, "unknown")
            ending = f"The operating system refused a file or a program ({code}). Nothing was judged to its end.", UNFIT
        case _:
            from supervision_records.cli.fault import fault  # noqa: PLC0415  (no other run pays for it)

            ending = fault(error), UNFIT
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
