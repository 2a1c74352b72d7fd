"""The verb ``pages``: all pages of the site as Markdown, for any builder."""

from __future__ import annotations

import argparse
import sys

from supervision_records.cli.past import past_of
from supervision_records.cli.shared import CallError, as_of_date, repository_of, unfit
from supervision_records.pages.site import judge
from supervision_records.pages.tree import write_tree
from supervision_records.repository import OWN
from supervision_records.writing import sweep


def run(options: argparse.Namespace) -> int:
    """The verb ``pages``: all pages of the site as Markdown, for any builder."""
    repository = repository_of(options)
    if repository.fatal:
        return unfit(repository.fatal)
    sweep(options.folder.parent)
    if options.folder.exists():
        message = f"{options.folder} exists already: name a new folder."
        raise CallError(message)
    site = judge(repository, as_of_date(options, repository), past=past_of(repository))
    docs = repository.root / "docs"
    number = write_tree(site, docs if docs.is_dir() else OWN / "docs", options.folder)
    sys.stdout.write(f"{number} pages written to {options.folder}.\n")
    return 0
