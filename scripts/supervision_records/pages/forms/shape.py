"""A record's schema as a form's: every value a text, a choice or a list of them, with what turns it into the record's.

The form's engine shows it; ``x-as`` names how a text becomes a value (``javascripts/form/convert.js`` has the table of
them all). What may stand in a record is still said by the record's own schema alone, which the form checks by, too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from supervision_records.pages.forms.spoken import entry_name, hint, spoken
from supervision_records.schema.described import described

Schema = Mapping[str, Any]

#: Kinds of id that the browser can offer while one is typed.
IDS = frozenset({"person", "team", "case", "session", "contract", "referral"})


@dataclass(frozen=True, slots=True)
class Words:
    """What one form knows beyond the schema.

    ``plain`` are places (dots, no numbers) where narrative may be text; ``choices`` are the words that a protocol has
    for a place, by their ids; ``named`` are the keys that a mapping of free keys has in this form, by their ids.
    """

    plain: frozenset[str] = frozenset()
    choices: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    named: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def form_schema(schema: Schema, words: Words) -> dict[str, Any]:
    """The form's schema of a kind of record; keys as the record's own schema has them, wherever it describes them."""
    return _mapping(schema, "", words)


def _shape(schema: Schema, place: str, words: Words) -> dict[str, Any]:
    """One value. ``place`` is its keys from the top with dots, without the numbers of entries."""
    about = {"title": schema["title"]} if "title" in schema else {}
    described_as = {"description": hint(schema["description"])} if "description" in schema else {}
    return {**_part(schema, place, words), **about, **described_as}


def _part(schema: Schema, place: str, words: Words) -> dict[str, Any]:
    kind = schema.get("type")
    if kind == "array":
        return _list(schema, place, words)
    if kind == "object" or "properties" in schema:
        return _mapping(schema, place, words)
    if _is_narrative(schema):
        return _narrative(schema, place in words.plain)
    if "oneOf" in schema or "anyOf" in schema:
        return _either(schema, place, words)
    return _leaf(schema, words.choices.get(place, {}))


def _leaf(schema: Schema, choices: Mapping[str, str]) -> dict[str, Any]:
    values = schema.get("enum", ())
    if choices:
        return {**_choice(choices), "x-as": _word(values)}
    if not values:
        return _text(schema)
    return {**_choice({str(value): spoken(str(value)) for value in values}), "x-as": _word(values)}


def _word(values: Sequence[Any]) -> str:
    """How one of some words becomes a value: a score among words (yes, 1, n/a) has to stay a number."""
    numbers = [isinstance(value, int) for value in values]
    return "number" if numbers and all(numbers) else "label" if any(numbers) else "word"


def _mapping(schema: Schema, place: str, words: Words) -> dict[str, Any]:
    prefix = f"{place}." if place else ""
    if "properties" not in schema and isinstance(schema.get("additionalProperties"), Mapping):
        return _free_keys(schema, place, words)
    needed = _needed(schema)
    parts = {
        key: {**_shape(part, f"{prefix}{key}", words), **({"x-needed": True} if key in needed else {})}
        for key, part in described(schema).items()
    }
    return {"type": "object", "properties": {key: _chosen(part) for key, part in parts.items()}, "x-as": "mapping"}


def _needed(schema: Schema) -> set[str]:
    """Keys that must be there wherever they may be: those of a branch that describes them, too."""
    branches = [schema[side] for side in ("then", "else") if side in schema]
    of_branches = [_needed(branch) & set(branch.get("properties", {})) for branch in branches]
    return set(schema.get("required", ())).union(*of_branches)


#: Up to so many words stand beside each other; more are in a list that unfolds.
_FEW = 4


def _chosen(part: dict[str, Any]) -> dict[str, Any]:
    """A choice among a few words as radio buttons. One that is needed has no "none" among them."""
    words = part.get("enum", ())
    if part.get("type") != "string" or not 0 < len(words) - 1 <= _FEW:
        return part
    first = 1 if part.get("x-needed") else 0
    titles = ["Not said", *part["x-enumTitles"][1:]]
    return {**part, "enum": words[first:], "x-enumTitles": titles[first:], "x-format": "radios"}


def _free_keys(schema: Schema, place: str, words: Words) -> dict[str, Any]:
    """A mapping of free keys: those that this form names, each a field, and pairs of key and value for any other."""
    value = schema["additionalProperties"]
    named = words.named.get(place, {})
    parts = {
        key: _chosen({**_shape(value, _place_of(place, key, words), words), "title": title, "description": ""})
        for key, title in named.items()
    }
    pair = {
        "type": "object",
        "properties": {
            "key": {"type": "string", "title": "Its name", "x-as": "text", "x-needed": True},
            "value": {**_shape(value, f"{place}.*", words), "title": "What it says"},
        },
    }
    others = {
        "type": "array", "title": "Something else", "items": pair, "x-as": "pairs", "x-entry": "Entry", "x-rare": True
    }  # fmt: skip
    return {"type": "object", "properties": {**parts, "*": others}, "x-as": "named"}


def _place_of(place: str, key: str, words: Words) -> str:
    """Where a free key is: at a place of its own if the form has words for it, else at that of all such keys."""
    own = f"{place}.{key}"
    return own if own in words.choices else f"{place}.*"


def _list(schema: Schema, place: str, words: Words) -> dict[str, Any]:
    items = schema.get("items", {})
    choices = words.choices.get(place) or {str(value): spoken(str(value)) for value in items.get("enum", ())}
    if choices:
        return {
            "type": "array",
            "uniqueItems": True,
            "items": {"type": "string", "enum": list(choices), "x-enumTitles": list(choices.values())},
            "x-as": "ticks",
        }
    name = entry_name(str(schema.get("title", "")), str(items.get("title", "")), of=items.get("x-of", ""))
    return {"type": "array", "items": _entry(_shape(items, place, words)), "x-as": "list", "x-entry": name}


def _entry(shape: dict[str, Any]) -> dict[str, Any]:
    """An entry that is one field is explained by its list alone."""
    return shape if shape["type"] == "object" else {key: part for key, part in shape.items() if key != "description"}


def _choice(choices: Mapping[str, str]) -> dict[str, Any]:
    """One of several words, or none yet."""
    return {"type": "string", "enum": ["", *choices], "x-enumTitles": ["Choose", *choices.values()], "x-as": "word"}


def _narrative(schema: Schema, plain: bool) -> dict[str, Any]:  # noqa: FBT001  (a fact about the place, not a switch)
    """Where it is written, by choice; the words themselves only where the settings allow them."""
    if plain:
        return {"type": "string", "x-format": "textarea", "x-as": "words"}
    systems: Sequence[str] = next(
        b["properties"]["held"]["enum"] for b in schema["oneOf"] if "held" in b.get("properties", {})
    )
    return {**_choice({system: spoken(system) for system in systems}), "x-as": "held"}


def _is_narrative(schema: Schema) -> bool:
    return any("held" in branch.get("properties", {}) for branch in schema.get("oneOf", ()))


def _either(schema: Schema, place: str, words: Words) -> dict[str, Any]:
    """One of several shapes: mappings become one with the keys of all; a value or a list of it becomes a text."""
    branches = [*schema.get("oneOf", ()), *schema.get("anyOf", ())]
    if all("properties" in branch for branch in branches):
        parts = {k: _shape(v, f"{place}.{k}", words) for branch in branches for k, v in branch["properties"].items()}
        return {"type": "object", "properties": parts, "x-as": "mapping"}
    entries = next((branch for branch in branches if branch.get("type") == "array"), None)
    if entries and entries["items"].get("type") == "object":
        return _list(entries, place, words)
    if entries:
        return {"type": "string", "x-as": "commas"}
    return {"type": "string", "x-as": "label"}


def _text(schema: Schema) -> dict[str, Any]:
    kind, of = schema.get("type", "string"), schema.get("x-of")
    if kind == "boolean":
        return {**_choice({"true": "Yes", "false": "No"}), "x-as": "truth"}
    if kind == "integer":
        return {"type": "string", "x-as": "number", "x-inputAttributes": {"inputmode": "numeric"}}
    if kind != "string":
        return {"type": "string", "x-as": "label"}
    text = {"type": "string", "x-as": "text"}
    if of in IDS:
        return {**text, "x-of": of, "x-inputAttributes": {"list": f"known-{of}"}}
    native = schema.get("format") or of
    return {**text, "x-format": native} if native in _NATIVE else text


#: What browsers have a field of their own for.
_NATIVE = frozenset({"date", "time"})
