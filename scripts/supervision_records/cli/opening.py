"""The verb ``open``: a record with its sealed text opened, for a person to read; never into a file."""

from __future__ import annotations

import argparse
import os
import stat
import sys
from contextlib import suppress
from typing import Any

from supervision_records.cli.sealed import desk, pointer_of, record_at, refused, text_of, told
from supervision_records.cli.shared import CallError, repository_of, unfit
from supervision_records.model import Record
from supervision_records.narrative import SEALED
from supervision_records.sealing.record import open_record
from supervision_records.sealing.units import shown
from supervision_records.yamlio import leaves


def run(options: argparse.Namespace) -> int:
    """Show it; exit status 1 if something in it stays shut."""
    repository = repository_of(options)
    if repository.fatal:
        return unfit(repository.fatal)
    _refuse_a_file()
    found = record_at(repository, options.file)
    if not isinstance(found, Record):
        return refused(found)
    with told():
        at = desk(options, repository)
        opened = open_record(found, repository.store, at.ring)
    if options.at:
        sys.stdout.write(_at(opened.data, options.at))
        return 0
    sys.stdout.write(text_of(opened.data))
    for unit in opened.shut:
        sys.stderr.write(f"Not opened: what is sealed with the key {shown(unit)}. Your key does not open it.\n")
    return 1 if opened.shut else 0


def _at(data: dict[str, Any], place: str) -> str:
    """One text of it."""
    pointer = pointer_of(place)
    found = dict(leaves(data)).get(pointer)
    if not isinstance(found, str) or pointer.endswith(f"/{SEALED}"):
        message = f"there is no text at {place[:80]!r} that is open to you."
        raise CallError(message)
    return found.removesuffix("\n") + "\n"


def _refuse_a_file() -> None:
    """Standard output that goes into a file would leave the words on the disk."""
    with suppress(OSError, ValueError, AttributeError):  # Whatever has no number is no file.
        if stat.S_ISREG(os.fstat(sys.stdout.fileno()).st_mode):
            message = "standard output is a file, and the words would stay on the disk. Look at them on the terminal."
            raise CallError(message)
