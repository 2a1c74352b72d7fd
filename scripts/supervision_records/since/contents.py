"""What each path of a repository holds, as an id that is equal when and only when the contents are.

A commit has these ids already; of a folder on the disk they are worked out as Git does, so that the two compare.
"""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass

from supervision_records.files import Disk, Entry, Sort
from supervision_records.history.revision import ORDINARY, Revision

#: Path to what is there. Ids of what is no ordinary file never equal that of a file.
Contents = Mapping[str, str]

#: What is looked at on the disk beside the paths of the base: all that is judged.
JUDGED = ("records", "schemas", "docs/protocols")
SETTINGS = "supervision.yaml"
#: A file larger than this is not compared: it counts as changed.
LARGEST = 64 * 1024 * 1024

LINK = "link:"
UNREADABLE = "unreadable:"


class Nothing:
    """A repository without any file: what is there before the first push."""

    def has_folder(self, folder: str) -> bool:  # noqa: ARG002  (the face of all sources of files)
        """There is none."""
        return False

    def below(self, folder: str) -> Iterator[Entry]:  # noqa: ARG002
        """There is nothing."""
        return iter(())

    def read(self, path: str, limit: int) -> bytes:
        """There is nothing to read."""
        raise FileNotFoundError(path, limit)


@dataclass(frozen=True, slots=True)
class Paths:
    """Paths that differ between two states, each in order."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]

    @property
    def all(self) -> tuple[str, ...]:
        """All of them, in order."""
        return tuple(sorted((*self.added, *self.changed, *self.removed)))

    @property
    def there(self) -> tuple[str, ...]:
        """Those that are there after the change."""
        return tuple(sorted((*self.added, *self.changed)))

    def without(self, paths: Container[str]) -> Paths:
        """All but some."""
        return Paths(*(tuple(p for p in some if p not in paths) for some in (self.added, self.changed, self.removed)))


def of_revision(revision: Revision) -> Contents:
    """The contents of a commit."""
    return {
        path: kept.blob if kept.mode in ORDINARY else f"{LINK}{kept.mode}:{kept.blob}"
        for path, kept in revision.kept.items()
    }


def of_disk(disk: Disk, base: Contents) -> Contents:
    """The contents of a working copy: of every path of the base that is still there, and of all that is judged."""
    algorithm = "sha256" if any(len(blob) > 40 for blob in base.values() if ":" not in blob) else "sha1"  # noqa: PLR2004
    found: dict[str, str] = {}
    for entry in _entries(disk, base):
        if entry.path not in found and (content := _content(disk, entry, algorithm)):
            found[entry.path] = content
    return found


def differing(before: Contents, after: Contents) -> Paths:
    """The paths at which two states differ."""
    return Paths(
        tuple(sorted(after.keys() - before.keys())),
        tuple(sorted(path for path in before.keys() & after.keys() if before[path] != after[path])),
        tuple(sorted(before.keys() - after.keys())),
    )


def is_file(content: str) -> bool:
    """Is it that of an ordinary file?"""
    return ":" not in content


def _entries(disk: Disk, base: Iterable[str]) -> Iterator[Entry]:
    for folder in JUDGED:
        yield from disk.below(folder)
    yield from (Entry(path, Sort.FILE) for path in (SETTINGS, *base))


def _content(disk: Disk, entry: Entry, algorithm: str) -> str:
    """What is at a path of the disk; "" where there is nothing."""
    if entry.sort is not Sort.FILE:
        return LINK
    try:
        raw = disk.read(entry.path, LARGEST + 1)
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except OSError:
        return UNREADABLE
    if len(raw) > LARGEST:
        return UNREADABLE
    head = b"blob %d\0" % len(raw)
    return hashlib.new(algorithm, head + raw, usedforsecurity=False).hexdigest()
