"""A real start: take the fictitious sample away, and nothing else.

A file goes only if it is, to the byte, what the sample's own seed makes; whatever somebody has changed or added
stays and is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from supervision_records.codeowners import HEAD, at
from supervision_records.demo.build import demo_files
from supervision_records.files import Disk
from supervision_records.settings import FILE, Settings
from supervision_records.writing import files_below, write_files

#: What keeps the folder of records in Git when there is none in it.
KEEP = "records/.gitkeep"

#: What the settings say of the sample; each is a key at the left margin with what is indented below it.
SAMPLE_KEYS = re.compile(r"^(?:as_of|sample|organisation|forge):.*\n(?:[ \t]+.*\n)*", re.MULTILINE)


@dataclass(frozen=True)
class Plan:
    """Paths relative to the root: what is the sample's and goes, what is not and stays."""

    removed: tuple[str, ...]
    kept: tuple[str, ...]


def plan(root: Path, settings: Settings) -> Plan:
    """What a real start would remove, and what of ``records/`` it would keep."""
    sample = _sample(settings.sample or {}, settings)
    removed: list[str] = []
    kept: list[str] = []
    for path in _files(root):
        same = path in sample and (root / path).read_bytes() == sample[path].encode()
        (removed if same else kept).append(path)
    if settings.forge and (owners := at(Disk(root), settings.forge.file)) and owners.startswith(HEAD.encode()):
        removed.append(settings.forge.file)  # made from the sample's teams
    return Plan(tuple(removed), tuple(kept))


def remove(root: Path, found: Plan) -> None:
    """Remove the sample's files and the folders that they leave empty, and take the sample out of the settings.

    All of it or nothing. CannotWriteError says why it could not be done.
    """
    rest = SAMPLE_KEYS.sub("", (root / FILE).read_text(encoding="utf-8"))
    says_something = any(line.strip() and not line.startswith("#") for line in rest.splitlines())
    changes: dict[str, bytes | None] = dict.fromkeys(found.removed)
    changes[FILE] = (rest if says_something else rest + "{}\n").encode()
    if not (root / KEEP).exists():
        changes[KEEP] = b""
    write_files(root, changes, replace=True)


def _sample(made: Mapping[str, Any], settings: Settings) -> dict[str, str]:
    if settings.as_of is None:
        return dict(demo_files(made["people"], made["months"], made["seed"]))
    return dict(demo_files(made["people"], made["months"], made["seed"], settings.as_of))


def _files(root: Path) -> Iterator[str]:
    for path in sorted(files_below(root / "records")):
        if path.name not in (".gitkeep", "README.md"):
            yield path.relative_to(root).as_posix()
