"""The records folder to a store, from the disk or from a revision: every entry is judged or refused by name."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from pathlib import Path
from types import MappingProxyType

from supervision_records.files import Disk, Entry, Files, NotAFileError, Sort
from supervision_records.model import Record
from supervision_records.schema import Schemas
from supervision_records.store.collect import Judged, Store, collect, judge_file
from supervision_records.store.paths import FOLDER, TOLERATED, named, printable
from supervision_records.yamlio import MAX_BYTES, Place

#: What judges one file: its path, its bytes and the schemas to what it came to.
JudgeFile = Callable[[str, bytes, Schemas], Judged]


def read_store(
    source: Path | Files,
    schemas: Schemas,
    ignored: Container[str] = (),
    judge: JudgeFile = judge_file,
    known: Mapping[str, Record] = MappingProxyType({}),
) -> Store:
    """The store of the repository at a root, or of a revision's files. Git passes over the paths in ``ignored``.

    ``judge`` may be one that remembers what it judged already, where two states are read. ``known`` are the records of
    files of which it is known that they are in order.
    """
    files = Disk(source) if isinstance(source, Path) else source
    if not files.has_folder(FOLDER):
        problem = Place(FOLDER).problem(
            "no-records", "There is no folder `records`.", "Run this in the repository, or name it with --root."
        )
        return collect((), (*schemas.problems, problem))
    judged = (
        Judged(entry.path, known[entry.path]) if entry.path in known else _judge(files, entry, schemas, judge, ignored)
        for entry in files.below(FOLDER)
        if entry.path not in TOLERATED
    )
    return collect(judged, schemas.problems)


def to_skim(files: Files, ignored: Container[str] = ()) -> list[str]:
    """The paths of all files that may be records in order."""
    return [
        entry.path
        for entry in files.below(FOLDER)
        if entry.sort is Sort.FILE and entry.path not in ignored and named(entry.path)
    ]


def _judge(files: Files, entry: Entry, schemas: Schemas, judge: JudgeFile, ignored: Container[str]) -> Judged:
    """One entry of a folder."""
    if entry.path in ignored:
        return _ignored(entry.path)
    shown = printable(entry.path)
    if entry.sort is Sort.OTHER:
        return _not_a_file(shown)
    if entry.sort is Sort.UNREADABLE:
        return _unreadable(shown)
    try:
        raw = files.read(entry.path, MAX_BYTES + 1)
    except NotAFileError:
        return _not_a_file(shown)
    except OSError:
        return _unreadable(shown)
    return judge(shown, raw, schemas)


def _not_a_file(path: str) -> Judged:
    message = "This is a link, a device or a repository of its own, not an ordinary file or folder."
    return Judged(path, None, (Place(path).problem("not-a-file", message, "Put the record itself here."),))


def _unreadable(path: str) -> Judged:
    message = "This cannot be read from the disk, or was changed while it was being read."
    return Judged(path, None, (Place(path).problem("unreadable", message, "Check its rights, and run this again."),))


def _ignored(path: str) -> Judged:
    shown = printable(path)
    problem = Place(shown).problem(
        "ignored-file",
        "Git passes over this file, so it is here and nowhere else: nobody who has a clone can see it.",
        "Take out of .gitignore (or .git/info/exclude) the line that it matches, and commit the file.",
    )
    return Judged(shown, None, (problem,))
