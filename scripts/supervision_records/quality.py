"""How good the work is, beside how often it is done: what audits answered, and how far two readers agree.

Not applicable is left out of every share and mean: it is no yes, no no and no score.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from supervision_records.calendar import add_months
from supervision_records.model import Data, Finding, Record
from supervision_records.summary import Counts, count

#: The audits of so many months are counted.
MONTHS = 12
#: The forms of rule that say how often, and those that say how complete.
OFTEN, WHOLE = frozenset({"cadence"}), frozenset({"completeness"})


@dataclass(frozen=True, slots=True)
class Answers:
    """Answers of some audits, counted: how many files, and how often each answer was given."""

    files: int
    given: Mapping[object, int]

    @property
    def yes(self) -> Fraction | None:
        """The share of yes among yes and no; None where neither was answered."""
        said = self.given.get("yes", 0) + self.given.get("no", 0)
        return Fraction(self.given.get("yes", 0), said) if said else None

    @property
    def good(self) -> Fraction | None:
        """The share of scores 1 and 2 among all scores; None where nothing was scored."""
        scored = sum(self.given.get(score, 0) for score in (1, 2, 3, 4))
        return Fraction(self.given.get(1, 0) + self.given.get(2, 0), scored) if scored else None


@dataclass(frozen=True, slots=True)
class Quality:
    """One team under one protocol: how often, how complete, and what audits of the last 12 months answered."""

    protocol: str
    team: str
    often: Counts
    whole: Counts
    answers: Answers


def quality(findings: Iterable[Finding], audits: Iterable[tuple[date, Record]], as_of: date) -> tuple[Quality, ...]:
    """A row for each team and protocol that findings or audits name, by protocol and team."""
    mine: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        if finding.team:
            mine.setdefault((finding.protocol, finding.team), []).append(finding)
    looked: dict[tuple[str, str], list[Data]] = {}
    for day, audit in audits:
        if day > add_months(as_of, -MONTHS):
            looked.setdefault((audit.data["protocol"], audit.data["team"]), []).extend(audit.data["files"])
    return tuple(_row(key, mine.get(key, []), looked.get(key, [])) for key in sorted({*mine, *looked}))


def _row(key: tuple[str, str], findings: list[Finding], files: list[Data]) -> Quality:
    often, whole = (count(f for f in findings if f.form in forms) for forms in (OFTEN, WHOLE))
    given = Counter(answer for file in files for answer in file["answers"].values())
    return Quality(*key, often, whole, Answers(len(files), given))


@dataclass(frozen=True, slots=True)
class Pair:
    """Two answers to one question on one file: the auditor's and the second reader's."""

    protocol: str
    audit: str
    item: str
    first: str
    second: str


def read_twice(audits: Iterable[Record]) -> Iterator[Pair]:
    """Every question that two people answered on the same file."""
    for audit in audits:
        first = {str(file["ref"]): file["answers"] for file in audit.data["files"]}
        for file in audit.data.get("second", {}).get("files", ()):
            ref = str(file["ref"])
            for question in sorted(file["answers"].keys() & first.get(ref, {}).keys()):
                yield Pair(
                    audit.data["protocol"], audit.data["type"], f"{audit.id}/{ref}/{question}",
                    str(first[ref][question]), str(file["answers"][question]),
                )  # fmt: skip
