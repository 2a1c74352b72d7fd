"""Everything that a history shows, together. Pure: contents are looked up by ``read``, the clock is an argument."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

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
from supervision_records.history.values import History, Read


@dataclass(frozen=True)
class Judged:
    """What a history came to: its anomalies in the order of the main line, and how many of the sample's, by code."""

    anomalies: tuple[Anomaly, ...]
    of_sample: Mapping[str, int]


def judge(history: History, read: Read, grace: Grace, now: int) -> Judged:
    """The anomalies of a history, as of an instant (seconds since 1970)."""
    order = {commit.id: place for place, commit in enumerate(history.commits)}
    doubted = doubts(history.commits, now)
    found = [*wrong_clocks(history.commits, doubted), *evil(history.merges, read)]
    found += _of_records(history, read, grace, doubted, order)
    sample = sample_time(history, read)
    left = [one for one in found if not (one.commit in sample and CODES[one.code].of_record)]
    left.sort(key=lambda one: (order[one.commit], one.path, one.code, one.pointers))
    return Judged(tuple(left), _counted(found, left))


def _of_records(
    history: History, read: Read, grace: Grace, doubted: Mapping[str, Doubt], order: Mapping[str, int]
) -> Iterator[Anomaly]:
    identities, holders = Identities(history.records, read, order), Holders(history.records)
    for name, versions in history.records.items():
        yield from misdated(name, versions, read, grace, doubted.keys())
        yield from after_signing(name, versions, read)
        yield from overwritten(name, versions, read, holders)
        yield from unwitnessed(name, versions, read, identities)
        yield from renamed(name, versions, read)
        yield from removed(name, history.records, read, order)
        yield from tombstone(name, history.records, read)


def _counted(found: Collection[Anomaly], left: Collection[Anomaly]) -> Mapping[str, int]:
    """How many were left out, by code, in the order of the codes."""
    kept = set(left)
    codes = [one.code for one in found if one not in kept]
    return {code: codes.count(code) for code in CODES if code in codes}
