"""The verb ``import``: the sheet that a team keeps today, as records. All of its rows or none."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from openpyxl.utils.cell import get_column_letter

from supervision_records.cli.new import chance
from supervision_records.cli.shared import CallError, repository_of, unfit
from supervision_records.clock import today
from supervision_records.consistency import check
from supervision_records.draft import Draft, draft_text, new_id, start
from supervision_records.facts import gather
from supervision_records.model import Problem, Record, Severity
from supervision_records.repository import Repository
from supervision_records.rules.bench import Bench
from supervision_records.schema.described import described
from supervision_records.store import KINDS, judge_file, right_path
from supervision_records.tracker import (
    MAX_BYTES,
    Mapped,
    Row,
    Sheet,
    SheetError,
    drafted,
    read_mapping,
    read_sheet,
)
from supervision_records.writing import write_files
from supervision_records.yamlio import some

#: Sheet row to the record that it makes and that record's text.
Made = dict[int, tuple[Record, str]]


def run(options: argparse.Namespace) -> int:
    """Read, say row by row what cannot be taken, and write all records or none."""
    repository = repository_of(options)
    if repository.fatal:
        return unfit(repository.fatal)
    mapped = _mapping(options.map, repository)
    now = today()
    bench = Bench(gather(repository.store, repository.settings.working_days, now), repository.protocols)

    def known(given: Mapping[str, Any]) -> Draft:
        return replace(start(bench, mapped.kind, given, now), offers=())

    try:
        sheet = read_sheet(options.sheet.name, _read(options.sheet), mapped.sheet)
    except SheetError as error:
        raise CallError(str(error)) from error
    rows = drafted(mapped, sheet.rows, repository.schemas.whole(mapped.kind), known)
    made, told = _made(repository, mapped.kind, rows)
    told = {**told, **_together(repository, mapped.kind, made)}
    for number in sorted(told):
        for sentence in told[number]:
            sys.stdout.write(f"row {number}: {sentence}\n")
    sys.stdout.write("".join(f"{note}\n" for note in (*sheet.notes, *_left_out(mapped, sheet))))
    sys.stdout.write(f"{len(rows)} rows read: {len(rows) - len(told)} can be taken, {len(told)} cannot.\n")
    return _finish(repository, made, wrong=bool(told) or not rows, dry_run=options.dry_run)


def _left_out(mapped: Mapped, sheet: Sheet) -> Iterator[str]:
    """Columns that no key takes, by their letters: a name may be a person's."""
    used = {column.name for column in mapped.columns.values()}
    if letters := [get_column_letter(place) for name, place in sheet.columns if name not in used]:
        said = "Column" if len(letters) == 1 else "Columns"
        yield f"{said} {some(letters, 12)} of the sheet: not taken, since no key of the mapping names them."


def _finish(repository: Repository, made: Made, *, wrong: bool, dry_run: bool) -> int:
    if wrong:
        sys.stdout.write("Nothing was written. Mend those rows or the mapping, and run it again.\n")
        return 1
    for record, _ in made.values():
        sys.stdout.write(f"{'would write' if dry_run else 'wrote'} {record.path}\n")
    if not dry_run:
        write_files(repository.root, {record.path: text.encode() for record, text in made.values()}, replace=False)
    return 0


def _mapping(path: Path, repository: Repository) -> Mapped:
    mapped, problems = read_mapping(path.name, _read(path), {kind: repository.schemas.whole(kind) for kind in KINDS})
    if mapped is None:
        said = "".join(f"\n    {p.path}:{p.line}:{p.column}: {p.message} {p.hint}" for p in problems)
        message = f"the mapping cannot be used:{said}"
        raise CallError(message)
    return mapped


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        message = f"{path} cannot be read."
        raise CallError(message) from error


def _made(repository: Repository, kind: str, rows: list[Row]) -> tuple[Made, dict[int, list[str]]]:
    """Each row by itself: its record, or what is wrong with it."""
    made: Made = {}
    told: dict[int, list[str]] = {}
    taken = dict.fromkeys(repository.store.records.get(kind, {}))
    order = list(described(repository.schemas.whole(kind)))
    for row in rows:
        if row.draft is None:
            told[row.number] = [f"{fault}." for fault in row.faults]
            continue
        record_id = new_id(kind, row.draft.data, taken, chance)
        if record_id is None:
            told[row.number] = ["no id can be made of it: what the id is made of is missing."]
            continue
        taken[record_id] = None
        text = draft_text(row.draft, order)
        judged = judge_file(f"records/{kind}/{record_id}.yaml", text.encode(), repository.schemas)
        if judged.record is None:
            told[row.number] = _said(judged.problems)
        else:
            path = right_path(kind, record_id, judged.record.data)
            made[row.number] = replace(judged.record, path=path), text
    return made, told


def _together(repository: Repository, kind: str, made: Made) -> dict[int, list[str]]:
    """What is wrong with the new records among the others and among themselves."""
    of_kind = {**repository.store.records.get(kind, {}), **{record.id: record for record, _ in made.values()}}
    store = replace(repository.store, records={**repository.store.records, kind: of_kind})
    rows = {record.path: number for number, (record, _) in made.items()}
    told: dict[int, list[str]] = {}
    for problem in check(store, repository.protocols, repository.settings):
        if problem.path in rows and problem.severity is Severity.ERROR:
            told.setdefault(rows[problem.path], []).extend(_said((problem,)))
    return told


def _said(problems: tuple[Problem, ...]) -> list[str]:
    return [f"{problem.message} {problem.hint}" for problem in problems]
