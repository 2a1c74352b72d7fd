"""The ledger of a clone: what every record's content is, when it came in, how often it changed, what was removed.

It covers every file below ``records/`` that is named as records are, readable or not, so that a stranger can make the
same list with Git alone.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from supervision_records.history.blobs import Blobs
from supervision_records.history.command import HEAD, NO_COMMITS, GitError, resolve
from supervision_records.history.log import Entry, main_line
from supervision_records.history.place import whole_clone
from supervision_records.ledger import Kept, Ledger, Removed, Stage
from supervision_records.store import FOLDER
from supervision_records.yamlio import MAX_BYTES

#: A record is known by its kind's folder and its file's name, wherever below that folder it lies.
Key = tuple[str, str]
ENDING = ".yaml"
#: No content is read beyond this: the check refuses files that are far shorter.
LONGEST = 64 * MAX_BYTES


def ledger_of(root: Path) -> Ledger:
    """The ledger of the repository at ``root``, for the commit that is checked out."""
    try:
        tip, prefix = _place(root)
        book = _Book(main_line(root, tip, (f"{prefix}{FOLDER}/",)), prefix)
        kept = tuple(book.kept(root))
    except GitError as error:
        return Ledger(why=str(error))
    return Ledger(tip, kept, tuple(book.removals()), _open(root, {one.path: one.sha256 for one in kept}))


def _place(root: Path) -> tuple[str, str]:
    """The commit that is checked out, and where in the clone the repository lies. GitError where not all is there."""
    prefix = whole_clone(root)
    try:
        return resolve(root, HEAD), prefix
    except GitError as error:
        raise GitError(NO_COMMITS) from error


class _Book:
    """The files of the main line, commit by commit."""

    def __init__(self, entries: Iterable[Entry], prefix: str) -> None:
        self._now: defaultdict[Key, dict[str, str]] = defaultdict(dict)
        self._stages: defaultdict[Key, list[Stage]] = defaultdict(list)
        self._gone: list[tuple[str, Key, Stage]] = []
        for entry in entries:
            self._apply(entry, prefix)

    def _apply(self, entry: Entry, prefix: str) -> None:
        before: dict[Key, dict[str, str]] = {}
        for changed in entry.changed:
            path = changed.path.removeprefix(prefix)
            if path.endswith(ENDING):
                key = _key(path)
                before.setdefault(key, dict(self._now[key]))
                self._now[key].pop(path, None)
                if changed.blob:
                    self._now[key][path] = changed.blob
        stage = Stage(entry.commit.on, entry.commit.id)
        for key, paths in before.items():
            if paths or self._now[key]:
                self._stages[key].append(stage)
            if paths and not self._now[key]:
                self._gone.append((min(paths), key, stage))

    def kept(self, root: Path) -> Iterator[Kept]:
        """Every record that is there, by path, with the SHA-256 of its content."""
        there = sorted((path, blob, key) for key, paths in self._now.items() for path, blob in paths.items())
        with Blobs(root) as blobs:
            contents = blobs.read_all((blob for _, blob, _ in there), LONGEST)
            for (path, _, key), content in zip(there, contents, strict=True):
                stages = self._stages[key]
                yield Kept(path, hashlib.sha256(content).hexdigest(), stages[0], len(stages), stages[-1])

    def removals(self) -> Iterator[Removed]:
        """Every time that a record went, in the order of the commits."""
        for path, (kind, name), stage in self._gone:
            stone = self._now.get(("tombstones", f"{kind}--{name}"), {})
            yield Removed(path, stage, min(stone, default=None))


def _key(path: str) -> Key:
    _, kind, *rest = path.split("/")
    return kind, rest[-1] if rest else kind


def _open(root: Path, committed: dict[str, str]) -> tuple[str, ...]:
    """The records on this disk, or missing from it, that are not as the commit has them."""
    here = {path.relative_to(root).as_posix() for path in (root / FOLDER).rglob(f"*{ENDING}") if path.is_file()}
    return tuple(sorted(path for path in here | committed.keys() if not _same(root / path, committed.get(path))))


def _same(path: Path, sha256: str | None) -> bool:
    """Has the file this content, whichever way its lines end?"""
    try:
        content = path.read_bytes() if path.stat().st_size <= LONGEST else b""
    except OSError:
        return False
    return sha256 in {hashlib.sha256(text).hexdigest() for text in (content, content.replace(b"\r\n", b"\n"))}
