"""What may be said, and where: the shape of narrative, and the vocabulary of each protocol."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from supervision_records.armour import is_sealed
from supervision_records.consistency.world import World, doubt, issue
from supervision_records.model import Problem, Protocol, Record
from supervision_records.narrative import NARRATIVE, SEALED, Most, is_elsewhere, most, sealed_in, texts
from supervision_records.settings import Settings
from supervision_records.yamlio import child, find, values

#: Kind of record → where in it words of its protocol stand, the protocol's list of them, and what one is called.
_VOCABULARY: Mapping[str, tuple[tuple[str, str, str], ...]] = {
    "sessions": (("agenda.*", "agenda", "agenda point"),),
    "assurance": (("process", "assurance", "process"),),
}
_SECTIONS = ("notes", "cases.*.notes")

#: What to write where less than that may stand.
_INSTEAD: Mapping[Most, str] = {
    Most.SEALED: "Say where it is written, like `{held: lcs}`, or seal it with `supervision seal`.",
    Most.HELD: "Say where it is written, like `{held: lcs}`.",
}


def check(world: World) -> Iterator[Problem]:
    """Narrative in a shape that is not allowed where it stands, and words that a protocol does not have."""
    for kind in NARRATIVE:
        for record in world.of(kind):
            yield from _narrative(record, world.settings)
    for kind in ("sessions", "assurance"):
        for record in world.of(kind):
            if protocol := world.protocols.get(record.data["protocol"]):
                yield from _vocabulary(world, record, protocol)
    yield from _other_protocol(world)


def _narrative(record: Record, settings: Settings) -> Iterator[Problem]:
    """Refused: plain or sealed text where the settings do not allow it, and what only claims to be sealed."""
    for text in texts(record.kind, record.data, lambda place, value: _is_fine(place, value, settings)):
        sealed = sealed_in(text.value)
        if isinstance(text.value, str):
            allowed = most(text.place, settings)
            if allowed is not Most.PLAIN:
                message = "Plain text is not allowed here."
                yield issue(record, text.pointer, "plain-narrative", message, _INSTEAD[allowed])
        elif sealed is None:
            continue
        elif most(text.place, settings) is Most.HELD:
            message = "Sealed text is not allowed here."
            yield issue(record, text.pointer, "sealed-narrative", message, _INSTEAD[Most.HELD])
        elif not is_sealed(sealed):
            yield issue(
                record,
                child(text.pointer, SEALED),
                "not-sealed",
                "This is not sealed: it is no whole text that age encrypted.",
                "Take it out, and seal what was meant with `supervision seal`. If plain words stood here, tell whoever "
                "looks after the repository: the history keeps them.",
            )


def _is_fine(place: tuple[str, ...] | None, value: Any, settings: Settings) -> bool:
    """Is a value surely allowed? It says no more than where the text is, or is plain where plain text may stand."""
    if isinstance(value, str):
        return place is not None and most(place, settings) is Most.PLAIN
    return is_elsewhere(value)


def _vocabulary(world: World, record: Record, protocol: Protocol) -> Iterator[Problem]:
    """Warned about: an agenda point, a section or a process that the record's protocol does not have."""
    for pattern, part, noun in _VOCABULARY[record.kind]:
        if world.words(protocol, part).issuperset(map(str, values(record.data, pattern))):
            continue
        for pointer, word in find(record.data, pattern):
            yield from _unknown_word(record, pointer, str(word), protocol, part, noun)
    sections = world.words(protocol, "sections")
    for pattern in _SECTIONS:
        if all(sections.issuperset(notes) for notes in values(record.data, pattern)):
            continue
        for pointer, notes in find(record.data, pattern):
            for section in notes:
                yield from _unknown_word(record, child(pointer, section), section, protocol, "sections", "section")


def _unknown_word(
    record: Record, pointer: str, word: str, protocol: Protocol, part: str, noun: str
) -> Iterator[Problem]:
    known = [entry["id"] for entry in protocol.data.get(part, ())]
    if word in known:
        return
    near = get_close_matches(word[:60], known, n=1)
    choices = f"Did you mean `{near[0]}`?" if near else f"It has: {', '.join(known) or 'none'}."
    yield doubt(
        record,
        pointer,
        f"unknown-{noun.replace(' ', '-')}",
        f"The protocol {protocol.id} has no {noun} of this name.",
        choices,
    )


def _other_protocol(world: World) -> Iterator[Problem]:
    """Warned about: a referral or a contract that is of another protocol than what it belongs to."""
    for kind, key, target in (("sessions", "referral", "referrals"), ("referrals", "contract", "contracts")):
        for record in world.of(kind):
            other = world.get(target, record.data[key]) if key in record.data else None
            if other is not None and other.data["protocol"] != record.data["protocol"]:
                yield doubt(
                    record,
                    f"/{key}",
                    "other-protocol",
                    f"The {key} {other.id} is of another protocol ({other.data['protocol']}).",
                    "Check the id and the protocol of both.",
                )
