"""Records looked at for ``check``: of those that are in order, no more is kept than their ties to others.

The outcome is the same as that of reading every record and running every check on it; a test compares the two.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from supervision_records.consistency import World, faulty
from supervision_records.consistency.ties import ONCE, Ties, brief_of, ties_of
from supervision_records.files import Files
from supervision_records.model import Protocol, Record
from supervision_records.schema import Schemas
from supervision_records.settings import Settings
from supervision_records.store import Store, build_index, read_store, to_skim
from supervision_records.store.skim import Kept, Skimmed, skim
from supervision_records.traces import PLACE, WORTH_IT, Trace, Traces, key_of

#: What of other kinds' data is asked by whoever is tied to them; the rest is read again where it is needed.
ASKED: Mapping[str, tuple[str, ...]] = {
    "people": ("posts",),
    "teams": ("protocols",),
    "cases": ("opened", "closed"),
    "contracts": ("protocol",),
    "referrals": ("protocol",),
}
#: The kind of which there are the most, and of whose data nothing is kept.
MOST = "sessions"


@dataclass(frozen=True)
class Rules:
    """What records are looked at by."""

    schemas: Schemas
    protocols: Mapping[str, Protocol]
    settings: Settings


@dataclass(frozen=True)
class Survey:
    """All records, and the paths of those that are known to be in order beside all others."""

    store: Store
    passed: frozenset[str]


def survey(
    files: Files, rules: Rules, ignored: Container[str] = (), jobs: int | None = None, cached: Path | None = None
) -> Survey:
    """Look at all records of a repository. ``cached`` is the root of the clone in which traces of them may be kept."""
    kept = _kept(files, rules, to_skim(files, ignored), jobs, cached)
    known = {path: Skimmed(path, each.digest, each.what.data, files) for path, each in kept.items()}
    store = read_store(files, rules.schemas, ignored, known=known)
    passed = frozenset(_passed(World(store, rules.protocols, rules.settings), kept))
    return Survey(store, passed)


def _kept(files: Files, rules: Rules, paths: Sequence[str], jobs: int | None, cached: Path | None) -> dict[str, Kept]:
    """What is kept of the records in order: of those that are as they were, what was kept before."""
    traces = None
    if cached and len(paths) >= WORTH_IT and (cached / PLACE[0]).is_dir():
        protocols = {name: protocol.data for name, protocol in rules.protocols.items()}
        traces = Traces(cached, key_of(rules.schemas.sources, protocols, rules.settings))
    kept = traces.known(files, paths) if traces else {}
    new = [path for path in paths if path not in kept]
    kept |= skim(files, new, rules.schemas, lambda records: _traces(records, rules), jobs)
    if traces:
        traces.keep(kept)
    return kept


def _traces(records: Sequence[Record], rules: Rules) -> Iterator[Trace | None]:
    """What is kept of some records; nothing of those that are not in order."""
    wrong = faulty(build_index(records), rules.protocols, rules.settings)
    for record in records:
        ties = ties_of(record) if record.path not in wrong else None
        if ties is None:
            yield None
        elif record.kind == MOST:
            yield Trace(ties, brief_of(record), None)
        else:
            asked = ASKED.get(record.kind, ())
            yield Trace(ties, "", {key: record.data[key] for key in asked if key in record.data} or None)


def _passed(world: World, kept: Mapping[str, Kept]) -> Iterator[str]:
    """The paths of records that are in order beside all others. Of two files with one id, only one is a record."""
    records = [record for of_kind in world.store.records.values() for record in of_kind.values()]
    sessions = [record for record in records if record.kind == MOST]
    briefs = {r.id: kept[r.path].what.brief if r.path in kept else brief_of(r) for r in sessions}
    once = [
        tie
        for record in sessions
        for tie in (kept[record.path].what.ties if record.path in kept else ties_of(record) or ())
        if tie.startswith(ONCE)
    ]
    ties = Ties(world, briefs, once)
    for record in records:
        if record.path in kept and ties.hold(kept[record.path].what.ties):
            yield record.path
