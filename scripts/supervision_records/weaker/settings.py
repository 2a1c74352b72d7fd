"""Two states of the settings: what is let through, or shown, that was not before?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from typing import Any

from supervision_records.settings import FILE, Settings
from supervision_records.weaker.difference import Effect, Weakening

#: Not compared: a name for people to read, and what is no part of the file.
_LEFT_OUT = frozenset({"organisation", "names"})

#: What each setting is called in the file, if not by its own name.
_KEYS = {
    "plain": "narrative/plain",
    "sealed": "narrative/sealed",
    "held": "narrative/held",
    "grace": "history/grace",
    "excuses": "privacy/allowed",
}

#: Is a setting that differs as strict as before, or stricter? One that is not here never is, for all anybody can tell.
_AS_STRICT: Mapping[str, Callable[[Any, Any], bool]] = {
    "as_of": lambda _before, after: after is None,
    "sample": lambda _before, after: after is None,
    "plain": lambda before, after: after <= before,
    "sealed": lambda before, after: after >= before,
    "held": lambda before, after: after >= before,
    "sealing": lambda before, after: before.keys == after.keys and after.auditors <= before.auditors,
    "audience": lambda _before, after: after == "staff",
    "small_numbers": lambda before, after: after >= before,
    "most_supervised": lambda before, after: after <= before,
    "evidence": lambda _before, after: after == "history",
    "grace": lambda before, after: after <= before,
    "retention": lambda before, after: before == after,
    "holds": lambda before, after: set(before) <= set(after),
    "excuses": lambda before, after: set(after) <= set(before),
}

_WHY: Mapping[str, str] = {
    "as_of": "The day for which compliance is judged is fixed or moved: what falls due later is not seen",
    "sample": "The records are marked as a fictitious sample",
    "working_days": "Other days are working days: deadlines fall on other days",
    "plain": "Narrative may be plain text in more places",
    "sealed": "Narrative need not be sealed in places where it had to be",
    "held": "Narrative may be sealed here in places where it had to stay in another system",
    "sealing": "Sealed text may be opened by more roles, or its keys are looked for in another place",
    "audience": "The site shows more about single people",
    "small_numbers": "Figures about fewer people are shown",
    "most_supervised": "A supervisor may have more people before anybody is told",
    "evidence": "Timeliness rests on what records claim, not on the history of the repository",
    "grace": "A record may come in later before the history speaks of it",
    "retention": "Records are kept for another time",
    "holds": "A legal hold is lifted or changed",
    "excuses": "More places are taken for no personal details",
}


def compare_settings(before: Settings, after: Settings) -> Iterator[Weakening]:
    """Each setting that differs."""
    for name in (field.name for field in fields(Settings) if field.name not in _LEFT_OUT):
        was, now = getattr(before, name), getattr(after, name)
        if was == now:
            continue
        pointer = "/" + _KEYS.get(name, name)
        if _AS_STRICT.get(name, _never)(was, now):
            message = f"The setting `{pointer[1:]}` is not what it was, and not less strict."
            yield Weakening(FILE, 1, pointer, "setting", "setting-changed", Effect.CHANGED, message)
        else:
            why = _WHY.get(name, f"The setting `{pointer[1:]}` is not what it was, and may let more through")
            yield Weakening(FILE, 1, pointer, "setting", "setting-weaker", Effect.WEAKER, f"{why}.")


def _never(_before: Any, _after: Any) -> bool:
    return False
