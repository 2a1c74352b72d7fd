"""Everything that a history shows, together. Pure: contents are looked up by ``read``, the clock is an argument."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from supervision_records.history.clock import Doubt, doubts
from supervision_records.history.findings.anomaly import CODES, Anomaly
from supervision_records.history.findings.clocks import wrong_clocks
from supervision_records.history.findings.dating import Grace, misdated
from supervision_records.history.findings.merges import evil
from supervision_records.history.findings.removal import removed, tombstone
from supervision_records.history.findings.replaced import Holders, overwritten
from supervision_records.history.findings.sample import sample_time
from supervision_records.history.findings.signing import after_signing
from supervision_records.history.findings.witness import Identities, renamed, unwitnessed
from supervision_records.history.values import History, Read, Version
from supervision_records.store import Name

#: Nothing was judged before.
NOTHING: Mapping[Name, Sequence[Anomaly]] = MappingProxyType({})


@dataclass(frozen=True)
class Judged:
    """What a history came to: its anomalies in the order of the main line, and how many of the sample's, by code.

    ``by_record`` has what was found of each record, the sample's too.
    """

    anomalies: tuple[Anomaly, ...]
    of_sample: Mapping[str, int]
    by_record: Mapping[Name, Sequence[Anomaly]]


def judge(
    history: History, read: Read, grace: Grace, now: int, known: Mapping[Name, Sequence[Anomaly]] = NOTHING
) -> Judged:
    """The anomalies of a history, as of an instant (seconds since 1970).

    ``known`` has what was found of some records before, on the same grounds (see ``grounds``): they are not judged.
    """
    order = {commit.id: place for place, commit in enumerate(history.commits)}
    doubted = doubts(history.commits, now)
    found = [*wrong_clocks(history.commits, doubted), *evil(history.merges, read)]
    by_record = _of_records(history, read, grace, doubted, order, known)
    found += (one for name in history.records for one in by_record[name])
    sample = sample_time(history, read)
    left = [one for one in found if not (one.commit in sample and CODES[one.code].of_record)]
    left.sort(key=lambda one: (order[one.commit], one.path, one.code, one.pointers))
    return Judged(tuple(left), _counted(found, left), by_record)


def _of_records(
    history: History,
    read: Read,
    grace: Grace,
    doubted: Mapping[str, Doubt],
    order: Mapping[str, int],
    known: Mapping[Name, Sequence[Anomaly]],
) -> Mapping[Name, Sequence[Anomaly]]:
    """What is found of each record."""
    identities, holders = Identities(history.records, read, order), Holders(history.records)

    def found(name: Name, versions: Sequence[Version]) -> Iterator[Anomaly]:
        yield from misdated(name, versions, read, grace, doubted.keys())
        yield from after_signing(name, versions, read)
        yield from overwritten(name, versions, read, holders)
        yield from unwitnessed(name, versions, read, identities)
        yield from renamed(name, versions, read)
        yield from removed(name, history.records, read, order)
        yield from tombstone(name, history.records, read)

    return {
        name: known[name] if name in known else tuple(found(name, versions))
        for name, versions in history.records.items()
    }


def _counted(found: Collection[Anomaly], left: Collection[Anomaly]) -> Mapping[str, int]:
    """How many were left out, by code, in the order of the codes."""
    kept = set(left)
    codes = [one.code for one in found if one not in kept]
    return {code: codes.count(code) for code in CODES if code in codes}
