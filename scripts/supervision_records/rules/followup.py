"""Actions that are outstanding at a session, and whether they were gone through."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from heapq import heappop, heappush

from supervision_records.calendar import parse_date
from supervision_records.facts import Session
from supervision_records.model import Data
from supervision_records.rules.bench import Bench

Action = tuple[str, int]
#: An action that is not closed: its name, and what is written of it.
Open = tuple[Action, Data]


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
    key = (id(eligible), session.protocol, session.type, person)
    if key not in bench.open_actions:
        same = [s for s in bench.sessions_of(session.protocol, person) if s.type == session.type]
        bench.open_actions[key] = (eligible, dict(_open_at(same, eligible)))  # held on to, so that its id stays its own
    open_then = bench.open_actions[key][1].get(session.id, ())
    return [name for name, action in open_then if _still_allocated(bench, action, person, session)]


def _open_at(sessions: Sequence[Session], eligible: Mapping[str, Session]) -> Iterator[tuple[str, list[Open]]]:
    """For each of one person's sessions, in order: the actions of earlier eligible ones that are due and not closed.

    In one go: an action waits until it is due, is open until it is closed, and then is never looked at again.
    """
    waiting: list[tuple[date, int, Action, Data]] = []
    due: dict[int, Open] = {}
    closed: set[Action] = set()
    number = 0
    for session in sessions:
        while waiting and waiting[0][0] <= session.date:
            _, place, name, action = heappop(waiting)
            due[place] = (name, action)
        due = {place: entry for place, entry in sorted(due.items()) if entry[0] not in closed}
        yield session.id, list(due.values())
        if session.id in eligible:
            reviewed = session.data.get("reviewed", ())
            closed |= {_names(entry) for entry in reviewed if entry["outcome"] in ("done", "dropped")}
            for action in session.data.get("actions", ()):
                number += 1
                heappush(waiting, (parse_date(action["due"]), number, (session.id, action["id"]), action))


def _names(entry: Data) -> Action:
    return (entry["session"], entry["action"])


def _still_allocated(bench: Bench, action: Data, person: str, session: Session) -> bool:
    if "case" not in action:
        return True
    case = bench.facts.cases.get(action["case"])
    return case is not None and case.allocated_to(person, session.date)
