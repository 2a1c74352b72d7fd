"""Many organisations' exports on a disk: which there are, whether each is whole, and of an organisation of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from supervision_records.calendar import parse_date
from supervision_records.exports.content import VERSION
from supervision_records.exports.parquet import ABOUT, about

#: What engines take for a wildcard in a path.
WILD = frozenset("*?[]{}")


class NoExportError(Exception):
    """A folder cannot be rolled up; the message says why, and what to do."""


@dataclass(frozen=True)
class Export:
    """One organisation's export: where it lies, and what it says of itself.

    ``findings`` is how many it has; ``threshold`` the one below which its totals hide numbers; ``refused`` is how many
    files could not be read.
    """

    folder: Path
    organisation: str
    as_of: date
    findings: int
    threshold: int
    refused: int


def gathered(folders: Iterable[Path]) -> tuple[Export, ...]:
    """The exports at, or one level below, the folders of a call, by organisation. NoExportError if one is amiss."""
    found: dict[str, Export] = {}
    for place in (place for folder in folders for place in _places(folder)):
        export = _read(place)
        other = found.setdefault(export.organisation, export)
        if other is not export:
            message = (
                f"{place} and {other.folder} are both of the organisation {export.organisation}: leave one out, or "
                "export one of them again with --organisation."
            )
            raise NoExportError(message)
    return tuple(found[organisation] for organisation in sorted(found))


def _places(folder: Path) -> Iterator[Path]:
    if WILD.intersection(str(folder)):
        message = (
            f"{folder}: a folder's name with one of {' '.join(sorted(WILD))} cannot be read. Give it another name."
        )
        raise NoExportError(message)
    if (folder / ABOUT).is_file():
        yield folder
        return
    within = sorted(place.parent for place in folder.glob(f"*/{ABOUT}"))
    if not within:
        message = f"{folder} is no export, and none lies in it: supervision export makes one."
        raise NoExportError(message)
    yield from within


def _read(folder: Path) -> Export:
    said = about((folder / ABOUT).read_bytes()) or {}
    try:
        version = said["version"]
        export = Export(
            folder,
            str(said["organisation"]),
            parse_date(said["as_of"]),
            int(said["rows"]["findings"]),
            int(said["small_numbers"]),
            int(said["refused"]),
        )
    except (KeyError, TypeError, ValueError):
        version, export = None, None
    if export is None or version != VERSION:
        message = (
            f"{folder} cannot be rolled up: its {ABOUT} is of another version, or it has totals alone. Export it again "
            "with this version, findings and all."
        )
        raise NoExportError(message)
    if export.findings and not (folder / "findings" / f"organisation={export.organisation}").is_dir():
        message = f"{folder} is not whole: its findings are missing. Copy it again."
        raise NoExportError(message)
    return export
