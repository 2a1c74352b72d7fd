"""The ledger of audits: when each file was last looked at, and what was found on it then."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from supervision_records.calendar import add_months
from supervision_records.model import Data, Finding, Record, Status
from supervision_records.rules.bench import Bench
from supervision_records.sampling.population import File

#: A file that was not looked at for so many months stands on the ledger.
MONTHS = 12
#: The most tickets that a file can have in a weighted draw.
MOST_TICKETS = 10
#: Answers of an audit that call for something to be done.
ADVERSE = ("no", 3, 4)


@dataclass(frozen=True, slots=True)
class Looked:
    """One file and the last audit of that type that looked at it, if any did."""

    file: File
    last: date | None
    audit: str | None


def ledger(bench: Bench, audit: str, protocol: str, files: Iterable[File]) -> tuple[Looked, ...]:
    """Each file that no audit of the type has looked at for 12 months: never looked at first, then the longest ago."""
    last = last_looks(bench, audit, protocol)
    since = add_months(bench.as_of, -MONTHS)
    found = [
        Looked(file, *(day_and_record or (None, None)))
        for file in files
        for day_and_record in [last.get(file.id)]
        if day_and_record is None or day_and_record[0] <= since
    ]
    return tuple(sorted(found, key=lambda each: (each.last or date.min, each.file.team, each.file.id)))


def last_looks(bench: Bench, audit: str, protocol: str) -> Mapping[str, tuple[date, str]]:
    """The last day on which a file was looked at by such an audit, and the audit's id, by the file's id."""
    found: dict[str, tuple[date, str]] = {}
    for day, record, file in _looks(bench, audit, protocol):
        for name in _meant(bench, file["ref"]):
            found[name] = (day, record.id)
    return found


def weights(bench: Bench, audit: str, protocol: str, findings: Iterable[Finding]) -> Mapping[str, int]:
    """Tickets by file: one, and one for each breach on it and each adverse answer of its last audit; at most 10."""
    tickets: dict[str, int] = {}
    for finding in findings:
        if finding.status is Status.BREACH:
            for name in {finding.person, finding.case, finding.subject.id} - {None}:
                tickets[str(name)] = tickets.get(str(name), 1) + 1
    for name, adverse in _adverse(bench, audit, protocol).items():
        tickets[name] = tickets.get(name, 1) + adverse
    return {name: min(number, MOST_TICKETS) for name, number in tickets.items()}


def _adverse(bench: Bench, audit: str, protocol: str) -> Mapping[str, int]:
    """How many adverse answers the last audit of each file gave."""
    found: dict[str, int] = {}
    for _, _, file in _looks(bench, audit, protocol):
        for name in _meant(bench, file["ref"]):
            found[name] = sum(answer in ADVERSE for answer in file["answers"].values())
    return found


def _looks(bench: Bench, audit: str, protocol: str) -> Iterator[tuple[date, Record, Data]]:
    """Every file of every audit of the type, in the order of the days."""
    for day, record in bench.facts.dated["audits"]:
        if (record.data["type"], record.data["protocol"]) == (audit, protocol):
            for file in record.data["files"]:
                yield day, record, file


def _meant(bench: Bench, ref: object) -> tuple[str, ...]:
    """The files that a reference of an audit means: itself, and for a session those whose session it was."""
    sessions = (s for found in bench.facts.sessions.values() for s in found if s.id == ref)
    return (str(ref), *(person for session in sessions for person in session.supervisees))
