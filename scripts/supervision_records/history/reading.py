"""Reading a repository's history: the log in one pass, contents in bulk. Nothing is guessed: GitError instead."""

from __future__ import annotations

import gc
from collections.abc import Callable, Container, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path

from supervision_records.history.blobs import Blobs
from supervision_records.history.branches import MERGE
from supervision_records.history.command import HEAD, NO_COMMITS, GitError, git, resolve
from supervision_records.history.log import Entry, all_commits, main_line
from supervision_records.history.place import whole_clone
from supervision_records.history.timeline import build
from supervision_records.history.values import GONE, History
from supervision_records.model import Data
from supervision_records.settings import FILE as SETTINGS
from supervision_records.store import FOLDER, Name
from supervision_records.yamlio import MAX_BYTES, load


def read_history(root: Path, revision: str = HEAD, *, branches: bool = True) -> History:
    """The history of the records at ``root`` behind a revision. GitError where it is not all there.

    Without ``branches`` it is read in half the time, and says only what each commit of the main line brought, not
    who wrote it on the branch before.
    """
    with _without_collection():
        return _read(root, revision, branches=branches)


def _read(root: Path, revision: str, *, branches: bool) -> History:
    prefix = whole_clone(root)
    tip = _tip(root, revision)
    wanted = (f"{prefix}{FOLDER}/", f"{prefix}{SETTINGS}")
    main = _inside(main_line(root, tip, wanted), prefix)
    if not branches:
        return build(main, None, lambda *_: GONE)
    whole, said = _with_branches(main, lambda: all_commits(root, tip, wanted))
    everything = list(_inside(said(), prefix))
    with ExitStack() as stack:
        blobs = cache(lambda: stack.enter_context(Blobs(root)))  # started where it is asked for; that is hardly ever
        return build(whole, everything, lambda commit, path: blobs().id_at(commit, prefix + path) or GONE)


@contextmanager
def _without_collection() -> Iterator[None]:
    """Python looks for circles again and again while many values are made; there are none in these."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _tip(root: Path, revision: str) -> str:
    """The commit that the history is asked for. GitError where there is none, in words that say why."""
    try:
        return resolve(root, revision)
    except GitError as error:
        raise GitError(NO_COMMITS if revision == HEAD else str(error)) from error


def _with_branches(
    main: Iterable[Entry], ask: Callable[[], Callable[[], list[Entry]]]
) -> tuple[list[Entry], Callable[[], list[Entry]]]:
    """The main line, and all commits, which are asked for at the first merge: Git makes them on another processor.

    A history without any merge is told by its main line.
    """
    whole: list[Entry] = []
    said: Callable[[], list[Entry]] | None = None
    for entry in main:
        if said is None and len(entry.commit.parents) >= MERGE:
            said = ask()
        whole.append(entry)
    return whole, said or list


def newer_than(root: Path, revision: str, tip: str) -> frozenset[str]:
    """The ids of the commits behind a tip that are not behind a revision. GitError where there is no such revision."""
    said = git(root, "rev-list", tip, f"^{resolve(root, revision)}", "--")
    return frozenset(said.decode("ascii").split())


def _inside(entries: Iterable[Entry], prefix: str) -> Iterator[Entry]:
    """The entries with paths as the repository of records has them, which may lie below the top of its clone."""
    if not prefix:
        yield from entries
        return
    for commit, changed in entries:
        yield Entry(commit, [one._replace(path=one.path.removeprefix(prefix)) for one in changed])


class Contents:
    """The values of records by path and the id of their content, read in bulk and kept. Itself a ``Read``."""

    def __init__(self, blobs: Blobs) -> None:
        """From the contents of a clone."""
        self._blobs = blobs
        self._kept: dict[str, Data | None] = {}

    def fetch(self, wanted: Iterable[tuple[str, str]]) -> None:
        """Read what is asked for, (path, id), and not yet there."""
        missing = {blob: path for path, blob in wanted if blob and blob not in self._kept}
        for (blob, path), raw in zip(
            missing.items(), self._blobs.read_all(missing, MAX_BYTES + 1), strict=True
        ):  # fmt: skip
            self._kept[blob] = _value(path, raw)

    def fetch_all(self, history: History, but: Container[Name] = ()) -> None:
        """Read every content that anything in a history is judged by, ``but`` for some records' own."""
        versions = [v for name, versions in history.records.items() if name not in but for v in versions]
        self.fetch((version.path, step.blob) for version in versions for step in version.steps)
        self.fetch((version.path, version.blob) for version in (*versions, *history.settings))
        self.fetch((merge.path, blob) for merge in history.merges for blob in (merge.blob, *merge.parents))

    def fetch_people(self, history: History) -> None:
        """Read what says by which addresses people are known."""
        people = [versions for name, versions in history.records.items() if name.kind == "people"]
        self.fetch((version.path, version.blob) for versions in people for version in versions)

    def __call__(self, path: str, blob: str) -> Data | None:
        """The value of a record; None where its content is none that can be read, or there is none."""
        if blob and blob not in self._kept:
            self.fetch([(path, blob)])
        return self._kept.get(blob)


def _value(path: str, raw: bytes) -> Data | None:
    document, _ = load(path, raw)
    return document.data if document and isinstance(document.data, dict) else None
