"""What is known of a record before anybody types: from the contract, the posts, the teams and the protocols."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from supervision_records.calendar import parse_date
from supervision_records.draft.offers import Offer, offers_for_session
from supervision_records.facts import Contract
from supervision_records.model import Data, Protocol
from supervision_records.rules.bench import Bench

#: A record that is being filled in.
Filling = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Draft:
    """A record that was started. ``offers`` are entries that somebody has to confirm before they may count."""

    kind: str
    data: Data
    offers: tuple[Offer, ...] = ()


def start(bench: Bench, kind: str, given: Data, today: date) -> Draft:
    """A record of a kind from what somebody gave; what they gave is never changed, only added to."""
    data: Filling = dict(given)
    key = _DAY.get(kind)
    if key is None:
        return Draft(kind, data)
    day = day_of(data.setdefault(key, today.isoformat()))
    if day is None:  # The schema will say what is wrong with it.
        return Draft(kind, data)
    if kind in _FILL:
        _FILL[kind](bench, data, day)
    return Draft(kind, data, offers_for_session(bench, data, day) if kind == "sessions" else ())


def day_of(value: object) -> date | None:
    """A day as a record writes it; None where it is none."""
    try:
        return parse_date(str(value))
    except ValueError:
        return None


def _session(bench: Bench, data: Filling, day: date) -> None:
    first = next(iter(data.get("supervisees", ())), None)
    if first is None:
        return
    contract = _contract(bench, first, data.get("protocol"), day)
    post = bench.facts.post_on(first, day)
    if post:
        data.setdefault("team", post.team)
    if protocol := (contract.protocol if contract else _followed(bench, data.get("team"), day)):
        data.setdefault("protocol", protocol)
    data.setdefault("status", "held")
    if "protocol" in data:
        if usual_type := usual_session(bench.protocols.get(data["protocol"])):
            data.setdefault("type", usual_type)
        usual = bench.supervisor_of(first, data["protocol"], day)
        if supervisors := (list(contract.supervisors) if contract else [usual] if usual else []):
            data.setdefault("supervisors", supervisors)


def _contracted(bench: Bench, data: Filling, day: date) -> None:
    """A contract: the protocol that the supervisee's team follows; nobody has signed yet."""
    first = next(iter(data.get("supervisees", ())), None)
    post = bench.facts.post_on(first, day) if first else None
    if post and (protocol := _followed(bench, post.team, day)):
        data.setdefault("protocol", protocol)
        usual = bench.supervisor_of(first, protocol, day) if first else None
        if usual:
            data.setdefault("supervisors", [usual])
    data.setdefault("signed", [])


def _handover(bench: Bench, data: Filling, day: date) -> None:
    """A handover: from whoever supervises now, and those who have to be there."""
    person = data.get("supervisee")
    post = bench.facts.post_on(person, day) if person else None
    protocol = _followed(bench, post.team, day) if post else None
    now = bench.supervisor_of(person, protocol, day) if person and protocol else None
    if now:
        data.setdefault("from", [now])


def _audit(bench: Bench, data: Filling, day: date) -> None:
    if protocol := _followed(bench, data.get("team"), day):
        data.setdefault("protocol", protocol)


def _opened(_bench: Bench, data: Filling, _day: date) -> None:
    """A case: nobody has it yet."""
    data.setdefault("allocations", [])


def _contract(bench: Bench, person: str, protocol: str | None, day: date) -> Contract | None:
    """The contract in force with somebody, of one protocol or of any that there is a contract of."""
    wanted = [protocol] if protocol else list(bench.protocols)
    return next((c for name in wanted for c in bench.contracts_on(name, person, day)), None)


def _followed(bench: Bench, team: str | None, day: date) -> str | None:
    """The protocol that a team follows that day, if it is one alone."""
    if team is None:
        return None
    found = [name for name in bench.protocols if any(span.holds(day) for span in bench.team_days(team, name))]
    return found[0] if len(found) == 1 else None


def usual_session(protocol: Protocol | None) -> str | None:
    """The type of session that a protocol's rules name first."""
    for rule in protocol.rules if protocol else ():
        selector = rule.spec.get("event", {}).get("sessions") or rule.spec.get("of", {}).get("sessions") or {}
        for key in ("one_to_one", "types"):
            if selector.get(key):
                return str(selector[key][0])
    return None


#: The key of the day that a kind is about; today, where nobody says otherwise.
_DAY: Mapping[str, str] = {
    "sessions": "date",
    "contracts": "starts",
    "cases": "opened",
    "absences": "from",
    "escalations": "opened",
    "referrals": "on",
    "audits": "on",
    "observations": "on",
    "handovers": "on",
    "assurance": "on",
    "announcements": "on",
    "tombstones": "on",
}

_FILL: Mapping[str, Callable[[Bench, Filling, date], None]] = {
    "sessions": _session,
    "contracts": _contracted,
    "handovers": _handover,
    "audits": _audit,
    "assurance": _audit,
    "cases": _opened,
}
