"""What was in a commit on the way and is not there at the end: the history keeps it, so it is looked at as well."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from supervision_records.model import Problem, Record
from supervision_records.privacy import Names, check_record
from supervision_records.settings import Settings
from supervision_records.since.way import Passing
from supervision_records.store import named, printable
from supervision_records.yamlio import load

_ON_THE_WAY = "In a commit on the way, though no longer at the end of the change: "
_ANEW = (
    "Taking it out in a later commit leaves it in the history. Make the change anew from the state before it, without "
    "that commit, and delete this branch; if others can see it already, tell whoever is responsible for information "
    "governance."
)


def passing_problems(contents: Iterable[Passing], settings: Settings) -> Iterator[Problem]:
    """Personal details in contents that records had on the way."""
    names = Names.of(settings.names) if settings.names else None
    excused = {(excuse.code, excuse.path) for excuse in settings.excuses}
    found = {
        replace(problem, message=_ON_THE_WAY + problem.message, hint=_ANEW)
        for passing in contents
        for problem in check_record(_readable(passing.path, passing.raw), names)
        if (problem.code, problem.path) not in excused
    }
    yield from sorted(found)


def _readable(path: str, raw: bytes) -> Record:
    """What can be read of a content, whatever it is: a text that is no record is looked at line by line."""
    shown = printable(path)
    name = named(path)
    document, _ = load(shown, raw)
    if document is not None and isinstance(document.data, dict):
        return Record(name.kind if name else "", name.id if name else shown, shown, document.data, document.marks)
    lines = raw.decode("utf-8", "replace").splitlines()
    return Record(name.kind if name else "", name.id if name else shown, shown, {"lines": lines})
