"""The words of the verbs by which records are assured: samples for audits, and the bundle for an inspection."""

from __future__ import annotations

import argparse

from supervision_records.cli.options import Verbs, as_of, day, path, verb

#: Types of audit, and what a population can be divided by (``sampling`` says what each means).
AUDITS = ("supervision-file", "case-supervision", "case-file", "joint")
STRATA = ("team", "supervisor", "risk")


def add(verbs: Verbs) -> None:  # type: ignore[valid-type]
    """Add these verbs to the parser."""
    _sample(verbs)
    _sign(verbs)
    _read(verbs)
    _agreement(verbs)
    _drift(verbs)
    _bundle(verbs)


def _names(text: str) -> list[str]:
    names = text.split(",")
    if not set(names) <= set(STRATA) or len(set(names)) < len(names):
        message = f"{text!r}: write one or more of {', '.join(STRATA)}, each once, with commas between them"
        raise argparse.ArgumentTypeError(message)
    return names


def _number(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 0 < int(text[:9]) <= 10_000:  # noqa: PLR2004  (more is no sample)
        message = f"{text!r} is no number of files: write 1 to 10000"
        raise argparse.ArgumentTypeError(message)
    return int(text)


def _seed(text: str) -> str:
    if not text.strip() or not text.isprintable() or len(text) > 100:  # noqa: PLR2004  (it stands on one line)
        message = "a seed is a word or a number of up to 100 signs"
        raise argparse.ArgumentTypeError(message)
    return text


def _sample(verbs: Verbs) -> None:  # type: ignore[valid-type]
    parser = verb(
        verbs, "sample", "a random sample of files for an audit, which anybody can draw again from revision and seed",
        "sample case-supervision --protocol strengthening-families --team hub-east --size 4 --seed 20260715\n"
        "  supervision sample supervision-file --protocol strengthening-families --ledger\n"
        "  supervision sample --verify sample.json",
    )  # fmt: skip
    parser.add_argument("audit", nargs="?", choices=AUDITS, metavar="AUDIT", help=", ".join(AUDITS))
    parser.add_argument("--protocol", metavar="PROTOCOL", help="the protocol that asks for the audit")
    parser.add_argument("--seed", type=_seed, metavar="SEED", help="a word or number that the auditor did not choose")
    parser.add_argument("--size", type=_number, metavar="N", help="so many files in all")
    parser.add_argument("--each", type=_number, metavar="N", help="so many files of every stratum")
    parser.add_argument("--by", type=_names, default=[], metavar="STRATA", help=f"strata: {','.join(STRATA)}")
    parser.add_argument("--team", action="append", default=[], metavar="TEAM", help="only this team's; repeatable")
    parser.add_argument(
        "--auditor", action="append", default=[], metavar="PERSON", help="leave out this auditor's own; repeatable"
    )
    parser.add_argument(
        "--weighted", action="store_true", help="more chances for files on which more was found earlier"
    )
    parser.add_argument(
        "--discussed", action="store_true", help="only cases that a session of the last 12 months has discussed"
    )
    parser.add_argument("--at", metavar="REV", help="draw from this commit (default: HEAD; with --verify: its own)")
    parser.add_argument("--ledger", action="store_true", help="list the files that were not looked at for 12 months")
    parser.add_argument(
        "--verify", metavar="SAMPLE", help="draw again and compare: a sample kept as JSON, or an audit as audits/ID"
    )
    as_of(parser)
    parser.add_argument("--format", choices=["text", "json"], default="text", help="default: text")


def _bundle(verbs: Verbs) -> None:  # type: ignore[valid-type]
    parser = verb(
        verbs, "bundle", "one day and one commit for an inspection: a folder and a zip that a browser reads",
        "bundle ../inspection --as-of 2026-07-15 --at v1.4",
    )  # fmt: skip
    parser.add_argument("folder", type=path, metavar="DIR", help="a new folder")
    parser.add_argument("--at", metavar="REV", help="of this commit (default: HEAD)")
    as_of(parser)


def _agreement(verbs: Verbs) -> None:  # type: ignore[valid-type]
    parser = verb(
        verbs, "agreement", "how far auditors and second readers agree (Cohen's kappa)",
        "agreement --protocol strengthening-families",
    )  # fmt: skip
    parser.add_argument(
        "--protocol", action="append", default=[], metavar="PROTOCOL", help="only audits under this one"
    )
    as_of(parser)
    parser.add_argument("--format", choices=["text", "json"], default="text", help="default: text")


def _sign(verbs: Verbs) -> None:  # type: ignore[valid-type]
    parser = verb(
        verbs, "sign", "sign a session or a contract as it is now; a later change asks for another signature",
        "sign sessions/2026-06-10-ash --by sw-ash\n"
        "  supervision sign sessions/2026-06-10-ash --by sw-ash --not-agreed --held worker-file",
    )  # fmt: skip
    parser.add_argument("record", metavar="RECORD", help="the record, as KIND/ID or by its path")
    parser.add_argument("--by", metavar="PERSON", required=True, help="who signs")
    parser.add_argument("--on", type=day, metavar="DATE", help="on which day (default: today)")
    parser.add_argument("--not-agreed", action="store_true", help="they have seen it, and do not agree")
    parser.add_argument("--held", metavar="SYSTEM", help="with --not-agreed: where it is written why")


def _drift(verbs: Verbs) -> None:  # type: ignore[valid-type]
    parser = verb(
        verbs, "drift", "whom nobody supervises, who left and is still named, what is carried forward, and the like",
        "drift --team north-cin",
    )  # fmt: skip
    parser.add_argument("--team", action="append", default=[], metavar="TEAM", help="only this team's; repeatable")
    parser.add_argument(
        "--most", type=_number, metavar="N", help="people of one supervisor (default: the settings', or 8)"
    )
    as_of(parser)
    parser.add_argument("--format", choices=["text", "json"], default="text", help="default: text")


def _read(verbs: Verbs) -> None:  # type: ignore[valid-type]
    parser = verb(
        verbs, "read", "who has read a protocol exactly as it is now; with --by, note that somebody has",
        "read strengthening-families\n  supervision read strengthening-families --by sw-ash",
    )  # fmt: skip
    parser.add_argument("protocol", metavar="PROTOCOL", help="the protocol")
    parser.add_argument("--by", metavar="PERSON", help="who has read it")
    parser.add_argument("--on", type=day, metavar="DATE", help="with --by: on which day (default: today)")
    as_of(parser)
