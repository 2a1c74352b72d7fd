"""The words of the verbs about what is confidential: sealing and opening, the keys, and what is held on somebody."""

from __future__ import annotations

import argparse

from supervision_records.cli.options import Verbs, path, verb

AT_HELP = "one text of the record, by its keys and numbers: notes.plans, or cases.0.notes.risks"


def add(verbs: Verbs) -> None:  # type: ignore[valid-type]
    """Add these verbs to the parser."""
    _seal(verbs)
    _open(verbs)
    _edit(verbs)
    _rekey(verbs)
    _erase(verbs)
    _about(verbs)


def _keys(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--keys", type=path, metavar="DIR",
        help="the store of keys, outside the repository (default: SUPERVISION_KEYS, else as the settings say)",
    )  # fmt: skip


def _identity(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--identity", type=path, metavar="FILE",
        help="your own secret key, of age or SSH (default: SUPERVISION_IDENTITY)",
    )  # fmt: skip


def _record(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=path, metavar="FILE", help="the record's file")


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


def _rekey(verbs: Verbs) -> None:  # type: ignore[valid-type]
    parser = verb(
        verbs, "rekey", "seal every key anew to those entitled today, after somebody came, moved or left",
        "rekey --dry-run\n  supervision rekey --identity ~/.keys/age.txt",
    )  # fmt: skip
    parser.add_argument("--dry-run", action="store_true", help="say what would change, change nothing")
    _keys(parser)
    _identity(parser)


def _erase(verbs: Verbs) -> None:  # type: ignore[valid-type]
    parser = verb(
        verbs, "erase", "destroy a key, so that nobody can ever open what is sealed with it; leaves a tombstone",
        "erase cases/c-4f7k2m9p --by ig-holly --rule 'Closed for 25 years' --reason retention\n"
        "  supervision erase cases/c-4f7k2m9p --by ig-holly --rule 'Closed for 25 years' --reason retention --yes",
    )  # fmt: skip
    parser.add_argument("key", metavar="KIND/ID", help="the key: a case, a contract, or another record with its own")
    parser.add_argument("--by", metavar="PERSON", required=True, help="who decided it")
    parser.add_argument("--rule", metavar="WORDS", required=True, help="the rule by which it is erased")
    parser.add_argument(
        "--reason", choices=["retention", "erasure"], default="retention",
        help="retention: its time is over (default); erasure: somebody asked for it, and it was granted",
    )  # fmt: skip
    parser.add_argument("--yes", action="store_true", help="do it; without, only say what would be lost")
    _keys(parser)


def _about(verbs: Verbs) -> None:  # type: ignore[valid-type]
    parser = verb(
        verbs, "about", "everything held about one member of staff, with third parties marked (subject access)",
        "about sw-ash\n  supervision about sw-ash --format json",
    )  # fmt: skip
    parser.add_argument("person", metavar="PERSON", help="the person's id")
    parser.add_argument(
        "--format", choices=["text", "json"], default="text", help="default: text; json has the records"
    )
