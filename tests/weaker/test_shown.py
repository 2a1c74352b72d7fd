"""What is not told as weaker has been shown not to be: no record passes after that was refused before.

Schemas that ship are changed at random, for better or worse, and records that ship are spoilt at random; the plain
library judges by both.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource

from supervision_records.schema.shape import AT_THE_TOP, KEYWORDS, WORDS, walk
from supervision_records.weaker import Basis, compare
from tests.schema_library import EXAMPLES, load
from tests.weaker.library import SCHEMAS, Steps, places, put, steps_of, weaker, without

ROUNDS = 36
RECORDS = 40

#: Schemas to put in the place of others.
SPARE: tuple[Any, ...] = (
    True, False, {}, {"type": "string"}, {"type": "object"}, {"properties": {"extra": True}}, {"required": ["extra"]},
    {"minItems": 1}, {"properties": {"extra": {"type": "integer"}}},
)  # fmt: skip
#: Values to put in the place of others.
VALUES: tuple[Any, ...] = (
    0,
    1,
    7,
    999,
    True,
    "",
    "x",
    "other",
    "2026-06-10",
    [],
    {},
    ["x"],
    {"extra": 1},
    {"held": "lcs"},
)

DEMANDS = sorted(KEYWORDS - WORDS - AT_THE_TOP - {"$defs", "$ref"})


def changed_schema(chance: random.Random, schema: Any) -> Any:
    """A schema in which one to three things are different."""
    for _ in range(chance.randint(1, 3)):
        inner = [(steps_of(pointer), node) for pointer, node in walk(schema) if isinstance(node, dict)]
        steps, node = chance.choice(inner)
        schema = chance.choice((_less, _more, _other))(chance, schema, steps, node)
    return schema


def _less(chance: random.Random, schema: Any, steps: Steps, node: Mapping[str, Any]) -> Any:
    """One keyword, or one entry of one, is gone."""
    keyword = chance.choice([word for word in node if word not in AT_THE_TOP | {"$defs"}] or [None])
    if keyword is None:
        return schema
    entries = [at for at, _ in places({keyword: node[keyword]}) if len(at) <= 2]
    return without(schema, (*steps, *chance.choice(entries)))


def _more(chance: random.Random, schema: Any, steps: Steps, node: Mapping[str, Any]) -> Any:
    """One keyword is there that was not, taken from somewhere else in the schema, or a spare one."""
    others = [other for _, other in walk(schema) if isinstance(other, dict)]
    keyword, value = chance.choice([pair for other in others for pair in other.items() if pair[0] in DEMANDS])
    if chance.random() < 0.3:
        keyword, value = chance.choice([("allOf", [chance.choice(SPARE)]), ("anyOf", chance.sample(SPARE, 2)),
                                        ("not", chance.choice(SPARE)), ("additionalProperties", chance.choice(SPARE)),
                                        ("if", chance.choice(SPARE)), ("then", chance.choice(SPARE))])  # fmt: skip
    return put(schema, (*steps, keyword), value)


def _other(chance: random.Random, schema: Any, steps: Steps, node: Mapping[str, Any]) -> Any:
    """One value within a keyword is another: a schema for a schema, a number for a number."""
    inner = [(at, value) for at, value in places(dict(node)) if at[0] not in (*WORDS, *AT_THE_TOP, "$defs", "$ref")]
    if not inner:
        return schema
    where, value = chance.choice(inner)
    if isinstance(value, bool | dict):
        return put(schema, (*steps, *where), chance.choice(SPARE)) if where[0] in ("properties", "items") else schema
    if isinstance(value, int):
        return put(schema, (*steps, *where), max(0, value + chance.choice((-1, 1))))
    return (
        put(schema, (*steps, *where), "extra") if isinstance(value, str) and where[0] in ("enum", "const") else schema
    )


def changed_record(chance: random.Random, record: Any) -> Any:
    """A record in which up to two things are different."""
    for _ in range(chance.randint(0, 2)):
        where = [steps for steps, _ in places(record)]
        if not where or chance.random() < 0.2:
            record = {**record, chance.choice(("extra", "reason", "referral", "minutes")): chance.choice(VALUES)}
        elif chance.random() < 0.5:
            record = without(record, chance.choice(where))
        else:
            record = put(record, chance.choice(where), chance.choice(VALUES))
    return record


def validator(schemas: Mapping[str, Any], kind: str) -> Draft202012Validator | None:
    """The plain library's validator of a kind; None where the schema is none at all."""
    if any(True for _ in _misused(schemas[kind])):
        return None
    files = {
        f"{name}.schema.json": {**schema, "$schema": Draft202012Validator.META_SCHEMA["$id"]}
        for name, schema in schemas.items()
    }
    registry: Registry[Any] = Registry().with_resources(
        (name, Resource.from_contents(file)) for name, file in files.items()
    )
    return Draft202012Validator(files[f"{kind}.schema.json"], registry=registry, format_checker=FormatChecker())


def _misused(schema: Any) -> Any:
    yield from Draft202012Validator(Draft202012Validator.META_SCHEMA).iter_errors(schema)


@pytest.mark.parametrize("kind", ["tombstones", "settings", "contracts", "referrals", "cases", "sessions"])
def test_no_record_passes_a_schema_that_is_not_told_as_weaker(kind: str) -> None:
    chance = random.Random(kind)  # noqa: S311  (the same on every run)
    before = {name: SCHEMAS.sources[name] for name in (kind, "common")}
    examples = [load(path) for path in sorted((EXAMPLES / kind).rglob("*.yaml"))]
    records = [changed_record(chance, chance.choice(examples)) for _ in range(RECORDS)]
    old = validator(before, kind)
    assert old is not None
    refused = [record for record in records if not old.is_valid(record)]
    told = proved = 0
    for _ in range(ROUNDS):
        name = chance.choice((kind, kind, "common"))
        after = {**before, name: changed_schema(chance, before[name])}
        new = validator(after, kind)
        if new is None:
            continue
        if weaker(compare(Basis(before, {}), Basis(after, {}))):
            told += 1
            continue
        proved += 1
        for record in refused:
            assert not new.is_valid(record), (after[name], record)
    assert min(told, proved, len(refused)) >= 5, (told, proved, len(refused))
