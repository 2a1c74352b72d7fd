"""Every demand of the protocols, traced: where it is published, what enforces it, how far it is met, what tests it.

A demand that lacks one of these is a fault: the promise that a protocol's words and what is enforced are the same
thing would be broken there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from supervision_records.model import Data, Finding, Protocol, Rule, rule_order
from supervision_records.summary import Counts, by, count

#: How a protocol's words mark a demand: ``[[JNT-1 must]]`` at the beginning of its sentence.
TOKEN = re.compile(r"\[\[([A-Z][A-Z0-9]*-[0-9]+[a-z]?) (must|should|may)\]\]")


@dataclass(frozen=True, slots=True)
class Traced:
    """One demand and what stands behind it. ``faults`` say, in words, what is missing."""

    id: str
    protocol: str
    text: str
    strength: str
    how: tuple[str, ...]
    page: str
    anchor: str | None
    rules: tuple[Rule, ...]
    counts: Counts
    tests: tuple[str, ...]
    faults: tuple[str, ...]


def demand_of(rule: str) -> str:
    """The demand that a rule enforces: a second rule of one demand has a letter after its number."""
    return rule.rstrip("abcdefghijklmnopqrstuvwxyz")


@lru_cache(maxsize=256)
def worded(body: str) -> Mapping[str, str]:
    """Each demand that a protocol's words mark, and the strength of its first mention."""
    found: dict[str, str] = {}
    for token in TOKEN.finditer(body):
        found.setdefault(token[1], token[2])
    return found


def trace(
    protocols: Mapping[str, Protocol], findings: Iterable[Finding], tests: Mapping[str, tuple[str, ...]]
) -> tuple[Traced, ...]:
    """All demands in order. ``tests`` are the paths of tests, by rule id or demand id."""
    rules: dict[str, list[Rule]] = {}
    for protocol in protocols.values():
        for rule in protocol.rules:
            rules.setdefault(rule.id, []).append(rule)
    counts = by(findings, lambda finding: finding.rule)
    traced = [
        _trace(protocol, demand, rules, counts, tests)
        for protocol in protocols.values()
        for demand in protocol.data.get("demands", ())
    ]
    traced += [_unlisted(protocol, rule_id) for protocol in protocols.values() for rule_id in _strays(protocol)]
    return tuple(sorted(traced, key=lambda t: rule_order(t.id)))


def _trace(
    protocol: Protocol,
    demand: Data,
    rules: Mapping[str, list[Rule]],
    counts: Mapping[str | None, Counts],
    tests: Mapping[str, tuple[str, ...]],
) -> Traced:
    own = {r.id for r in protocol.rules if demand_of(r.id) == demand["id"]}
    names = sorted(own, key=rule_order) or list(demand.get("through", ()))
    behind = tuple(rule for name in names for rule in rules.get(name, ()))
    marked = worded(protocol.body)
    anchor = demand["id"].lower() if demand["id"] in marked else None
    proofs = tuple(dict.fromkeys(t for name in (*names, demand["id"]) for t in tests.get(name, ())))
    faults = [*_missing(demand, names, rules, anchor, proofs)]
    if anchor and marked[demand["id"]] != demand["strength"]:
        faults.append(f"its words say {marked[demand['id']]}, its front matter {demand['strength']}")
    return Traced(
        demand["id"], protocol.id, demand["text"], demand["strength"], tuple(demand["how"]), protocol.path, anchor,
        behind, _sum(counts[name] for name in names if name in counts), proofs, tuple(faults),
    )  # fmt: skip


def _missing(
    demand: Data, names: list[str], rules: Mapping[str, list[Rule]], anchor: str | None, proofs: tuple[str, ...]
) -> Iterator[str]:
    if anchor is None:
        yield "its words are not marked on the protocol's page"
    if "enforce" in demand["how"] and not names:
        yield "it has lost its rule"
    for name in names:
        if name not in rules:
            yield f"its rule {name} does not exist"
        elif "enforce" not in demand["how"]:
            yield f"the rule {name} enforces it, but it does not say so"
    if not proofs:
        yield "no test covers it"


def _strays(protocol: Protocol) -> list[str]:
    """Rules whose demand is not listed, where the protocol lists its demands at all."""
    listed = {demand["id"] for demand in protocol.data.get("demands", ())}
    return sorted({r.id for r in protocol.rules if demand_of(r.id) not in listed}) if listed else []


def _unlisted(protocol: Protocol, rule_id: str) -> Traced:
    own = tuple(rule for rule in protocol.rules if rule.id == rule_id)
    fault = ("the rule enforces a demand that is not listed",)
    return Traced(rule_id, protocol.id, own[0].title, "must", (), protocol.path, None, own, Counts(), (), fault)


def _sum(parts: Iterable[Counts]) -> Counts:
    total = count(())
    for c in parts:
        total = Counts(
            total.met + c.met, total.due + c.due, total.breach + c.breach, total.excused + c.excused,
            total.unknown + c.unknown,
        )  # fmt: skip
    return total
