"""The verb ``erase``: a key destroyed for good, with a tombstone that says why, when and by whom."""

from __future__ import annotations

import argparse
import sys

from supervision_records.cli.sealed import day_of, keys_of, told
from supervision_records.cli.shared import CallError, known, repository_of, unfit
from supervision_records.report.erase import NOT_REACHED, would_be_lost
from supervision_records.sealing.erase import erasure, tombstone
from supervision_records.sealing.keys import Destroyed, Key, KeyStore
from supervision_records.sealing.units import parsed, shown
from supervision_records.store import Name, right_path
from supervision_records.writing import write_files
from supervision_records.yamlio.emit import to_yaml


def run(options: argparse.Namespace) -> int:
    """Say what would be lost, or do it; a legal hold refuses."""
    repository = repository_of(options)
    if repository.fatal:
        return unfit(repository.fatal)
    known(repository, {"person": [options.by]})
    unit = parsed(options.key)
    if unit is None:
        message = f"{options.key[:80]!r} is no key: write the kind and the id of a record, like cases/c-4f7k2m9p."
        raise CallError(message)
    day = day_of(repository)
    found = erasure(unit, repository.store, repository.settings.holds, day)
    if found.held:
        path, hold = found.held
        sys.stderr.write(
            f"Refused: a legal hold on {hold.kind}/{hold.id} stands since {hold.start}, and {path} speaks of it. "
            "Nothing that it keeps may be removed; whoever ordered it can lift it, in the settings.\n"
        )
        return 1
    stone = tombstone(unit, options.reason, day, options.by, options.rule)
    if stone is None:
        message = "the record's id is too long for a tombstone of its key."
        raise CallError(message)
    with told():
        keys = keys_of(options, repository)
        key = keys.read(unit)
        if key is None:
            message = f"there is no key {shown(unit)} in the store: nothing was ever sealed with it."
            raise CallError(message)
        sys.stdout.write(would_be_lost(found, done=options.yes))
        if not options.yes:
            sys.stdout.write("To do it, for good: the same again with --yes\n")
            return 0
        _destroy(keys, unit, key, str(day))
    path = right_path("tombstones", stone[0], {"on": str(day)})
    if stone[0] not in repository.store.records["tombstones"]:
        write_files(repository.root, {path: to_yaml(stone[1]).encode()}, replace=False)
    sys.stdout.write(f"{path}\n{NOT_REACHED}")
    return 0


def _destroy(keys: KeyStore, unit: Name, key: Key | Destroyed, day: str) -> None:
    """The key first: a tombstone of what is still there would be a lie. A run that died in between is finished so."""
    if isinstance(key, Key):
        keys.change({unit: Destroyed(day)})
