"""A sample held against what is drawn again: what differs, in words, and which of it was audited."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from supervision_records.model import Record
from supervision_records.sampling.ask import NotASampleError
from supervision_records.sampling.draw import Sample, Ticketed, population_hash


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as it was stated: of what, and the ids that it concerns."""

    what: str
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stated:
    """What a kept sample states: the population's hash, and the files and draws where they were kept with it."""

    hash: str | None
    population: tuple[Ticketed, ...] | None
    drawn: tuple[str, ...] | None


def read_stated(data: Any) -> Stated:
    """What a sample states that was kept as JSON."""
    try:
        files = tuple(Ticketed(str(f["id"]), str(f["stratum"]), int(f["tickets"])) for f in data["population"]["files"])
        return Stated(str(data["population"]["sha256"]), files, tuple(map(str, data["drawn"])))
    except (LookupError, TypeError, ValueError) as error:
        raise NotASampleError("it does not say from which population which files were drawn.") from error


def stated_by(record: Record) -> Stated:
    """What the record of an audit states: the hash, if at all. Other audits may hold the rest of its sample."""
    return Stated(record.data.get("sample", {}).get("population"), None, None)


def differences(stated: Stated, found: Sample) -> Iterator[Difference]:
    """How a sample differs from the one that its own revision and seed give."""
    if stated.population is not None:
        yield from _of_population(stated.population, found.population)
        if population_hash(stated.population) != stated.hash:
            yield Difference("The list of the population is not the one that its hash stands for.")
    if stated.hash is not None and stated.hash != found.hash:
        yield Difference(f"The population has another hash: {found.hash}, and not {stated.hash}.")
    if stated.drawn is not None:
        ours = {file.id for file in found.drawn}
        yield from _named("Drawn again, and not in the sample", ours - set(stated.drawn))
        yield from _named("In the sample, and not drawn again", set(stated.drawn) - ours)


def _of_population(stated: Iterable[Ticketed], found: Iterable[Ticketed]) -> Iterator[Difference]:
    before, after = {f.id: f for f in stated}, {f.id: f for f in found}
    yield from _named("In the population now, and not when it was drawn", after.keys() - before.keys())
    yield from _named("In the population when it was drawn, and not now", before.keys() - after.keys())
    changed = {name for name in before.keys() & after.keys() if before[name] != after[name]}
    yield from _named("In another stratum, or with another number of tickets", changed)


def _named(what: str, ids: Iterable[str]) -> Iterator[Difference]:
    if found := tuple(sorted(ids)):
        yield Difference(f"{what}:", found)


def not_audited(sample: Sample, audits: Iterable[Record]) -> Iterator[Difference]:
    """What audits that name this sample did not look at, and what they looked at beside it."""
    named = [audit for audit in audits if _names(audit, sample)]
    if not named:
        return
    looked = {str(file["ref"]) for audit in named for file in audit.data["files"]}
    drawn = {file.id for file in sample.drawn}
    yield from _named("Drawn, and not audited", drawn - looked)
    yield from _named("Audited, and not drawn", looked - drawn)


def _names(audit: Record, sample: Sample) -> bool:
    """Does the audit say that its files are of this sample? A revision may be cut short."""
    said = audit.data.get("sample")
    request = sample.request
    return (
        said is not None
        and (audit.data["type"], audit.data["protocol"]) == (request.audit, request.protocol)
        and str(said["seed"]) == request.seed
        and sample.revision.startswith(str(said["revision"]))
    )
