"""What came in by another hand than that of the person who is said to have signed, or to have had a record removed.

It can only be told of people whose record names the e-mail addresses that their commits carry. An address in a commit
is a claim too: what it proves depends on how the forge vouches for it. Keys are not looked at, since nothing is run
that could check a signature.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from supervision_records.history.findings.anomaly import Anomaly, anomaly, when
from supervision_records.history.tombs import KIND as TOMBSTONES
from supervision_records.history.values import Commit, Read, Version, Who
from supervision_records.model import Data
from supervision_records.store import Name

#: The kinds that are signed, and where. What a tombstone says is its one signature.
SIGNED = "signed"
KINDS = frozenset({"sessions", "contracts", TOMBSTONES})


class Identities:
    """Who is known by which addresses, at each point of the history.

    An address that somebody else put into a person's record is none of theirs: whoever did so could sign by it.
    """

    def __init__(self, records: Mapping[Name, Sequence[Version]], read: Read, order: Mapping[str, int]) -> None:
        self._order = order
        self._of: dict[str, list[tuple[int, frozenset[str]]]] = {}
        for name, versions in records.items():
            if name.kind == "people":
                known = [(v, addresses(read(v.path, v.blob))) for v in versions]
                if any(found for _, found in known):
                    self._of[name.id] = [(order[v.commit.id], found) for v, found in _vouched(known)]

    def __bool__(self) -> bool:
        return bool(self._of)

    def text(self) -> str:
        """All of it, to be compared."""
        return repr([(person, [(at, sorted(found)) for at, found in known]) for person, known in self._of.items()])

    def of(self, person: str, commit: Commit) -> frozenset[str]:
        """The addresses that a person was known by before a change: nobody can name themselves in the same one.

        Where there were none before, those that came with the change itself.
        """
        place = self._order[commit.id]
        versions = [(at, found) for at, found in self._of.get(person, []) if at <= place and found]
        before = [found for at, found in versions if at < place]
        return before[-1] if before else next((found for _, found in versions), frozenset())

    def person(self, who: Who) -> str | None:
        """Whose address it is, by any version of their record."""
        address = who.email.casefold()
        return next((name for name, known in self._of.items() if any(address in found for _, found in known)), None)


def _vouched(
    known: Sequence[tuple[Version, frozenset[str]]],
) -> Iterator[tuple[Version, frozenset[str]]]:
    """By version, the addresses that the person had first, and those that they added themselves by one they had."""
    trusted: frozenset[str] = frozenset()
    for version, found in known:
        if not trusted or version.author.email.casefold() in trusted:
            trusted = found or trusted
        else:  # what they had stays theirs if somebody else takes all of it away
            trusted = trusted & found or trusted
        yield version, trusted


def renamed(name: Name, versions: Sequence[Version], read: Read) -> Iterator[Anomaly]:
    """Each change of a person's addresses by somebody else, after the first were named."""
    if name.kind != "people":
        return
    known = [(version, addresses(read(version.path, version.blob))) for version in versions if version.blob]
    for (_, before), (_, trusted), (version, found) in zip(known, _vouched(known), known[1:], strict=False):
        if trusted and found != before and version.author.email.casefold() not in trusted:
            message = f"The identities of {name.id} were changed {when(version.commit)} by somebody else."
            yield anomaly(
                version.path, "identities-changed", version.commit, message, pointers=("/identities",), person=name.id
            )


def owners(records: Mapping[Name, Sequence[Version]], read: Read) -> Mapping[str, str]:
    """By e-mail address, whose it is: of two people who name one, the first by id, as their records stand last."""
    found: dict[str, str] = {}
    for name, versions in records.items():
        if name.kind == "people":
            for address in sorted(addresses(read(versions[-1].path, versions[-1].blob))):
                found.setdefault(address, name.id)
    return found


def addresses(data: Data | None) -> frozenset[str]:
    """The e-mail addresses among a person's identities."""
    listed = (data or {}).get("identities")
    found = listed if isinstance(listed, list) else []
    return frozenset(entry.casefold() for entry in found if isinstance(entry, str) and "@" in entry)


def unwitnessed(name: Name, versions: Sequence[Version], read: Read, identities: Identities) -> Iterator[Anomaly]:
    """Each signature, and each tombstone, that came in by a change which its owner neither made nor merged."""
    if name.kind not in KINDS or not identities:
        return
    seen: set[tuple[str, str]] = set()
    for version in versions:
        for commit, blob in (*version.steps, (version.commit, version.blob)):
            for pointer, by, on in _signed(name.kind, read(version.path, blob)):
                known = identities.of(by, version.commit)
                if (by, on) not in seen and known and not known & _hands(commit, version.commit):
                    yield _told(version, pointer, by, identities.person(commit.author))
                seen.add((by, on))


def _hands(commit: Commit, brought: Commit) -> frozenset[str]:
    """Who made a change, and who approved it by merging it: their addresses."""
    return frozenset(who.email.casefold() for who in (commit.author, brought.author, brought.committer))


def _signed(kind: str, data: Data | None) -> Iterator[tuple[str, str, str]]:
    """Where somebody is named as having signed, who and on what day."""
    listed: Any = (data or {}).get(SIGNED)
    entries = [(f"/{SIGNED}/{place}", entry) for place, entry in enumerate(listed if isinstance(listed, list) else ())]
    for pointer, entry in [("/by", data)] if kind == TOMBSTONES else entries:
        if isinstance(entry, Mapping) and isinstance(entry.get("by"), str) and isinstance(entry.get("on"), str):
            yield pointer, entry["by"], entry["on"]


def _told(version: Version, pointer: str, by: str, author: str | None) -> Anomaly:
    hand = f"by {author}" if author else "by somebody whose address is nobody's here"
    what = "tombstone" if pointer == "/by" else "signature"
    message = f"The {what} of {by} came in {when(version.commit)}, in a change made {hand}."
    return anomaly(version.path, "not-witnessed", version.commit, message, pointers=(pointer,), person=by)
