"""What earlier runs made of each record, kept beside the clone, so that it is not read and judged again.

A cache: it can be deleted at any time, a damaged one is as none (``shelf``), and a verdict is only taken from it where
all that it rests on is as it was (``findings.grounds``).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from platform import python_version

from supervision_records import shelf
from supervision_records.history.findings.anomaly import Anomaly
from supervision_records.history.findings.dating import Grace
from supervision_records.store import Name

NAME, ENTRY = "history", "records"
#: Verdicts by record: the digest of what each rests on, and what was found.
Remembered = Mapping[str, tuple[str, Sequence[Anomaly]]]
#: What of the package a verdict is made with, and of others' packages.
CODE = ("calendar.py", "claims.py", "model.py", "history", "store", "yamlio")
LIBRARIES = ("PyYAML", "holidays", "jsonschema")


def basis(grace: Grace) -> str:
    """What every record is judged by, beside its own grounds."""
    days = [sorted(map(str, chosen)) for chosen in (grace.working.added, grace.working.removed)]
    return f"{_code()} {grace.days} {days}"


def recalled(root: Path, grounds: Mapping[Name, str]) -> Mapping[Name, Sequence[Anomaly]]:
    """The verdicts of earlier runs on records whose grounds are still the same."""
    return still(unpacked(shelf.read(shelf.place(root), NAME).get(ENTRY, b"{}")), grounds)


def still(kept: Remembered, grounds: Mapping[Name, str]) -> Mapping[Name, Sequence[Anomaly]]:
    """Of the verdicts that were kept, those on the same grounds."""
    found = ((name, kept.get(f"{name.kind}/{name.id}")) for name in grounds)
    return {name: before[1] for name, before in found if before and before[0] == grounds[name]}


def remember(root: Path, grounds: Mapping[Name, str], verdicts: Mapping[Name, Sequence[Anomaly]]) -> None:
    """Keep the verdicts of this run for the next."""
    shelf.write(shelf.place(root), NAME, {ENTRY: packed(grounds, verdicts)})


def packed(grounds: Mapping[Name, str], verdicts: Mapping[Name, Sequence[Anomaly]]) -> bytes:
    """Verdicts as bytes."""
    value = {f"{name.kind}/{name.id}": [digest, *map(_plain, verdicts[name])] for name, digest in grounds.items()}
    return json.dumps(value, separators=(",", ":")).encode()


def unpacked(data: bytes) -> Remembered:
    """Verdicts from bytes that ``packed`` gave, as the shelf's digest vouches."""
    return {name: (digest, tuple(map(_anomaly, found))) for name, (digest, *found) in json.loads(data).items()}


def _plain(one: Anomaly) -> list[object]:
    days = [day and day.isoformat() for day in (one.on, one.claimed)]
    return [one.path, one.code, one.commit, *days, one.message, one.pointers, one.person]


def _anomaly(plain: Sequence[object]) -> Anomaly:
    path, code, commit, on, claimed, message, pointers, person = plain
    return Anomaly(path, code, commit, _day(on), message, _day(claimed), tuple(pointers), person)  # type: ignore[arg-type]


def _day(text: object) -> date | None:
    return date.fromisoformat(str(text)) if text else None


@cache
def _code() -> str:
    package = Path(shelf.__file__).parent
    whole = sha256(f"{python_version()} {[version(name) for name in LIBRARIES]}".encode())
    for name in CODE:
        for path in sorted((package / name).rglob("*.py")) if (package / name).is_dir() else [package / name]:
            whole.update(sha256(path.read_bytes()).digest())
    return whole.hexdigest()
