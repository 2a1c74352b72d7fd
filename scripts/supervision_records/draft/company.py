"""Who sits together: a joint session is held by two services, so whom it is about says only half of who takes part."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from supervision_records.draft.known import day_of
from supervision_records.facts import Session
from supervision_records.model import Data
from supervision_records.rules.bench import Bench

JOINT = "joint"
#: Fewer than one of each service is no joint session: somebody was away.
BOTH = 2


def company(bench: Bench, data: Data) -> dict[str, Any]:
    """The supervisors and supervisees of the last joint session that both services came to; nothing for other types.

    ``data`` is a session as it was started. Whoever has left since is not among them.
    """
    people = data.get("supervisees", ())
    day = day_of(data.get("date"))
    if day is None or data.get("type") != JOINT or data.get("protocol") not in bench.protocols or len(people) != 1:
        return {}
    last = _last(bench.sessions_of(data["protocol"], people[0]), day)
    if last is None:
        return {}
    return {
        "supervisors": [one for one in last.supervisors if bench.facts.post_on(one, day)],
        "supervisees": [*people, *(p for p in last.supervisees if p not in people and bench.facts.post_on(p, day))],
    }


def _last(sessions: Iterable[Session], day: date) -> Session | None:
    found = [
        session
        for session in sessions
        if session.type == JOINT and session.held and session.date <= day
        and min(len(session.supervisors), len(session.supervisees)) >= BOTH
    ]  # fmt: skip
    return max(found, key=lambda session: session.key, default=None)
