"""All that a verdict on one record's history rests on, as a digest: where it is the same, so is the verdict. Pure.

A commit's id stands for its author, its dates and all behind it, and a content's id for the content, so the ids are
enough. What a record is held against beside its own versions is here too: its tombstone or the record that it buries,
contents that other records hold, the addresses that signatures are known by, and dates that are in doubt.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256

from supervision_records.history.clock import doubts
from supervision_records.history.findings.replaced import Holders
from supervision_records.history.findings.witness import KINDS as SIGNED
from supervision_records.history.findings.witness import Identities
from supervision_records.history.tombs import KIND as TOMBSTONE
from supervision_records.history.tombs import buried, tomb_of
from supervision_records.history.values import History, Read, Version
from supervision_records.store import Name

#: What no id, path or content's id can hold.
_END = "\0"


def grounds(history: History, read: Read, now: int, basis: str) -> Mapping[Name, str]:
    """The digest of each record's grounds. ``basis`` is what all are judged by: the code, its settings."""
    records = history.records
    order = {commit.id: place for place, commit in enumerate(history.commits)}
    doubted = doubts(history.commits, now)
    holders, known = Holders(records), Identities(records, read, order).text()
    return {
        name: _digest(
            basis,
            f"{name.kind}/{name.id}",
            known if name.kind in SIGNED else "",
            *_own(name, versions, holders),
            *(f"{doubted[v.commit.id]} {v.commit.id}" for v in versions if v.commit.id in doubted),
            "beside",
            *_beside(name, records),
        )
        for name, versions in records.items()
    }


def _own(name: Name, versions: Sequence[Version], holders: Holders) -> Iterator[str]:
    for version in versions:
        steps = " ".join(f"{step.commit.id}:{step.blob}" for step in version.steps)
        another = "another's" if holders.another(name, version.blob) else ""
        yield f"{version.commit.id} {version.blob} {another} {steps} {version.path}"


def _beside(name: Name, records: Mapping[Name, Sequence[Version]]) -> Iterator[str]:
    """Of a record, its tombstone's versions; of a tombstone, whether its record is there."""
    if name.kind != TOMBSTONE:
        for tomb in records.get(tomb_of(name), ()):
            yield f"{tomb.commit.id} {tomb.blob} {tomb.path}"
    elif (record := buried(name)) and records.get(record):
        yield "there" if records[record][-1].blob else "gone"


def _digest(*parts: str) -> str:
    return sha256(_END.join(parts).encode("utf-8", "surrogateescape")).hexdigest()
