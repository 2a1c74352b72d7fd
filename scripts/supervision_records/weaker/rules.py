"""Two sets of protocols: which rule asks for less than before, or for something else?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from supervision_records.model import Protocol, Rule
from supervision_records.protocol_checks import REFERENCES
from supervision_records.weaker.difference import Effect, Weakening
from supervision_records.weaker.leaves import differences
from supervision_records.weaker.parameters import OF_PAGES, PARAMETERS, SHOWN

Protocols = Mapping[str, Protocol]

#: Parts of a rule by which other rules find the sessions, people or cases that they judge.
_LEANT_ON = ("event", "needs", "of", "scope", "subject")
#: Keys by which another rule rests on the verdicts of one, so on all of it.
_ON_VERDICTS = frozenset({"missed", "excused_stretches"})


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
    for name, effect, said in differences(_page(before.data), _page(after.data), OF_PAGES):
        message = f"The protocol {before.id}: `{name}` {said}."
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
    for name, effect, said in differences(_spec(before), _spec(after), PARAMETERS):
        first = name.partition(".")[0]
        rests = leaning is not None and first not in SHOWN and (leaning or first in _LEANT_ON)
        others = "; other rules rest on it, and may ask for less" if rests and effect is Effect.CHANGED else ""
        message = f"{after.id} ({after.form}): `{name}` {said}{others}."
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


def _pointer(name: str) -> str:
    return "/" + name.replace(".", "/")
