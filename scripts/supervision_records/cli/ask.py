"""Questions at the terminal: what a record still needs, and which of the offers hold. Enter leaves something out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from supervision_records.draft import Draft, Offer, TypedError, typed_value
from supervision_records.schema.described import described

#: Makes a draft of what is given so far.
Known = Callable[[Mapping[str, Any]], Draft]

OUTCOMES = {"d": "done", "c": "carried-forward", "x": "dropped"}


def ask_missing(draft: Draft, schema: Mapping[str, Any], first: str | None, known: Known) -> Draft:
    """Ask for every key that a record of the kind must have and the draft has not.

    ``first`` is asked before all others, since most follows from it; ``known`` fills in what follows from an answer.
    """
    required = list(schema.get("required", ()))
    for key in sorted(required, key=lambda name: name != first):
        if key not in draft.data:
            about = described(schema)[key]
            example = next(iter(about.get("examples", ())), "")
            answer = _answer(key, f"{about['title']}: {about['description']} For instance {_shown(example)}")
            if answer is not None:
                draft = known({**draft.data, key: answer})
    return draft


def ask_offers(draft: Draft) -> Draft:
    """Ask which entries of each offer hold; those become part of the record."""
    data = dict(draft.data)
    for offer in draft.offers:
        kept = _reviewed(offer) if offer.key == "reviewed" else _kept(offer)
        if kept:
            data[offer.key] = kept
    return replace(draft, data=data, offers=())


def _kept(offer: Offer) -> Any:
    entries = list(offer.value)
    sys.stderr.write(f"\n{offer.about}\n")
    for number, entry in enumerate(entries, start=1):
        sys.stderr.write(f"  {number}  {_shown(entry)}\n")
    chosen = _numbers(_line("Numbers with commas, a for all, Enter for none: "), len(entries))
    if isinstance(offer.value, Mapping):
        return {entries[n - 1]: offer.value[entries[n - 1]] for n in chosen}
    return [entries[n - 1] for n in chosen]


def _reviewed(offer: Offer) -> list[dict[str, Any]]:
    """One question an action: it was done, it goes on, or it was dropped (which needs its reason)."""
    found = []
    sys.stderr.write(f"\n{offer.about}\n")
    for entry in offer.value:
        letter = _line(f"  {entry['session']}, action {entry['action']}: d done, c carried forward, x dropped, Enter: ")
        if letter in OUTCOMES:
            reason = {"reason": {"held": "protocol"}} if letter == "x" else {}
            found.append({**entry, "outcome": OUTCOMES[letter], **reason})
    return found


def _numbers(answer: str, most: int) -> list[int]:
    if answer == "a":
        return list(range(1, most + 1))
    return sorted({int(word) for word in answer.split(",") if word.strip().isdecimal() and 1 <= int(word) <= most})


def _answer(key: str, question: str) -> Any:
    """The answer in the notation of the records; asked again while it cannot be read, None where there is none."""
    while text := _line(f"{question}\n> "):
        try:
            return typed_value(key, text)
        except TypedError as error:
            sys.stderr.write(f"{error}\n")
    return None


def _line(question: str) -> str:
    sys.stderr.write(question)
    sys.stderr.flush()
    return sys.stdin.readline().strip()


def _shown(value: Any) -> str:
    if isinstance(value, Mapping):
        return " ".join(str(inner) for inner in value.values())
    return f"[{', '.join(map(str, value))}]" if isinstance(value, list) else str(value)
