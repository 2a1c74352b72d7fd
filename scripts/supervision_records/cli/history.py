"""The verb ``history``: when each record came in, by whom, what was changed since, and what of it needs a look."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path

from supervision_records.cli.shared import CallError, unfit
from supervision_records.clock import instant
from supervision_records.files import Disk
from supervision_records.history.blobs import Blobs
from supervision_records.history.checkpoint import Checkpoint, NoCheckpointError, parsed, written
from supervision_records.history.command import HEAD, GitError
from supervision_records.history.findings import Anomaly, Grace, Judged, judge
from supervision_records.history.findings.grounds import grounds
from supervision_records.history.findings.witness import owners
from supervision_records.history.keeping import held_against, made
from supervision_records.history.reading import Contents, newer_than, read_history
from supervision_records.history.remembered import basis, recalled, remember
from supervision_records.history.revision import listed
from supervision_records.history.tombs import removals
from supervision_records.history.unsaved import not_yet
from supervision_records.history.values import History
from supervision_records.report.history_formats import HISTORY
from supervision_records.report.history_result import HistoryResult
from supervision_records.repository import find_root, settings_of
from supervision_records.settings import Settings
from supervision_records.store import FOLDER, Name, named
from supervision_records.writing import write_file

#: No checkpoint is larger.
LARGEST = 10_000


def run(options: argparse.Namespace) -> int:
    """The verb ``history``: when each record came in, by whom, what was changed since, and what of it needs a look."""
    root = options.root or find_root(Path.cwd()) or Path.cwd()
    if not root.is_dir():
        message = f"{root} is no folder."
        raise CallError(message)
    kept = _kept(options.against) if options.against else None
    settings, fatal = settings_of(root)
    if fatal:
        return unfit(fatal)
    try:
        return _looked(options, root, settings, kept)
    except GitError as error:
        sys.stderr.write(f"supervision history: {error}\nNothing was looked at, and no date is guessed.\n")
        return 3


def _looked(options: argparse.Namespace, root: Path, settings: Settings, kept: Checkpoint | None) -> int:
    """Look at the history, report, keep a checkpoint; the status."""
    history = read_history(root, options.branch)
    if not history.records and not (root / FOLDER).is_dir():  # nothing was looked at: that is no all-clear
        message = f"{root} has no folder {FOLDER}/, and its history has none."
        raise CallError(message)
    rewritten = held_against(root, history, kept) if kept else ()
    judged, people = _judged(root, history, settings, cached=not options.no_cache)
    new = newer_than(root, options.since, history.commits[-1].id) if options.since else None
    anomalies = (*rewritten, *(one for one in judged.anomalies if new is None or one.commit in new))
    gone = {name: tomb for name, commit, tomb in removals(history.records) if new is None or commit in new}
    waiting = tuple(not_yet(Disk(root), listed(root, history.commits[-1].id))) if options.branch == HEAD else ()
    result = HistoryResult(history.commits, history.records, people, anomalies, judged.of_sample, gone, waiting)
    if options.record:
        result = _cut(result, [_named(history, wanted) for wanted in options.record])
    sys.stdout.write(HISTORY[options.format](result))
    if options.checkpoint:
        _keep(options.checkpoint, made(root, history), rewritten)
    return 1 if result.errors else 0


def _judged(root: Path, history: History, settings: Settings, *, cached: bool) -> tuple[Judged, Mapping[str, str]]:
    """What the history came to, and whose each e-mail address is; ``cached``: from what earlier runs made of it."""
    with Blobs(root) as blobs:
        contents, now = Contents(blobs), instant()
        grace = Grace(settings.working_days, settings.grace)
        contents.fetch_people(history)
        found = grounds(history, contents, now, basis(grace)) if cached else {}
        known = recalled(root, found) if cached else {}
        contents.fetch_all(history, but=known)
        judged = judge(history, contents, grace, now, known)
        if cached and len(known) < len(found):
            remember(root, found, judged.by_record)
        return judged, owners(history.records, contents)


def _kept(file: Path) -> Checkpoint:
    """The checkpoint that a file holds."""
    try:
        with file.open("rb") as opened:
            return parsed(opened.read(LARGEST))
    except OSError as error:
        message = f"{file} cannot be read."
        raise CallError(message) from error
    except NoCheckpointError as error:
        message = f"{file}: {error}"
        raise CallError(message) from error


def _keep(file: Path, now: Checkpoint, rewritten: Sequence[Anomaly]) -> None:
    """Write a checkpoint, but never one of a rewritten history over one that shows it."""
    if rewritten:
        sys.stderr.write(f"{file} was not written: the history is not the one that was kept.\n")
        return
    write_file(file, written(now), replace=True)
    sys.stderr.write(f"{file} written: {now.commits} commits to {now.commit[:12]}. Let somebody else keep it.\n")


def _named(history: History, wanted: str) -> Name:
    """The record that an argument names, by its path (also an earlier one) or as KIND/ID."""
    path = wanted.replace("\\", "/").removeprefix("./")
    kind, _, record_id = path.partition("/")
    name = named(path) or Name(kind, record_id)
    if name not in history.records:
        close = get_close_matches(path, (f"{known.kind}/{known.id}" for known in history.records), 1)
        message = f"the history has no record {wanted!r}." + (f" Did you mean {close[0]!r}?" if close else "")
        raise CallError(message)
    return name


def _cut(result: HistoryResult, names: Sequence[Name]) -> HistoryResult:
    """The result for some records only; what is wrong with the history as a whole stays."""
    return replace(
        result,
        records={name: result.records[name] for name in names},
        anomalies=tuple(one for one in result.anomalies if not one.path or named(one.path) in names),
        not_yet=tuple(path for path in result.not_yet if named(path) in names),
        chosen=True,
    )
