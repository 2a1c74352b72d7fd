"""The table of sessions: what took place or was to, when, and between whom. Nothing of what was said."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from supervision_records.calendar import parse_date
from supervision_records.exports.tables import Row, Table, by_month, days, lists, numbers, texts
from supervision_records.model import Record

COLUMNS = (
    *texts(
        session="The session's id.",
        protocol="The protocol that it was held under.",
        team="The team that recorded it.",
        type="case, personal, joint, partnership, group, informal, decision, oversight or volunteer.",
        status="held, cancelled or missed.",
        reason="Whose reason it was that it was not held: supervisor, supervisee, service or other.",
        mode="in-person, video or phone.",
        referral="The referral that it belongs to.",
    ),
    *days(
        date="The day of the session; its month is that of this day.",
        recorded_on="The day on which it is said to have been recorded.",
    ),
    *numbers(
        minutes="How long it took.",
        signatures="How many people have signed it by then.",
        actions="How many actions were agreed in it.",
    ),
    *lists(
        supervisors="Who supervised, or was expected to.",
        supervisees="Who was supervised, or was expected to be.",
        cases="The cases that were discussed.",
    ),
)


def table(records: Iterable[Record], as_of: date) -> Table:
    """The sessions of one organisation up to a date, by day and id."""
    dated = sorted((parse_date(record.data["date"]), record.id, record) for record in records)
    return Table(
        "sessions",
        COLUMNS,
        by_month((f"{day:%Y-%m}", _row(day, record, as_of)) for day, _, record in dated if day <= as_of),
    )


def _row(day: date, record: Record, as_of: date) -> Row:
    data = record.data
    recorded = _seen(data.get("recorded", {}).get("on"), as_of)
    signed = {entry["by"] for entry in data.get("signed", ()) if _seen(entry["on"], as_of)}
    cases = dict.fromkeys(entry["case"] for entry in data.get("cases", ()))
    return (
        record.id, data["protocol"], data["team"], data["type"], data["status"], data.get("reason"), data.get("mode"),
        data.get("referral"), day, recorded, data.get("minutes"), len(signed), len(data.get("actions", ())),
        tuple(data["supervisors"]), tuple(data["supervisees"]), tuple(cases),
    )  # fmt: skip


def _seen(text: str | None, as_of: date) -> date | None:
    """A date of evidence; None where there was none yet."""
    day = parse_date(text) if text else None
    return day if day and day <= as_of else None
