"""Tombstones: which record each stands for, and whether one stands where a record is gone. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from supervision_records.history.values import Version
from supervision_records.model import Data
from supervision_records.store import Name

KIND = "tombstones"
#: What a tombstone of a destroyed key stands for, in the place of a kind: no record goes with it.
KEYS = "keys"
_MARK = "--"
_NEEDED = ("reason", "on", "by")


def tomb_of(name: Name) -> Name:
    """The tombstone that has to stand where a record is gone."""
    return Name(KIND, f"{name.kind}{_MARK}{name.id}")


def buried(tomb: Name) -> Name | None:
    """The record that a tombstone stands for; None where its name says none."""
    kind, mark, record_id = tomb.id.partition(_MARK)
    return Name(kind, record_id) if mark and tomb.kind == KIND else None


def speaks(data: Data | None) -> bool:
    """Does a tombstone say why, when and by whom? An empty one stands for nothing."""
    return data is not None and all(data.get(key) for key in _NEEDED)


def removals(records: Mapping[Name, Sequence[Version]]) -> Iterator[tuple[Name, str, str]]:
    """Each record that is gone and has a tombstone: its name, the commit that removed it, the tombstone's path."""
    for name, versions in records.items():
        tomb = records.get(tomb_of(name))
        if not versions[-1].blob and tomb and tomb[-1].blob:
            yield name, versions[-1].commit.id, tomb[-1].path


def untombed(before: Iterable[Name], after: Collection[Name]) -> list[Name]:
    """The records that were there before, are gone, and have no tombstone; tombstones that are gone with theirs."""
    missing = [name for name in before if name not in after]
    return sorted(
        name for name in missing if (buried(name) not in after if name.kind == KIND else tomb_of(name) not in after)
    )
