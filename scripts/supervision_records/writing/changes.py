"""Several files as one change: made ready first, then decided in one step, then carried out.

Everything is made ready in the folder ``.supervision-change`` at the root. The change is decided by giving its plan a
name there. A run that dies before has changed nothing; one that dies after is finished by the next run (``settle``).

A plan names the very file that its run kept locked (by its number on the disk and the nanosecond of its making), so a
plan that came in by a clone, a copy or a pull request is none: it is refused, and nothing of it is carried out.
"""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath

from supervision_records.writing.disk import last, last_all, move, present, put, replaceable
from supervision_records.writing.errors import REASONS, BusyError, CannotWriteError, explained
from supervision_records.writing.stage import (
    DRAFT,
    OWNER,
    PLAN,
    PREFIX,
    Claim,
    decided,
    discard,
    make,
    release,
    sweep,
    sweep_one,
    take,
)

CHANGE = f"{PREFIX}change"
_TRIES = 10
#: Why a folder is left standing: there is something in it, or somebody is at it.
_STAYS = {errno.ENOTEMPTY, errno.EEXIST, errno.EBUSY, errno.EACCES, errno.EPERM}


@dataclass(frozen=True)
class Plan:
    """A decided change: what to write and to remove, relative to the root; the n-th of each is ``w<n>`` or ``r<n>``."""

    owner: tuple[int, int]
    replace: bool
    write: tuple[str, ...]
    remove: tuple[str, ...]


def write_files(root: Path, files: Mapping[str, bytes | None], *, replace: bool) -> None:
    """Bring several files below ``root`` into a new state, all or none; None removes a file.

    Paths are relative, with forward slashes; missing folders are made, and those that removals leave empty go. With
    ``replace``, files that are there give way and hand on their modes; without, one that is there is an error.
    Of two runs at once the second gets ``BusyError``.
    """
    with explained(root):
        settle(root)
        claim = _claim(root)
        with _to_the_end(root, claim):
            plan = _prepare(root, claim, files, replace=replace)
            _decide(root, claim, plan)
            _carry_out(root, claim, plan)


def is_empty(folder: Path) -> bool:
    """Is nothing in a folder but what runs of ours are making ready, or have left when they died?"""
    return all(entry.name.startswith(PREFIX) for entry in folder.iterdir())


def settle(root: Path) -> None:
    """Finish what a run that died has left half carried out below ``root``, and remove what others left there.

    Call it before reading there. Nothing to do is the usual case, and quick. ``BusyError`` while a living run is at
    it; ``CannotWriteError`` if it cannot be finished, or if the plan was not made by a run on this disk.
    """
    folder = root / CHANGE
    with explained(root):
        if present(folder / PLAN) is None:
            sweep(root)
            return
        claim = None if folder.is_symlink() else take(folder)
        if claim is None:
            if present(folder / PLAN) is None:
                return
            raise _busy(root) if present(folder / OWNER) else _foreign(folder)
        if not decided(claim):  # The run that had it has ended well in this moment.
            discard(claim)
            return
        with _to_the_end(root, claim):
            plan = _read(claim)
            if plan is None:
                raise _foreign(folder)
            _carry_out(root, claim, plan)


@contextmanager
def _to_the_end(root: Path, claim: Claim) -> Iterator[None]:
    """Clean up after the block, however it ends; but what is decided and not carried out stays for the next run."""
    try:
        yield
    except OSError as error:
        if decided(claim):
            raise _half_way(root, error) from error
        raise
    finally:
        if decided(claim):
            release(claim)
        else:
            discard(claim)


def _busy(root: Path) -> BusyError:
    return BusyError(f"Another run is writing in {root}. Wait until it has ended, then run this again.")


def _foreign(folder: Path) -> CannotWriteError:
    return CannotWriteError(
        f"{folder} was not left by a run on this disk, so it is not carried out. Look at what is in it, and at whether "
        "the files beside it are complete; then delete it."
    )


def _claim(root: Path) -> Claim:
    """Hold the one place for changes of this root."""
    for _ in range(_TRIES):
        try:
            claim = make(root / CHANGE)
        except FileExistsError:
            settle(root)
            if not sweep_one(root / CHANGE):
                raise _busy(root) from None
            continue
        if claim:
            return claim
    raise _busy(root)


