"""A record that another one has taken the place of, under the same id."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from supervision_records.history.findings.anomaly import Anomaly, anomaly, when
from supervision_records.history.values import Read, Version
from supervision_records.model import Data
from supervision_records.store import Name

#: What a record of a kind is about. One of these may have been a slip of the pen; where two have changed, it is
#: another record. A list that grows stands with its first entry.
IDENTITY: Mapping[str, tuple[str, ...]] = {
    "people": ("posts.0.team", "posts.0.role", "posts.0.from"),
    "teams": ("name", "organisation", "agency"),
    "cases": ("opened", "teams.0.team", "status.0.category"),
    "contracts": ("protocol", "supervisors", "supervisees", "starts"),
    "sessions": ("date", "type", "supervisees"),
    "absences": ("person", "from"),
    "referrals": ("type", "case", "on", "by"),
    "audits": ("type", "team", "on", "auditor"),
    "observations": ("practitioner", "observer", "on"),
    "escalations": ("person", "opened", "about"),
    "handovers": ("supervisee", "from", "to", "changed"),
    "assurance": ("protocol", "process", "on", "lead"),
    "announcements": ("on", "to"),
}
ANOTHER = 2


def other_identity(kind: str, before: Data, after: Data) -> tuple[str, ...]:
    """The pointers of what the record is about that have changed."""
    return tuple(
        f"/{pattern.replace('.', '/')}"
        for pattern in IDENTITY.get(kind, ())
        if _value(before, pattern) != _value(after, pattern)
    )


def is_another(kind: str, before: Data, after: Data) -> bool:
    """Is it another record, and not the same one corrected?"""
    return len(other_identity(kind, before, after)) >= ANOTHER


class Holders:
    """Which records ever held a content, and since when: a content that was another record's was moved."""

    def __init__(self, records: Mapping[Name, Sequence[Version]]) -> None:
        self._first: dict[str, Name] = {}
        for name, versions in records.items():
            for version in versions:
                self._first.setdefault(version.blob, name)
        self._shared = self._of_several(records)

    def another(self, name: Name, blob: str) -> bool:
        """Did another record ever hold this content?"""
        return blob in self._shared or self._first.get(blob, name) != name

    def _of_several(self, records: Mapping[Name, Sequence[Version]]) -> set[str]:
        return {v.blob for name, versions in records.items() for v in versions if self._first[v.blob] != name}


def overwritten(name: Name, versions: Sequence[Version], read: Read, holders: Holders) -> Iterator[Anomaly]:
    """Each change by which another record came to stand under an id, also after the file had been away."""
    before: Data | None = None
    for version in versions:
        data = read(version.path, version.blob)
        if data is None:
            continue
        if before is not None and (changed := other_identity(name.kind, before, data)):
            if len(changed) >= ANOTHER:
                why = "what it is about has changed"
            elif holders.another(name, version.blob):
                why = "its content was that of another record"
            else:
                why = ""
            if why:
                message = f"Another record was put in its place {when(version.commit)}: {why} ({', '.join(changed)})."
                yield anomaly(version.path, "overwritten", version.commit, message, pointers=changed)
        before = data


def _value(data: Data, pattern: str) -> object:
    """The value at a pattern; a number in it is a place in a list."""
    inner: object = data
    for step in pattern.split("."):
        if isinstance(inner, list) and step.isdigit() and int(step) < len(inner):
            inner = inner[int(step)]
        elif isinstance(inner, dict) and step in inner:
            inner = inner[step]
        else:
            return None
    return inner
