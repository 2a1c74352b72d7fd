"""When a record was written up, signed, answered or filed: the dated claims inside a session's record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from supervision_records.calendar import WorkingDays, add_interval
from supervision_records.facts import Facts, Session
from supervision_records.model import Data

Allowance = Mapping[str, int]


def due_after(day: date, allowance: Allowance, working: WorkingDays) -> date:
    """The last day in time: working days skip weekends and bank holidays; hours end with the next calendar days."""
    if "working_days" in allowance:
        return working.add(day, allowance["working_days"])
    if "hours" in allowance:
        return add_interval(day, {"days": -(-allowance["hours"] // 24)})
    return add_interval(day, allowance)


def recorded(session: Session, case: str | None) -> Data | None:
    """The recording of a case: its own, or, where it has none, the session's."""
    own = session.cases[case].get("recorded") if case else None
    return own or session.data.get("recorded")


def filings(session: Session, case: str | None) -> list[Data]:
    """The filings of a case: its own, and for systems where it has none of its own, the session's."""
    shared = session.data.get("filed", ())
    own = session.cases[case].get("filed", ()) if case else ()
    systems = {entry["system"] for entry in own}
    return [*own, *(entry for entry in shared if entry["system"] not in systems)]


def written(session: Session, case: str | None, section: str) -> bool:
    """Is the section written: held, sealed or text, not blank? A case's lacking section is taken from the session."""
    own = session.cases[case].get("notes", {}) if case else {}
    return has_text(own.get(section, session.data.get("notes", {}).get(section)))


def has_text(narrative: Any) -> bool:
    """Does a narrative value say something?"""
    if isinstance(narrative, str):
        return bool(narrative.strip())
    return bool(narrative) and all(str(value).strip() for value in narrative.values())


def last_of_all(facts: Facts, entries: Iterable[Data], needed: Iterable[str], since: date) -> date | None:
    """The day on which the last of the needed people had first signed (or answered), or None if one has not."""
    first: dict[str, date] = {}
    for entry in entries:
        day = facts.seen(entry["on"])
        if day and day >= since:
            first[entry["by"]] = min(day, first.get(entry["by"], day))
    wanted = set(needed)
    return max((first[p] for p in wanted), default=since) if wanted <= first.keys() else None


def ends_at(session: Session) -> datetime | None:
    """The moment a session ended, where its start and length are on record."""
    if "start" not in session.data or "minutes" not in session.data:
        return None
    return moment(session.date, session.data["start"]) + timedelta(minutes=session.data["minutes"])


def moment(day: date, time: str) -> datetime:
    """A local date and time (``HH:MM``)."""
    return datetime(day.year, day.month, day.day, int(time[:2]), int(time[3:5]))  # noqa: DTZ001  (local time, as records are)