def _prepare(root: Path, claim: Claim, files: Mapping[str, bytes | None], *, replace: bool) -> Plan:
    """Put every new file where it waits, and look at every old one."""
    written = {path: data for path, data in sorted(files.items()) if data is not None}
    removed = [path for path, data in sorted(files.items()) if data is None]
    for path in files:
        _refuse_links(root, path)
        _refuse_what_cannot_move(claim, root / path)
    for number, (path, data) in enumerate(written.items()):
        mode = replaceable(root / path)
        if mode is not None and not replace:
            raise CannotWriteError(f"{root / path} exists already, so nothing was written.", call=True)
        put(claim.work / f"w{number}", data, mode)
    for path in removed:
        replaceable(root / path)
    last_all([*(claim.work / f"w{number}" for number in range(len(written))), claim.work])
    return Plan(_identity(claim), replace, tuple(written), tuple(removed))


def _refuse_links(root: Path, path: str) -> None:
    """A path has to stay below the root: no absolute one, no dots, no link on the way."""
    parts = PurePosixPath(path).parts
    if not parts or path.startswith("/") or ".." in parts:
        raise OSError(errno.EINVAL, "outside")
    for depth in range(1, len(parts)):
        folder = root.joinpath(*parts[:depth])
        if folder.is_symlink():
            raise OSError(errno.ELOOP, "link")


def _refuse_what_cannot_move(claim: Claim, path: Path) -> None:
    """What would only come to light once the change is decided: another disk, or a folder that may not be written."""
    folder = next(folder for folder in path.parents if present(folder))
    if os.lstat(folder).st_dev != os.lstat(claim.work).st_dev:
        raise OSError(errno.EXDEV, "another disk")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise PermissionError(errno.EACCES, "no right")


def _identity(claim: Claim) -> tuple[int, int]:
    found = os.fstat(claim.handle)
    return found.st_ino, found.st_mtime_ns


def _decide(root: Path, claim: Claim, plan: Plan) -> None:
    """The one step between the old state and the new."""
    put(claim.folder / DRAFT, json.dumps(asdict(plan)).encode(), lasting=True)
    last(root)
    (claim.folder / DRAFT).rename(claim.folder / PLAN)
    last(claim.folder)


def _read(claim: Claim) -> Plan | None:
    """The plan of a stage, if it is of this very stage."""
    try:
        data = json.loads((claim.folder / PLAN).read_bytes())
        plan = Plan(tuple(data["owner"]), data["replace"], tuple(data["write"]), tuple(data["remove"]))
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return plan if plan.owner == _identity(claim) else None


def _carry_out(root: Path, claim: Claim, plan: Plan) -> None:
    """Carry a decided change out, from wherever an earlier run has stopped; without its plan it is done."""
    for number, path in enumerate(plan.write):
        _place(claim.work / f"w{number}", root / path, replace=plan.replace)
    for number, path in enumerate(plan.remove):
        _take_away(root / path, claim.work / f"r{number}")
    for path in plan.remove:
        _prune(root, path)
    last_all(sorted({folder for path in (*plan.write, *plan.remove) for folder in _there(root, path)}))
    (claim.folder / PLAN).unlink()


def _half_way(root: Path, error: OSError) -> CannotWriteError:
    reason = REASONS.get(error.errno or 0)
    why = reason.why if reason else "the operating system refused"
    return CannotWriteError(
        f"The change in {root} is decided, but not yet carried out to its end: {why}. When that is mended, run any "
        "command on this folder: it finishes the change first."
    )


def _place(ready: Path, target: Path, *, replace: bool) -> None:
    """Give a waiting file its name, unless that is done."""
    waiting = present(ready)
    if waiting is None:
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    there = present(target)
    if there is not None and os.path.samestat(waiting, there):
        ready.unlink()  # A run died between giving it its name and taking away the other one.
        return
    move(ready, target, replace=replace)


def _take_away(target: Path, gone: Path) -> None:
    """Move a file out of the way, unless that is done: what somebody has put there since stays."""
    if present(gone) is None:
        with suppress(FileNotFoundError):
            target.rename(gone)


def _prune(root: Path, path: str) -> None:
    """Remove the folders above a removed file that are empty now."""
    for folder in list((root / path).parents)[: len(PurePosixPath(path).parts) - 1]:
        try:
            folder.rmdir()
        except FileNotFoundError:
            continue
        except OSError as error:
            if error.errno not in _STAYS:
                raise
            return


def _there(root: Path, path: str) -> list[Path]:
    """The folders from a file up to the root that are there."""
    return [folder for folder in list((root / path).parents)[: len(PurePosixPath(path).parts)] if present(folder)]
