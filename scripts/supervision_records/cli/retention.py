"""The verb ``due --retention``: what has been kept as long as it has to be. It removes nothing."""

from __future__ import annotations

import argparse
import sys
from datetime import timedelta

from supervision_records.cli.shared import CallError, as_of_date, repository_of, unfit
from supervision_records.report.retention import FORMATS, RetentionResult
from supervision_records.retention import expired
from supervision_records.sealing.units import tombstone_id
from supervision_records.store import Name


def run(options: argparse.Namespace) -> int:
    """List what a person has to decide about, and what a legal hold keeps."""
    if options.format not in FORMATS or options.ics or options.announce or options.only_new:
        message = "--retention gives text or JSON, of everything."
        raise CallError(message)
    repository = repository_of(options)
    if repository.fatal:
        return unfit(repository.fatal)
    if not repository.settings.retention:
        message = "the settings do not say how long anything is kept (retention in supervision.yaml)."
        raise CallError(message)
    day = as_of_date(options, repository)
    settings, store = repository.settings, repository.store
    found = expired(store, settings.retention, settings.holds, day, day + timedelta(days=options.days))
    erased = frozenset(
        e.record.path for e in found if tombstone_id(Name(e.record.kind, e.record.id)) in store.records["tombstones"]
    )
    sys.stdout.write(FORMATS[options.format](RetentionResult(day, options.days, tuple(found), erased)))
    return 0
