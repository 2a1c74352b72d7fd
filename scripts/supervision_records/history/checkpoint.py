"""A kept word on the history: so few bytes that anybody can keep them, so exact that nothing behind them can change.

It has to be kept by somebody else than those who may push: printed in minutes, sent by e-mail, in another repository.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any

from supervision_records.history.values import Commit

VERSION = 1
_HEX = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")


class NoCheckpointError(ValueError):
    """What was given is no checkpoint; the message says so in words."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The main line up to a commit: how many commits, a hash over their ids, and one over the records at the end."""

    commit: str
    date: str
    commits: int
    chain: str
    records: str


def checkpoint(commits: Sequence[Commit], records: Mapping[str, str]) -> Checkpoint:
    """The checkpoint of a main line, oldest first and not empty, and the records (path to content's id) at its end."""
    last = commits[-1]
    return Checkpoint(last.id, str(last.on or ""), len(commits), chain_hash(commits), records_hash(records))


def chain_hash(commits: Sequence[Commit]) -> str:
    """The hash over the ids of a main line, oldest first: one a line."""
    return sha256("".join(f"{commit.id}\n" for commit in commits).encode()).hexdigest()


def records_hash(records: Mapping[str, str]) -> str:
    """The hash over records: for each path in byte order, the id of its content, a space, the path, NUL."""
    paths = sorted((path.encode("utf-8", "surrogateescape"), blob) for path, blob in records.items())
    return sha256(b"".join(blob.encode() + b" " + path + b"\0" for path, blob in paths)).hexdigest()


def written(kept: Checkpoint) -> bytes:
    """A checkpoint as the file that is kept."""
    return (json.dumps({"version": VERSION, **asdict(kept)}, indent=2) + "\n").encode()


def parsed(raw: bytes) -> Checkpoint:
    """The checkpoint that a file holds. NoCheckpointError if it holds none."""
    try:
        data = json.loads(raw)
    except (ValueError, RecursionError) as error:
        message = "The file holds no checkpoint."
        raise NoCheckpointError(message) from error
    if not isinstance(data, dict) or data.pop("version", None) != VERSION or not _fits(data):
        message = f"The file holds no checkpoint of version {VERSION}."
        raise NoCheckpointError(message)
    return Checkpoint(**data)


def _fits(data: dict[str, Any]) -> bool:
    texts = [data.get(key) for key in ("commit", "chain", "records")]
    return (
        data.keys() == Checkpoint.__dataclass_fields__.keys()
        and all(isinstance(text, str) and _HEX.fullmatch(text) for text in texts)
        and type(data["commits"]) is int
        and data["commits"] > 0
        and isinstance(data["date"], str)
    )
