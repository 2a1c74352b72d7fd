"""One file, or one new folder, as a whole."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import takewhile
from pathlib import Path

from supervision_records.writing.disk import files_below, folders_below, last, last_all, move, present, put, replaceable
from supervision_records.writing.errors import explained
from supervision_records.writing.stage import stage, sweep


def write_file(path: Path, data: bytes, *, replace: bool) -> None:
    """Write a file whole or not at all; its folder must be there.

    With ``replace``, a file that is there gives way and hands on its mode; without, it stays, and that is an error. Of
    two runs at once with ``replace``, the later one's file stands; without, the earlier one's.
    """
    with explained(path):
        sweep(path.parent)
        mode = replaceable(path)
        if mode is not None and not replace:
            raise FileExistsError(errno.EEXIST, "exists")
        with stage(path.parent) as work:
            ready = work / "file"
            put(ready, data, mode, lasting=True)
            move(ready, path, replace=replace)
            last(path.parent)


@contextmanager
def new_folder(target: Path) -> Iterator[Path]:
    """A folder to fill; it appears as ``target``, with all that is in it, once the block has ended without an error.

    Missing folders above it are made. Nothing may be at ``target``, not even an empty folder.
    """
    with explained(target), _folders_above(target):
        sweep(target.parent)
        if present(target):
            raise FileExistsError(errno.EEXIST, "exists")
        with stage(target.parent) as work:
            ready = work / "tree"
            ready.mkdir()
            yield ready
            last_all((*files_below(ready), *folders_below(ready)))
            if present(target):  # A rename would take the place of an empty folder.
                raise FileExistsError(errno.EEXIST, "exists")
            ready.rename(target)
            last(target.parent)


@contextmanager
def _folders_above(target: Path) -> Iterator[None]:
    """Make the folders above ``target`` that are missing; they go again if the block ends with an error."""
    missing = list(takewhile(lambda folder: present(folder) is None, target.parents))
    try:
        for folder in reversed(missing):
            folder.mkdir()
        yield
    except BaseException:
        with suppress(OSError):
            for folder in missing:
                folder.rmdir()
        raise
