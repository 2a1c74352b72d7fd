"""What keeps a file from being written, said to a person."""

from __future__ import annotations

import errno
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from supervision_records.refusal import Refusal


class CannotWriteError(Refusal):
    """What could not be written, why, and what to do."""


class BusyError(CannotWriteError):
    """Another run is writing in the same place."""


class Reason(NamedTuple):
    """Why, what to do about it, and whether another call would do (see ``CannotWriteError``)."""

    why: str
    todo: str
    call: bool = False


_EXISTS = Reason("there is something of that name already", "Name a new one.", call=True)
_NO_FOLDER = Reason("the folder that it belongs in is not there, or is no folder", "Name another place.", call=True)
_RIGHTS = Reason("you may not write there", "Name a place that you may write to, or ask for the right.")
_FULL = Reason("the disk is full", "Make room, then run this again.")
_NO_LOCKS = Reason("this disk has no locks, with which runs keep out of each other's way", "Use a local disk.")
_LINK = Reason("there is a link in the way", "Name the place that the link leads to.", call=True)

#: The operating system's reasons. What is not here is told with its short name, for whoever looks after the machine.
REASONS: Mapping[int, Reason] = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: Reason("your share of the disk is used up", "Make room, then run this again."),
    errno.EFBIG: Reason("it is too large for this disk", "Use another disk."),
    errno.EIO: Reason("the disk reported a fault", "Have the disk looked at; try another one."),
    errno.EROFS: Reason("the disk may only be read", "Name a place on another disk."),
    errno.EACCES: _RIGHTS,
    errno.EPERM: _RIGHTS,
    errno.EEXIST: _EXISTS,
    errno.ENOTEMPTY: _EXISTS,
    errno.EISDIR: Reason("there is a folder of that name", "Name a file.", call=True),
    errno.ENOENT: _NO_FOLDER,
    errno.ENOTDIR: _NO_FOLDER,
    errno.ELOOP: _LINK,
    errno.ENAMETOOLONG: Reason("the name is too long", "Choose a shorter one.", call=True),
    errno.EINVAL: Reason("this disk does not allow such a name", "Choose another name.", call=True),
    errno.EXDEV: Reason("the folder is spread over two disks", "Use a folder that lies on one disk."),
    errno.ENOLCK: _NO_LOCKS,
    errno.ENOTSUP: _NO_LOCKS,
    errno.ENOSYS: _NO_LOCKS,
    errno.EMFILE: Reason("too many files are open", "Close other programs, then run this again."),
    errno.ENFILE: Reason("too many files are open", "Close other programs, then run this again."),
}


def cannot_write(path: Path, number: int | None) -> CannotWriteError:
    """The error for a path and the operating system's number of the reason."""
    code = errno.errorcode.get(number or 0, "unknown")
    reason = REASONS.get(number or 0) or Reason(f"the operating system refused ({code})", "Run this again.")
    return CannotWriteError(f"{path} cannot be written: {reason.why}. {reason.todo}", call=reason.call)


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what the operating system refuses inside into a ``CannotWriteError`` about ``path``."""
    try:
        yield
    except OSError as error:
        raise cannot_write(path, error.errno) from error
