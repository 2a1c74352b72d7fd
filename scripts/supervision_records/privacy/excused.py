"""False alarms: what the settings excuse, each with its place and a reason.

They are never marked in a record itself, so that whoever sends a record in cannot excuse it as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from supervision_records.model import Problem, Severity
from supervision_records.settings import FILE, Excuse
from supervision_records.yamlio import Place


def sift(alarms: Iterable[Problem], excuses: Iterable[Excuse]) -> Iterator[Problem]:
    """The alarms that no entry excuses."""
    excuses = tuple(excuses)
    for alarm in alarms:
        if not any(_excuses(entry, alarm) for entry in excuses):
            yield alarm


def left_over(alarms: Iterable[Problem], excuses: Iterable[Excuse]) -> Iterator[Problem]:
    """A warning for each entry that excuses nothing."""
    alarms = tuple(alarms)
    for entry in excuses:
        if not any(_excuses(entry, alarm) for alarm in alarms):
            yield Place(FILE, entry.line, entry.column).problem(
                "unused-excuse",
                "This entry excuses nothing: there is no such alarm at that place.",
                "Take it out; or correct its code, path or pointer.",
                Severity.WARNING,
            )


def _excuses(entry: Excuse, alarm: Problem) -> bool:
    return (entry.code, entry.path) == (alarm.code, alarm.path) and entry.pointer in (None, alarm.pointer)
