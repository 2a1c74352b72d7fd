"""The log of a repository, read as one stream: each commit with the files that it changed.

Git prints a commit's fields and its changed files one after the other, each ended by NUL, the one character that
neither a name nor a path can hold. So nothing that somebody wrote into a name or a path can pass for another entry.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from supervision_records.history.command import (
    MISSING,
    NO_CLONE,
    NO_SENSE,
    TOO_MUCH,
    GitError,
    is_commit,
)
from supervision_records.history.day import FIRST, LAST
from supervision_records.history.stream import begun, streamed
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
#: The ways in which the history asks about merges: for what none of the parents has, and for what the main line got.
BY_ITSELF, BY_MAIN_LINE = ("-c",), ("--first-parent", "-m")
WAYS = (BY_ITSELF, BY_MAIN_LINE)
#: Where what a commit lists is more than is read.
TOO_MANY = "More files come or go {where} than any organisation has records. Look at it with somebody who knows Git."
#: What a changed file begins with; the first of a commit stands on a new line.
_FILE = (b":", b"\n:")
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


def main_line(root: Path, tip: str, wanted: tuple[str, ...]) -> Iterator[Entry]:
    """The commits of a tip's first-parent line, oldest first, each with what it changed of the wanted paths there.

    They are told while Git is still at work. ``wanted`` are beginnings of paths.
    """
    try:
        yield from _entries(streamed(root, "log", "--reverse", *BY_MAIN_LINE, *FIXED, FORMAT, tip, "--"), wanted)
    except GitError as error:
        raise _lacking(error) from error


def all_commits(root: Path, tip: str, wanted: tuple[str, ...]) -> Callable[[], list[Entry]]:
    """Every commit behind a tip, parents before children; a merge with what it has that none of its parents has.

    Git goes to work at once; what is given back waits for it.
    """
    said = begun(root, "log", "--reverse", *BY_ITSELF, *FIXED, FORMAT, tip, "--")

    def told() -> list[Entry]:
        try:
            return list(_entries(said(), wanted))
        except GitError as error:
            raise _lacking(error) from error

    return told


def changes(root: Path, old: str | None, new: str, way: tuple[str, ...]) -> Iterator[str]:
    """The id of a commit for every file that it changed, of those behind ``new`` and not behind ``old``; lazily.

    ``way`` is one of ``WAYS``. GitError where the history could not read what the commits changed.
    """
    asked = [f"^{old}", new, "--"] if old else [new, "--"]
    commit = ""
    pieces = streamed(root, "log", "--reverse", *way, *FIXED, FORMAT, *asked)
    tokens = _located(_tokens(pieces), lambda: commit)
    for token in filter(None, tokens):
        if token.startswith(_FILE):
            next(tokens, b"")
            yield commit
        else:
            commit = token.decode("ascii", "replace")
            deque(islice(tokens, FIELDS - 1), maxlen=0)


def _lacking(error: GitError) -> GitError:
    """Where Git fails on a clone that is one, the clone lacks what the log is made from."""
    return GitError(MISSING) if str(error) == NO_CLONE else error


def _entries(chunks: Iterable[bytes], wanted: tuple[str, ...]) -> Iterator[Entry]:
    """The printed log, cut up: what begins with a colon is a changed file, with its path behind it."""
    starts = tuple(start.encode("utf-8", "surrogateescape") for start in wanted)
    entry: Entry | None = None
    tokens = _located(_tokens(chunks), lambda: entry.commit.id if entry else "")
    for token in tokens:
        if not token:  # between a commit and its files, and before the next commit
            continue
        if token.startswith(_FILE):
            path = next(tokens, b"")
            if entry and path.startswith(starts):
                entry.changed.append(_changed(token.lstrip(b"\n"), path))
            continue
        if entry:
            yield entry
        entry = Entry(_commit([token, *islice(tokens, FIELDS - 1)]), [])
    if entry:
        yield entry


def _located(tokens: Iterator[bytes], last: Callable[[], str]) -> Iterator[bytes]:
    """The tokens; where they break off since a commit lists too much, the error says where. ``last`` was read last."""
    try:
        yield from tokens
    except GitError as error:
        if str(error) != TOO_MUCH:
            raise
        commit = last()
        where = f"at commit {commit[:12]} or at the one after it" if commit else "at the first commit"
        raise GitError(TOO_MANY.format(where=where)) from error


def _tokens(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """What stands between the NULs, wherever the pieces of the stream end."""
    rest = b""
    for chunk in chunks:
        *whole, rest = (rest + chunk).split(b"\0")
        yield from whole


def _commit(fields: list[bytes]) -> Commit:
    if len(fields) != FIELDS or not is_commit(fields[0].decode("utf-8", "replace")):
        raise GitError(NO_SENSE)
    commit, parents, at, *names = b"\0".join(fields).decode("utf-8", "replace").split("\0")
    return Commit(commit, tuple(parents.split()), instant(at), Who(*names[:2]), Who(*names[2:]))


def instant(text: str) -> int | None:
    """A printed instant, in seconds, if it is one that can be gone by."""
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
