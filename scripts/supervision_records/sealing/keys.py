"""The store of keys: a folder outside the repository, one file a key, itself sealed to those entitled to it.

``<kind>/<id>.json`` holds the public half, to which text is sealed, whom the secret half is sealed to, and that half.
Where a key was destroyed, the file says so and when, and no new one is made in its place. Nothing names the folder.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from supervision_records.sealing import age
from supervision_records.sealing.errors import SealingError
from supervision_records.sealing.units import shown
from supervision_records.store import KINDS, Name, is_id
from supervision_records.writing import CannotWriteError, settle, write_files

_VERSION = 1


@dataclass(frozen=True, slots=True)
class Key:
    """One key: the public half, the people that the secret half is sealed to with their public keys, and that half.

    ``secret`` holds every secret that the key ever had, the newest last: whoever was entitled once may have kept the
    older ones, so that new text is sealed to a newer one.
    """

    public: str
    people: Mapping[str, tuple[str, ...]]
    secret: str


@dataclass(frozen=True, slots=True)
class Destroyed:
    """What stands where a key was destroyed: the day. Nobody can open what was sealed with it."""

    on: str


class KeyStore:
    """The keys in one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        with _unnamed():
            settle(folder)

    def read(self, unit: Name) -> Key | Destroyed | None:
        """A key; None where there has never been one."""
        try:
            raw = (self._folder / _path(unit)).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise SealingError("The store of keys cannot be read: ask whoever looks after it.", call=False) from error
        return _parsed(raw, unit)

    def units(self) -> Iterator[Name]:
        """The names of all keys, in order."""
        for kind in sorted(KINDS):
            folder = self._folder / kind
            names = sorted(path.stem for path in folder.glob("*.json")) if folder.is_dir() else []
            yield from (Name(kind, name) for name in names if is_id(name))

    def add(self, keys: Mapping[Name, Key]) -> None:
        """Keep new keys, all or none; none if somebody else has made one of them in the meantime."""
        with _unnamed():
            write_files(self._folder, {_path(unit): _bytes(key) for unit, key in keys.items()}, replace=False)

    def change(self, keys: Mapping[Name, Key | Destroyed]) -> None:
        """Put others in the place of keys, all or none; what was there is gone from the store."""
        with _unnamed():
            write_files(self._folder, {_path(unit): _bytes(key) for unit, key in keys.items()}, replace=True)


@contextmanager
def _unnamed() -> Iterator[None]:
    """What writing has to say would name the place."""
    try:
        yield
    except CannotWriteError as error:
        raise SealingError(
            "The store of keys cannot be written: somebody else may be at it, or you may not. Try again, or ask "
            "whoever looks after it.",
            call=False,
        ) from error


def _path(unit: Name) -> str:
    return f"{unit.kind}/{unit.id}.json"


def _bytes(key: Key | Destroyed) -> bytes:
    return (json.dumps({"version": _VERSION, **_shown(key)}, indent=1, sort_keys=True) + "\n").encode()


def new_key(people: Mapping[str, tuple[str, ...]]) -> Key:
    """A key that has never been, sealed to these people."""
    pair = age.new_pair()
    return resealed(f"{pair.secret}\n", pair.public, people)


def resealed(secret: str, public: str, people: Mapping[str, tuple[str, ...]]) -> Key:
    """The same secrets, sealed to these people."""
    return Key(public, people, age.seal(secret.encode(), sorted({key for keys in people.values() for key in keys})))


def renewed(secret: str, people: Mapping[str, tuple[str, ...]]) -> Key:
    """One secret more, for what is sealed from now on, and all of them sealed to these people."""
    pair = age.new_pair()
    return resealed(f"{secret}{pair.secret}\n", pair.public, people)


def _shown(key: Key | Destroyed) -> Mapping[str, Any]:
    if isinstance(key, Destroyed):
        return {"destroyed": key.on}
    return {"public": key.public, "people": {p: list(keys) for p, keys in key.people.items()}, "secret": key.secret}


def _parsed(raw: bytes, unit: Name) -> Key | Destroyed:
    try:
        data = json.loads(raw)
        if "destroyed" in data:
            return Destroyed(str(data["destroyed"]))
        people = {str(person): tuple(map(str, keys)) for person, keys in data["people"].items()}
        return Key(str(data["public"]), people, str(data["secret"]))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise SealingError(f"The key {shown(unit)} is damaged: ask whoever looks after the store of keys.") from error
