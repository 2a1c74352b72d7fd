"""What the verbs about sealed text share: the store of keys, whose hands it is in, and the record in question."""

from __future__ import annotations

import argparse
import getpass
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from supervision_records.calendar import parse_date
from supervision_records.cli.new import judged
from supervision_records.cli.shared import CallError, repository_of
from supervision_records.clock import today
from supervision_records.facts import gather
from supervision_records.model import Data, Problem, Record, Severity
from supervision_records.repository import Repository
from supervision_records.sealing import age
from supervision_records.sealing.entitled import Staff
from supervision_records.sealing.errors import SealingError
from supervision_records.sealing.keys import KeyStore
from supervision_records.sealing.ring import Ring
from supervision_records.store import FOLDER, Judged, judge_file, named
from supervision_records.writing import CannotWriteError, write_files
from supervision_records.yamlio import MAX_BYTES
from supervision_records.yamlio.emit import to_yaml

#: In the environment: the store of keys, and the file of one's own secret key.
KEYS, IDENTITY = "SUPERVISION_KEYS", "SUPERVISION_IDENTITY"
#: What another call would mend; any other refusal of the system is the machine's affair.
_NOT_THERE = (FileNotFoundError, NotADirectoryError, IsADirectoryError, PermissionError)
#: A day, as records write it.
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
#: What is never written, whatever was there before.
_OF_NARRATIVE = frozenset({"plain-narrative", "sealed-narrative", "not-sealed"})


@dataclass(frozen=True)
class Desk:
    """Where somebody seals and opens: the repository, the keys in their hands, and the day."""

    repository: Repository
    keys: KeyStore
    ring: Ring
    staff: Staff
    own: tuple[age.Identity, ...] = ()


@contextmanager
def told() -> Iterator[None]:
    """What keeps text from being sealed or opened: said, as a wrong call or as a machine that is not fit."""
    no_core_dump()
    try:
        yield
    except SealingError as error:
        raise (CallError(str(error)) if error.call else CannotWriteError(str(error))) from error


def no_core_dump() -> None:
    """If this process dies, the system keeps no picture of its memory, where it can be told so."""
    with suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415  (Windows has none)

        # One byte and not none: a program that the system pipes such pictures to is then left out, too.
        resource.setrlimit(resource.RLIMIT_CORE, (1, resource.getrlimit(resource.RLIMIT_CORE)[1]))


def desk(options: argparse.Namespace, repository: Repository | None = None) -> Desk:
    """The desk that a call is about. Without an identity in the call (``seal`` has none), nothing can be opened."""
    repository = repository or repository_of(options)
    keys = keys_of(options, repository)
    staff = staff_of(repository)
    own = _identities(options) if hasattr(options, "identity") else ()
    return Desk(repository, keys, Ring(keys, staff, own), staff, own)


def keys_of(options: argparse.Namespace, repository: Repository) -> KeyStore:
    """The store of keys that a call is about."""
    return KeyStore(_folder(options, repository))


def day_of(repository: Repository) -> date:
    """The day on which somebody is entitled or not: today, or the day that the settings fix."""
    return repository.settings.as_of or today()


def staff_of(repository: Repository) -> Staff:
    """What the records say of the staff on that day."""
    facts = gather(repository.store, repository.settings.working_days, day_of(repository))
    return Staff(facts, repository.store, repository.settings.sealing.auditors)


def record_at(repository: Repository, file: Path, raw: bytes | None = None) -> Record | tuple[Problem, ...]:
    """The record in a file (or in these bytes, as if they were there), or what is wrong with it."""
    root = repository.root.resolve()
    if not file.resolve().is_relative_to(root):
        message = f"{file} is not in the repository."
        raise CallError(message)
    path = file.resolve().relative_to(root).as_posix()
    if named(path) is None:
        message = f"{path} is not the name of a record: those are {FOLDER}/KIND/…/ID.yaml."
        raise CallError(message)
    return _record(judge_file(path, _read(file) if raw is None else raw, repository.schemas))


def _record(judgement: Judged) -> Record | tuple[Problem, ...]:
    return judgement.problems if judgement.record is None else judgement.record


def _read(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(MAX_BYTES + 1)
    except _NOT_THERE as error:
        message = f"{file} cannot be read."
        raise CallError(message) from error


def refused(problems: tuple[Problem, ...]) -> int:
    """Say what is wrong with a record, and that nothing was done; the exit status for that."""
    for problem in problems:
        sys.stderr.write(f"{problem.path}:{problem.line}:{problem.column}: {problem.message}\n    → {problem.hint}\n")
    sys.stderr.write("Nothing was changed.\n")
    return 1


def errors_of(repository: Repository, record: Record, before: Record) -> tuple[Problem, ...]:
    """The errors that ``check`` would find in a record now and did not find before; those of narrative, always."""
    found = _errors(repository, record)
    known = {(p.code, p.pointer) for p in _errors(repository, before)} if found else set()
    return tuple(p for p in found if p.code in _OF_NARRATIVE or (p.code, p.pointer) not in known)


def _errors(repository: Repository, record: Record) -> tuple[Problem, ...]:
    found = judged(repository, record.kind, record.id, text_of(record.data))
    return tuple(replace(p, path=record.path) for p in found if p.severity is Severity.ERROR)


def write_record(repository: Repository, record: Record) -> None:
    """Write a record in the house's own layout. Comments are not kept: what stood in one would not be sealed."""
    write_files(repository.root, {record.path: text_of(record.data).encode()}, replace=True)


def text_of(data: Data) -> str:
    """A record's text, with plain dates as people write them."""
    return to_yaml({key: _dated(value) for key, value in data.items()})


def _dated(value: Any) -> Any:
    if isinstance(value, str):
        return _day(value) if _DAY.fullmatch(value) else value
    if isinstance(value, list):
        return [_dated(entry) for entry in value]
    return {key: _dated(inner) for key, inner in value.items()} if isinstance(value, dict) else value


def pointer_of(place: str) -> str:
    """A place as people write it (``notes.plans``) as a pointer."""
    return "/" + place.strip("/").replace(".", "/")


def _day(text: str) -> date | str:
    try:
        return parse_date(text)
    except ValueError:  # No such day: it may be anything that only looks like one.
        return text


def _folder(options: argparse.Namespace, repository: Repository) -> Path:
    """The folder of the keys: of the call, else of the environment, else of the settings; never in the repository."""
    own = repository.settings.sealing.keys
    there = options.keys or os.environ.get(KEYS) or (repository.root / own if own else None)
    if not there:
        message = f"nobody says where the store of keys is: --keys DIR, {KEYS}, or sealing.keys in supervision.yaml."
        raise CallError(message)
    folder = Path(there).resolve()
    if folder.is_relative_to(repository.root.resolve()):
        message = "the store of keys has to lie outside the repository: every clone would have the keys."
        raise CallError(message)
    if not folder.is_dir():
        message = "there is no such folder as that of the store of keys here: make it, or name another one."
        raise CallError(message)
    return folder


def _identities(options: argparse.Namespace) -> tuple[age.Identity, ...]:
    file = options.identity or os.environ.get(IDENTITY)
    if not file:
        message = f"nobody says which key is yours: --identity FILE, or {IDENTITY}."
        raise CallError(message)
    try:
        raw = Path(file).read_bytes()
    except _NOT_THERE as error:
        message = "your key cannot be read: look whether the file is there, and yours to read."
        raise CallError(message) from error
    return age.read_identity(raw, lambda: getpass.getpass("Passphrase of your key: "))
