"""A place of our own beside the target, where things are made ready; and the removal of those that dead runs left.

A stage is a folder ``.supervision-<16 hexadecimal digits>`` (or ``.supervision-change``) with a file ``owner``, which
the run that made it keeps locked as long as it lives. A stage whose owner can be locked by somebody else is a dead
run's.
"""

from __future__ import annotations

import errno
import os
import re
import secrets
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from supervision_records.writing.disk import present

PREFIX = ".supervision-"
OWNER, WORK, PLAN, DRAFT = "owner", "work", "plan.json", "plan.part"
_OURS = re.compile(re.escape(PREFIX) + "([0-9a-f]{16}|change)")
#: How often a new stage may be swept away by another run, in the moment before it is locked, until we give up.
_TRIES = 10
#: The handle of a stage whose owner file is not open.
_NONE = -1
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)


class Claim(NamedTuple):
    """A stage that this run holds: the folder, and the open file that says so."""

    folder: Path
    handle: int

    @property
    def work(self) -> Path:
        """Where things are made ready."""
        return self.folder / WORK


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def stage(beside: Path) -> Iterator[Path]:
    """An empty folder for making things ready on the same disk as ``beside``; it is gone afterwards, come what may."""
    claim = _claim_any(beside)
    try:
        yield claim.work
    finally:
        discard(claim)


def _claim_any(beside: Path) -> Claim:
    for _ in range(_TRIES):
        claim = make(beside / f"{PREFIX}{secrets.token_hex(8)}")
        if claim:
            return claim
    raise OSError(errno.EAGAIN, "no stage")


def make(folder: Path) -> Claim | None:
    """Make and hold a stage; None if a sweeping run took it away in that moment. FileExistsError if it is there."""
    folder.mkdir(0o700)
    claim = Claim(folder, _NONE)
    try:
        handle = os.open(folder / OWNER, os.O_RDWR | os.O_CREAT | os.O_EXCL | _NO_LINK, 0o600)
        claim = Claim(folder, handle)
        if _hold(handle) and _is_there(claim):
            claim.work.mkdir()
            return claim
        release(claim)
    except FileNotFoundError:
        release(claim)
    except BaseException:
        discard(claim)
        raise
    return None


def take(folder: Path) -> Claim | None:
    """Hold a stage that a dead run left; None if its run lives, or if that cannot be told. OSError if it is none."""
    try:
        claim = Claim(folder, os.open(folder / OWNER, os.O_RDWR | _NO_LINK))
    except FileNotFoundError:
        return None
    try:
        _lock(claim.handle)
        if _is_there(claim):
            return claim
    except OSError:
        pass  # Another run has it, or this disk knows no locks.
    release(claim)
    return None


def _hold(handle: int) -> bool:
    """Lock a new stage's owner file; False if a sweeping run has it. OSError where the disk knows no locks."""
    try:
        _lock(handle)
    except OSError as error:
        if error.errno in {errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK}:
            return False
        raise
    return True


def _is_there(claim: Claim) -> bool:
    """Is the owner file still the one that is open (no sweeping run has removed it)?"""
    try:
        return os.path.samestat(os.fstat(claim.handle), os.lstat(claim.folder / OWNER))
    except FileNotFoundError:
        return False


def discard(claim: Claim) -> None:
    """Remove a stage that this run holds and that has no plan. What cannot be removed now stays for the next run."""
    with suppress(OSError):
        if claim.handle != _NONE:
            if present(claim.work):
                shutil.rmtree(claim.work)
            (claim.folder / DRAFT).unlink(missing_ok=True)
            _give_up(claim)
        claim.folder.rmdir()
    release(claim)


def _give_up(claim: Claim) -> None:
    """Remove the owner file, the last thing in a stage: while it is held, so that nobody takes a successor's for it."""
    if sys.platform == "win32":  # No open file can be removed there, and so nobody else's either.
        os.close(claim.handle)
    (claim.folder / OWNER).unlink()


def decided(claim: Claim) -> bool:
    """Has it a plan, which is to be finished and not removed? Yes, too, if the disk does not say."""
    try:
        return present(claim.folder / PLAN) is not None
    except OSError:
        return True


def release(claim: Claim) -> None:
    """Hold a stage no longer, and leave it where it is."""
    if claim.handle != _NONE:
        with suppress(OSError):
            os.close(claim.handle)


def sweep(beside: Path) -> None:
    """Remove what dead runs left in a folder: only stages by our own name, and in them only what we put there."""
    with suppress(OSError), os.scandir(beside) as entries:
        found = [Path(entry.path) for entry in entries if _OURS.fullmatch(entry.name)]
        for folder in found:
            sweep_one(folder)


def sweep_one(folder: Path) -> bool:
    """Remove one stage if its run is dead; whether it is gone."""
    with suppress(OSError):
        if not folder.is_symlink() and folder.is_dir():
            if (folder / OWNER).exists():
                claim = take(folder)
                if claim is None:
                    return False
                if decided(claim):
                    release(claim)
                    return False
                discard(claim)
            else:
                folder.rmdir()  # Made by a run that was killed at once.
    return not os.path.lexists(folder)
