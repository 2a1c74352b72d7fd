"""The keys in somebody's hands: what they can open, and the public halves to which anything can be sealed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from supervision_records.sealing import age
from supervision_records.sealing.entitled import Staff, publics, readers
from supervision_records.sealing.errors import SealingError
from supervision_records.sealing.keys import Destroyed, Key, KeyStore, new_key
from supervision_records.sealing.units import shown, tombstone_id
from supervision_records.store import Name


class Ring:
    """A store of keys as one person uses it: ``own`` are that person's identities (none: they can only seal)."""

    def __init__(self, keys: KeyStore, staff: Staff, own: Sequence[age.Identity] = ()) -> None:
        self._keys, self._staff, self._own = keys, staff, own
        self._found: dict[Name, Key | Destroyed] = {}
        self._made: dict[Name, Key] = {}
        self._opened: dict[Name, tuple[age.Identity, ...] | None] = {}

    def seal(self, unit: Name, text: str) -> str:
        """Seal a text with a key, which is made if there has never been one."""
        key = self._known(unit) or self._new(unit)
        if isinstance(key, Destroyed):
            raise SealingError(f"The key {shown(unit)} was destroyed on {key.on}: nothing more is sealed with it.")
        return age.seal(text.encode(), (key.public,))

    def unseal(self, unit: Name, sealed: str) -> str | None:
        """What was sealed with a key, if this person may have the key and it is the right one."""
        if unit not in self._opened:
            self._opened[unit] = self._identities(unit)
        identities = self._opened[unit]
        text = age.unseal(sealed, identities) if identities else None
        return None if text is None else text.decode("utf-8", "replace")

    def people(self, unit: Name) -> Mapping[str, tuple[str, ...]]:
        """Whom a key is sealed to."""
        key = self._known(unit)
        return key.people if isinstance(key, Key) else {}

    def keep(self) -> None:
        """Put the keys that were made into the store: before anything that is sealed with them is kept."""
        if self._made:
            self._keys.add(self._made)
            self._made = {}

    def _known(self, unit: Name) -> Key | Destroyed | None:
        if unit not in self._found and (found := self._keys.read(unit)):
            self._found[unit] = found
        return self._found.get(unit)

    def _new(self, unit: Name) -> Key:
        if tombstone_id(unit) in self._staff.store.records["tombstones"]:
            raise SealingError(f"The key {shown(unit)} was destroyed, as its tombstone says: no new one is made.")
        people = publics(readers(unit, self._staff), self._staff.store)
        if not people:
            raise SealingError(
                f"Nobody who may read what belongs to {shown(unit)} has a public key in their record, so that nobody "
                "could open it. Add the key of one of them to records/people/."
            )
        self._found[unit] = self._made[unit] = made = new_key(people)
        return made

    def _identities(self, unit: Name) -> tuple[age.Identity, ...] | None:
        key = self._known(unit)
        secret = age.unseal(key.secret, self._own) if isinstance(key, Key) and self._own else None
        return None if secret is None else age.identities_of(secret.decode())
