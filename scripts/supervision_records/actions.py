"""Actions that were agreed and are still open: whose, since when, and how often they were carried over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from supervision_records.calendar import parse_date
from supervision_records.facts import Session
from supervision_records.model import Data
from supervision_records.rules.bench import Bench


@dataclass(frozen=True, slots=True)
class OpenAction:
    """One action of a held session with ``person`` that no later session closed.

    ``carried`` tells how many later sessions carried it forward. Its words are narrative and are not here.
    """

    session: str
    number: int
    person: str
    owner: str
    due: date
    case: str | None
    carried: int


def open_actions(bench: Bench, protocol: str, person: str, day: date) -> tuple[OpenAction, ...]:
    """The open actions of one supervisee's sessions under a protocol before or on a day, oldest first.

    ``done`` and ``dropped`` close an action, whoever reviewed it; so does the end of the allocation of its case.
    """
    sessions = [s for s in bench.sessions_of(protocol, person) if s.held and s.date <= day]
    reviews = [entry for session in sessions for entry in session.data.get("reviewed", ())]
    closed = {_names(entry) for entry in reviews if entry["outcome"] in ("done", "dropped")}
    carried = Counter(_names(entry) for entry in reviews if entry["outcome"] == "carried-forward")
    return tuple(
        OpenAction(
            session.id, action["id"], person, action["owner"], parse_date(action["due"]), action.get("case"),
            carried[session.id, action["id"]],
        )
        for session, action in _agreed(sessions)
        if (session.id, action["id"]) not in closed and _still_theirs(bench, action, person, day)
    )  # fmt: skip


def all_open_actions(bench: Bench) -> tuple[OpenAction, ...]:
    """The open actions of all sessions, each once, the first due first."""
    found: dict[tuple[str, int], OpenAction] = {}
    for protocol in bench.protocols:
        for person in dict.fromkeys(p for session in bench.own_sessions(protocol) for p in session.supervisees):
            for action in open_actions(bench, protocol, person, bench.as_of):
                found.setdefault((action.session, action.number), action)
    return tuple(sorted(found.values(), key=lambda action: (action.due, action.session, action.number)))


def _agreed(sessions: list[Session]) -> Iterator[tuple[Session, Data]]:
    for session in sessions:
        for action in session.data.get("actions", ()):
            yield session, action


def _names(entry: Data) -> tuple[str, int]:
    return entry["session"], entry["action"]


def _still_theirs(bench: Bench, action: Data, person: str, day: date) -> bool:
    case = bench.facts.cases.get(action["case"]) if "case" in action else None
    return "case" not in action or (case is not None and case.allocated_to(person, day))
