"""The words of the verbs by which tables leave an organisation, and many organisations' become one."""

from __future__ import annotations

import argparse
import re

from supervision_records.cli.options import Verbs, as_of, path, verb


def add(verbs: Verbs) -> None:  # type: ignore[valid-type]
    """Add these verbs to the parser."""
    _export(verbs)
    _rollup(verbs)


def _organisation(text: str) -> str:
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{1,63}", text):
        message = f"{text!r} is no id: write 2 to 64 of a-z, 0-9 and -, for instance council-a"
        raise argparse.ArgumentTypeError(message)
    return text


def _threshold(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 4:  # noqa: PLR2004  (more hides everything)
        message = f"{text!r} is no number to hide below: write 0 to 9999, 0 to hide none"
        raise argparse.ArgumentTypeError(message)
    return int(text)


def _export(verbs: Verbs) -> None:  # type: ignore[valid-type]
    parser = verb(
        verbs, "export", "findings, sessions and totals as tables: ids, dates and numbers, for other tools",
        "export ../export --as-of 2026-07-15\n  supervision export ../totals --only-totals --format xlsx",
    )  # fmt: skip
    parser.add_argument("folder", type=path, metavar="DIR", help="a new folder")
    as_of(parser)
    parser.add_argument(
        "--evidence", choices=["rules", "history"], default="rules", help="as for compliance (default: rules)"
    )
    parser.add_argument(
        "--organisation", type=_organisation, metavar="ID",
        help="whose it is, for the roll-up (default: made from the organisation's name in supervision.yaml)",
    )  # fmt: skip
    parser.add_argument(
        "--format", choices=["parquet", "csv", "xlsx"], default="parquet",
        help="parquet: a file for each month, typed, for the roll-up (default); csv; xlsx: one workbook",
    )  # fmt: skip
    parser.add_argument("--duckdb", action="store_true", help="with parquet: the same as one DuckDB file, too")
    parser.add_argument(
        "--only-totals", action="store_true", help="only what may be handed on: totals by month, small numbers hidden"
    )


def _rollup(verbs: Verbs) -> None:  # type: ignore[valid-type]
    parser = verb(
        verbs, "rollup", "many organisations' exports as one table by organisation and month",
        "rollup exports/council-a exports/council-b\n  supervision rollup exports --format csv\n"
        "  supervision rollup --sql",
    )  # fmt: skip
    parser.add_argument(
        "folders",
        nargs="*",
        type=path,
        metavar="DIR",
        help="exports, or folders of exports (made by supervision export)",
    )
    parser.add_argument(
        "--small-numbers", type=_threshold, default=5, metavar="N",
        help="hide numbers from 1 to below N, and what tells them (default: 5); 0 shows all, to those entitled",
    )  # fmt: skip
    parser.add_argument("--sql", action="store_true", help="print the query, for another engine, and stop")
    parser.add_argument("--format", choices=["text", "csv", "json"], default="text", help="default: text")
