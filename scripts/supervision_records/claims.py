"""The dated claims that a record makes: written up, signed, answered, filed, screened, decided, done, checked.

They are what the history of the repository can bear witness to. A version of a record may be of any age, and need not
fit today's schema: what cannot be understood in it claims nothing.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from supervision_records.model import Claim


def claim(act: str, entry: Any, part: str = "") -> Claim:
    """A claim as a value that equals the same claim in another version, however its keys are ordered."""
    return Claim(act, part, json.dumps(entry, sort_keys=True, ensure_ascii=True))


def first_days(kind: str, versions: Iterable[tuple[date | None, Any]]) -> Mapping[Claim, date | None]:
    """The first day of each claim that a record ever made.

    ``versions`` are what it was, the earliest first, each with its day (None: nobody can know).
    """
    found: dict[Claim, date | None] = {}
    for day, data in versions:
        for made in claims_of(kind, data):
            found.setdefault(made, day)
    return found


def claims_of(kind: str, data: Any) -> Iterator[Claim]:
    """Every dated claim of one version of a record."""
    if kind in KINDS and isinstance(data, Mapping):
        yield from KINDS[kind](data)


def _session(data: Mapping[str, Any]) -> Iterator[Claim]:
    for act in ("signed", "feedback"):
        yield from (claim(act, entry) for entry in _list(data, act))
    yield from _written(data, data, "")
    for case in _list(data, "cases"):
        if isinstance(case, Mapping) and isinstance(case.get("case"), str):
            yield from _written(data, case, case["case"])


def _written(session: Mapping[str, Any], own: Mapping[str, Any], part: str) -> Iterator[Claim]:
    """What was recorded and filed for a case (or the session itself); what it lacks is taken from the session."""
    recorded = own.get("recorded") or session.get("recorded")
    if recorded:
        yield claim("recorded", recorded, part)
    filed = _list(own, "filed")
    systems = [entry.get("system") for entry in filed if isinstance(entry, Mapping)]
    shared = [e for e in _list(session, "filed") if isinstance(e, Mapping) and e.get("system") not in systems]
    for entry in [*filed, *(shared if own is not session else ())]:
        yield claim("filed", entry, part)


def _referral(data: Mapping[str, Any]) -> Iterator[Claim]:
    if "screened" in data:
        yield claim("screened", data["screened"])


def _absence(data: Mapping[str, Any]) -> Iterator[Claim]:
    if "reallocation" in data:
        yield claim("reallocation", data["reallocation"])


def _with_actions(data: Mapping[str, Any]) -> Iterator[Claim]:
    for action in _list(data, "actions"):
        for act in ("done", "checked"):
            if isinstance(action, Mapping) and act in action:
                yield claim(act, action[act], str(action.get("id")))


def _list(data: Mapping[str, Any], key: str) -> list[Any]:
    value = data.get(key)
    return value if isinstance(value, list) else []


#: The kinds of record that make dated claims, and how each makes them.
KINDS: Mapping[str, Callable[[Mapping[str, Any]], Iterator[Claim]]] = {
    "sessions": _session,
    "referrals": _referral,
    "absences": _absence,
    "audits": _with_actions,
    "assurance": _with_actions,
}
