"""The verb ``codeowners``: the file that says whom the forge asks about a change."""

from __future__ import annotations

import argparse
import sys

from supervision_records.cli.shared import CallError, not_judged, repository_of, unfit
from supervision_records.codeowners import at, codeowners, stale
from supervision_records.files import Disk
from supervision_records.writing import write_files


def run(options: argparse.Namespace) -> int:
    """Write the file, or only say whether it is as it should be."""
    repository = repository_of(options)
    if repository.fatal:
        return unfit(repository.fatal)
    forge = repository.settings.forge
    if forge is None:
        message = "supervision.yaml names no `forge`, so nobody knows what your teams are called there."
        raise CallError(message)
    if wrong := not_judged(repository.store.errors):
        return wrong  # a team that cannot be read would lose its line
    if options.check:
        found = at(Disk(repository.root), forge.file)
        problems = tuple(stale(repository.store, repository.protocols, forge, found))
        for p in problems:
            sys.stdout.write(f"{p.path}: {p.message}\n    → {p.hint}\n")
        return 1 if problems else 0
    text = codeowners(repository.store, repository.protocols, forge)
    write_files(repository.root, {forge.file: text.encode()}, replace=True)
    sys.stdout.write(f"{forge.file} is up to date.\n")
    return 0
