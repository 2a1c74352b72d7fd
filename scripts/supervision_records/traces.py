"""What is kept of records that are in order, from one run to the next, so that only what changed is read again.

One file in the clone's own folder of Git, which no commit can bring: nothing of a record's text is in it beyond ids
and dates. It is used only where it is whole (its digest says so) and was made by the same rules and the same code; a
record is taken from it only where its file is the one that was judged: by size, inode and both of its times, as Git
does it, or else by the digest of its bytes. A file written at about the time that it was read is always looked at by
its bytes.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import fields, is_dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

from supervision_records.files import Files
from supervision_records.model import Data
from supervision_records.store.skim import Kept, digest_of
from supervision_records.writing import CannotWriteError, checked, with_digest, write_file
from supervision_records.yamlio import MAX_BYTES

PLACE = (".git", "supervision")
FILE = "checked"
#: The layout of the file; and how near to the time of a run a file may have been written for its times to be believed.
_VERSION, _NEAR = 1, 2_000_000_000
#: Below this many records, reading them all is as quick.
WORTH_IT = 1000
#: The file is written anew where more records than this, and than a fiftieth of all, are not in it as they are.
_FEW = 50

Stat = tuple[str, str, str, str]


class Trace(NamedTuple):
    """What is kept of a record in order: its ties, and what others ask of it (of a session: ``brief_of``)."""

    ties: tuple[str, ...]
    brief: str
    data: Data | None


class Row(NamedTuple):
    """One line of the file."""

    stat: Stat
    digest: bytes
    ties: str
    brief: str
    data: str

    def kept(self) -> Kept:
        """What was kept."""
        data = json.loads(self.data) if self.data else None
        return Kept(Trace(tuple(self.ties.split("|")) if self.ties else (), self.brief, data), self.digest)


class Traces:
    """The traces of one repository. ``key`` says by what the records were judged."""

    def __init__(self, root: Path, key: str) -> None:
        self._root = root
        self._folder = root.joinpath(*PLACE)
        self._key = key
        self._began = time.time_ns()
        self._stats: dict[str, Stat] = {}
        self._rows = dict(self._read())

    def known(self, files: Files, paths: Iterable[str]) -> dict[str, Kept]:
        """What is kept of those files that are as they were."""
        found: dict[str, Kept] = {}
        self._fresh = 0
        for path in paths:
            stat = self._stats[path] = self._stat(path)
            row = self._rows.get(path)
            if row is None:
                continue
            if row.stat == stat and stat != _NONE:
                found[path] = row.kept()
                self._fresh += 1
            elif _has_bytes(files, path, row.digest):
                found[path] = row.kept()
        return found

    def keep(self, kept: Mapping[str, Kept]) -> None:
        """Write down what is kept of all records now; where little changed, or it cannot be written, leave it."""
        if len(kept) < WORTH_IT or len(kept) - self._fresh <= max(_FEW, len(kept) // 50):
            return
        lines = [f"{_VERSION}\t{self._key}"]
        lines += ("\t".join(_line(path, self._believed(path), each)) for path, each in kept.items())
        with suppress(OSError, CannotWriteError):
            self._folder.mkdir(exist_ok=True)
            write_file(self._folder / FILE, with_digest("\n".join(lines).encode()), replace=True)

    def _read(self) -> Iterator[tuple[str, Row]]:
        try:
            data = checked((self._folder / FILE).read_bytes())
        except OSError:
            return
        head, *lines = (data or b"").decode().split("\n")
        if head != f"{_VERSION}\t{self._key}":
            return
        for line in lines:
            path, size, changed, made, node, digest, ties, brief, kept = line.split("\t")
            yield path, Row((size, changed, made, node), bytes.fromhex(digest), ties, brief, kept)

    def _stat(self, path: str) -> Stat:
        try:
            found = os.lstat(f"{self._root}/{path}")
        except OSError:
            return _NONE
        return str(found.st_size), str(found.st_mtime_ns), str(found.st_ctime_ns), str(found.st_ino)

    def _believed(self, path: str) -> Stat:
        """The times of a file, but where it was written so lately that they might stay the same at another writing."""
        stat = self._stats[path]
        newest = max(int(stat[1] or 0), int(stat[2] or 0))
        return stat if newest < self._began - _NEAR else _NONE


#: Stands where a file's times say nothing.
_NONE: Stat = ("", "", "", "")


def _line(path: str, stat: Stat, kept: Kept) -> Iterator[str]:
    trace: Trace = kept.what
    data = "" if trace.data is None else json.dumps(trace.data)
    yield from (path, *stat, kept.digest.hex(), "|".join(trace.ties), trace.brief, data)


def _has_bytes(files: Files, path: str, digest: bytes) -> bool:
    try:
        return digest_of(files.read(path, MAX_BYTES + 1)) == digest
    except OSError:
        return False


def key_of(*judged_by: Any) -> str:
    """What tells two sets of rules apart, and the code that goes by them."""
    return blake2b(_told((judged_by, sorted(_code()))).encode(), digest_size=16).hexdigest()


def _told(value: Any) -> str:
    """A value in words that are the same in every run: what has no order of its own is put in order."""
    if isinstance(value, (set, frozenset)):
        return f"{{{','.join(sorted(map(_told, value)))}}}"
    if isinstance(value, Mapping):
        return f"{{{','.join(f'{_told(key)}:{_told(inner)}' for key, inner in value.items())}}}"
    if isinstance(value, (list, tuple)):
        return f"[{','.join(map(_told, value))}]"
    if is_dataclass(value):
        return f"({','.join(_told(getattr(value, field.name)) for field in fields(value))})"
    return repr(value)


def _code() -> Iterator[tuple[str, int, int]]:
    for folder, _, names in os.walk(Path(__file__).parent):
        for name in names:
            if name.endswith(".py"):
                found = os.stat(f"{folder}/{name}")  # noqa: PTH116  (one for each module, at every run)
                yield f"{folder}/{name}", found.st_size, found.st_mtime_ns
