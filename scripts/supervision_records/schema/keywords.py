r"""JSON Schema keywords that we judge ourselves, where the library's own way is unsafe or says too little.

- ``pattern``: ``$`` means the very end (not before a last line break), and ``\d`` only 0 to 9.
- ``format``: ``date`` alone, and a day that exists.
- ``uniqueItems``: in linear time.
- ``required``, ``additionalProperties``, ``unevaluatedProperties``: one error for each key, placed at the key. A key
  that is known to another branch of the schema is told from one that nobody knows; and a branch that failed does not
  make its own keys unknown.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker, ValidationError
from jsonschema.validators import extend

from supervision_records.calendar import parse_date

#: Our names, beside JSON Schema's own, for what an error is about.
UNKNOWN = "unknown-key"
NOT_HERE = "not-allowed-here"
DUPLICATE = "duplicate-item"

_Errors = Iterator[ValidationError]
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_END = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]|(\$)")


@lru_cache(maxsize=512)
def compiled(pattern: str) -> re.Pattern[str]:
    """A schema's pattern as Python's, with the meaning that JSON Schema gives it."""
    return re.compile(_END.sub(lambda found: r"\Z" if found.group(1) else found.group(), pattern), re.ASCII)


def is_date(value: object) -> bool:
    """Is it a day of the calendar? ValueError where there is none such; what is not text, other keywords judge."""
    if not isinstance(value, str):
        return True
    return _DATE.fullmatch(value) is not None and bool(parse_date(value))


def _pattern(_validator: Any, pattern: str, instance: object, _schema: object) -> _Errors:
    if isinstance(instance, str) and not compiled(pattern).search(instance):
        yield ValidationError("pattern")


def _unique_items(_validator: Any, unique: bool, instance: object, _schema: object) -> _Errors:  # noqa: FBT001
    """One error at each entry that stood before."""
    if not unique or not isinstance(instance, list):
        return
    seen: set[str] = set()
    for index, item in enumerate(instance):
        text = json.dumps(item, sort_keys=True)
        if text in seen:
            yield ValidationError(DUPLICATE, path=(index,), validator=DUPLICATE)
        seen.add(text)


def _required(_validator: Any, required: list[str], instance: object, _schema: object) -> _Errors:
    """One error at each key that is missing."""
    if isinstance(instance, dict):
        for key in required:
            if key not in instance:
                yield ValidationError("required", path=(key,))


def _additional(validator: Any, rule: object, instance: object, schema: Mapping[str, Any]) -> _Errors:
    """``additionalProperties``."""
    if rule is not False or not isinstance(instance, dict):
        yield from Draft202012Validator.VALIDATORS["additionalProperties"](validator, rule, instance, schema)
        return
    allowed = set(schema.get("properties", ()))
    yield from _unknown(instance, allowed, allowed)


def _unevaluated(validator: Any, rule: object, instance: object, schema: Mapping[str, Any]) -> _Errors:
    """``unevaluatedProperties``, of which only ``false`` is of use to us."""
    if rule is False and isinstance(instance, dict):
        rest = {key: value for key, value in schema.items() if key != "unevaluatedProperties"}
        allowed = _keys(validator, rest, instance)
        if not allowed.issuperset(instance):
            yield from _unknown(instance, allowed, _keys(validator, rest, instance, every=True))


def _unknown(instance: Mapping[str, Any], allowed: set[str], known: set[str]) -> _Errors:
    """One error at each key that is not allowed, with the keys to choose from."""
    for key in instance:
        if key in known and key not in allowed:
            yield ValidationError(NOT_HERE, path=(key,), validator=NOT_HERE)
        elif key not in allowed:
            yield ValidationError(UNKNOWN, path=(key,), validator=UNKNOWN, validator_value=sorted(known))


def _keys(validator: Any, schema: Any, instance: Mapping[str, Any], *, every: bool = False) -> set[str]:
    """The keys that a schema has a word on; with ``every``, in all its branches, not just in those that apply."""
    if not isinstance(schema, Mapping):
        return set()
    keys = set(schema.get("properties", ()))
    if (
        schema.get("additionalProperties", False) is not False
        or schema.get("unevaluatedProperties", False) is not False
    ):
        keys |= set(instance)
    for inner in _branches(validator, schema, instance, every=every):
        keys |= _keys(validator, inner, instance, every=every)
    return keys


def _branches(validator: Any, schema: Mapping[str, Any], instance: Mapping[str, Any], *, every: bool) -> Iterator[Any]:
    """The subschemas that judge the same mapping. There are no references among them: ``inline`` has replaced those."""

    def fits(inner: Any) -> bool:
        return bool(validator.evolve(schema=inner).is_valid(instance))

    yield from schema.get("allOf", ())
    for keyword in ("anyOf", "oneOf"):
        inners = schema.get(keyword, ())
        fitting = [inner for inner in inners if every or fits(inner)]
        yield from fitting or inners
    if "if" in schema:
        holds = fits(schema["if"])
        for keyword, applies in (("if", holds), ("then", holds), ("else", not holds)):
            if every or applies:
                yield schema.get(keyword, True)


#: The formats that a schema may ask for: every one of them is asserted.
FORMATS = FormatChecker(formats=())
FORMATS.checks("date", raises=ValueError)(is_date)

Validator: Any = extend(  # type: ignore[no-untyped-call]  # the stubs leave it open
    Draft202012Validator,
    {
        "pattern": _pattern,
        "uniqueItems": _unique_items,
        "required": _required,
        "additionalProperties": _additional,
        "unevaluatedProperties": _unevaluated,
    },
)
