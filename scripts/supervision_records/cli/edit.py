"""The verb ``edit``: a record opened in an editor and sealed again, in one step, without plain text on any disk."""

from __future__ import annotations

import argparse
import os
import sys
from dataclasses import replace

from supervision_records.cli import seal
from supervision_records.cli.sealed import Desk, desk, errors_of, record_at, refused, text_of, told
from supervision_records.cli.shared import repository_of, unfit
from supervision_records.model import Problem, Record
from supervision_records.sealing.errors import SealingError
from supervision_records.sealing.record import Opened, open_record, seal_record
from supervision_records.sealing.room import edited
from supervision_records.sealing.units import shown
from supervision_records.store import judge_file
from supervision_records.yamlio import problem_at


def run(options: argparse.Namespace) -> int:
    """Open, have it edited until it is right or given up, seal, write."""
    repository = repository_of(options)
    if repository.fatal:
        return unfit(repository.fatal)
    found = record_at(repository, options.file)
    if not isinstance(found, Record):
        return refused(found)
    with told():
        at = desk(options, repository)
        opened = open_record(found, repository.store, at.ring)
        for unit in opened.shut:
            sys.stderr.write(f"Stays sealed: what is sealed with the key {shown(unit)}. Your key does not open it.\n")
        editing = _Editing(at, found, opened)
        editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
        if edited(f"{found.id}.yaml", text_of(opened.data), editor, editing.will_do) is None:
            sys.stdout.write(f"{found.path}: nothing was changed.\n")
            return 0
        return seal.finish(at, editing.done, opened)


class _Editing:
    """What the editor has left, judged each time; ``done`` is the record once it will do."""

    def __init__(self, at: Desk, before: Record, opened: Opened) -> None:
        self._at, self._before, self._opened = at, before, opened
        self.done = before

    def will_do(self, text: str) -> bool:
        """Is it a record without errors, once it is sealed? If not, what is wrong is said; Enter opens it again."""
        judgement = judge_file(self._before.path, text.encode(), self._at.repository.schemas)
        problems: tuple[Problem, ...] = judgement.problems
        if judgement.record is not None:
            self.done = judgement.record
            problems = self._errors(judgement.record)
        if not problems:
            return True
        refused(problems)
        sys.stderr.write("Press Enter to open the editor again, or Ctrl-D to give up.\n")
        if not sys.stdin.readline():
            raise SealingError("Nothing was changed: what you wrote is gone.")
        return False

    def _errors(self, record: Record) -> tuple[Problem, ...]:
        """What is wrong with it once it is sealed, by the lines of what was written."""
        repository, ring = self._at.repository, self._at.ring
        sealed = seal_record(record, repository.store, repository.settings, ring, self._opened)
        found = errors_of(repository, replace(record, data=sealed.data), self._before)
        return tuple(problem_at(record.path, record.marks, p.pointer, p.code, p.message, p.hint) for p in found)
