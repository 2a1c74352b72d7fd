"""The verb ``rekey``: every key sealed anew to those entitled today, and what a leaver could have read."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Mapping

from supervision_records.cli.sealed import Desk, desk, told
from supervision_records.cli.shared import repository_of, unfit
from supervision_records.sealing.rekey import Rekeyed, rekey, sealed_with
from supervision_records.sealing.units import shown
from supervision_records.store import Name

CANNOT_BE_UNDONE = (
    "What cannot be undone: whoever could open a text may have read, copied or kept it, and may have kept its key. The "
    "records are as they were, so a kept key opens in any copy of them what it opened before; and an old copy of the "
    "store of keys still opens with the keys of those who have left. What is sealed from now on is beyond them."
)


def run(options: argparse.Namespace) -> int:
    """Say what changes, and change it; exit status 1 if some keys stay as they are."""
    repository = repository_of(options)
    if repository.fatal:
        return unfit(repository.fatal)
    with told():
        at = desk(options, repository)
        done = rekey(at.keys, at.staff, at.own)
        if not options.dry_run and done.keys:
            at.keys.change(done.keys)
    _say(at, done, dry_run=options.dry_run)
    return 1 if done.shut or done.nobody else 0


def _say(at: Desk, done: Rekeyed, *, dry_run: bool) -> None:
    number = f"{len(done.keys)} {'key' if len(done.keys) == 1 else 'keys'}"
    would = "To be sealed anew" if dry_run else "Sealed anew"
    sys.stdout.write(f"{would}: {number}. No record is touched.\n")
    for person, units in done.joined.items():
        sys.stdout.write(f"\n{person} is entitled now to: {_names(units)}.\n")
    records = sealed_with(at.repository.store) if done.left else {}
    for person, units in done.left.items():
        sys.stdout.write(f"\n{person} is not entitled any more, or has another public key. They could have read:\n")
        sys.stdout.write("".join(_could_read(units, records)))
    if done.left:
        sys.stdout.write(f"\n{CANNOT_BE_UNDONE}\n")
    if done.shut:
        sys.stdout.write(f"\nAs they were, since your key does not open them: {_names(done.shut)}.\n")
    if done.nobody:
        sys.stdout.write(f"\nAs they were, since nobody entitled has a public key: {_names(done.nobody)}.\n")


def _could_read(units: Iterable[Name], records: Mapping[Name, tuple[str, ...]]) -> Iterable[str]:
    for unit in units:
        yield f"  what is sealed with the key {shown(unit)}\n"
        yield from (f"    {path}\n" for path in records.get(unit, ()))


def _names(units: Iterable[Name]) -> str:
    return ", ".join(map(shown, units))
