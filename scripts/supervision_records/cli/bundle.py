"""The verb ``bundle``: everything about one day and one commit, for an inspection, as a folder and a zip."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from hashlib import sha256
from pathlib import Path

from supervision_records.assess import assess
from supervision_records.bundle import Content, Redrawn, bundle, name_of, zipped
from supervision_records.cli.redraw import redrawn, state
from supervision_records.cli.shared import CallError, not_judged, unfit
from supervision_records.files import Disk, Files
from supervision_records.history.blobs import Blobs
from supervision_records.history.command import GitError
from supervision_records.history.findings import Grace, judge
from supervision_records.history.findings.witness import owners
from supervision_records.history.reading import Contents, read_history
from supervision_records.history.revision import Revision, at_revision
from supervision_records.history.witness import witnessed
from supervision_records.model import Evidence, Record
from supervision_records.protocol import FOLDER as PROTOCOLS
from supervision_records.report.history_formats import HISTORY
from supervision_records.report.history_result import HistoryResult
from supervision_records.repository import OWN, find_root
from supervision_records.sampling import NotASampleError, asked_by, differences, not_audited
from supervision_records.sampling.again import stated_by
from supervision_records.schema import FOLDER as SCHEMAS
from supervision_records.settings import FILE as SETTINGS
from supervision_records.since.states import Rules
from supervision_records.store import Store
from supervision_records.writing import new_folder, put
from supervision_records.yamlio import MAX_BYTES

HISTORY_EVIDENCE = "history"


def run(options: argparse.Namespace) -> int:
    """Write the bundle of a commit into a new folder. What is not committed is not in it."""
    root = options.root or find_root(Path.cwd()) or Path.cwd()
    if not root.is_dir():
        message = f"{root} is no folder."
        raise CallError(message)
    try:
        with at_revision(root, options.at or "HEAD") as revision:
            rules, store = state(revision)
            if rules.problems:
                return unfit(rules.problems)
            content = _content(root, revision, rules, store, _day(options.as_of, rules))
    except GitError as error:
        sys.stderr.write(f"supervision bundle: {error}\nNothing was written: a bundle rests on the history.\n")
        return 3
    _write(options.folder, content)
    return not_judged(store.errors)


def _day(asked: date | None, rules: Rules) -> date:
    """The day to judge for. A bundle is the same each time it is made, so no clock is asked."""
    as_of = asked or rules.settings.as_of
    if as_of is None:
        message = "say which day to judge for (--as-of DATE): a bundle is the same whenever it is made."
        raise CallError(message)
    return as_of


def _content(root: Path, revision: Revision, rules: Rules, store: Store, as_of: date) -> Content:
    """Judge the commit for the day."""
    settings = rules.settings
    history = read_history(root, revision.commit)
    now = max((commit.at or 0 for commit in history.commits), default=0)
    with Blobs(root) as blobs:
        contents = Contents(blobs)
        contents.fetch_all(history)
        judged = judge(history, contents, Grace(settings.working_days, settings.grace), now)
        people = owners(history.records, contents)
        arrivals = witnessed(history, contents, now)
    evidence = Evidence(arrivals, settings.evidence == HISTORY_EVIDENCE, beside=settings.sample is None)
    result = HistoryResult(history.commits, history.records, people, judged.anomalies, judged.of_sample)
    return Content(
        as_of,
        revision.commit,
        settings.organisation,
        rules.protocols,
        store,
        assess(store, rules.protocols, settings.working_days, as_of, evidence=evidence),
        json.loads(HISTORY["json"](result)),
        dict(_redrawn(root, store.records["audits"])),
        dict(_sources(revision)),
        {r.path: revision.read(r.path, MAX_BYTES) for kind in store.records.values() for r in kind.values()},
    )


def _sources(revision: Revision) -> Iterator[tuple[str, bytes]]:
    """Protocols, schemas and settings as they stood; where a repository has none of its own, those of the tool."""
    for folder in (PROTOCOLS, SCHEMAS):
        files: Files = revision if revision.has_folder(folder) else Disk(OWN)
        for entry in files.below(folder):
            if entry.path.endswith((".md", ".json")):
                yield entry.path, files.read(entry.path, MAX_BYTES)
    if SETTINGS in revision.kept:
        yield SETTINGS, revision.read(SETTINGS, MAX_BYTES)


def _redrawn(root: Path, audits: Mapping[str, Record]) -> Iterator[tuple[str, Redrawn]]:
    """Every sample that an audit names, drawn again."""
    for audit in audits.values():
        if "sample" in audit.data:
            yield audit.id, _again(root, audit, audits)


def _again(root: Path, audit: Record, audits: Mapping[str, Record]) -> Redrawn:
    try:
        request, revision = asked_by(audit)
        sample = redrawn(root, request, revision)
    except NotASampleError as error:
        return Redrawn(f"It cannot be drawn again: {error}")
    except (CallError, GitError):
        return Redrawn("It cannot be drawn again: this clone does not have the revision or the names in it.")
    if sample is None:
        return Redrawn("It cannot be drawn again: the rules of that time cannot be read.")
    if [*differences(stated_by(audit), sample), *not_audited(sample, audits.values())]:
        return Redrawn("It is not the same. The sample command says what differs (--verify).")
    return Redrawn("It is the same.")


def _write(folder: Path, content: Content) -> None:
    """The folder and the zip, both or none."""
    name, files = name_of(content), bundle(content)
    archive = zipped(files, name)
    with new_folder(folder) as out:
        for path, raw in files.items():
            target = out / name / path
            target.parent.mkdir(parents=True, exist_ok=True)
            put(target, raw)
        put(out / f"{name}.zip", archive)
    sys.stdout.write(f"{len(files)} files in {folder / name}, and as {name}.zip.\nSHA-256 of the zip: ")
    sys.stdout.write(f"{sha256(archive).hexdigest()}\n")
