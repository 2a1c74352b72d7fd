"""The parts of the scenario of ``supervision edit``: a tiny office, whose sealed record an untidy editor changes."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

from supervision_records.cli import main
from supervision_records.cli.sealed import text_of
from supervision_records.repository import Repository, read_repository
from supervision_records.sealing import age
from supervision_records.sealing.keys import _bytes, new_key
from supervision_records.settings import Settings
from supervision_records.store import build_store
from tests.sealing.office import POSTS, RECORDS

OFFICE, KEYS, SECRET = "office", "keys/contracts/k-worker.json", "secret"
RECORD = "records/sessions/north/2026/s-personal.yaml"
#: In every text, before and after, and nowhere else.
WORDS = b"canary"
_MINI = Path(__file__).parents[1] / "mini" / "repository"

_REALLY = age.seal
_OWN = age.new_pair()
_KEY = new_key({"worker": (_OWN.public,)})

#: Where it would leave copies besides: the room hides these.
LEFT_IN = ("/tmp", "/var/tmp", "/dev/shm")  # noqa: S108  (as above)
#: Leaves copies wherever it can, as editors do: beside the file, in the folders for such things, and in the place.
_EDITOR = """
sed -i "s/canary before/canary after/" "$1"
for at in "$1~" "$HOME/left" {places}; do
  cp "$1" "$at" 2>&-
done
true
"""


@cache
def _sealed(text: bytes) -> str:
    """The same text is sealed to the same bytes, so that a run can be told from another one by what it leaves."""
    return _REALLY(text, (_KEY.public,))


def _seal(text: bytes, _: Iterable[str]) -> str:
    return _sealed(text)


def _record(words: bytes) -> bytes:
    return text_of(
        {
            "protocol": "strengthening-families",
            "team": "north",
            "type": "personal",
            "date": "2026-06-10",
            "status": "held",
            "supervisors": ["boss"],
            "supervisees": ["worker"],
            "notes": {"wellbeing": {"sealed": _sealed(words), "key": "contracts/k-worker"}},
        }
    ).encode()


def _state(words: bytes) -> Mapping[str, bytes]:
    return {f"{OFFICE}/{RECORD}": _record(words), KEYS: _bytes(_KEY), SECRET: _OWN.secret.encode()}


def before() -> Mapping[str, bytes]:
    """The place before."""
    return _state(b"canary before")


def after() -> Mapping[str, bytes]:
    """The place after."""
    return _state(b"canary after")


def run(place: Path) -> int:
    """Edit the record; the editor tries to leave the words in the place, too."""
    places = (place / "left", place / OFFICE / "left", *(Path(folder, "left") for folder in LEFT_IN))
    script = _EDITOR.format(places=" ".join(map(str, places)))
    with patch.dict(os.environ, {"EDITOR": f"sh -c '{script}' editor", "VISUAL": "", "TMPDIR": str(place)}):
        office = place / OFFICE
        keys = str((place / KEYS).parents[1])
        return main(
            ["--root", str(office), "edit", str(office / RECORD), "--keys", keys, "--identity", str(place / SECRET)]
        )


def stubs() -> Any:
    """The office's records, read once; and sealing that can be compared."""
    stack = ExitStack()
    stack.enter_context(patch("supervision_records.cli.edit.repository_of", _reader()))
    stack.enter_context(patch("supervision_records.sealing.ring.age.seal", _seal))
    return stack


def _reader() -> Any:
    mini = read_repository(_MINI)
    texts = {f"records/{name}.yaml": text.encode() for name, text in RECORDS.items() if "2026/" not in name}
    texts |= {f"records/people/{name}.yaml": f"posts:\n  - {post}\n".encode() for name, post in POSTS.items()}
    store = build_store([*texts.items(), (RECORD, _record(b"canary before"))], mini.schemas)
    settings = Settings(as_of=date(2026, 6, 30), plain=frozenset())
    whole = replace(mini, store=store, settings=settings, fatal=())

    def read(options: Any) -> Repository:
        return replace(whole, root=options.root)

    return read
