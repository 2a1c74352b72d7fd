"""The log of a repository, read as one stream: each commit with the files that it changed.

Git prints a commit's fields and its changed files one after the other, each ended by NUL, the one character that
neither a name nor a path can hold. So nothing that somebody wrote into a name or a path can pass for another entry.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from supervision_records.history.command import MISSING, NO_SENSE, GitError, begun, is_commit
from supervision_records.history.day import FIRST, LAST
from supervision_records.history.values import GONE, Commit, Who

#: What a commit is printed with, in the order of ``_commit``.
FORMAT = "--format=" + "".join(f"%{field}%x00" for field in ("H", "P", "ct", "an", "ae", "cn", "ce"))
FIELDS = 7
#: The same output whatever the configuration says: the root commit's files too, every name as it was written.
FIXED = (
    "--raw", "--no-abbrev", "--no-renames", "--root", "-z", "--encoding=UTF-8", "--no-mailmap", "--no-notes",
    "--no-color", "--no-ext-diff", "--no-textconv", "--no-show-signature", "--no-decorate", "--topo-order",
    "-O/dev/null", "--ignore-submodules=none", "--no-relative",
)  # fmt: skip
_ORDINARY = (b"100644", b"100755")


class Changed(NamedTuple):
    """One file that a commit changed: its content then, ``GONE`` if there is none; the parents' too, for a merge."""

    path: str
    blob: str
    parents: tuple[str, ...] = ()


class Entry(NamedTuple):
    """One commit and what it changed."""

    commit: Commit
    changed: list[Changed]


def main_line(root: Path, tip: str, wanted: tuple[str, ...]) -> list[Entry]:
    """The commits of a tip's first-parent line, oldest first, each with what it changed of the wanted paths there."""
    return _told(begun(root, "log", "--first-parent", "-m", *FIXED, FORMAT, tip, "--"), wanted)


def all_commits(root: Path, tip: str, wanted: tuple[str, ...]) -> Callable[[], list[Entry]]:
    """Every commit behind a tip, parents before children; a merge with what it has that none of its parents has.

    Git goes to work at once; what is given back waits for it.
    """
    said = begun(root, "log", "-c", *FIXED, FORMAT, tip, "--")
    return lambda: _told(said, wanted)


def _told(said: Callable[[], bytes], wanted: tuple[str, ...]) -> list[Entry]:
    """The entries of a log, oldest first. GitError where the clone lacks what the log is made from."""
    try:
        listing = said()
    except GitError as error:
        raise GitError(MISSING) from error
    return list(_entries(listing, wanted))[::-1]


def _entries(said: bytes, wanted: tuple[str, ...]) -> Iterator[Entry]:
    """The printed log, cut up. ``wanted`` are beginnings of paths."""
    tokens = said.split(b"\0")
    starts = tuple(start.encode("utf-8", "surrogateescape") for start in wanted)
    at, end = 0, len(tokens) - 1
    while at < end:
        entry = Entry(_commit(tokens[at : at + FIELDS]), [])
        at += FIELDS
        while at < end and (not tokens[at] or tokens[at].lstrip(b"\n")[:1] == b":"):
            if not tokens[at]:  # between a commit and its files, or the next commit
                at += 1
                continue
            if tokens[at + 1].startswith(starts):
                entry.changed.append(_changed(tokens[at].lstrip(b"\n"), tokens[at + 1]))
            at += 2
        yield entry


def _commit(fields: list[bytes]) -> Commit:
    commit, parents, at, *names = b"\0".join(fields).decode("utf-8", "replace").split("\0")
    if not is_commit(commit):
        raise GitError(NO_SENSE)
    return Commit(commit, tuple(parents.split()), _instant(at), Who(*names[:2]), Who(*names[2:]))


def _instant(text: str) -> int | None:
    """A printed instant, if it is one that can be gone by."""
    found = int(text) if text.isascii() and text.isdigit() and len(text) < len(str(LAST)) + 1 else -1
    return found if FIRST <= found <= LAST else None


def _changed(about: bytes, path: bytes) -> Changed:
    """``:mode mode id id status``, or for a merge of n parents n colons, n + 1 modes and n + 1 ids."""
    if about[1:2] != b":":  # one parent, as nearly all
        _, mode, _, blob, _ = about.split(b" ")
        return Changed(path.decode("utf-8", "surrogateescape"), blob.decode("ascii") if mode in _ORDINARY else GONE)
    parents = len(about) - len(about.lstrip(b":"))
    parts = about[parents:].split(b" ")
    ids = [
        blob.decode("ascii") if mode in _ORDINARY else GONE
        for mode, blob in zip(parts[: parents + 1], parts[parents + 1 : -1], strict=True)
    ]
    return Changed(path.decode("utf-8", "surrogateescape"), ids[-1], tuple(ids[:-1]))
