"""The verb ``check``: is every record well-formed, valid, consistent and private?"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from supervision_records.cli.shared import CallError, needs_since, root_of, unfit
from supervision_records.codeowners import at, stale
from supervision_records.consistency import check as consistency
from supervision_records.files import Disk
from supervision_records.history.ignored import ignored
from supervision_records.model import Problem
from supervision_records.privacy import notes
from supervision_records.report.check_formats import CHECK
from supervision_records.report.results import CheckResult
from supervision_records.repository import Repository, read_rules
from supervision_records.store import FOLDER as RECORDS
from supervision_records.store import Store
from supervision_records.survey import Rules, Survey
from supervision_records.survey import survey as look
from supervision_records.written import page_problems

#: What ``check`` looks at.
CHECKED = ("records", "schemas", "docs", "supervision.yaml")


def run(options: argparse.Namespace) -> int:
    """The verb ``check``: is every record well-formed, valid, consistent and private?"""
    if options.since is not None:
        from supervision_records.cli import check_since  # noqa: PLC0415  (a check of the whole needs none of it)

        return check_since.run(options)
    needs_since(options)
    repository, survey = surveyed(options)
    store = survey.store
    problems = {*repository.fatal, *store.problems, *page_problems(Disk(repository.root))}
    if not repository.fatal:  # Without its protocol, every record under it would look like a slip of the pen.
        problems |= set(consistency(store, repository.protocols, repository.settings, survey.passed))
        problems |= set(_owners(repository, store))
    wanted = [_inside(path, repository.root) for path in options.paths]
    shown = tuple(sorted(p for p in problems if not wanted or any(_below(p.path, w) for w in wanted)))
    result = CheckResult(shown, store.seen, store.judged, store.refused, notes(repository.settings))
    sys.stdout.write(CHECK[options.format](result))
    if repository.fatal:
        return unfit(repository.fatal)
    return 1 if result.errors or result.refused else 0  # A refused file elsewhere keeps this from being an all-clear.


def surveyed(options: argparse.Namespace) -> tuple[Repository, Survey]:
    """What the repository of the call judges by, and its records as they were looked at."""
    root = root_of(options)
    repository = read_rules(root)
    rules = Rules(repository.schemas, repository.protocols, repository.settings)
    return repository, look(Disk(root), rules, ignored(root, RECORDS), options.jobs, None if options.no_cache else root)


def _owners(repository: Repository, store: Store) -> Iterator[Problem]:
    """Whether the file that says whom the forge asks is as it should be."""
    if forge := repository.settings.forge:
        yield from stale(store, repository.protocols, forge, at(Disk(repository.root), forge.file))


def _inside(path: Path, root: Path) -> str:
    """A path of the call as problems name it: relative to the root, with forward slashes."""
    if not path.exists():
        message = f"{path} does not exist."
        raise CallError(message)
    if not path.resolve().is_relative_to(root.resolve()):
        message = f"{path} is not in the repository {root}."
        raise CallError(message)
    inside = path.resolve().relative_to(root.resolve()).as_posix()
    if not any(_below(checked, inside) or _below(inside, checked) for checked in CHECKED):
        message = f"{path} is nothing that is checked. What is: {', '.join(CHECKED)}."
        raise CallError(message)
    return inside


def _below(path: str, wanted: str) -> bool:
    return wanted in (".", path) or path.startswith(wanted + "/")
