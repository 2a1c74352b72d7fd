"""From the log's entries to the versions of every record. Pure: the log was read before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from supervision_records.history.branches import Branches
from supervision_records.history.log import Changed, Entry
from supervision_records.history.values import GONE, Commit, History, Odd, OddMerge, Step, Version
from supervision_records.settings import FILE as SETTINGS
from supervision_records.store import Name, named

#: The content of a path at a commit, ``GONE`` if there is none.
At = Callable[[str, str], str]


def build(main: Sequence[Entry], everything: Iterable[Entry], at: At) -> History:
    """The history that the entries of the main line and those of all commits tell, both oldest first."""
    branches = Branches(everything)
    files = _Files()
    merges: list[OddMerge] = []
    for commit, changed in main:
        brought = branches.brought(commit)
        files.apply(commit, changed, brought)
        if len(commit.parents) > 1:
            merges += _odd(commit, changed, brought, branches.neither(commit))
            merges += _left_out(commit, brought, files.now, at)
    records = {name: tuple(files.records[name]) for name in sorted(files.records)}
    return History(tuple(entry.commit for entry in main), records, tuple(merges), tuple(files.settings))


class _Files:
    """The files of the main line, commit by commit, and the versions that come of it."""

    def __init__(self) -> None:
        self.records: dict[Name, list[Version]] = {}
        self.settings: list[Version] = []
        self.now: dict[str, str] = {}  # what every path holds
        self._paths: dict[Name, set[str]] = {}  # where each record lies; more than one is a duplicate

    def apply(self, commit: Commit, changed: Iterable[Changed], brought: Mapping[str, tuple[Step, ...]]) -> None:
        """What one commit of the main line does."""
        touched: dict[Name, str] = {}
        for path, blob, _ in changed:
            if path == SETTINGS:
                self.settings.append(Version(commit, path, blob, brought.get(path) or (Step(commit, blob),)))
            name = named(path)
            if name is None:
                continue
            self._set(name, path, blob)
            touched[name] = path
        for name, last in touched.items():
            path = min(self._paths[name], default=last)
            blob = self.now.get(path, GONE)
            earlier = self.records.setdefault(name, [])
            if not earlier or (earlier[-1].path, earlier[-1].blob) != (path, blob):
                steps = brought.get(path) or (Step(commit, blob),)
                earlier.append(Version(commit, path, blob, steps))

    def _set(self, name: Name, path: str, blob: str) -> None:
        paths = self._paths.setdefault(name, set())
        if blob:
            self.now[path] = blob
            paths.add(path)
        else:
            self.now.pop(path, None)
            paths.discard(path)


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
