"""The verb ``start``: remove the fictitious sample, for a real start."""

from __future__ import annotations

import argparse
import sys

from supervision_records.cli.shared import CallError, repository_of, unfit
from supervision_records.demo.start import plan, remove
from supervision_records.plain import plural


def run(options: argparse.Namespace) -> int:
    """The verb ``start``: remove the fictitious sample, for a real start."""
    repository = repository_of(options)
    if repository.fatal:
        return unfit(repository.fatal)
    if repository.settings.sample is None:
        message = "supervision.yaml does not say that these records are the sample, so nothing is touched."
        raise CallError(message)
    found = plan(repository.root, repository.settings)
    for path in found.kept:
        sys.stdout.write(f"kept, since it is not as the sample has it: {path}\n")
    if not options.yes:
        sys.stdout.write(
            f"{plural(len(found.removed), 'file')} of the sample would be removed. To do it: supervision start --yes\n"
        )
        return 0
    remove(repository.root, found)
    changed = ["records", "supervision.yaml", *(path for path in found.removed if not path.startswith("records/"))]
    sys.stdout.write(
        f"{plural(len(found.removed), 'file')} of the sample removed. records/ is yours; Git still has them all.\n"
        f"To keep it so: git add --all {' '.join(changed)}, then commit.\n"
    )
    return 0
