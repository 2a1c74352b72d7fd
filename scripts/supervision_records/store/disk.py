"""The records folder on the disk. Links are not followed, and what is no ordinary file is not opened."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from supervision_records.schema import Schemas
from supervision_records.store.collect import Judged, Store, collect, judge_file
from supervision_records.store.paths import FOLDER, TOLERATED
from supervision_records.yamlio import MAX_BYTES, Place


def read_store(root: Path, schemas: Schemas) -> Store:
    """The store of the repository at ``root``."""
    folder = root / FOLDER
    if not folder.is_dir() or folder.is_symlink():
        problem = Place(FOLDER).problem(
            "no-records", "There is no folder `records`.", "Run this in the repository, or name it with --root."
        )
        return collect((), (*schemas.problems, problem))
    return collect((_judge(entry, path, schemas) for path, entry in _walk(folder, FOLDER)), schemas.problems)


def _walk(folder: Path, path: str) -> Iterator[tuple[str, os.DirEntry[str] | None]]:
    """Everything below a folder that is no folder, with its path; None for a folder that cannot be listed."""
    try:
        with os.scandir(folder) as scan:
            entries = sorted(scan, key=lambda entry: entry.name)
    except OSError:
        yield path, None
        return
    for entry in entries:
        inner = f"{path}/{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(Path(entry.path), inner)
        elif inner not in TOLERATED:
            yield inner, entry


def _judge(entry: os.DirEntry[str] | None, path: str, schemas: Schemas) -> Judged:
    """One entry of a folder."""
    shown = _printable(path)
    try:
        if entry is None:
            return _unreadable(shown)
        if not stat.S_ISREG(entry.stat(follow_symlinks=False).st_mode):
            return _not_a_file(shown)
        with Path(entry.path).open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError:
        return _unreadable(shown)
    return judge_file(shown, raw, schemas)


def _printable(path: str) -> str:
    """A path for people: what is no text or no printable sign shows as a question mark, so that no name can act."""
    text = path.encode("utf-8", "replace").decode("utf-8")
    return "".join(sign if sign.isprintable() else "?" for sign in text)


def _not_a_file(path: str) -> Judged:
    message = "This is a link or a device, not an ordinary file."
    return Judged(path, None, (Place(path).problem("not-a-file", message, "Put the record itself here."),))


def _unreadable(path: str) -> Judged:
    message = "This cannot be read from the disk."
    return Judged(path, None, (Place(path).problem("unreadable", message, "Check its rights, and run this again."),))
