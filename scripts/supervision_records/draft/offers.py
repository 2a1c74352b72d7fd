"""What a draft offers: entries that only somebody who was there can confirm, so the file has them as comments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from supervision_records.actions import open_actions
from supervision_records.model import Data
from supervision_records.rules.bench import Bench


@dataclass(frozen=True, slots=True)
class Offer:
    """Entries for one key of a record: ``about`` says in a sentence what to keep, ``value`` is what to keep of."""

    key: str
    about: str
    value: Any


def offers_for_session(bench: Bench, data: Data, day: date) -> tuple[Offer, ...]:
    """Cases, open actions, agenda and sections of one session that was held; nothing for one that was not."""
    if data.get("status") != "held" or data.get("protocol") not in bench.protocols:
        return ()
    protocol = bench.protocols[data["protocol"]].data
    found = (
        Offer("cases", "The open cases: keep those that were discussed.", _cases(bench, data, day)),
        Offer(
            "reviewed", "Actions still open: keep those gone through, and say how each stands.", _open(bench, data, day)
        ),
        Offer("agenda", "The protocol's agenda: keep what was covered.", [p["id"] for p in protocol.get("agenda", ())]),
        Offer("notes", "The protocol's sections: keep those written, and name the system.", _sections(protocol)),
    )
    return tuple(offer for offer in found if offer.value and offer.key not in data)


def _cases(bench: Bench, data: Data, day: date) -> list[dict[str, str]]:
    """The open cases of the supervisees; of several supervisees, those that they share, if there are any."""
    if data.get("type") == "personal":
        return []
    held = [
        {
            case.id
            for case, span in bench.facts.allocations_of.get(person, ())
            if span.holds(day) and case.life.holds(day)
        }
        for person in data.get("supervisees", ())
    ]
    shared = set.intersection(*held) if held else set()
    return [{"case": case} for case in sorted(shared or set().union(*held))]


def _open(bench: Bench, data: Data, day: date) -> list[dict[str, Any]]:
    """The open actions of the supervisees; where no rule asks to go through them all, those of the latest session."""
    protocol, people = data["protocol"], data.get("supervisees", ())
    found = {(a.session, a.number) for person in people for a in open_actions(bench, protocol, person, day)}
    order = {session.id: session.key for person in people for session in bench.sessions_of(protocol, person)}
    unique = sorted(found, key=lambda action: (order[action[0]], action[1]))
    if unique and not any(rule.spec.get("needs", {}).get("follow_up") for rule in bench.protocols[protocol].rules):
        unique = [action for action in unique if action[0] == unique[-1][0]]
    return [{"session": session, "action": number, "outcome": "carried-forward"} for session, number in unique]


def _sections(protocol: Data) -> dict[str, dict[str, str]]:
    return {section["id"]: {"held": "protocol"} for section in protocol.get("sections", ())}
