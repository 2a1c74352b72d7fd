"""The single steps on the disk, each plain: put a new file, move it, make sure that it will survive a power cut."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

#: A new file and nothing else: never one that is there, never through a link.
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
#: What a file system without hard links answers.
_NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK}


def put(path: Path, data: bytes, mode: int | None = None, *, lasting: bool = False) -> None:
    """A new file with all the data; ``mode`` where it takes another file's place; ``lasting``: also after a power cut.

    FileExistsError if anything is there.
    """
    handle = os.open(path, _NEW, 0o666)
    try:
        if mode is not None and hasattr(os, "fchmod"):
            os.fchmod(handle, mode)
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(handle, rest) :]
        if lasting:
            os.fsync(handle)
    finally:
        os.close(handle)


def move(source: Path, target: Path, *, replace: bool) -> None:
    """Give a finished file its name, in one step; FileExistsError if there is one and it must not be replaced."""
    if replace or os.name == "nt":
        # Windows' own rename never takes the place of a file.
        (os.replace if replace else os.rename)(source, target)
        return
    try:
        os.link(source, target)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        if present(target):
            raise FileExistsError(errno.EEXIST, "exists") from error
        source.rename(target)
        return
    source.unlink()


def present(path: Path) -> os.stat_result | None:
    """What is at a path (a link itself, not where it leads); None where nothing is."""
    try:
        return os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return None


def replaceable(path: Path) -> int | None:
    """The mode of the ordinary file that is to be replaced, None where there is none; OSError for anything else."""
    found = present(path)
    if found is None:
        return None
    if stat.S_ISLNK(found.st_mode):
        raise OSError(errno.ELOOP, "link")
    if not stat.S_ISREG(found.st_mode):
        raise IsADirectoryError(errno.EISDIR, "not a file")
    return stat.S_IMODE(found.st_mode)


def last(path: Path) -> None:
    """Make sure that a file's data, or a folder's names, are on the disk. Windows does so for folders by itself."""
    if os.name == "nt" and path.is_dir():
        return
    handle = os.open(path, (os.O_RDWR if os.name == "nt" else os.O_RDONLY) | getattr(os, "O_NOFOLLOW", 0))
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def last_all(paths: Iterable[Path]) -> None:
    """As ``last``, for many: all are sent off at once first, since one after the other would take a hundred times."""
    if hasattr(os, "sync"):
        os.sync()
    for path in paths:
        last(path)


def files_below(folder: Path) -> Iterator[Path]:
    """Every ordinary file below a folder; a link is none. OSError if any part cannot be looked into."""
    for parent, _, names in os.walk(folder, onerror=_refuse):
        for path in (Path(parent, name) for name in names):
            if stat.S_ISREG(os.lstat(path).st_mode):
                yield path


def folders_below(folder: Path) -> Iterator[Path]:
    """The folder and those below it, the inner ones first."""
    for parent, _, _ in os.walk(folder, topdown=False, onerror=_refuse):
        yield Path(parent)


def _refuse(error: OSError) -> None:
    """What ``os.walk`` would pass over in silence."""
    raise error
