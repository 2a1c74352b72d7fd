"""The verb ``sample``: draw files for an audit from a commit, draw them again, or list what was not looked at."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from supervision_records.cli.redraw import bench_for, drawn, known, redrawn, state
from supervision_records.cli.shared import CallError, not_judged, unfit
from supervision_records.clock import today
from supervision_records.history.command import GitError
from supervision_records.history.revision import at_revision
from supervision_records.model import Record
from supervision_records.report.sample import LEDGERS, SAMPLES, VERIFIED
from supervision_records.repository import find_root
from supervision_records.sampling import (
    NotASampleError,
    Request,
    asked,
    asked_by,
    differences,
    files_of,
    ledger,
    not_audited,
)
from supervision_records.sampling.again import Stated, read_stated, stated_by
from supervision_records.since.states import Rules
from supervision_records.store import Store

#: No kept sample is larger.
LARGEST = 64 * 1024 * 1024


def run(options: argparse.Namespace) -> int:
    """Everything is read from a commit, since only what is in the history can be drawn again by others."""
    root = options.root or find_root(Path.cwd()) or Path.cwd()
    if not root.is_dir():
        message = f"{root} is no folder."
        raise CallError(message)
    try:
        return _verify(options, root) if options.verify else _sample(options, root)
    except GitError as error:
        sys.stderr.write(f"supervision sample: {error}\nA sample is drawn from a commit, so that others can draw it.\n")
        return 3


def _sample(options: argparse.Namespace, root: Path) -> int:
    """Draw, or list the ledger."""
    _whole(options)
    with at_revision(root, options.at or "HEAD") as revision:
        rules, store = state(revision)
        if rules.problems:
            return unfit(rules.problems)
        as_of = options.as_of or rules.settings.as_of or today()
        request = Request(
            options.audit, options.protocol, as_of, options.seed or "", options.size, options.each, tuple(options.by),
            tuple(options.team), tuple(options.auditor), options.weighted, options.discussed,
        )  # fmt: skip
        known(request, rules, store)
        if options.ledger:
            sys.stdout.write(LEDGERS[options.format](_ledger(request, rules, store)))
        else:
            sys.stdout.write(SAMPLES[options.format](drawn(request, revision.commit, rules, store)))
        return not_judged(store.errors)


def _whole(options: argparse.Namespace) -> None:
    if options.audit is None or options.protocol is None:
        message = "name the type of audit and the --protocol that asks for it, or a sample to --verify."
        raise CallError(message)
    if not options.ledger and (options.seed is None or (options.size is None) == (options.each is None)):
        message = "a sample needs a --seed, and either a --size or the number from --each stratum."
        raise CallError(message)


def _ledger(request: Request, rules: Rules, store: Store) -> Any:
    bench = bench_for(request, rules, store)
    files = files_of(bench, request.audit, request.protocol, discussed=request.discussed)
    return ledger(
        bench, request.audit, request.protocol, (f for f in files if not request.teams or f.team in request.teams)
    )


def _verify(options: argparse.Namespace, root: Path) -> int:
    """Draw again what was kept, from its own revision or from another one, and say what differs."""
    with at_revision(root, "HEAD") as now:
        audits = state(now)[1].records["audits"]
    try:
        (request, revision), stated = _kept(options.verify, audits)
    except NotASampleError as error:
        message = f"{options.verify} cannot be drawn again: {error}"
        raise CallError(message) from error
    sample = redrawn(root, request, options.at or revision)
    if sample is None:
        message = f"the rules of the commit {options.at or revision} cannot be read."
        raise CallError(message)
    found = [*differences(stated, sample), *not_audited(replace(sample, revision=revision), audits.values())]
    sys.stdout.write(VERIFIED[options.format](found))
    return 1 if found else 0


def _kept(name: str, audits: Any) -> tuple[tuple[Request, str], Stated]:
    """What is to be drawn again: the record of an audit, or a file that the verb has written."""
    kind, _, record_id = name.partition("/")
    record: Record | None = audits.get(record_id) if kind == "audits" else None
    if record is not None:
        return asked_by(record), stated_by(record)
    try:
        with Path(name).open("rb") as file:
            data = json.loads(file.read(LARGEST))
    except (OSError, ValueError, RecursionError) as error:
        message = f"{name} is neither the record of an audit (audits/ID) nor a sample that was kept as JSON."
        raise CallError(message) from error
    return asked(data), read_stated(data)
