"""Files that are in order, read in one or more processes, of which no more is kept than is asked for.

Whatever has a problem is left out, and judged as ever by whoever asked: nothing is refused or worded here.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from hashlib import blake2b
from typing import Any, NamedTuple

from supervision_records.files import ChangedError, Files
from supervision_records.model import Data, Document, Marks, Record
from supervision_records.processes import number_for, spread
from supervision_records.schema import Schemas
from supervision_records.store.collect import judge_file
from supervision_records.store.paths import named
from supervision_records.yamlio import MAX_BYTES, load

#: Of some records that are in order by themselves, what is to be kept of each; None leaves a record out.
Keep = Callable[[Sequence[Record]], Iterable[Any]]


class Kept(NamedTuple):
    """What is kept of one file, and the digest of its bytes."""

    what: Any
    digest: bytes


def digest_of(raw: bytes) -> bytes:
    """What tells two contents of a file apart."""
    return blake2b(raw, digest_size=16).digest()


def skim(files: Files, paths: Sequence[str], schemas: Schemas, keep: Keep, jobs: int | None = None) -> dict[str, Kept]:
    """What is kept of those of some files that are in order, by path."""

    def part(some: Sequence[str]) -> list[Kept | None]:
        with not_collecting():
            return _part(files, some, schemas, keep)

    found = spread(part, paths, number_for(len(paths), jobs))
    return {path: kept for path, kept in zip(paths, found, strict=True) if kept is not None}


def _part(files: Files, paths: Sequence[str], schemas: Schemas, keep: Keep) -> list[Kept | None]:
    found: list[Kept | None] = []
    for start in range(0, len(paths), _AT_ONCE):
        found += _few(files, paths[start : start + _AT_ONCE], schemas, keep)
    return found


#: So many files are read before what is not kept of them is let go.
_AT_ONCE = 500


def _few(files: Files, paths: Sequence[str], schemas: Schemas, keep: Keep) -> Iterator[Kept | None]:
    judged = {path: _in_order(files, path, schemas) for path in paths}
    good = {path: found for path, found in judged.items() if found is not None}
    whats = dict(zip(good, keep([record for record, _ in good.values()]), strict=True))
    for path in paths:
        what = whats.get(path)
        yield None if what is None else Kept(what, good[path][1])


def _in_order(files: Files, path: str, schemas: Schemas) -> tuple[Record, bytes] | None:
    """The record of a file that has no problem by itself, and the digest of its bytes."""
    try:
        raw = files.read(path, MAX_BYTES + 1)
    except OSError:
        return None
    judged = judge_file(path, raw, schemas)
    return (judged.record, digest_of(raw)) if judged.record and not judged.problems else None


@contextmanager
def not_collecting() -> Iterator[None]:
    """Let Python not look for rubbish for a while: much is made here that stays, and nothing that holds itself."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


class Skimmed(Record):
    """A record that was in order. Its file is read again where its data or their places are asked for, which is rare.

    ``asked`` is that of its data which is asked for often, where any of it was kept.
    """

    __slots__ = ("_digest", "_files", "_whole", "asked")
    _digest: bytes
    _files: Files
    _whole: Document | None
    asked: Data | None

    def __init__(self, path: str, digest: bytes, asked: Data | None, files: Files) -> None:
        name = named(path)
        assert name is not None  # noqa: S101  (it was judged under this name)
        given = (path, *name, digest, asked, files, None)
        for key, value in zip(("path", "kind", "id", "_digest", "asked", "_files", "_whole"), given, strict=True):
            object.__setattr__(self, key, value)

    @property
    def data(self) -> Data:
        """What the record says."""
        data: Data = self._read().data
        return data

    @property
    def marks(self) -> Marks:
        """Where its values stand."""
        return self._read().marks

    def _read(self) -> Document:
        if self._whole is None:
            raw = self._files.read(self.path, MAX_BYTES + 1)
            document, _ = load(self.path, raw) if digest_of(raw) == self._digest else (None, ())
            if document is None:
                raise ChangedError("Records were changed while they were judged. Run this again.")
            object.__setattr__(self, "_whole", document)
            return document
        return self._whole


def asked_of(record: Record) -> Data:
    """What others ask of a record, without reading its file again where that was kept."""
    asked = record.asked if isinstance(record, Skimmed) else None
    return record.data if asked is None else asked
