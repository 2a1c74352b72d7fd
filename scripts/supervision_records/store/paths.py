"""Paths of records: what a file's place says of it, and where a record belongs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches
from typing import NamedTuple

from supervision_records.model import Data, Problem
from supervision_records.yamlio import Place

#: The kinds of record, in the order in which they are described; a folder each.
KINDS = (
    "people",
    "teams",
    "cases",
    "contracts",
    "sessions",
    "absences",
    "referrals",
    "audits",
    "observations",
    "escalations",
    "handovers",
    "assurance",
    "announcements",
    "tombstones",
)

FOLDER = "records"
EXTENSION = ".yaml"

#: What may lie in ``records/`` beside the kinds' folders and is no record.
TOLERATED = frozenset({f"{FOLDER}/README.md", f"{FOLDER}/.gitkeep"})

_FLAT = frozenset({"people", "teams", "cases", "contracts"})
_YEAR_OF: Mapping[str, str] = {"absences": "from", "escalations": "opened"}  # of the other kinds: "on"
_ID = re.compile(r"[a-z0-9][a-z0-9-]{1,63}")
_TOMBSTONE_ID = re.compile(r"[a-z0-9][a-z0-9-]{1,79}")

#: Names of devices on Windows, with whatever extension: a clone that holds one cannot be checked out there.
_DEVICE = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")


#: The path of a record, as ``read_name`` accepts it: for many paths at once, where nobody asks what is wrong.
_RECORD = re.compile(rf"{FOLDER}/({'|'.join(KINDS)})/(?:[^./][^/]*/)*([a-z0-9][a-z0-9-]{{1,79}})\.yaml")


class Name(NamedTuple):
    """What a path says: the record's kind and id."""

    kind: str
    id: str


def read_name(path: str) -> Name | Problem:
    """The kind and id that a path under ``records/`` gives; or why it gives none."""
    place = Place(path)
    parts = path.split("/")[1:]
    name = parts[-1]
    if any(part.startswith(".") for part in parts):
        return place.problem("hidden-file", "A hidden file or folder is no record.", "Delete it, or keep it elsewhere.")
    if len(parts) == 1 or parts[0] not in KINDS:
        return _unknown_kind(place, parts)
    if not name.endswith(EXTENSION):
        return place.problem(
            "bad-extension",
            "A record's file name ends in .yaml, and only records lie here.",
            "Rename it if it is a record (.yml and .YAML are not read); keep other files elsewhere.",
        )
    record_id = name.removesuffix(EXTENSION)
    if not (_TOMBSTONE_ID if parts[0] == "tombstones" else _ID).fullmatch(record_id):
        return place.problem(
            "bad-name",
            "The file's name, which is the record's id, is not in the form that it must have.",
            "Use 2 to 64 (a tombstone: 80) of the small letters a to z, digits and hyphens, starting with a letter or "
            "digit, then .yaml.",
        )
    if _DEVICE.fullmatch(record_id):
        return place.problem(
            "reserved-name",
            "Windows keeps this name for a device, and no computer with Windows could hold the file.",
            "Give the record another name: a letter or digit more is enough.",
        )
    return Name(parts[0], record_id)


def named(path: str) -> Name | None:
    """The kind and id that a path gives, if it gives any."""
    found = _RECORD.fullmatch(path)
    if not found:
        return None
    kind, record_id = found.groups()
    too_long = kind != "tombstones" and not _ID.fullmatch(record_id)
    return None if too_long or _DEVICE.fullmatch(record_id) else Name(kind, record_id)


def printable(path: str) -> str:
    """A path for people: what is no text or no printable sign shows as a question mark, so that no name can act."""
    text = path.encode("utf-8", "replace").decode("utf-8")
    return "".join(sign if sign.isprintable() else "?" for sign in text)


def is_id(text: str) -> bool:
    """Is it in the form of an id?"""
    return _ID.fullmatch(text) is not None


def _unknown_kind(place: Place, parts: list[str]) -> Problem:
    """A file that lies in no kind's folder."""
    near = get_close_matches(parts[0].lower(), KINDS, n=1) if len(parts) > 1 else []
    return place.problem(
        "unknown-kind",
        "The file does not lie in the folder of a kind of record.",
        f"Did you mean {FOLDER}/{near[0]}/?" if near else f"Move it to the folder of its kind: {', '.join(KINDS)}.",
    )


def right_path(kind: str, record_id: str, data: Data) -> str:
    """Where a valid record belongs."""
    file = record_id + EXTENSION
    if kind in _FLAT:
        return f"{FOLDER}/{kind}/{file}"
    if kind == "sessions":
        return f"{FOLDER}/{kind}/{data['team']}/{data['date'][:4]}/{file}"
    return f"{FOLDER}/{kind}/{data[_YEAR_OF.get(kind, 'on')][:4]}/{file}"
