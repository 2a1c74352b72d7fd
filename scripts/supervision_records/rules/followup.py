"""Actions that are outstanding at a session, and whether they were gone through."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from supervision_records.calendar import parse_date
from supervision_records.facts import Session
from supervision_records.model import Data
from supervision_records.rules.bench import Bench

Action = tuple[str, int]


def unreviewed(
    bench: Bench, eligible: Mapping[str, Session], sessions: Sequence[Session]
) -> tuple[list[str], list[str]]:
    """Actions outstanding at any of these sessions of one supervisee, and those reviewed in none of them.

    ``eligible`` are the sessions that count, by id. Both lists hold ``session/action`` names.
    """
    outstanding = dict.fromkeys(a for session in sessions for a in _outstanding(bench, eligible, session))
    reviewed = {_names(entry) for session in sessions for entry in session.data.get("reviewed", ())}
    left = [action for action in outstanding if action not in reviewed]
    return [f"{s}/{n}" for s, n in outstanding], [f"{s}/{n}" for s, n in left]


def _outstanding(bench: Bench, eligible: Mapping[str, Session], session: Session) -> list[Action]:
    """From earlier sessions of the same type with the same supervisee: due, not closed, its case still allocated."""
    person = session.supervisees[0]
    earlier = [
        s
        for s in bench.sessions_of(session.protocol, person)
        if s.key < session.key and s.id in eligible and s.type == session.type
    ]
    closed = {
        _names(entry)
        for s in earlier
        for entry in s.data.get("reviewed", ())
        if entry["outcome"] in ("done", "dropped")
    }
    return [
        (s.id, action["id"])
        for s in earlier
        for action in s.data.get("actions", ())
        if (s.id, action["id"]) not in closed
        and parse_date(action["due"]) <= session.date
        and _still_allocated(bench, action, person, session)
    ]


def _names(entry: Data) -> Action:
    return (entry["session"], entry["action"])


def _still_allocated(bench: Bench, action: Data, person: str, session: Session) -> bool:
    if "case" not in action:
        return True
    case = bench.facts.cases.get(action["case"])
    return case is not None and case.allocated_to(person, session.date)
