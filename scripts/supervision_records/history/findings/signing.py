"""What was changed in a record after it had been signed: sessions and contracts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from supervision_records.history.findings.anomaly import Anomaly, anomaly, when
from supervision_records.history.findings.compare import differences
from supervision_records.history.values import Read, Version
from supervision_records.model import Data
from supervision_records.signatures import LATER
from supervision_records.store import Name
from supervision_records.yamlio import shown, some

SIGNED = "/signed"


def changed_after_signing(kind: str, before: Data, after: Data | None) -> tuple[str, ...]:
    """The pointers at which a signed record was changed, beside what may come later; none if it was not signed.

    A record that can no longer be read has changed as a whole. Pointers under ``/signed`` are changed signatures.
    """
    if kind not in LATER or not before.get("signed"):
        return ()
    if after is None:
        return ("",)
    return tuple(differences(before, after, LATER[kind]))


def after_signing(name: Name, versions: Sequence[Version], read: Read) -> Iterator[Anomaly]:
    """Every change of a record after a signature. One that was taken back was still to be seen: it is told as such."""
    if name.kind not in LATER:
        return
    signed: Data | None = None  # the content as it was signed
    strayed: Data | None = None  # the content that has left it since
    back: Version | None = None  # the version that comes back to it
    lost = True  # there is nothing that can be read, and that was told
    for place, version in enumerate(versions):
        data = read(version.path, version.blob)
        if not version.blob or (lost and data is None):
            continue
        lost = data is None
        if signed is None or not changed_after_signing(name.kind, signed, data):
            signed, strayed = data, None
            continue
        if strayed is None:
            back = _back(name, signed, versions[place + 1 :], read)
        if pointers := changed_after_signing(name.kind, strayed or signed, data):
            yield from _told(version, pointers, f" It was taken back {when(back.commit)}." if back else "")
        strayed = data or strayed or signed


def _back(name: Name, signed: Data, later: Sequence[Version], read: Read) -> Version | None:
    """The later version in which the record is again as it was signed."""
    for version in later:
        data = read(version.path, version.blob)
        if version.blob and not changed_after_signing(name.kind, signed, data):
            return version
    return None


def _told(version: Version, pointers: Sequence[str], back: str) -> Iterator[Anomaly]:
    signatures = tuple(p for p in pointers if p == SIGNED or p.startswith(f"{SIGNED}/"))
    others = tuple(p for p in pointers if p not in signatures)
    if signatures:
        message = f"A signature was changed or taken out {when(version.commit)}: {_places(signatures)}.{back}"
        yield anomaly(
            version.path, "signature-changed", version.commit, message, pointers=tuple(map(shown, signatures))
        )
    if others:
        message = f"The record was changed {when(version.commit)}, after it had been signed: {_places(others)}.{back}"
        yield anomaly(
            version.path, "changed-after-signing", version.commit, message, pointers=tuple(map(shown, others))
        )


def _places(pointers: Sequence[str]) -> str:
    """The places in words. A key that somebody made up may hold what must not be said again."""
    return some((_place(pointer) for pointer in pointers), 6)


def _place(pointer: str) -> str:
    if not pointer:
        return "the whole file"
    return shown(pointer) or "a key that is not shown here"
