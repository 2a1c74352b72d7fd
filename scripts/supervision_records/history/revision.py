"""The files of a repository as they stood at a revision: the same face as those on the disk (``files.Files``)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from supervision_records.files import Entry, NotAFileError, Sort
from supervision_records.history.blobs import Blobs
from supervision_records.history.command import GitError, git, line, resolve
from supervision_records.history.place import folder_in
from supervision_records.history.stream import at_most

#: Git's modes of an ordinary file; all else is a link or a repository within the repository.
ORDINARY = frozenset({"100644", "100755"})

#: Parts of a path that Git itself never makes: a tree that has them, or one path twice, was made to deceive. Of two
#: contents at one path, we would judge one and somebody else would see the other.
NAMES = frozenset({"", ".", "..", ".git"})
UNSOUND = "A commit holds one path twice, or a path that no computer can hold: Git itself does not make such commits."

#: The longest listing of files that is read, in bytes: that of a million records. A tree of a few hundred bytes can be
#: made to list more than there is room for on any machine.
LISTING = 128 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Kept:
    """One file of a revision: its mode and the id of its content."""

    mode: str
    blob: str


@dataclass(frozen=True)
class Revision:
    """The files of one commit. ``commit`` is its full id; paths are relative to the repository's root."""

    commit: str
    kept: Mapping[str, Kept]
    blobs: Blobs

    def has_folder(self, folder: str) -> bool:
        """Is there such a folder? Git keeps none that is empty."""
        return any(path.startswith(f"{folder}/") for path in self.kept)

    def below(self, folder: str) -> Iterator[Entry]:
        """Everything below a folder, in the order of the paths."""
        for path in sorted(path for path in self.kept if path.startswith(f"{folder}/")):
            yield Entry(path, Sort.FILE if self.kept[path].mode in ORDINARY else Sort.OTHER)

    def read(self, path: str, limit: int) -> bytes:
        """The first bytes of a file."""
        if path not in self.kept:
            raise FileNotFoundError
        if self.kept[path].mode not in ORDINARY:
            raise NotAFileError
        return self.blobs.read(self.kept[path].blob, limit)


@contextmanager
def at_revision(root: Path, name: str) -> Iterator[Revision]:
    """The repository at ``root`` as it stood at a revision. GitError where there is none."""
    commit = resolve(root, name)
    with Blobs(root) as blobs:
        yield Revision(commit, listed(root, commit), blobs)


def listed(root: Path, commit: str) -> Mapping[str, Kept]:
    """Every file of a commit below the repository's root, by path. A path that is no text is kept as Python does."""
    prefix = folder_in(root, line(root, "rev-parse", "--absolute-git-dir")).rstrip("/")
    if prefix and not _is_there(root, f"{commit}:{prefix}"):
        return {}
    listing = at_most(root, LISTING, "ls-tree", "-r", "-z", "--full-tree", f"{commit}:{prefix}" if prefix else commit)
    found: dict[str, Kept] = {}
    for entry in filter(None, listing.split(b"\0")):
        about, _, path = entry.partition(b"\t")
        mode, _sort, blob = about.decode("ascii").split(" ")
        name = path.decode("utf-8", "surrogateescape")
        if name in found or not NAMES.isdisjoint(name.lower().split("/")):
            raise GitError(UNSOUND)
        found[name] = Kept(mode, blob)
    if any(folder in found for folder in _folders(found)):
        raise GitError(UNSOUND)
    return found


def _folders(paths: Iterable[str]) -> set[str]:
    """The folders that hold some files."""
    found: set[str] = set()
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder and folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return found


def _is_there(root: Path, tree: str) -> bool:
    """Was there such a folder at that time?"""
    try:
        git(root, "cat-file", "-e", tree)
    except GitError:
        return False
    return True
