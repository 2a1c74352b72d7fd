"""What the verbs of the command line have in common: how one is described, and the options that several have."""

from __future__ import annotations

import argparse
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

Verbs = "argparse._SubParsersAction[argparse.ArgumentParser]"


def verb(verbs: Verbs, name: str, help_text: str, example: str) -> argparse.ArgumentParser:  # type: ignore[valid-type]
    """A verb with its description, its example and the option that every verb has."""
    parser: argparse.ArgumentParser = verbs.add_parser(  # type: ignore[attr-defined]
        name,
        help=help_text,
        description=help_text[0].upper() + help_text[1:] + ("" if help_text.endswith("?") else "."),
        epilog=f"Example:\n  supervision {example}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    root(parser, default=argparse.SUPPRESS)
    return parser


def root(parser: argparse.ArgumentParser, default: object) -> None:
    """Which repository the call is about."""
    parser.add_argument(
        "--root", type=path, metavar="DIR", default=default,
        help="the repository (default: the nearest folder above that has records/)",
    )  # fmt: skip


def path(text: str) -> Path:
    """The path that a text is."""
    from pathlib import Path  # noqa: PLC0415  (no call without a path pays for it)

    return Path(text)


def day(text: str) -> date:
    """A date of the years that records may lie in."""
    from datetime import date  # noqa: PLC0415  (no call without a date pays for it, nor for the calendar)

    from supervision_records.calendar import FIRST_YEAR, LAST_YEAR  # noqa: PLC0415

    try:
        found = date.fromisoformat(text) if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text) else None
    except ValueError:
        found = None
    if found is None or not FIRST_YEAR <= found.year <= LAST_YEAR:
        message = f"{text!r} is not a date of {FIRST_YEAR} to {LAST_YEAR}: write YYYY-MM-DD, for instance 2026-07-15"
        raise argparse.ArgumentTypeError(message)
    return found


def as_of(parser: argparse.ArgumentParser) -> None:
    """The day to judge for."""
    parser.add_argument(
        "--as-of", type=day, metavar="DATE",
        help="the date to judge for (default: that of supervision.yaml, else today)",
    )  # fmt: skip
