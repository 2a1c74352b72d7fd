"""Where the files of a repository come from: a folder on the disk, or a revision in Git (``history``).

Whatever reads records, schemas, pages or settings reads them through ``Files``, so that a base revision is judged by
the very code that judges a working copy. Links are not followed, and what is no ordinary file is not opened.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from operator import itemgetter
from pathlib import Path
from typing import Protocol

from supervision_records.refusal import Refusal


class Sort(StrEnum):
    """What stands at a path. ``other`` is a link, a device, a pipe or a repository within the repository."""

    FILE = "file"
    OTHER = "other"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Entry:
    """Something below a folder that is no folder (or one that cannot be listed)."""

    path: str
    sort: Sort


class NotAFileError(OSError):
    """What stands at the path is no ordinary file."""


class ChangedError(Refusal):
    """A file is not any more what it was when it was judged."""


class Files(Protocol):
    """The files of one repository. Paths are relative to its root, with forward slashes."""

    def has_folder(self, folder: str) -> bool:
        """Is there such a folder, not by way of a link?"""

    def below(self, folder: str) -> Iterator[Entry]:
        """Everything below a folder, at any depth, in the order of the names; nothing where there is no folder."""

    def read(self, path: str, limit: int) -> bytes:
        """The first ``limit`` bytes of a file. NotAFileError or another OSError where it cannot be read."""


@dataclass(frozen=True, slots=True)
class Disk:
    """The files below a folder of the disk."""

    root: Path

    def has_folder(self, folder: str) -> bool:
        """Is there such a folder, not by way of a link?"""
        path = self.root / folder
        return path.is_dir() and not path.is_symlink()

    def below(self, folder: str) -> Iterator[Entry]:
        """Everything below a folder: its files in the order of their names, then its folders, one by one."""
        if self.has_folder(folder):
            yield from _walk(self.root, folder)

    def read(self, path: str, limit: int) -> bytes:
        """The first bytes of a file, opened in a way that neither follows a link nor waits for a pipe.

        OSError, too, where the file was changed meanwhile: what was read may be half of the old and half of the new.
        """
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        handle = os.open(self.root / path, flags)
        with os.fdopen(handle, "rb") as file:
            before = os.fstat(handle)
            if not stat.S_ISREG(before.st_mode):
                raise NotAFileError
            found = file.read(limit)
            after = os.fstat(handle)
        if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
            raise OSError
        return found


def _walk(root: Path, folder: str) -> Iterator[Entry]:
    """Not by recursion: a folder can be made deeper than Python can call."""
    waiting = [folder]
    while waiting:
        path = waiting.pop()
        try:
            with os.scandir(os.fspath(root / path)) as scan:
                found = sorted(((entry.name, _sort(entry)) for entry in scan), key=itemgetter(0))
        except OSError:
            yield Entry(path, Sort.UNREADABLE)
            continue
        if any(name.lower() == ".git" for name, _ in found):
            yield Entry(path, Sort.OTHER)
            continue
        for name, sort in found:
            if sort:
                yield Entry(f"{path}/{name}", sort)
        waiting += [f"{path}/{name}" for name, sort in reversed(found) if not sort]


def _sort(entry: os.DirEntry[str]) -> Sort | None:
    """What an entry of a folder is; None for a folder."""
    if entry.is_dir(follow_symlinks=False):
        return None
    return Sort.FILE if entry.is_file(follow_symlinks=False) else Sort.OTHER
