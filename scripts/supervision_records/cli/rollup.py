"""The verb ``rollup``: many organisations' exports as one table by organisation and month."""

from __future__ import annotations

import argparse
import sys

from supervision_records.cli.export import needed
from supervision_records.cli.shared import CallError
from supervision_records.exports.engine import counted, sql
from supervision_records.exports.gathered import Export, NoExportError, gathered
from supervision_records.exports.rollup import lines
from supervision_records.plain import plural
from supervision_records.report.rollup import FORMATS


def run(options: argparse.Namespace) -> int:
    """The verb ``rollup``: many organisations' exports as one table by organisation and month."""
    if options.sql:
        sys.stdout.write(sql())
        return 0
    if not options.folders:
        message = "name the exports, or a folder of them: supervision rollup DIR …"
        raise CallError(message)
    needed("duckdb")
    try:
        exports = gathered(options.folders)
        numbers = counted(exports)
    except NoExportError as error:
        raise CallError(str(error)) from error
    own = {export.organisation: export.threshold for export in exports}
    sys.stdout.write(FORMATS[options.format](tuple(lines(numbers, options.small_numbers, own))))
    _beside(exports)
    return 0


def _beside(exports: tuple[Export, ...]) -> None:
    """Say what a reader of the table has to know of the exports."""
    days = sorted({export.as_of for export in exports})
    if len(days) > 1:
        sys.stderr.write(f"Not all as of one day: from {days[0]} to {days[-1]}.\n")
    for export in exports:
        if export.refused:
            sys.stderr.write(f"{export.organisation}: {plural(export.refused, 'file')} could not be read there.\n")
