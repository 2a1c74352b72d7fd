"""From the log's entries to the versions of every record. Pure: the log was read before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from supervision_records.history.branches import MERGE, Branches
from supervision_records.history.log import Changed, Entry
from supervision_records.history.values import GONE, Commit, History, Odd, OddMerge, Step, Version
from supervision_records.settings import FILE as SETTINGS
from supervision_records.store import Name, named

#: The content of a path at a commit, ``GONE`` if there is none.
At = Callable[[str, str], str]


def build(main: Iterable[Entry], everything: Iterable[Entry] | None, at: At) -> History:
    """The history that the entries of the main line tell, and those of all commits, both oldest first.

    Without those of all commits, nothing is told of what merges did by themselves.
    """
    branches = None if everything is None else Branches(everything)
    files = _Files()
    commits: list[Commit] = []
    merges: list[OddMerge] = []
    for commit, changed in main:
        commits.append(commit)
        brought = branches.brought(commit) if branches else {}
        if branches:
            merges += _twice(commit, brought, files, branches)
        files.apply(commit, changed, brought)
        if branches and len(commit.parents) >= MERGE:
            merges += _odd(commit, changed, brought, branches.neither(commit))
            merges += _left_out(commit, brought, files.now, at)
    records = {name: tuple(files.records[name]) for name in sorted(files.records)}
    return History(tuple(commits), records, tuple(merges), tuple(files.settings))


class _Files:
    """The files of the main line, commit by commit, and the versions that come of it."""

    def __init__(self) -> None:
        self.records: dict[Name, list[Version]] = {}
        self.settings: list[Version] = []
        self.now: dict[str, str] = {}  # what every path holds
        self._lies: dict[Name, list[str]] = {}  # where each record lies; more than one is a duplicate

    def last(self, path: str) -> Version | None:
        """The last version of the record that lies at a path."""
        name = named(path)
        versions = self.records.get(name, []) if name else []
        return versions[-1] if versions and versions[-1].path == path and versions[-1].blob else None

    def apply(self, commit: Commit, changed: Iterable[Changed], brought: Mapping[str, tuple[Step, ...]]) -> None:
        """What one commit of the main line does."""
        touched: dict[Name, list[str]] = {}
        for path, blob, _ in changed:
            if path == SETTINGS:
                self.settings.append(_version(commit, path, blob, brought))
            name = named(path)
            if name is None:
                continue
            if blob:
                self.now[path] = blob
            else:
                self.now.pop(path, None)
            touched.setdefault(name, []).append(path)
        for name, paths in touched.items():
            self._record(name, paths, commit, brought)

    def _record(self, name: Name, paths: list[str], commit: Commit, brought: Mapping[str, tuple[Step, ...]]) -> None:
        """The version of one record that comes of changes at some paths. Of several files the first by path counts."""
        versions = self.records.setdefault(name, [])
        there = [path for path in {*self._lies.get(name, ()), *paths} if path in self.now]
        self._lies[name] = there
        path = min(there) if there else paths[-1]
        blob = self.now.get(path, GONE)
        if not versions or versions[-1].blob != blob or versions[-1].path != path:
            versions.append(_version(commit, path, blob, brought))


def _version(commit: Commit, path: str, blob: str, brought: Mapping[str, tuple[Step, ...]]) -> Version:
    return Version(commit, path, blob, brought.get(path) or (Step(commit, blob),))


def _twice(
    commit: Commit, brought: Mapping[str, tuple[Step, ...]], files: _Files, branches: Branches
) -> Iterator[OddMerge]:
    """What a merge's branch did later than the main line, by the dates, though it has not got it from there.

    So it looks where a merge's parents were swapped: the true main line is the branch, and a copy stands in its place.
    """
    for path, steps in brought.items():
        last = files.last(path)
        if last is None or last.commit.at is None:
            continue
        later = any(one.blob == last.blob and (one.commit.at or 0) > last.commit.at for one in steps)
        if later and not branches.holds(commit.parents[1:], last.commit.id):
            yield OddMerge(commit, path, Odd.TWICE, last.blob)


def _odd(
    commit: Commit, changed: Iterable[Changed], brought: Mapping[str, tuple[Step, ...]], neither: Iterable[Changed]
) -> Iterator[OddMerge]:
    """What a merge changed on its own: to a content of neither side, or back although its branch did nothing to it."""
    own = {path for path, blob, parents in neither if blob not in parents}
    for path, blob, parents in neither:
        if path in own and named(path):
            yield OddMerge(commit, path, Odd.NEITHER, blob, parents)
    for path, blob, parents in changed:
        if path not in own and path not in brought and named(path):
            yield OddMerge(commit, path, Odd.UNDONE, blob, parents)


def _left_out(
    commit: Commit, brought: Mapping[str, tuple[Step, ...]], now: Mapping[str, str], at: At
) -> Iterator[OddMerge]:
    """What a merge's branch holds and the merge does not."""
    for path, steps in brought.items():
        here = now.get(path, GONE)
        if steps[-1].blob == here or not named(path):
            continue
        there = tuple(at(parent, path) for parent in commit.parents[1:])
        if here == at(commit.parents[0], path) and here not in there:
            yield OddMerge(commit, path, Odd.LEFT_OUT, here, there)
