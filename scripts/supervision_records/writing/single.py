"""One file, or one new folder, as a whole."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from supervision_records.writing.disk import last, last_all, move, present, put, replaceable
from supervision_records.writing.errors import explained
from supervision_records.writing.stage import stage


def write_file(path: Path, data: bytes, *, replace: bool) -> None:
    """Write a file whole or not at all; its folder must be there.

    With ``replace``, a file that is there gives way and hands on its mode; without, it stays, and that is an error. Of
    two runs at once with ``replace``, the later one's file stands; without, the earlier one's.
    """
    with explained(path):
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

    Missing folders above it appear with it. Nothing may be at ``target``, not even an empty folder.
    """
    with explained(target):
        if present(target):
            raise FileExistsError(errno.EEXIST, "exists")
        top = _topmost_missing(target)
        with stage(top.parent) as work:
            ready = work / "tree"
            inner = ready / target.relative_to(top)
            inner.mkdir(parents=True)
            yield inner
            last_all(_all_below(ready))
            if present(top):  # A rename would take the place of an empty folder.
                raise FileExistsError(errno.EEXIST, "exists")
            ready.rename(top)
            last(top.parent)


def _topmost_missing(target: Path) -> Path:
    """The highest of the folders above ``target``, or itself, that has to be made."""
    top = target
    while present(top.parent) is None:
        top = top.parent
    return top


def _all_below(folder: Path) -> Iterator[Path]:
    """Every file and folder of a tree, files before the folders that they are in."""
    for parent, _, names in os.walk(folder, topdown=False, onerror=_raise):
        yield from (Path(parent, name) for name in names)
        yield Path(parent)


def _raise(error: OSError) -> None:
    raise error
