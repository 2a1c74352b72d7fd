"""The id of a new record: made of what is in it, so that a folder reads well, and never that of another record."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Mapping

from supervision_records.model import Data
from supervision_records.store import is_id

_ODD = re.compile(r"[^a-z0-9]+")


def new_id(kind: str, data: Data, taken: Container[str], chance: Callable[[], str]) -> str | None:
    """An id that is free; None where a person has to choose it. ``chance`` gives eight signs for a case's id."""
    if kind == "cases":
        return next(name for name in (f"c-{chance()}" for _ in range(1000)) if name not in taken)
    parts = [str(_at(data, key)) for key in _MADE_OF.get(kind, ()) if _at(data, key)]
    stem = _ODD.sub("-", "-".join(parts).lower()).strip("-")[:60].rstrip("-")
    if not is_id(stem):
        return None
    return next(name for name in (stem, *(f"{stem}-{n}" for n in range(2, 1000))) if name not in taken)


def _at(data: Data, key: str) -> object:
    value = data.get(key)
    return value[0] if isinstance(value, list) and value else value


#: What the id of a kind is made of. People, teams and tombstones are named by whoever adds them.
_MADE_OF: Mapping[str, tuple[str, ...]] = {
    "sessions": ("date", "supervisees", "type"),
    "contracts": ("supervisees", "supervisors", "starts"),
    "absences": ("person", "from"),
    "referrals": ("on", "type", "case"),
    "audits": ("on", "team", "type"),
    "observations": ("on", "practitioner"),
    "escalations": ("opened", "person"),
    "handovers": ("on", "supervisee"),
    "assurance": ("on", "process"),
    "announcements": ("on", "to"),
}
