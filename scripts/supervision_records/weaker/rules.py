"""Two sets of protocols: which rule asks for less than before, or for something else?"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from supervision_records.model import Protocol, Rule
from supervision_records.protocol_checks import REFERENCES
from supervision_records.weaker.difference import Effect, Weakening
from supervision_records.weaker.measures import Way, presence
from supervision_records.weaker.parameters import OF_PAGES, PARAMETERS, SHOWN, WORDS, Parameter

Protocols = Mapping[str, Protocol]

#: Parts of a rule by which other rules find the sessions, people or cases that they judge.
_LEANT_ON = ("event", "needs", "of", "scope", "subject")
#: Keys by which another rule rests on the verdicts of one, so on all of it.
_ON_VERDICTS = frozenset({"missed", "excused_stretches"})
#: Lists and mappings whose entries are told apart by their names.
_STARRED = frozenset({"steps", "reviews", "assurance", "demands"})


class _Leaf(NamedTuple):
    """One parameter: its place in a table, its own place, and its value."""

    known_as: str
    name: str
    value: Any


def compare_protocols(before: Protocols, after: Protocols) -> Iterator[Weakening]:
    """All differences of pages and of their rules."""
    for name, protocol in sorted(before.items()):
        if name in after:
            yield from _pages(protocol, after[name])
        else:
            yield Weakening(protocol.path, 1, "", "rule", "protocol-removed", Effect.WEAKER,
                            f"The page of the protocol {name} is gone, and its rules with it.")  # fmt: skip
    old, new = _rules(before), _rules(after)
    leaning = _leaning([*old.values(), *new.values()])
    for (name, form), rule in old.items():
        if (name, form) in new:
            yield from _parameters(rule, new[name, form], leaning.get(name))
        elif rule.protocol in after:
            yield _gone(rule, next((other for other in new.values() if other.id == name), None))
    for key, rule in new.items():
        if key not in old:
            yield Weakening(rule.path, rule.line, "", "rule", "rule-added", Effect.CHANGED, f"{rule.id} is a new rule.")


def _rules(protocols: Protocols) -> dict[tuple[str, str], Rule]:
    return {(rule.id, rule.form): rule for _, protocol in sorted(protocols.items()) for rule in protocol.rules}


def _gone(rule: Rule, other: Rule | None) -> Weakening:
    if other is None:
        return Weakening(
            rule.path, rule.line, "", "rule", "rule-removed", Effect.WEAKER, f"The rule {rule.id} is gone."
        )
    return Weakening(other.path, other.line, "/form", "rule", "form-changed", Effect.WEAKER,
                     f"{rule.id} is not judged as {rule.form} any more.")  # fmt: skip


def _leaning(rules: list[Rule]) -> dict[str, bool]:
    """Rules that others name, and whether it is their verdicts that the others rest on."""
    found: dict[str, bool] = {}
    for rule in rules:
        for key, value in _strings(rule.spec):
            if key in REFERENCES:
                found[value] = found.get(value, False) or key in _ON_VERDICTS
    return found


def _strings(value: Any) -> Iterator[tuple[str, str]]:
    for key, inner in value.items() if isinstance(value, dict) else ():
        if isinstance(inner, str):
            yield key, inner
        yield from _strings(inner)


def _pages(before: Protocol, after: Protocol) -> Iterator[Weakening]:
    """What the front matter says beside its rules."""
    for what, effect, name in _differences(_page(before.data), _page(after.data), OF_PAGES):
        message = f"The protocol {before.id}: `{name}` {what}."
        yield Weakening(after.path, 1, _pointer(name), "rule", "protocol-parameter", effect, message)


def _page(data: Mapping[str, Any]) -> Mapping[str, Any]:
    reviews = {entry.get("document", "review"): entry["date"] for entry in data.get("reviews", ())}
    named = {key: {entry["id"]: entry for entry in data.get(key, ())} for key in ("assurance", "demands")}
    return {"in_force": data.get("in_force"), "reviews": reviews, **named}


def _parameters(before: Rule, after: Rule, leaning: bool | None) -> Iterator[Weakening]:  # noqa: FBT001
    """What a rule asks for. ``leaning``: do other rules rest on it, and on its verdicts?"""
    if before.protocol != after.protocol:
        message = f"{after.id} is a rule of another protocol now: it is for the teams that follow that one."
        yield Weakening(after.path, after.line, "", "rule", "rule-moved", Effect.WEAKER, message)
    for what, effect, name in _differences(_spec(before), _spec(after), PARAMETERS):
        first = name.partition(".")[0]
        rests = leaning is not None and first not in SHOWN and (leaning or first in _LEANT_ON)
        others = "; other rules rest on it, and may ask for less" if rests and effect is Effect.CHANGED else ""
        message = f"{after.id} ({after.form}): `{name}` {what}{others}."
        severity = Effect.WEAKER if others else effect
        yield Weakening(after.path, after.line, _pointer(name), "rule", "rule-parameter", severity, message)


def _spec(rule: Rule) -> Mapping[str, Any]:
    """A rule's parameters, its steps by what they are about."""
    spec = {key: value for key, value in rule.spec.items() if key not in ("id", "form")}
    if "steps" in spec:
        steps: dict[str, Any] = {}
        for step in spec["steps"]:
            about = [step.get(key) for key in ("after", "milestone", "allocation")]
            name = "-".join(
                part if isinstance(part, str) else "-".join(part) for part in about if part and part is not True
            )
            steps[f"{name}-again" if name in steps else name] = step
        spec["steps"] = steps
    return spec


