"""Long answers of Git, heard while it is still at work, through GitPython. What ``command`` says of safety holds here.

GitPython is loaded where the first is asked for.
"""

from __future__ import annotations

import os
import sys
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from subprocess import PIPE  # the marker only: GitPython starts the program
from typing import TYPE_CHECKING

from supervision_records.history.command import (
    ENVIRONMENT,
    NO_CLONE,
    NO_GIT,
    SAFE,
    TOO_MUCH,
    UNWANTED,
    GitError,
)

if sys.platform == "linux":
    import resource

if TYPE_CHECKING:
    from git.cmd import Git

#: How much of a long answer is taken at once.
PIECE = 1 << 18
#: The memory that Git may take to tell what commits changed, in bytes; one of 100,000 files takes a twentieth of it.
MEMORY = 1 << 29
#: The longest log that is read, in bytes: that of a million changes.
LONGEST = 1 << 28
#: What Git complains of where that memory is not enough.
NO_ROOM = b"ut of memory"


def started(root: Path, *arguments: str) -> Git.AutoInterrupt:
    """A Git command that goes on running: fed through ``stdin``, read through ``stdout``, ended with the object."""
    door, _ = _door(root)
    with _unpointed():
        return door.execute(["git", *SAFE, *arguments], env=ENVIRONMENT, istream=PIPE, as_process=True)


def begun(root: Path, *arguments: str) -> Callable[[], Iterator[bytes]]:
    """A Git command that works beside us; what is given back waits for it and says what it said, as ``streamed``."""
    pieces = streamed(root, *arguments)
    heard: list[bytes] = []
    reader = ThreadPoolExecutor(1)
    heard_all = reader.submit(lambda: deque(map(heard.append, pieces), maxlen=0))
    reader.shutdown(wait=False)

    def told() -> Iterator[bytes]:
        failed = heard_all.exception()
        yield from heard
        if failed:
            raise failed

    return told


def at_most(root: Path, limit: int, *arguments: str) -> bytes:
    """As ``git``, where a few hostile bytes make Git say more than a machine can hold: GitError beyond the limit."""
    process = started(root, *arguments)
    _, failed = _door(root)
    out = process.stdout
    said = out.read(limit + 1) if out else b""
    if len(said) > limit:
        process.terminate()
        raise GitError(TOO_MUCH)
    try:
        process.wait()
    except failed as error:
        raise GitError(NO_CLONE) from error
    return said


def streamed(root: Path, *arguments: str) -> Iterator[bytes]:
    """What a Git command says, in pieces, while it is still at work: it begins at once.

    GitError if it fails in the end, or says more than any history of records is long.
    """
    running = started(root, *arguments)
    if running.proc is not None:
        _bounded(running.proc.pid)
    return _pieces(running)


def _bounded(program: int) -> None:
    """Bound the memory of a running Git: a few bytes can make a tree of more files than any machine can list."""
    if sys.platform == "linux":
        with suppress(OSError):  # it has ended already
            resource.prlimit(program, resource.RLIMIT_DATA, (MEMORY, MEMORY))


def _pieces(running: Git.AutoInterrupt) -> Iterator[bytes]:
    """The pieces. ``running`` has to be held on to: the program ends with it."""
    process = running.proc
    if process is None or process.stdout is None or process.stderr is None:
        raise GitError(NO_CLONE)
    said, whole = 0, False
    with process, ThreadPoolExecutor(1) as beside:
        complaint = beside.submit(process.stderr.read)  # so that it never waits to be heard
        try:
            while said <= LONGEST and not whole:
                piece = process.stdout.read(PIECE)
                said, whole = said + len(piece), not piece
                yield piece
        finally:
            if not whole:  # it says too much, or nobody listens any more
                process.kill()
    if not whole:
        raise GitError(TOO_MUCH)
    if process.wait():
        raise GitError(TOO_MUCH if NO_ROOM in complaint.result() else NO_CLONE)


@contextmanager
def _unpointed() -> Iterator[None]:
    """The environment without what points Git to another repository than the one that was asked about."""
    kept = {name: os.environ.pop(name) for name in UNWANTED if name in os.environ}
    try:
        yield
    finally:
        os.environ.update(kept)


def _door(root: Path) -> tuple[Git, type[Exception]]:
    """GitPython's way to Git, in a folder, and the error it raises; what points Git elsewhere is taken away."""
    try:
        from git.cmd import Git  # noqa: PLC0415  (without Git on the machine, the import itself fails)
        from git.exc import CommandError  # noqa: PLC0415
    except ImportError as error:
        raise GitError(NO_GIT) from error
    return Git(str(root)), CommandError
