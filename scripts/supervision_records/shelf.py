"""A cache in one file: entries by key, written whole or not at all, and believed only where its digest is right.

It lies within the clone's own ``.git``, the one folder of a clone that no commit can put a file into: nobody who only
contributes records can bring a cache along. Where there is no such folder, nothing is kept. What is damaged, of
another format or too large is as if it were not there.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from supervision_records.writing import CannotWriteError, checked, with_digest, write_file

FOLDER = "supervision-cache"
#: No cache is larger, in bytes; one that would be is not written.
LARGEST = 1 << 28


def place(root: Path) -> Path | None:
    """The folder for the caches of the repository at ``root``; None where it is not the top of a clone."""
    git = root / ".git"
    if git.is_dir():
        return git / FOLDER
    with suppress(OSError, UnicodeError):  # a work tree beside the first names its folder in a file
        named = git.read_text("utf-8")[:4096].removeprefix("gitdir:").strip()
        if (folder := root / named).is_dir() and (folder / "HEAD").is_file():
            return folder / FOLDER
    return None


def read(folder: Path | None, name: str) -> dict[str, bytes]:
    """The entries of a cache; none where there is no sound one."""
    if folder is None:
        return {}
    try:
        path = folder / f"{name}.cache"
        found = os.lstat(path)
        if not stat.S_ISREG(found.st_mode) or found.st_size > LARGEST:
            return {}
        data = checked(path.read_bytes())
    except OSError:
        return {}
    return {} if data is None else _entries(data)


def write(folder: Path | None, name: str, entries: Mapping[str, bytes]) -> None:
    """Keep the entries in the place of those before; where they cannot be kept, that harms nobody."""
    data = _data(entries)
    if folder is None or len(data) > LARGEST:
        return
    with suppress(CannotWriteError):
        _make(folder)
        write_file(folder / f"{name}.cache", with_digest(data), replace=True)


def _make(folder: Path) -> None:
    with suppress(OSError):
        folder.mkdir(mode=0o700, exist_ok=True)


def _data(entries: Mapping[str, bytes]) -> bytes:
    lengths = [[key, len(value)] for key, value in entries.items()]
    return b"\n".join((json.dumps(lengths).encode(), b"".join(entries.values())))


def _entries(data: bytes) -> dict[str, bytes]:
    """The digest vouches for the form, too."""
    lengths, _, rest = data.partition(b"\n")
    found, start = {}, 0
    for key, length in json.loads(lengths):
        found[key] = rest[start : start + length]
        start += length
    return found
