"""What an organisation decides for itself: ``supervision.yaml`` at the root; it and every key in it may be left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from supervision_records.calendar import WorkingDays, parse_date
from supervision_records.files import Disk, Files
from supervision_records.model import Document, Problem
from supervision_records.schema import Schemas
from supervision_records.yamlio import MAX_BYTES, Place, load, locate

FILE = "supervision.yaml"
_MISNAMED = "supervision.yml"

#: Where narrative may be plain text, if the settings do not say: kind and keys, without the numbers of entries; a star
#: stands for any one key.
#: In sessions, observations and escalations, where families and workers are spoken of, only what is to be done may.
PLAIN = frozenset(
    {
        "*.actions.what",
        "sessions.actions.measure",
        "contracts.reason",
        "audits.files.comment",
        "assurance.evidence",
        "assurance.lessons",
    }
)


@dataclass(frozen=True, slots=True)
class Excuse:
    """A false alarm of the privacy check: its code and its place, and where the settings say so.

    Two are the same wherever they stand in the settings.
    """

    code: str
    path: str
    pointer: str | None
    line: int = field(compare=False)
    column: int = field(compare=False)


@dataclass(frozen=True)
class Forge:
    """What people and teams are called on the forge that hosts the repository, and which file says whom to ask there.

    ``records`` are asked about records that lie in no team's folder. What no owner is named for is the maintainers'.
    """

    owner: str
    maintainers: tuple[str, ...]
    records: tuple[str, ...]
    teams: Mapping[str, str] = field(default_factory=dict)
    protocols: Mapping[str, str] = field(default_factory=dict)
    file: str = ".github/CODEOWNERS"

    def team(self, team: str) -> str:
        """What a team is called there: as the settings say, else by its id, below the owner of the repository."""
        return self.teams.get(team, f"@{self.owner}/{team}")


@dataclass(frozen=True)
class Sealing:
    """The folder of the keys of sealed text (None: nobody says), and the roles of auditors, who may open it all."""

    keys: str | None = None
    auditors: frozenset[str] = frozenset({"auditor"})


@dataclass(frozen=True, slots=True)
class Keep:
    """How long records of a kind are kept: so many years after a day of its own, its end, or when people left."""

    years: int
    after: str


@dataclass(frozen=True, slots=True)
class Hold:
    """A legal hold on a case or a person: to which day (None: until it is lifted), and where the settings say so."""

    kind: str
    id: str
    start: date
    end: date | None
    by: str
    pointer: str = field(compare=False)
    line: int = field(compare=False)
    column: int = field(compare=False)


@dataclass(frozen=True)
class Settings:
    """The settings of one repository. ``sample`` says how its records were made up, where they were.

    ``plain``, ``sealed`` and ``held`` are places of narrative (see ``narrative``).
    ``grace`` is the number of working days after which the history calls a claim late.
    ``names`` are the lines of the local list of names, which is no part of the file (see ``local_names``).
    """

    as_of: date | None = None
    sample: Mapping[str, Any] | None = None
    organisation: str = ""
    working_days: WorkingDays = field(default_factory=WorkingDays)
    plain: frozenset[str] = PLAIN
    sealed: frozenset[str] = frozenset()
    held: frozenset[str] = frozenset()
    sealing: Sealing = field(default_factory=Sealing)
    audience: str = "managers"
    small_numbers: int = 5
    most_supervised: int = 8
    evidence: str = "claim"
    grace: int = 5
    excuses: tuple[Excuse, ...] = ()
    retention: Mapping[str, Keep] = field(default_factory=dict)
    holds: tuple[Hold, ...] = ()
    forge: Forge | None = None
    names: tuple[str, ...] | None = field(default=None, repr=False)


def read_settings(source: Path | Files, schemas: Schemas) -> tuple[Settings, tuple[Problem, ...]]:
    """The settings of a repository; where they are missing or wrong, the defaults, and what is wrong."""
    files = Disk(source) if isinstance(source, Path) else source
    try:
        raw = files.read(FILE, MAX_BYTES + 1)
    except FileNotFoundError:
        return Settings(), tuple(_misnamed(files))
    except OSError:
        return Settings(), (
            Place(FILE).problem("unreadable", "The settings cannot be read.", "Check the file's rights."),
        )
    return parse_settings(raw, schemas)


def _misnamed(files: Files) -> Iterator[Problem]:
    """A file that was meant for the settings, and would be passed over."""
    try:
        files.read(_MISNAMED, 1)
    except FileNotFoundError:
        return
    except OSError:
        pass
    yield Place(_MISNAMED).problem("bad-name", f"Settings are read from {FILE} alone.", f"Rename it to {FILE}.")


def parse_settings(raw: bytes, schemas: Schemas) -> tuple[Settings, tuple[Problem, ...]]:
    """The settings that the bytes of the file hold; the defaults where anything is wrong, and what is wrong."""
    document, problems = load(FILE, raw)
    if document is None:
        return Settings(), problems
    if problems := schemas.validate("settings", document):
        return Settings(), problems
    return _settings(document), ()


def _settings(document: Document) -> Settings:
    """Valid data to settings."""
    data = document.data
    days, narrative = data.get("working_days", {}), data.get("narrative", {})
    usual = Settings()
    return Settings(
        as_of=parse_date(data["as_of"]) if "as_of" in data else None,
        sample=data.get("sample"),
        organisation=data.get("organisation", ""),
        working_days=WorkingDays(added=_dates(days.get("added", ())), removed=_dates(days.get("removed", ()))),
        plain=frozenset(narrative.get("plain", usual.plain)),
        sealed=frozenset(narrative.get("sealed", usual.sealed)),
        held=frozenset(narrative.get("held", usual.held)),
        sealing=_sealing(data.get("sealing", {}), usual.sealing),
        audience=data.get("audience", usual.audience),
        most_supervised=data.get("most_supervised", usual.most_supervised),
        small_numbers=data.get("small_numbers", usual.small_numbers),
        evidence=data.get("evidence", usual.evidence),
        grace=data.get("history", {}).get("grace", {}).get("working_days", usual.grace),
        excuses=tuple(_excuses(document)),
        retention={kind: Keep(keep["years"], keep["after"]) for kind, keep in data.get("retention", {}).items()},
        holds=tuple(_holds(document)),
        forge=_forge(data["forge"]) if "forge" in data else None,
    )


def _sealing(data: Mapping[str, Any], usual: Sealing) -> Sealing:
    return Sealing(data.get("keys"), frozenset(data.get("auditors", usual.auditors)))


def _forge(data: Mapping[str, Any]) -> Forge:
    maintainers = tuple(data.get("maintainers", (f"@{data['owner']}/maintainers",)))
    named = {key: data[key] for key in ("teams", "protocols", "file") if key in data}
    return Forge(data["owner"], maintainers, tuple(data.get("records", maintainers)), **named)


def _excuses(document: Document) -> Iterator[Excuse]:
    for index, entry in enumerate(document.data.get("privacy", {}).get("allowed", ())):
        line, column = locate(document.marks, f"/privacy/allowed/{index}")
        yield Excuse(entry["code"], entry["path"], entry.get("pointer"), line, column)


def _holds(document: Document) -> Iterator[Hold]:
    for index, entry in enumerate(document.data.get("holds", ())):
        pointer = f"/holds/{index}"
        kind, _, record_id = entry["of"].partition("/")
        end = parse_date(entry["to"]) if "to" in entry else None
        line, column = locate(document.marks, pointer)
        yield Hold(kind, record_id, parse_date(entry["from"]), end, entry["by"], pointer, line, column)


def _dates(texts: Iterable[str]) -> frozenset[date]:
    return frozenset(map(parse_date, texts))
