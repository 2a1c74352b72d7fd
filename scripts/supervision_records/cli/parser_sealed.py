"""The words of the verbs about sealed text: sealing and opening it, and who holds the keys."""

from __future__ import annotations

import argparse
from pathlib import Path

from supervision_records.cli.options import Verbs, verb

AT_HELP = "one text of the record, by its keys and numbers: notes.plans, or cases.0.notes.risks"


def add(verbs: Verbs) -> None:  # type: ignore[valid-type]
    """Add these verbs to the parser."""
    _seal(verbs)
    _open(verbs)
    _edit(verbs)


def _keys(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--keys", type=Path, metavar="DIR",
        help="the store of keys, outside the repository (default: SUPERVISION_KEYS, else as the settings say)",
    )  # fmt: skip


def _identity(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--identity", type=Path, metavar="FILE",
        help="your own secret key, of age or SSH (default: SUPERVISION_IDENTITY)",
    )  # fmt: skip


def _record(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="the record's file")


def _seal(verbs: Verbs) -> None:  # type: ignore[valid-type]
    parser = verb(
        verbs, "seal", "seal the text of a record that may not stand plain, for those entitled to read it",
        "seal records/sessions/north/2026/2026-06-10-ash.yaml\n"
        "  supervision seal records/sessions/north/2026/2026-06-10-ash.yaml --at notes.wellbeing\n"
        "  supervision seal records/sessions/north/2026/2026-06-10-ash.yaml --stdin < record.yaml",
    )  # fmt: skip
    _record(parser)
    given = parser.add_mutually_exclusive_group()
    given.add_argument("--at", metavar="PLACE", help=f"seal the words that come in by standard input, at {AT_HELP}")
    given.add_argument(
        "--stdin", action="store_true", help="take the whole record from standard input, so that no file ever held it"
    )
    _keys(parser)


def _open(verbs: Verbs) -> None:  # type: ignore[valid-type]
    parser = verb(
        verbs, "open", "show a record with its sealed text opened, on the terminal alone",
        "open records/sessions/north/2026/2026-06-10-ash.yaml --identity ~/.keys/age.txt",
    )  # fmt: skip
    _record(parser)
    parser.add_argument("--at", metavar="PLACE", help=f"only {AT_HELP}")
    _keys(parser)
    _identity(parser)


def _edit(verbs: Verbs) -> None:  # type: ignore[valid-type]
    parser = verb(
        verbs, "edit", "open a record in your editor and seal it again; the words never touch a disk",
        "edit records/sessions/north/2026/2026-06-10-ash.yaml",
    )  # fmt: skip
    _record(parser)
    _keys(parser)
    _identity(parser)
