"""The verb ``demo``: a fictitious repository of any size."""

from __future__ import annotations

import argparse
import sys

from supervision_records.cli.shared import CallError
from supervision_records.demo import demo_files
from supervision_records.demo.write import write_demo
from supervision_records.plain import plural


def run(options: argparse.Namespace) -> int:
    """The verb ``demo``: a fictitious repository of any size."""
    try:
        files = demo_files(options.people, options.months, options.seed, options.as_of)
        number = write_demo(options.folder, files)
    except ValueError as error:
        raise CallError(str(error)) from error
    sys.stdout.write(f"{plural(number, 'file')} written to {options.folder}, all of them fictitious.\n")
    return 0
