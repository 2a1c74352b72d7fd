"""Joiners and leavers: every key sealed anew to those entitled today. No record is touched, only the store of keys.

Where somebody is no longer entitled, or has given up a public key, a new secret is added, to which all that follows is
sealed: they may have kept the old one. What was sealed before stays as it is, and opens for whoever kept that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from supervision_records.narrative import sealed_in, texts
from supervision_records.sealing import age
from supervision_records.sealing.entitled import Staff, publics, readers
from supervision_records.sealing.keys import Key, KeyStore, renewed, resealed
from supervision_records.sealing.units import named_unit, unit_of
from supervision_records.store import Name, Store

#: Person to the keys in question.
_Keys = Mapping[str, tuple[Name, ...]]


@dataclass(frozen=True)
class Rekeyed:
    """What is to change: the keys as they have to be, who comes and who goes, and the keys that cannot be changed.

    ``shut`` are those that this person cannot open; for ``nobody``'s no entitled person has a public key, so that they
    stay as they are.
    """

    keys: Mapping[Name, Key]
    joined: _Keys
    left: _Keys
    shut: tuple[Name, ...] = ()
    nobody: tuple[Name, ...] = ()


def rekey(store: KeyStore, staff: Staff, own: Sequence[age.Identity]) -> Rekeyed:
    """Work out what has to change; nothing is written."""
    keys: dict[Name, Key] = {}
    joined, left = defaultdict[str, list[Name]](list), defaultdict[str, list[Name]](list)
    shut, nobody = list[Name](), list[Name]()
    for unit in store.units():
        key = store.read(unit)
        if not isinstance(key, Key):
            continue
        people = publics(readers(unit, staff), staff.store)
        if dict(people) == dict(key.people):
            continue
        secret = age.unseal(key.secret, own)
        if not people:
            nobody.append(unit)
        elif secret is None:
            shut.append(unit)
        else:
            keys[unit] = _anew(key, secret.decode(), people)
        for person in people.keys() - key.people.keys():
            joined[person].append(unit)
        for person in key.people.keys() - people.keys():
            left[person].append(unit)
    return Rekeyed(keys, _in_order(joined), _in_order(left), tuple(shut), tuple(nobody))


def sealed_with(store: Store) -> Mapping[Name, tuple[str, ...]]:
    """The paths of the records that hold text sealed with each key."""
    found = defaultdict[Name, set[str]](set)
    for kind, records in store.records.items():
        for record in records.values():
            for text in texts(kind, record.data):
                if sealed_in(text.value) is not None:
                    found[named_unit(text.value) or unit_of(record, text.pointer, store)].add(record.path)
    return {unit: tuple(sorted(paths)) for unit, paths in found.items()}


def _anew(key: Key, secret: str, people: Mapping[str, tuple[str, ...]]) -> Key:
    before = {public for publics in key.people.values() for public in publics}
    after = {public for publics in people.values() for public in publics}
    return resealed(secret, key.public, people) if before <= after else renewed(secret, people)


def _in_order(found: Mapping[str, list[Name]]) -> _Keys:
    return {person: tuple(units) for person, units in sorted(found.items())}
