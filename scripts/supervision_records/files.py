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
from pathlib import Path
from typing import Protocol


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
        """Everything below a folder, in the order of the names, folder by folder."""
        if self.has_folder(folder):
            yield from _walk(os.fspath(self.root / folder), folder)

    def read(self, path: str, limit: int) -> bytes:
        """The first bytes of a file, opened in a way that neither follows a link nor waits for a pipe."""
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        handle = os.open(self.root / path, flags)
        with os.fdopen(handle, "rb") as file:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise NotAFileError
            return file.read(limit)


def _walk(folder: str, path: str) -> Iterator[Entry]:
    try:
        with os.scandir(folder) as scan:
            entries = sorted(scan, key=lambda entry: entry.name)
    except OSError:
        yield Entry(path, Sort.UNREADABLE)
        return
    for entry in entries:
        inner = f"{path}/{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(entry.path, inner)
        else:
            yield Entry(inner, Sort.FILE if entry.is_file(follow_symlinks=False) else Sort.OTHER)