def _differences(
    before: Mapping[str, Any], after: Mapping[str, Any], table: Mapping[str, Parameter]
) -> Iterator[tuple[str, Effect, str]]:
    """Each parameter that differs: what is said of it, whether it is weaker, and its name."""
    old = {leaf.name: leaf for leaf in _leaves(before, table)}
    new = {leaf.name: leaf for leaf in _leaves(after, table)}
    for name in dict.fromkeys((*old, *new)):
        was, now = old.get(name), new.get(name)
        leaf = now or was
        values = was.value if was else None, now.value if now else None
        if leaf is None or (values[0] == values[1] and type(values[0]) is type(values[1])):
            continue
        if any(step in SHOWN for step in name.split(".")):
            yield "is not what it was", Effect.CHANGED, name
            continue
        parameter = table.get(leaf.known_as)
        way = parameter.measure(*values) if parameter else Way.OTHER
        weaker = way is Way.OTHER or (parameter is not None and way is parameter.weaker)
        yield _said(*values), Effect.WEAKER if weaker else Effect.CHANGED, name


def _leaves(
    value: Mapping[str, Any], table: Mapping[str, Parameter], known_as: str = "", name: str = ""
) -> Iterator[_Leaf]:
    for key, inner in value.items():
        if key in WORDS:
            continue
        known = f"{known_as}.*" if known_as in _STARRED else f"{known_as}.{key}".lstrip(".")
        leaf = _Leaf(known, f"{name}.{key}".lstrip("."), inner)
        parameter = table.get(known)
        if not isinstance(inner, dict) or (parameter is not None and parameter.measure is not presence):
            yield leaf
            continue
        if parameter is not None or not inner:
            yield leaf._replace(value=True)
        yield from _leaves(inner, table, known, leaf.name)


def _said(before: Any, after: Any) -> str:
    """What happened to a value: numbers and lengths are named, since they tell most."""
    if after is None:
        return "is gone"
    if before is None:
        return "was not there before"
    was, now = _brief(before), _brief(after)
    return f"is {now}; it was {was}" if was and now else "is not what it was"


def _brief(value: Any) -> str:
    if isinstance(value, int) or (isinstance(value, str) and value.replace("-", "").isalnum() and value.isascii()):
        return json.dumps(value).strip('"')
    if isinstance(value, dict) and len(value) == 1:
        ((unit, number),) = value.items()
        return f"{unit} {number}" if isinstance(number, str) else f"{number} {unit.replace('_', ' ')}"
    return ""


def _pointer(name: str) -> str:
    return "/" + name.replace(".", "/")
