"""The value types that every other module shares. Nothing here reads, writes, judges or imports ours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

#: A JSON value as the loader gives it: str, int, bool, list or dict. A schema describes what is inside.
Data = Mapping[str, Any]

#: Where each value of a file stands: JSON pointer ("" is the whole file) to (line, column), both from 1.
Marks = Mapping[str, tuple[int, int]]


class Severity(StrEnum):
    """How much a problem matters: an error refuses the change, a warning is only shown."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something that a person has to mend, and where. It never holds a record's text beyond ids and dates.

    ``path`` is relative to the repository's root with forward slashes; ``line`` and ``column`` count
    from 1; ``pointer`` is a JSON pointer into the file; ``code`` is a stable short name for the kind of problem.
    """

    path: str
    line: int
    column: int
    pointer: str
    code: str
    severity: Severity
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Document:
    """One parsed YAML text: its value, and where each part of it stands."""

    path: str
    data: Any
    marks: Marks = field(repr=False)


@dataclass(frozen=True, slots=True)
class Record:
    """One record that is well-formed and valid. ``kind`` is its folder's name, ``id`` its file's."""

    kind: str
    id: str
    path: str
    data: Data
    marks: Marks = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Rule:
    """One enforced demand, as its protocol's front matter states it.

    ``spec`` is the rule's own mapping there (described by ``schemas/protocol.schema.json``);
    a row with two forms is two rules of one id.
    """

    id: str
    form: str
    protocol: str
    title: str
    spec: Data
    path: str
    line: int


@dataclass(frozen=True, slots=True)
class Protocol:
    """One protocol page: what its front matter says (``data``), its rules, and its words (``body``, Markdown)."""

    id: str
    title: str
    path: str
    in_force: date
    data: Data
    rules: tuple[Rule, ...]
    body: str = field(repr=False)


@dataclass(frozen=True, slots=True, order=True)
class Subject:
    """Whom or what a finding is about: ``kind`` is person, case, session and so on."""

    kind: str
    id: str


class Status(StrEnum):
    """The five verdicts. ``unknown`` is only for rules that were asked to rest on a history that is not to be had."""

    MET = "met"
    DUE = "due"
    BREACH = "breach"
    EXCUSED = "excused"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Step:
    """One dated step of the reasoning behind a finding, with the record that it rests on, if any."""

    on: date
    text: str
    record: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One judgement. Dates are closed at both ends; ``records`` are paths of the records it rests on."""

    rule: str
    form: str
    protocol: str
    subject: Subject
    part: str | None
    team: str | None
    start: date
    end: date
    status: Status
    due: date
    days_late: int
    records: tuple[str, ...]
    message: str
    detail: Data = field(default_factory=dict)
    steps: tuple[Step, ...] = ()
    person: str | None = None
    supervisor: str | None = None
    case: str | None = None

    @property
    def order(self) -> tuple[object, ...]:
        """The order of every listing: rule, subject, start of period, part; then what tells two forms apart."""
        return (self.rule, self.subject.kind, self.subject.id, self.start, self.part or "", self.end, self.form)


def rule_order(rule: str) -> tuple[str, int, str]:
    """Sort key of a rule's id, numbers by size: JNT-2 before JNT-10, ISL-2 before ISL-2b."""
    prefix, _, rest = rule.partition("-")
    digits = rest[: len(rest) - len(rest.lstrip("0123456789"))]
    return (prefix, int(digits or 0), rest[len(digits) :])


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one file: when it came in, the commit, and its first line (a contributor's text)."""

    path: str
    on: date
    commit: str
    subject: str


@dataclass(frozen=True, slots=True)
class Changes:
    """The changes of some files, newest first; ``why`` says what keeps them from being known, if anything does."""

    entries: tuple[Change, ...] = ()
    why: str = ""


class Claim(NamedTuple):
    """What a record claims to have been done: the kind of act, what of the record it is about, and the entry itself.

    Two versions of a record make the same claim where all three are equal: an entry that was changed is a new claim.
    """

    act: str
    part: str
    entry: str


@dataclass(frozen=True, slots=True)
class Arrivals:
    """The day on which each claim first stood in the repository, by the path of its record.

    A claim that is not there has not come in; one without a day came in by a commit whose date cannot be right.
    ``why`` says what keeps all days from being known.
    """

    days: Mapping[str, Mapping[Claim, date | None]] = field(default_factory=dict, repr=False)
    why: str = ""


NOT_READ = Arrivals(why="The history was not read.")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the history says of claims, and what is to be made of it.

    ``everywhere`` rests every rule that can be on it, not only those that ask; ``beside`` shows it with the findings
    of the others.
    """

    arrivals: Arrivals = NOT_READ
    everywhere: bool = False
    beside: bool = True


@dataclass(frozen=True, slots=True)
class Assessment:
    """What a judging run came to for one as-of date: findings in their order, and what could not be judged."""

    as_of: date
    findings: tuple[Finding, ...]
    problems: tuple[Problem, ...] = ()
