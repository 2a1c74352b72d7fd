"""The only door to age, the program that seals: keys as texts, and texts in and out. No cryptography of our own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

import pyrage

from supervision_records.armour import BEGIN
from supervision_records.sealing.errors import SealingError

#: Whatever can open a sealed text.
Identity = pyrage.x25519.Identity | pyrage.ssh.Identity
_Recipient = pyrage.x25519.Recipient | pyrage.ssh.Recipient

_OWN = "AGE-SECRET-KEY-"
_VERSION = b"age-encryption.org/v1"


class Pair(NamedTuple):
    """A new key: its secret half, and the public one, to which text is sealed."""

    secret: str
    public: str


def new_pair() -> Pair:
    """A key that has never been."""
    identity = pyrage.x25519.Identity.generate()
    return Pair(str(identity), str(identity.to_public()))


def is_usable(public: str) -> bool:
    """Can text be sealed to this public key: one of age, ``ssh-ed25519`` or ``ssh-rsa``?"""
    return _recipient(public) is not None


def seal(text: bytes, publics: Iterable[str]) -> str:
    """The text, armoured, for the holders of these public keys and nobody else; one of them at least must be usable."""
    recipients = [found for public in publics if (found := _recipient(public))]
    if not recipients:
        raise SealingError("None of the public keys to seal to can be used.")
    return pyrage.encrypt(text, recipients, armored=True).decode("ascii")


def unseal(sealed: str, identities: Sequence[Identity]) -> bytes | None:
    """What was sealed, if one of these can open it and nobody has changed it since."""
    try:
        return pyrage.decrypt(sealed.strip().encode("ascii") + b"\n", identities)
    except (pyrage.DecryptError, UnicodeEncodeError):
        return None


def identities_of(secrets: str) -> tuple[Identity, ...]:
    """The identities in a text of age's own: one a line, and lines of notes that begin with #."""
    lines = [line.strip() for line in secrets.splitlines()]
    try:
        return tuple(pyrage.x25519.Identity.from_str(line) for line in lines if line.startswith(_OWN))
    except pyrage.IdentityError as error:
        raise SealingError("The key is damaged.") from error


def read_identity(raw: bytes, passphrase: Callable[[], str]) -> tuple[Identity, ...]:
    """The identities in somebody's own file: of age (its passphrase is asked for, if it has one), or an SSH key."""
    if raw.startswith((_VERSION, BEGIN.encode())):
        try:
            raw = pyrage.passphrase.decrypt(raw, passphrase())
        except pyrage.DecryptError as error:
            raise SealingError("The passphrase is not that of your key.") from error
    if raw.lstrip().startswith(b"-----BEGIN"):
        return (_ssh(raw),)
    found = identities_of(raw.decode("utf-8", "replace"))
    if not found:
        raise SealingError("Your key is neither one of age nor an SSH key.")
    return found


def _ssh(raw: bytes) -> Identity:
    try:
        return pyrage.ssh.Identity.from_buffer(raw)
    except pyrage.IdentityError as error:
        raise SealingError(
            "Your SSH key cannot be used: it has to be an Ed25519 or RSA key without a passphrase. "
            "A key of age may have one: age-keygen makes the key, age -p protects it."
        ) from error


def _recipient(public: str) -> _Recipient | None:
    kind = pyrage.ssh.Recipient if public.startswith("ssh-") else pyrage.x25519.Recipient
    try:
        return kind.from_str(public.strip())
    except pyrage.RecipientError:
        return None
