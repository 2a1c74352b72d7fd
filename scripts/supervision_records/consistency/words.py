"""What may be said, and where: narrative in plain text, and the vocabulary of each protocol."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from supervision_records.consistency.world import World, doubt, issue
from supervision_records.model import Problem, Protocol, Record
from supervision_records.yamlio import child, find

#: Kind of record → where in it there is narrative.
NARRATIVE: Mapping[str, tuple[str, ...]] = {
    "contracts": ("reason",),
    "sessions": (
        "notes.*",
        "cases.*.notes.*",
        "actions.*.what",
        "actions.*.measure",
        "reviewed.*.reason",
        "disagreement",
    ),
    "audits": ("files.*.comment", "actions.*.what"),
    "observations": ("objectives", "notes", "reflection", "family_comment", "grade"),
    "escalations": ("steps.*.outcome",),
    "assurance": ("evidence", "lessons", "actions.*.what"),
}

#: Kind of record → where in it words of its protocol stand, the protocol's list of them, and what one is called.
_VOCABULARY: Mapping[str, tuple[tuple[str, str, str], ...]] = {
    "sessions": (("agenda.*", "agenda", "agenda point"),),
    "assurance": (("process", "assurance", "process"),),
}
_SECTIONS = ("notes", "cases.*.notes")


def check(world: World) -> Iterator[Problem]:
    """Plain text where it is not allowed, and words that a protocol does not have."""
    allowed = tuple(tuple(pattern.split(".")) for pattern in world.settings.plain)
    for kind, patterns in NARRATIVE.items():
        for record in world.of(kind):
            for pattern in patterns:
                yield from _plain(record, pattern, allowed)
    for kind in ("sessions", "assurance"):
        for record in world.of(kind):
            if protocol := world.protocols.get(record.data["protocol"]):
                yield from _vocabulary(record, protocol)
    yield from _other_protocol(world)


def _plain(record: Record, pattern: str, allowed: tuple[tuple[str, ...], ...]) -> Iterator[Problem]:
    """Refused: plain text in a place for which the settings do not allow it."""
    for pointer, value in find(record.data, pattern):
        if isinstance(value, str) and not _is_allowed((record.kind, *_keys(pointer, pattern)), allowed):
            yield issue(
                record,
                pointer,
                "plain-narrative",
                "Plain text is not allowed here.",
                "Say where it is written, like `{held: lcs}`, or seal it, like `{sealed: …}`.",
            )


def _keys(pointer: str, pattern: str) -> Iterator[str]:
    """The keys on the way to a value, without the numbers of entries; the pattern tells keys from numbers."""
    steps = pointer.split("/")[1:]
    wanted = pattern.split(".")
    for index, (step, name) in enumerate(zip(steps, wanted, strict=True)):
        if name != "*" or index == len(wanted) - 1:
            yield step


def _is_allowed(path: tuple[str, ...], allowed: tuple[tuple[str, ...], ...]) -> bool:
    return any(
        len(path) == len(pattern) and all(want in ("*", key) for key, want in zip(path, pattern, strict=True))
        for pattern in allowed
    )


def _vocabulary(record: Record, protocol: Protocol) -> Iterator[Problem]:
    """Warned about: an agenda point, a section or a process that the record's protocol does not have."""
    for pattern, part, noun in _VOCABULARY[record.kind]:
        for pointer, word in find(record.data, pattern):
            yield from _unknown_word(record, pointer, str(word), protocol, part, noun)
    for pattern in _SECTIONS:
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
