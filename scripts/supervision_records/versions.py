"""A protocol's versions: what exactly a reader has read, and which contracts a change asks to be affirmed again."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from supervision_records.calendar import holds, parse_date
from supervision_records.facts import Contract
from supervision_records.model import Protocol, Record
from supervision_records.rules.bench import Bench


def exact(protocol: Protocol) -> str:
    """What tells a version from every other: the SHA-256 of all that its page says, words and rules alike."""
    said = json.dumps([protocol.data, protocol.body], sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return sha256(said.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who works by a protocol: their team, and when they read its version as it is now, if they did.

    ``before`` is the last day on which they read an earlier one.
    """

    person: str
    team: str
    on: date | None
    before: date | None


def readers(bench: Bench, people: Mapping[str, Record], protocol: Protocol) -> Iterator[Reader]:
    """Everybody who has a post that day in a team that follows the protocol."""
    now = exact(protocol)
    for record in people.values():
        post = bench.facts.post_on(record.id, bench.as_of)
        if post is None or not holds(bench.team_days(post.team, protocol.id), bench.as_of):
            continue
        read = [(e["of"], day) for e in record.data.get("read", ()) if e["protocol"] == protocol.id
                and (day := bench.facts.seen(e["on"]))]  # fmt: skip
        this, others = [day for of, day in read if of == now], [day for of, day in read if of != now]
        yield Reader(record.id, post.team, min(this, default=None), max(others, default=None))


@dataclass(frozen=True, slots=True)
class Affirm:
    """A contract that has to be affirmed again, since a change of its protocol that holds from a day."""

    contract: Contract
    since: date


def to_affirm(bench: Bench) -> Iterator[Affirm]:
    """Contracts in force that began before a change which asks for it, and that nobody has reviewed since."""
    for contract in bench.facts.contracts.values():
        protocol = bench.protocols.get(contract.protocol)
        if protocol is None or contract.in_force is None or not contract.in_force.holds(bench.as_of):
            continue
        days = [parse_date(c["on"]) for c in protocol.data.get("changes", ()) if c.get("affirm")]
        last = max((day for day in days if contract.starts < day <= bench.as_of), default=None)
        if last is not None and not any(_affirms(bench, contract, review, last) for review in _reviews(contract)):
            yield Affirm(contract, last)


def _reviews(contract: Contract) -> list[Mapping[str, object]]:
    return list(contract.data.get("reviews", ()))


def _affirms(bench: Bench, contract: Contract, review: Mapping[str, object], since: date) -> bool:
    """A review on or after that day by both sides, as the rules on reviews ask for."""
    day, by = bench.facts.seen(str(review["on"])), review["by"]
    present = set(by) if isinstance(by, list) else set()
    return (
        day is not None
        and day >= since
        and all(present & {*side} for side in (contract.supervisors, contract.supervisees))
    )
