"""Random records of a kind that its schema accepts, with whatever words YAML might take for something else."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from random import Random
from typing import Any

from jsonschema.protocols import Validator

Schema = Mapping[str, Any]

#: Texts that a careless writer or reader of YAML changes.
ODD = (
    "yes", "No", "on", "null", "~", "true", "12", "012", "1_000", "0x1F", "1e3", "1.5", ".inf", "2026-07-14", "10:30",
    "1:30:00", "- a", "# a", "a # b", "a: b", "'a", '"a"', "''", "{a: b}", "[a]", "&a", "*a", "!a", "|", ">", "%a",
    "@a", "`a", "? a", "=", "two\nlines", "a line\n", "\nafter a line", "  before", "after  ", "a\\b",
    "\U0001f600 ü ß Ł", "<b>&amp;</b>", "{{ a }}", "{% a %}", "a" * 150 + " " + "b" * 80,
)  # fmt: skip


def records(validator: Validator, number: int, seed: int) -> list[Any]:
    """So many different records that the kind's validator accepts."""
    return list(islice(_accepted(validator, Random(seed)), number))  # noqa: S311  (no secret)


def _accepted(validator: Validator, chance: Random) -> Iterator[Any]:
    schema = validator.schema
    assert isinstance(schema, Mapping)
    for _ in range(10_000):
        record = value(schema, chance)
        if validator.is_valid(record):
            yield record


def value(schema: Schema, chance: Random) -> Any:
    """Any value that a part of a schema may accept; in rare cases it does not."""
    if "const" in schema:
        return schema["const"]
    if "enum" in schema:
        return chance.choice(schema["enum"])
    for word in ("oneOf", "anyOf"):
        if word in schema:
            return value({**{k: v for k, v in schema.items() if k != word}, **chance.choice(schema[word])}, chance)
    kind = schema.get("type", "object" if "properties" in schema else "string")
    return _MADE[chance.choice(kind) if isinstance(kind, list) else kind](schema, chance)


def _mapping(schema: Schema, chance: Random) -> dict[str, Any]:
    found = {key: value(part, chance) for key, part in _keys(schema, chance)}
    if isinstance(schema.get("additionalProperties"), Mapping):
        names = [f"point-{chance.randrange(20)}" for _ in range(chance.randrange(4))]
        found |= {name: value(schema["additionalProperties"], chance) for name in names}
    return found | _branches(schema, found, chance)


def _keys(schema: Schema, chance: Random) -> Iterator[tuple[str, Schema]]:
    for key, part in schema.get("properties", {}).items():
        if isinstance(part, Mapping) and (key in schema.get("required", ()) or chance.random() < _OPTIONAL):
            yield key, part


#: How many of the keys that may be left out are there.
_OPTIONAL = 0.4


def _branches(schema: Schema, found: Mapping[str, Any], chance: Random) -> dict[str, Any]:
    """The keys of the branches that a record takes, which depend on its words so far."""
    more: dict[str, Any] = {}
    parts = list(schema.get("allOf", ()))
    if "if" in schema:
        side = "then" if _holds(schema["if"], found) else "else"
        parts += [schema[side]] if side in schema else []
    for part in parts:
        more |= {key: value(inner, chance) for key, inner in _keys(part, chance) if _says_what(inner)}
        more |= _branches(part, found, chance)
    return more


def _says_what(part: Schema) -> bool:
    return any(word in part for word in ("type", "enum", "const", "oneOf", "anyOf"))


def _holds(condition: Schema, found: Mapping[str, Any]) -> bool:
    if not set(condition.get("required", ())) <= set(found):
        return False
    return all(_fits(part, found[key]) for key, part in condition.get("properties", {}).items() if key in found)


def _fits(part: Schema, word: object) -> bool:
    if "not" in part:
        return not _fits(part["not"], word)
    return word == part["const"] if "const" in part else word in part["enum"]


def _list(schema: Schema, chance: Random) -> list[Any]:
    least = schema.get("minItems", 0)
    entries = [value(schema.get("items", {}), chance) for _ in range(chance.randint(least, max(least, 3)))]
    if schema.get("uniqueItems"):
        entries = [entry for number, entry in enumerate(entries) if entry not in entries[:number]]
    return entries


def _text(schema: Schema, chance: Random) -> str:
    if schema.get("format") == "date":
        return f"{chance.randint(2019, 2027)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    pattern = schema.get("pattern", "")
    if pattern.startswith("^[a-z0-9]"):
        return "".join(chance.choices("abcdef0123456789", k=chance.randint(3, 12)))
    if "[0-5]" in pattern:
        return f"{chance.randint(0, 23):02}:{chance.randint(0, 59):02}"
    if schema.get("examples") and not pattern.startswith("^\\s*"):
        return str(chance.choice(schema["examples"]))
    return chance.choice(ODD)


def _number(schema: Schema, chance: Random) -> int:
    least = schema.get("minimum", 0)
    return chance.randint(least, schema.get("maximum", least + 100))


_MADE: Mapping[str, Callable[[Schema, Random], Any]] = {
    "object": _mapping,
    "array": _list,
    "string": _text,
    "integer": _number,
    "boolean": lambda _, chance: chance.random() < 0.5,
}
