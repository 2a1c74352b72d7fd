"""What an organisation decides for itself: ``supervision.yaml`` at the root; it and every key in it may be left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from supervision_records.calendar import WorkingDays, parse_date
from supervision_records.files import Disk, Files
from supervision_records.model import Problem
from supervision_records.schema import Schemas
from supervision_records.yamlio import MAX_BYTES, Place, load

FILE = "supervision.yaml"

#: Where narrative may be plain text: kind and keys, without the numbers of entries; a star stands for any one key.
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


@dataclass(frozen=True)
class Settings:
    """The settings of one repository. ``sample`` says how its records were made up, where they were."""

    as_of: date | None = None
    sample: Mapping[str, Any] | None = None
    organisation: str = ""
    working_days: WorkingDays = field(default_factory=WorkingDays)
    plain: frozenset[str] = PLAIN
    audience: str = "managers"
    small_numbers: int = 5


def read_settings(source: Path | Files, schemas: Schemas) -> tuple[Settings, tuple[Problem, ...]]:
    """The settings of a repository; where they are missing or wrong, the defaults, and what is wrong."""
    files = Disk(source) if isinstance(source, Path) else source
    try:
        raw = files.read(FILE, MAX_BYTES + 1)
    except FileNotFoundError:
        return Settings(), ()
    except OSError:
        return Settings(), (
            Place(FILE).problem("unreadable", "The settings cannot be read.", "Check the file's rights."),
        )
    return parse_settings(raw, schemas)


def parse_settings(raw: bytes, schemas: Schemas) -> tuple[Settings, tuple[Problem, ...]]:
    """The settings that the bytes of the file hold; the defaults where anything is wrong, and what is wrong."""
    document, problems = load(FILE, raw)
    if document is None:
        return Settings(), problems
    if problems := schemas.validate("settings", document):
        return Settings(), problems
    return _settings(document.data), ()


def _settings(data: Mapping[str, Any]) -> Settings:
    """Valid data to settings."""
    days = data.get("working_days", {})
    usual = Settings()
    return Settings(
        as_of=parse_date(data["as_of"]) if "as_of" in data else None,
        sample=data.get("sample"),
        organisation=data.get("organisation", ""),
        working_days=WorkingDays(added=_dates(days.get("added", ())), removed=_dates(days.get("removed", ()))),
        plain=frozenset(data.get("narrative", {}).get("plain", usual.plain)),
        audience=data.get("audience", usual.audience),
        small_numbers=data.get("small_numbers", usual.small_numbers),
    )


def _dates(texts: Iterable[str]) -> frozenset[date]:
    return frozenset(map(parse_date, texts))
