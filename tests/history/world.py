"""Records whose history tests make up commit by commit, over values alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from supervision_records.history.findings import Anomaly
from supervision_records.history.values import Commit, Read, Step, Version, Who
from supervision_records.store import Name

ASH, ELM, OAK = (Who(name, f"{name}@example.org") for name in ("Ash", "elm", "oak"))
MONDAY = 1_772_452_800  # 2026-03-02, noon
DAY = 86400

Content = Mapping[str, Any] | None


def commit(number: int, by: Who = ASH, at: int | None = 0) -> Commit:
    """The commit of a day after that Monday, or with another date or none."""
    return Commit(f"{number:040x}", (), MONDAY + number * DAY + at if at is not None else None, by, by)


class World:
    """Records whose contents are given by the number of their commit; a content is known by what it says."""

    def __init__(self) -> None:
        self.commits = [commit(number) for number in range(9)]
        self.order = {one.id: place for place, one in enumerate(self.commits)}
        self.records: dict[Name, list[Version]] = {}
        self._kept: dict[str, Content] = {}

    def put(self, name: Name, number: int, content: Content, *, by: Who = ASH, path: str = "") -> Version:
        """A record gets a content with a commit; None takes it away."""
        made = commit(number, by)
        blob = "" if content is None else self.blob(content)
        version = Version(made, path or f"records/{name.kind}/{name.id}.yaml", blob, (Step(made, blob),))
        self.records.setdefault(name, []).append(version)
        return version

    def blob(self, content: Content) -> str:
        self._kept[repr(content)] = content
        return repr(content)

    @property
    def read(self) -> Read:
        return lambda _, blob: self._kept.get(blob)


def told(found: Sequence[Anomaly]) -> list[tuple[str, int]]:
    """Codes, each with the day after Monday on which it was done."""
    return [(one.code, (one.on - date(2026, 3, 2)).days if one.on else -1) for one in found]


CASE, TOMB = Name("cases", "c-1"), Name("tombstones", "cases--c-1")
WHY = {"reason": "mistake", "on": "2026-03-04", "by": "elm"}


def person(*identities: object) -> dict[str, Any]:
    return {"posts": [], "identities": list(identities)}


def signed(*entries: object, **more: object) -> dict[str, Any]:
    return {"signed": list(entries), **more}


SIGNATURE = {"by": "ash", "on": "2026-03-05"}
