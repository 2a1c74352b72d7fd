"""Every place in a kind of record where any text may stand, as the schemas say: a new field is among them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from supervision_records.schema.keywords import Validator

#: A step of a path: any entry of a list, any value of a mapping, or the keys of a mapping.
ANY, KEYS = "*", "KEY"
#: A text that no place takes that wants an id, a date, a word of a list or the like.
_SAMPLE = "<b>Any</b> text: 1"
#: What is put before the text where a place wants it to begin so.
_BEGINNINGS = ("", "ssh-ed25519 ")


@dataclass(frozen=True, slots=True, order=True)
class Field:
    """One such place: the steps that lead to it. ``narrative`` says that it is for words about people and cases."""

    kind: str
    steps: tuple[str, ...]
    narrative: bool
    begins: str
    most: int

    @property
    def name(self) -> str:
        """As a person would write it."""
        return f"{self.kind}: {'.'.join(self.steps)}"


def fields_of(kind: str, schema: Any) -> tuple[Field, ...]:
    """All fields of a kind, by its schema without references."""
    return tuple(sorted({Field(kind, *found) for found in _walk(schema, (), narrative=False)}))


def _walk(schema: Any, steps: tuple[str, ...], *, narrative: bool) -> Iterator[tuple[tuple[str, ...], bool, str, int]]:
    if not isinstance(schema, dict):
        return
    narrative = narrative or any("sealed" in choice.get("properties", {}) for choice in schema.get("oneOf", ()))
    if schema.get("type") == "string" or "string" in schema.get("type", ()):
        judge = Validator(schema)
        begins = next((start for start in _BEGINNINGS if judge.is_valid(start + _SAMPLE)), None)
        if begins is not None:
            yield steps, narrative, begins, schema.get("maxLength", 10_000)
    for name, inner in schema.get("properties", {}).items():
        yield from _walk(inner, (*steps, name), narrative=narrative)
    if "propertyNames" in schema:
        yield from _walk({"type": "string", **schema["propertyNames"]}, (*steps, KEYS), narrative=narrative)
    for keyword in ("items", "additionalProperties", "unevaluatedProperties"):
        yield from _walk(schema.get(keyword), (*steps, ANY), narrative=narrative)
    for keyword in ("allOf", "anyOf", "oneOf"):
        for inner in schema.get(keyword, ()):
            yield from _walk(inner, steps, narrative=narrative)
    for keyword in ("then", "else"):
        yield from _walk(schema.get(keyword), steps, narrative=narrative)


def places(data: Any, steps: tuple[str, ...]) -> Iterator[tuple[Any, Any]]:
    """Each such place in a record: the list or mapping that holds it, and its number or key, which may be new."""
    step, rest = steps[0], steps[1:]
    if isinstance(data, list):
        names: list[Any] = list(range(len(data))) if step == ANY else []
    elif isinstance(data, dict):
        names = list(data) if step == ANY else [step]
    else:
        return
    for name in names:
        if not rest:
            yield data, name
        elif isinstance(data, list) or name in data:
            yield from places(data[name], rest)


def write(holder: Any, name: Any, text: Any) -> None:
    """Put a text into a place."""
    if name == KEYS:
        if holder:
            old = next(iter(holder))
            holder[text] = holder.pop(old)
    else:
        holder[name] = text
