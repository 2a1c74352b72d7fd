"""What ``check --since``, ``compliance --since`` and ``gate`` share: the two sides of a change, opened for reading."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Container, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from supervision_records.cli.shared import CallError
from supervision_records.clock import today
from supervision_records.files import Disk, Files
from supervision_records.history.between import contents_between, messages_between, parting, removed_before, whole
from supervision_records.history.command import HEAD, GitError
from supervision_records.history.ignored import ignored
from supervision_records.history.revision import ORDINARY, Revision, at_revision
from supervision_records.local_names import VARIABLE, read_names
from supervision_records.model import Problem
from supervision_records.repository import find_root
from supervision_records.since.change import Side
from supervision_records.since.contents import Nothing, is_file, of_disk, of_revision
from supervision_records.since.passing import is_record
from supervision_records.since.way import Message, Passing, Way
from supervision_records.store import FOLDER as RECORDS
from supervision_records.writing import settle

#: How much of one file is looked through, in bytes: more than any record may have.
LIMIT = 1024 * 1024


@dataclass(frozen=True)
class Opened:
    """Two sides of a change, and the rules to judge both by (None: those of the change itself).

    ``revision`` is the commit that the change starts from, and ``on_the_way`` is what lies between the two.
    """

    revision: str
    before: Side
    after: Side
    by: Files | None
    on_the_way: Way


def of_change(options: argparse.Namespace, judge: Callable[[Path, Opened], int]) -> int:
    """Judge the change that a call with ``--since`` is about; where Git cannot show it, say why: nothing is judged."""
    root = options.root or find_root(Path.cwd()) or Path.cwd()
    if not root.is_dir():
        message = f"{root} is no folder."
        raise CallError(message)
    try:
        with opened(root, options.since, options.at, options.rules) as change:
            return judge(root, change)
    except GitError as error:
        sys.stderr.write(f"supervision {options.verb}: {error}\nNothing was judged.\n")
        return 3


def names_of(root: Path, at: str | None) -> tuple[tuple[str, ...] | None, tuple[Problem, ...]]:
    """The list of names on this machine. Where a commit is judged, its checkout is not this machine's own place."""
    return read_names(root) if at is None or VARIABLE in os.environ else (None, ())


@contextmanager
def opened(root: Path, since: str | None, at: str | None, rules: str | None) -> Iterator[Opened]:
    """Open a change: from where it parted from ``since`` (None: from nothing) to a commit, or to the files on the disk.

    GitError where there is no such commit, no history in common, or not all of the history.
    """
    whole(root)
    with ExitStack() as stack:
        tip = stack.enter_context(at_revision(root, HEAD if at is None else at))
        by = stack.enter_context(at_revision(root, rules)) if rules is not None else None
        if since is None:
            end = Side(tip, of_revision(tip))
            yield Opened("", Side(Nothing(), {}), end, by, _on_the_way(root, None, tip, end))
            return
        base = stack.enter_context(at_revision(root, parting(root, since, tip.commit)))
        before = Side(base, of_revision(base))
        after = Side(tip, of_revision(tip)) if at is not None else _on_disk(root, before)
        if by is not None and by.commit == base.commit:
            by = base
        yield Opened(base.commit, before, after, by, _on_the_way(root, base, tip, after))


def _on_disk(root: Path, before: Side) -> Side:
    settle(root)
    disk = Disk(root)
    return Side(disk, of_disk(disk, before.contents), ignored(root, RECORDS))


def _on_the_way(root: Path, base: Revision | None, tip: Revision, after: Side) -> Way:
    start = base.commit if base else None
    return Way(
        _contents(root, base, tip, after),
        (Message(*said) for said in messages_between(root, start, tip.commit)),
        partial(removed_before, root, start or tip.commit, RECORDS),
        today(),
    )


def _contents(root: Path, base: Revision | None, tip: Revision, after: Side) -> Iterator[Passing]:
    """What came in and is looked at here: all but records that are there at the end, which are looked at with others.

    Files outside the records are the words that anybody may propose, and whatever is new; of each, its beginning.
    """
    kept = {path: each.blob for path, each in base.kept.items()} if base else {}
    for path, blob in contents_between(root, base.commit if base else None, tip.commit):
        stays = after.contents.get(path) == blob
        if _is_looked_at(path, kept) and kept.get(path) != blob and not (stays and path.startswith(f"{RECORDS}/")):
            yield Passing(path, tip.blobs.read(blob, LIMIT), _old(base, path, kept), stays)
    if after.files is tip:
        return
    for path, blob in after.contents.items():  # what lies on the disk and in no commit yet
        new = is_file(blob) and blob not in (kept.get(path), tip.kept[path].blob if path in tip.kept else None)
        if new and _is_looked_at(path, kept) and not path.startswith(f"{RECORDS}/"):
            yield Passing(path, after.files.read(path, LIMIT), _old(base, path, kept), stays=True)


def _is_looked_at(path: str, kept: Container[str]) -> bool:
    return path not in kept or "/" not in path or is_record(path) or path.casefold().startswith("docs/")


def _old(base: Revision | None, path: str, kept: Mapping[str, str]) -> bytes:
    return base.blobs.read(kept[path], LIMIT) if base and path in kept and base.kept[path].mode in ORDINARY else b""
