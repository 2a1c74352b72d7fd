"""What a change brings: the records and files that it touches, grouped, each in a line for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from supervision_records.model import Record
from supervision_records.review.kinds import NAMES, line
from supervision_records.since.contents import Paths
from supervision_records.since.guard import is_guarded
from supervision_records.since.told import Records
from supervision_records.store import FOLDER as RECORDS
from supervision_records.store import KINDS, Store, named, printable

UNREAD = "cannot be read as a record yet: what is wrong with it stands below"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is told, and the file where it is to be seen ("": none that is still there)."""

    words: str
    path: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Things of one sort: "2 new supervision sessions of team north"."""

    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class _Touched:
    """A record that a change touches: what is done to it, its kind and team, and its line."""

    deed: str
    kind: str
    team: str
    item: Item


#: What is done to a record, in the order of telling, and how that is said of so many of a kind.
DEEDS = {
    "new": "{number} new {name}{team}",
    "changed": "{number} {name}{team} changed",
    "moved": "{number} {name}{team} moved to another folder",
    "removed": "{number} {name}{team} taken away",
}


def brought(records: Records, before: Store, after: Store, paths: Paths) -> tuple[Group, ...]:
    """All that a change touches: records by deed, kind and team, then other files."""
    found = sorted(_records(records, before, after), key=_key)
    groups = [_group(list(same)) for _, same in groupby(found, key=_key)]
    others = [path for path in paths.all if not path.startswith(f"{RECORDS}/")]
    words = [path for path in others if not is_guarded(path)]
    judging = [path for path in others if is_guarded(path)]
    groups += _files("page of words", "pages of words", words, paths)
    groups += _files("file that judges or runs", "files that judge or run", judging, paths)
    return tuple(groups)


def _key(touched: _Touched) -> tuple[int, int, str]:
    return list(DEEDS).index(touched.deed), KINDS.index(touched.kind), touched.team


def _group(same: list[_Touched]) -> Group:
    first, number = same[0], len(same)
    name = NAMES[first.kind][number > 1]
    team = f" of team {first.team}" if first.team else ""
    title = DEEDS[first.deed].format(number=number, name=name, team=team)
    return Group(title, tuple(touched.item for touched in same))


def _records(records: Records, before: Store, after: Store) -> Iterator[_Touched]:
    for path in records.added:
        yield _told("new", path, _record(after, path))
    for path in records.changed:
        old, new = _record(before, path), _record(after, path)
        yield _told("changed", path, new, _difference(old, new))
    for _, path in records.moved:
        yield _told("moved", path, _record(after, path))
    for path in records.removed:
        yield _told("removed", path, _record(before, path), there=False)


def _told(deed: str, path: str, record: Record | None, more: str = "", *, there: bool = True) -> _Touched:
    name = named(path)
    assert name is not None  # noqa: S101  (``Records`` holds paths of records alone)
    if record is None:
        words = f"{name.id}: {UNREAD}" if there else name.id
    else:
        words = line(name.kind, name.id, record.data) + more
    team = record.data.get("team", "") if record else ""
    return _Touched(deed, name.kind, team, Item(words, printable(path) if there else ""))


def _record(store: Store, path: str) -> Record | None:
    """The record at a path, if it can be read and no other has its id."""
    name = named(path)
    record = store.records[name.kind].get(name.id) if name else None
    return record if record and record.path == path else None


def _difference(old: Record | None, new: Record | None) -> str:
    """The keys at which two versions differ; the keys of a valid record are those of its schema."""
    if old is None or new is None:
        return ""
    keys = [key for key in dict.fromkeys((*new.data, *old.data)) if old.data.get(key) != new.data.get(key)]
    return f"; changed at {', '.join(keys)}" if keys else "; the same values as before"


def _files(one: str, many: str, touched: Iterable[str], paths: Paths) -> Iterator[Group]:
    gone = set(paths.removed)
    items = tuple(
        Item(printable(path) + (", taken away" if path in gone else ""), "" if path in gone else printable(path))
        for path in touched
    )
    if items:
        yield Group(f"{len(items)} {one if len(items) == 1 else many}", items)
