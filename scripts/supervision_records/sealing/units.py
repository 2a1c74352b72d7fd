"""Which key a text belongs to: that of its case, of the contract of those who spoke, or of the record itself. Pure.

A key is named by a record: ``Name("cases", ...)`` and so on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from supervision_records.history.tombs import KEYS
from supervision_records.model import Data, Record
from supervision_records.narrative import SEALED
from supervision_records.store import KINDS, Name, Store, is_id

#: Beside a sealed text: the name of its key.
KEY = "key"
_MARK = "/"


def unit_of(record: Record, pointer: str, store: Store) -> Name:
    """The key to seal a text of a record with, by the text's place."""
    own = Name(record.kind, record.id)
    if record.kind == "sessions":
        return _of_session(record, pointer, store)
    if record.kind == "audits":
        return _of_audited(record.data, pointer, store) or own
    return own


def named_unit(value: Mapping[str, Any]) -> Name | None:
    """The key that a sealed value says it was sealed with."""
    return parsed(str(value.get(KEY, "")))


def parsed(text: str) -> Name | None:
    """The key that a text names."""
    kind, _, record_id = text.partition(_MARK)
    return Name(kind, record_id) if kind in KINDS and is_id(record_id) else None


def sealed_value(sealed: str, unit: Name) -> dict[str, str]:
    """A sealed text as it stands in a record."""
    return {SEALED: sealed, KEY: shown(unit)}


def shown(unit: Name) -> str:
    """A key's name for people and for records."""
    return f"{unit.kind}{_MARK}{unit.id}"


def tombstone_id(unit: Name) -> str:
    """What the tombstone of a destroyed key is called."""
    return f"{KEYS}--{unit.kind}--{unit.id}"


def _of_session(session: Record, pointer: str, store: Store) -> Name:
    """The case that the text is about; of the session as a whole, its one case; else the contract, else the session."""
    about = _case_at(session.data, pointer.split("/")[1:])
    cases = {entry["case"] for entry in session.data.get("cases", ())}
    if about is None and len(cases) == 1:
        (about,) = cases
    if about is not None:
        return Name("cases", about)
    contract = max(_contracts(session.data, store), key=lambda c: (c.data["starts"], c.id), default=None)
    return Name("contracts", contract.id) if contract else Name("sessions", session.id)


def _case_at(data: Data, steps: list[str]) -> str | None:
    """The case of the entry in which a text stands, if it is one about a case."""
    match steps:
        case ["cases" | "actions" as key, number, *_]:
            found: str | None = data[key][int(number)].get("case")
            return found
    return None


def _contracts(data: Data, store: Store) -> Iterator[Record]:
    """Contracts of the session's protocol that bind a supervisor and a supervisee of it on its day, signed or not."""
    supervisors = {*data["supervisors"], *([data["deputising_for"]] if "deputising_for" in data else [])}
    for contract in store.records["contracts"].values():
        own = contract.data
        if (
            own["protocol"] == data["protocol"]
            and own["starts"] <= data["date"] <= own.get("ends", data["date"])
            and supervisors.intersection(own["supervisors"])
            and set(data["supervisees"]).intersection(own["supervisees"])
        ):
            yield contract


def _of_audited(data: Data, pointer: str, store: Store) -> Name | None:
    """The key of the file that a comment in an audit is about, where that is a case, or a session of a case."""
    match pointer.split("/")[1:]:
        case ["files", number, *_]:
            ref = str(data["files"][int(number)]["ref"])
            if ref in store.records["cases"]:
                return Name("cases", ref)
            session = store.records["sessions"].get(ref)
            return unit_of(session, "", store) if session else None
    return None
