"""The verb ``export``: findings, sessions and totals of one organisation as tables, in a new folder."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from importlib.util import find_spec

from supervision_records.assess import assess
from supervision_records.cli.evidence import evidence_for
from supervision_records.cli.shared import CallError, as_of_date, not_judged, repository_of, unfit
from supervision_records.exports.content import Content, content_of, named
from supervision_records.exports.sheets import TooLongError, csv_files, workbook
from supervision_records.plain import plural
from supervision_records.repository import Repository
from supervision_records.writing import new_folder, put

WORKBOOK = "export.xlsx"


def run(options: argparse.Namespace) -> int:
    """The verb ``export``: findings, sessions and totals of one organisation as tables, in a new folder."""
    if options.format == "parquet":
        needed("pyarrow", *(["duckdb"] if options.duckdb else []))
    elif options.duckdb:
        message = "--duckdb is made beside the Parquet files: leave --format out."
        raise CallError(message)
    repository = repository_of(options)
    if repository.fatal:
        return unfit(repository.fatal)
    organisation = options.organisation or _own_name(repository)
    as_of, settings = as_of_date(options, repository), repository.settings
    evidence = evidence_for(repository, options.evidence)
    assessment = assess(repository.store, repository.protocols, settings.working_days, as_of, evidence=evidence)
    content = content_of(
        organisation, repository.store, assessment, settings.small_numbers, only_totals=options.only_totals
    )
    _write(options, content)
    rows = ", ".join(f"{table.name}: {plural(len(table), 'row')}" for table in content.tables)
    sys.stdout.write(f"{options.folder} written, {organisation} as of {as_of}: {rows}.\n")
    return not_judged(assessment.problems)


def needed(*packages: str) -> None:
    """Refuse the call where a package that it needs is not installed."""
    missing = [name for name in packages if find_spec(name) is None]
    if missing:
        message = (
            f"this needs {' and '.join(missing)}, which the tool does without otherwise: install the extra `rollup` "
            "(pip install '.[rollup]')."
        )
        raise CallError(message)


def _own_name(repository: Repository) -> str:
    name = named(repository.settings.organisation)
    if not name:
        message = "say whose export it is: --organisation ID, or `organisation` in supervision.yaml."
        raise CallError(message)
    return name


def _write(options: argparse.Namespace, content: Content) -> None:
    try:
        with new_folder(options.folder) as folder:
            for path, data in _files(options.format, content):
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                put(folder / path, data)
            if options.duckdb:
                from supervision_records.exports.database import write_database  # noqa: PLC0415  (if asked for)

                write_database(folder, content)
    except TooLongError as error:
        raise CallError(str(error)) from error


def _files(form: str, content: Content) -> Iterator[tuple[str, bytes]]:
    if form == "csv":
        yield from csv_files(content)
    elif form == "xlsx":
        yield WORKBOOK, workbook(content)
    else:
        from supervision_records.exports.parquet import files  # noqa: PLC0415  (only this form needs it)

        yield from files(content)
