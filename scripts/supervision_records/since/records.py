"""What a change does to the records as files: which come, change, go or move, and what may not go without a word."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from supervision_records.history.findings.replaced import is_another, other_identity
from supervision_records.history.findings.signing import changed_after_signing
from supervision_records.history.findings.witness import addresses
from supervision_records.history.tombs import KEYS, buried, tomb_of, untombed
from supervision_records.history.tombs import KIND as TOMBSTONES
from supervision_records.holds import hold_on
from supervision_records.model import Problem, Record, Severity
from supervision_records.settings import Hold
from supervision_records.since.contents import Contents, Paths
from supervision_records.since.told import Records
from supervision_records.store import Name, Store, named, printable
from supervision_records.yamlio import Place, problem_at, shown, some


def touched(paths: Paths) -> Records:
    """The records among the paths that differ. A record is the same in another folder if its kind and id are."""
    gone, come = _by_name(paths.removed), _by_name(paths.added)
    both = gone.keys() & come.keys()
    return Records(
        tuple(sorted(path for key, path in come.items() if key not in both)),
        tuple(path for path in paths.changed if named(path)),
        tuple(sorted(path for key, path in gone.items() if key not in both)),
        tuple(sorted((gone[key], come[key]) for key in both)),
    )


def losses(before: Contents, after: Contents) -> Iterator[Problem]:
    """Records that are gone without a tombstone, and tombstones that are gone."""
    were, are = _by_name(before), _by_name(after)
    for name in untombed(were, are):
        place = Place(printable(were[name]))
        if name.kind == TOMBSTONES:
            yield place.problem(
                "tombstone-removed",
                "This change takes away a tombstone, which stands for a record that was removed.",
                "Put it back: a tombstone stays, so that nothing vanishes without a word.",
            )
        else:
            yield place.problem(
                "removed-without-tombstone",
                "This change takes away a record, and nothing says why, when and by whose decision.",
                f"Put it back, or add records/{TOMBSTONES}/<year>/{tomb_of(name).id}.yaml with reason, on and by.",
            )


def untimely(before: Contents, after: Contents, removed: Callable[[], Iterable[str]]) -> Iterator[Problem]:
    """Tombstones that come before the removal that they stand for, and records that come in under one.

    A tombstone may stand for what the base has, or for what was ``removed`` before it (paths) without a word.
    """
    were, are = _by_name(before), _by_name(after)
    come = sorted(are.keys() - were.keys())
    nowhere: list[Name] = []
    for name in come:
        if (one := buried(name)) and one in are:
            yield Place(printable(are[name])).problem(
                "tombstone-of-a-record",
                "This change adds a tombstone for a record that is still there.",
                "Take the record away in the same change, or leave the tombstone out.",
            )
        elif one and one not in were and one.kind != KEYS:
            nowhere.append(name)
        elif tomb_of(name) in were and tomb_of(name) in are:
            yield Place(printable(are[name])).problem(
                "record-under-a-tombstone",
                "This change adds a record whose tombstone is there already: it was removed under this id.",
                "If it is another record, give it an id of its own. If the same comes back, take its tombstone away in "
                "the same change, and say why.",
            )
    known = _by_name(removed()) if nowhere else {}
    for name in nowhere:
        if buried(name) not in known:
            yield Place(printable(are[name])).problem(
                "tombstone-of-nothing",
                "This change adds a tombstone for a record that was never there.",
                "Leave the tombstone out; if the id is mistyped, correct it. A record that only came with this change "
                "and goes with it needs none.",
            )


def held(before: Store, after: Contents, holds: Iterable[Hold], day: date | None) -> Iterator[Problem]:
    """Records that are gone although a legal hold keeps them; no tombstone makes up for that."""
    are, standing = _by_name(after), tuple(holds)
    for kind, records in before.records.items() if standing else ():
        for record_id, record in records.items():
            hold = None if Name(kind, record_id) in are else hold_on(record, standing, day)
            if hold:
                yield Place(record.path).problem(
                    "held-record",
                    f"This change takes away a record that a legal hold on {hold.kind}/{hold.id} keeps.",
                    "Put it back. Nothing that the hold keeps may be removed until whoever ordered it has lifted it.",
                )


def rewritten(before: Store, after: Store) -> Iterator[Problem]:
    """Records that are there on both sides, and that an honest correction would not have changed so."""
    for kind, records in after.records.items():
        for record_id, record in records.items():
            old = before.records[kind].get(record_id)
            if old is not None and old.data != record.data:
                yield from _rewritten(old, record)


def _rewritten(old: Record, new: Record) -> Iterator[Problem]:
    if is_another(new.kind, old.data, new.data):
        yield problem_at(
            new.path, new.marks, other_identity(new.kind, old.data, new.data)[0], "overwritten",
            "This change puts another record in the place of one that was there: "
            f"what it is about has changed ({some(other_identity(new.kind, old.data, new.data))}).",
            "Put the old one back and give the new one a file of its own. If the old one was a mistake, take it away "
            "and add its tombstone.",
        )  # fmt: skip
    if pointers := changed_after_signing(new.kind, old.data, new.data):
        places = some((shown(pointer) or "the whole file" for pointer in pointers), 6)
        yield problem_at(
            new.path, new.marks, pointers[0], "changed-after-signing",
            f"This change alters a record after it was signed, at {places}.",
            "Whoever signed it has to know: ask them to sign again, or to say in the pull request that they agree.",
            severity=Severity.WARNING,
        )  # fmt: skip
    if new.kind == "people" and addresses(old.data) not in (frozenset(), addresses(new.data)):
        yield problem_at(
            new.path, new.marks, "/identities", "identities-changed",
            f"This change alters the addresses by which {new.id} is known to have signed.",
            "Ask that person whether it is right: only they should change these, by an address that they had before.",
            severity=Severity.WARNING,
        )  # fmt: skip
    if new.kind == TOMBSTONES:
        yield problem_at(
            new.path, new.marks, "", "tombstone-changed", "This change alters what a tombstone says.",
            "Look whether that is meant: a tombstone is the only word on the record that is gone.",
            severity=Severity.WARNING,
        )  # fmt: skip


def _by_name(paths: Iterable[str]) -> Mapping[Name, str]:
    """Paths by the record that they name, of those that name one; of several, the first."""
    return {name: path for path in sorted(paths, reverse=True) if (name := named(path))}
