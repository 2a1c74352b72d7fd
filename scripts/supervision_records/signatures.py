"""What a signature covers: the content as it was, by its fingerprint; and which signatures an edit has left behind."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from supervision_records.model import Data

#: What may honestly come to a signed record later: more of what each signs, answers, files and reviews in their turn.
LATER: Mapping[str, frozenset[str]] = {
    "sessions": frozenset(
        {
            "signed",
            "feedback",
            "filed",
            "recorded",
            "disagreement",
            "rearranged_for",
            "cases.*.filed",
            "cases.*.recorded",
        }
    ),
    "contracts": frozenset({"signed", "reviews", "filed", "ends", "dispute_with"}),
}


def fingerprint(kind: str, data: Data) -> str:
    """The SHA-256 of what is signed of a record: all of it but what may come later, in one fixed way of writing it."""
    signed = _without(data, LATER[kind], "")
    return sha256(json.dumps(signed, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()).hexdigest()


def _without(value: Any, later: frozenset[str], place: str) -> Any:
    if isinstance(value, Mapping):
        inner = {key: f"{place}.{key}" if place else key for key in value}
        return {key: _without(value[key], later, inner[key]) for key in value if inner[key] not in later}
    return [_without(entry, later, f"{place}.*") for entry in value] if isinstance(value, list) else value


@dataclass(frozen=True, slots=True)
class Outdated:
    """A person's last signature, where it stands among the others, if the record was changed after it."""

    place: int
    by: str
    on: str


def outdated(kind: str, data: Data) -> Iterator[Outdated]:
    """Whose signatures all cover another content. One without a fingerprint says nothing of what it covered."""
    now = fingerprint(kind, data)
    last: dict[str, Outdated] = {}
    covered: set[str] = set()
    for place, entry in enumerate(data.get("signed", ())):
        if "of" not in entry or entry["of"] == now:
            covered.add(entry["by"])
        elif entry["by"] not in last or last[entry["by"]].on <= entry["on"]:
            last[entry["by"]] = Outdated(place, entry["by"], entry["on"])
    yield from (each for who, each in sorted(last.items()) if who not in covered)
