"""What the tests of comparisons share: the shipped rules, and ways to change one thing in them."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from supervision_records.model import Protocol, Rule
from supervision_records.protocol import build_protocols, read_protocols
from supervision_records.schema import Schemas
from supervision_records.weaker import Basis, Effect, Weakening, compare

ROOT = Path(__file__).parents[2]
SCHEMAS = Schemas.read(ROOT / "schemas")
PROTOCOLS, _ = read_protocols(ROOT, SCHEMAS)

Steps = tuple[str | int, ...]


def weaker(found: tuple[Weakening, ...]) -> list[Weakening]:
    """Those that are weaker."""
    return [difference for difference in found if difference.severity is Effect.WEAKER]


def of_schema(before: Any, after: Any, **others: Any) -> tuple[Weakening, ...]:
    """Two versions of one schema compared, beside others that stay as they are."""
    return compare(Basis({**others, "a": before}, {}), Basis({**others, "a": after}, {}))


def of_protocols(after: Mapping[str, Protocol]) -> tuple[Weakening, ...]:
    """The shipped protocols compared with others."""
    return compare(Basis({}, PROTOCOLS), Basis({}, after))


def steps_of(pointer: str) -> Steps:
    """A JSON pointer as keys."""
    return tuple(step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:])


def at(value: Any, steps: Steps) -> Any:
    """What stands at some place."""
    for step in steps:
        value = value[int(step) if isinstance(value, list) else step]
    return value


def without(value: Any, steps: Steps) -> Any:
    """A copy of a value without what stands at some place."""
    copied = copy.deepcopy(value)
    at = copied
    for step in steps[:-1]:
        at = at[int(step) if isinstance(at, list) else step]
    del at[int(steps[-1]) if isinstance(at, list) else steps[-1]]
    return copied


def put(value: Any, steps: Steps, inner: Any) -> Any:
    """A copy of a value with something else at some place."""
    copied = copy.deepcopy(value)
    at = copied
    for step in steps[:-1]:
        at = at[int(step) if isinstance(at, list) else step]
    at[int(steps[-1]) if isinstance(at, list) else steps[-1]] = inner
    return copied


def places(value: Any, at: Steps = ()) -> Iterator[tuple[Steps, Any]]:
    """Every place within a value."""
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, inner in entries:
        yield (*at, step), inner
        yield from places(inner, (*at, step))


def with_rule(rule: Rule, **spec: Any) -> Mapping[str, Protocol]:
    """The shipped protocols, one rule of which has other parameters; None takes one away."""
    changed = {key: value for key, value in {**rule.spec, **spec}.items() if value is not None}
    return _with_rules(rule, [replace(rule, spec=changed)])


def without_rule(rule: Rule) -> Mapping[str, Protocol]:
    """The shipped protocols but for one rule."""
    return _with_rules(rule, [])


def _with_rules(rule: Rule, instead: list[Rule]) -> Mapping[str, Protocol]:
    protocol = PROTOCOLS[rule.protocol]
    rules = [new for old in protocol.rules for new in (instead if old == rule else [old])]
    return {**PROTOCOLS, protocol.id: replace(protocol, rules=tuple(rules))}


def rule(name: str, form: str) -> Rule:
    """A shipped rule."""
    return next(r for p in PROTOCOLS.values() for r in p.rules if (r.id, r.form) == (name, form))


def page(text: str, name: str = "foster") -> Mapping[str, Protocol]:
    """The protocol of a page."""
    protocols, problems = build_protocols([(f"docs/protocols/{name}.md", text.encode())], SCHEMAS)
    assert problems == ()
    return protocols
