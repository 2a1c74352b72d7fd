"""What the reports of ``history`` are made from, and the words that they share. Values from Git are anybody's text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from supervision_records.history.findings.anomaly import Anomaly
from supervision_records.history.values import Commit, Version, Who
from supervision_records.model import Severity
from supervision_records.plain import plural
from supervision_records.store import Name

#: How much of a name that somebody gave themselves in Git is shown.
NAME = 60


@dataclass(frozen=True)
class HistoryResult:
    """What ``history`` came to, cut as the call asked.

    ``records`` are the versions to be listed, oldest first; ``people`` gives the id of whose e-mail address it is;
    ``buried`` are the records that went, each with the path of the tombstone that stands for it;
    ``of_sample`` counts by code what belongs to the time of the sample; ``not_yet`` are paths on the disk that the
    history does not have; ``chosen``: the call named single records.
    """

    commits: Sequence[Commit]
    records: Mapping[Name, Sequence[Version]]
    people: Mapping[str, str]
    anomalies: tuple[Anomaly, ...]
    of_sample: Mapping[str, int]
    buried: Mapping[Name, str] = field(default_factory=dict)
    not_yet: tuple[str, ...] = ()
    chosen: bool = False

    @property
    def errors(self) -> int:
        """How many anomalies are errors."""
        return sum(one.severity is Severity.ERROR for one in self.anomalies)

    def who(self, who: Who) -> str:
        """A person's id where the address is theirs; else the name that the commit gives, which may be anybody's."""
        return self.people.get(who.email.casefold()) or f"“{plain(who.name)[:NAME]}”"


class Line(NamedTuple):
    """One change of one record, in words: ``what`` is came in, changed, moved, removed or came back."""

    version: Version
    what: str
    on: str
    author: str
    brought: str


def lines(result: HistoryResult, versions: Sequence[Version]) -> Iterator[Line]:
    """The changes of a record, oldest first."""
    before: Version | None = None
    for version in versions:
        commit = version.commit
        on = str(commit.on) if commit.on else "no date"
        yield Line(version, _what(before, version), on, result.who(version.author), result.who(commit.committer))
        before = version


def _what(before: Version | None, version: Version) -> str:
    if not version.blob:
        return "removed"
    if before is None:
        return "came in"
    if not before.blob:
        return "came back"
    return "moved" if before.blob == version.blob else "changed"


class Buried(NamedTuple):
    """A record that is gone, with the tombstone that stands for it."""

    path: str
    on: str
    tombstone: str

    def __str__(self) -> str:
        return f"{self.path}, on {self.on}: {self.tombstone}"


def buried_of(result: HistoryResult) -> Iterator[Buried]:
    """The records that went, and whose tombstone is there; what went without one is an anomaly."""
    for name, versions in result.records.items():
        if name in result.buried:
            last = versions[-1]
            yield Buried(last.path, str(last.commit.on or "no date"), result.buried[name])


def plain(text: str) -> str:
    """A text from Git with what cannot be seen, or would do something to a terminal, as its number."""
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text)


def summary(result: HistoryResult) -> str:
    """One line: how much was looked at, and what came of it."""
    changes = sum(map(len, result.records.values()))
    warnings = len(result.anomalies) - result.errors
    days = [commit.on for commit in result.commits if commit.on]
    time = f", {days[0]} to {days[-1]}" if days else ""
    return (
        f"{plural(len(result.records), 'record')}, {plural(changes, 'change')} in "
        f"{plural(len(result.commits), 'commit')} of the main line{time}. "
        f"{plural(result.errors, 'error')}, {plural(warnings, 'warning')}."
    )


def sample(result: HistoryResult) -> str:
    """What was not listed because it belongs to the sample, in one line; empty where there is nothing."""
    if not result.of_sample:
        return ""
    counts = ", ".join(f"{number} {code}" for code, number in result.of_sample.items())
    return (
        f"Not listed, since it was done to the fictitious sample that supervision.yaml declares: {counts}. "
        "Once the sample is removed (supervision start), what comes after is listed."
    )
