"""Records that went, and the tombstones that should stand for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from supervision_records.history.findings.anomaly import Anomaly, anomaly, when
from supervision_records.history.tombs import KIND, buried, speaks, tomb_of
from supervision_records.history.values import Read, Version
from supervision_records.store import Name

Records = Mapping[Name, Sequence[Version]]


def removed(name: Name, records: Records, read: Read, order: Mapping[str, int]) -> Iterator[Anomaly]:
    """What is wrong with the going of a record (or of a tombstone). ``order`` is the place of each commit."""
    versions = records[name]
    for gone, back in pairwise(versions):
        if not gone.blob:
            message = f"The file was gone {when(gone.commit)} and came back {when(back.commit)}."
            yield anomaly(back.path, "restored", back.commit, message)
    last = versions[-1]
    if last.blob:
        return
    if name.kind == KIND:
        record = buried(name)
        if not (record and _is_there(record, records)):
            yield anomaly(last.path, "tombstone-gone", last.commit, f"The tombstone was removed {when(last.commit)}.")
        return
    yield from _untombed(last, records.get(tomb_of(name), ()), read, order)


def _untombed(last: Version, tombs: Sequence[Version], read: Read, order: Mapping[str, int]) -> Iterator[Anomaly]:
    """Is there a tombstone for a record that is gone, and was it there in time?"""
    speaking = next((tomb for tomb in tombs if speaks(read(tomb.path, tomb.blob))), None)
    if speaking is None:
        message = f"The record was removed {when(last.commit)}, and no tombstone says why."
        yield anomaly(last.path, "deleted", last.commit, message)
    elif order[speaking.commit.id] > order[last.commit.id]:
        message = f"The record was removed {when(last.commit)}; its tombstone only came {when(speaking.commit)}."
        yield anomaly(last.path, "tombstone-late", speaking.commit, message)


def tombstone(name: Name, records: Records, read: Read) -> Iterator[Anomaly]:
    """What is wrong with a tombstone that stands."""
    versions = records[name]
    if name.kind != KIND or not versions[-1].blob:
        return
    record = buried(name)
    if record and _is_there(record, records):
        last = versions[-1]
        yield anomaly(last.path, "tombstone-of-a-record", last.commit, "The tombstone's record is still there.")
    contents = [(v, data) for v in versions if (data := read(v.path, v.blob)) is not None]
    for (_, before), (version, after) in pairwise(contents):
        if before != after:
            message = f"What the tombstone says was changed {when(version.commit)}."
            yield anomaly(version.path, "tombstone-changed", version.commit, message)


def _is_there(name: Name, records: Records) -> bool:
    return name in records and bool(records[name][-1].blob)
