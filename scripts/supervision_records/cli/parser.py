"""The words of the command line: verbs, options, and an example under each ``--help``."""

from __future__ import annotations

import argparse
import re

from supervision_records import __version__
from supervision_records.cli import parser_assured, parser_exports, parser_sealed
from supervision_records.cli.options import Verbs
from supervision_records.cli.options import as_of as _as_of
from supervision_records.cli.options import day as _day
from supervision_records.cli.options import path as _path
from supervision_records.cli.options import root as _root
from supervision_records.cli.options import verb as _verb

#: The kinds of record that can be started here, in the order of their description.
NEW_KINDS = (
    "people", "teams", "cases", "contracts", "sessions", "absences", "referrals", "audits", "observations",
    "escalations", "handovers", "assurance", "announcements", "tombstones",
)  # fmt: skip

CUT_HELP = "only findings of this %(metavar)s; may be given more than once; - means: of none"


def build() -> argparse.ArgumentParser:
    """The parser of all verbs."""
    parser = argparse.ArgumentParser(
        prog="supervision",
        description="Supervision records: check them, judge them against the protocols, publish the result.",
        epilog="Exit status: 0 nothing wrong; 1 problems or breaches; 2 the call was wrong; 3 not fit to judge.",
    )
    parser.add_argument("--version", action="version", version=__version__)
    _root(parser, default=None)
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    _check(verbs)
    _compliance(verbs)
    _review(verbs)
    _explain(verbs)
    _history(verbs)
    _new(verbs)
    _import(verbs)
    _codeowners(verbs)
    _demands(verbs)
    _due(verbs)
    _gate(verbs)
    _list(verbs)
    parser_assured.add(verbs)
    parser_sealed.add(verbs)
    parser_exports.add(verbs)
    _pages(verbs)
    _demo(verbs)
    _start(verbs)
    return parser


def _since(parser: argparse.ArgumentParser, *, required: bool = False) -> None:
    parser.add_argument(
        "--since", metavar="REV", required=required, help="judge what has changed since this commit, and that alone"
    )
    parser.add_argument("--at", metavar="REV", help="with --since: up to this commit (default: the files on the disk)")
    parser.add_argument("--rules", metavar="REV", help="judge by the rules that this commit has")


def _agreed(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--allow-rule-changes", action="store_true",
        help="with --since: a maintainer agreed to changes of rules, schemas, settings and the product",
    )  # fmt: skip


def _evidence(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--evidence", choices=["rules", "history"], default="rules",
        help="rules: as each rule says (default); history: judge signing, recording, filing and the like by the day on "
        "which they came into the repository, where that is later than the day they claim",
    )  # fmt: skip


def _number(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 1000:  # noqa: PLR2004  (far more than there is use for)
        message = f"{text!r} is no number of processes: write 1, 2, …"
        raise argparse.ArgumentTypeError(message)
    return int(text)


def _jobs(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--jobs", type=_number, metavar="N", help="processes to use (default: by the number of records and cores)"
    )
    parser.add_argument("--no-cache", action="store_true", help="read every record anew (the outcome is the same)")


def _check(verbs: Verbs) -> None:  # type: ignore[valid-type]
    parser = _verb(
        verbs, "check", "is every record well-formed, valid, consistent and private?",
        "check records/sessions/north-cin/2026\n  supervision check --since main --format json",
    )  # fmt: skip
    parser.add_argument(
        "paths", nargs="*", type=_path, metavar="PATH", help="show problems of these files or folders only"
    )
    _since(parser)
    _agreed(parser)
    _jobs(parser)
    parser.add_argument("--format", choices=["text", "json", "github", "summary"], default="text", help="default: text")


def _compliance(verbs: Verbs) -> None:  # type: ignore[valid-type]
    parser = _verb(
        verbs, "compliance", "what the protocols demand against what the records show",
        "compliance --as-of 2026-07-15 --team north-cin --fail-on never",
    )  # fmt: skip
    _as_of(parser)
    _evidence(parser)
    for name in ("protocol", "rule", "team", "supervisor", "person", "case", "month"):
        parser.add_argument(f"--{name}", action="append", default=[], metavar=name.upper(), help=CUT_HELP)
    parser.add_argument(
        "--fail-on", choices=["breach", "new", "never"], default="breach",
        help="breach: exit 1 if there is one (default); new: with --since, only if the change brings one; never: only "
        "if something could not be judged",
    )  # fmt: skip
    _since(parser)
    parser.add_argument(
        "--format", choices=["text", "json", "csv", "github", "summary"], default="text", help="default: text"
    )


def _review(verbs: Verbs) -> None:  # type: ignore[valid-type]
    parser = _verb(
        verbs, "review", "a change in plain words: what it brings, what is wrong, what it does to compliance, what is "
        "left to do, who has to look",
        "review --since main\n  supervision review --since main --at HEAD --rules main --format summary > review.md",
    )  # fmt: skip
    _since(parser, required=True)
    _agreed(parser)
    _as_of(parser)
    parser.add_argument(
        "--files-at", type=_address, metavar="URL",
        help="where the forge shows the files of the change, so that each problem is a link to its line",
    )  # fmt: skip
    parser.add_argument(
        "--format", choices=["text", "summary"], default="text", help="default: text; summary is Markdown"
    )


def _address(text: str) -> str:
    if not re.fullmatch(r"https?://[^\s\"'<>]+", text):
        message = f"{text!r} is no address of a site: it begins with https:// and has no spaces or quotes"
        raise argparse.ArgumentTypeError(message)
    return text


def _explain(verbs: Verbs) -> None:  # type: ignore[valid-type]
    parser = _verb(
        verbs, "explain", "the dated steps that led to a verdict",
        "explain ISL-1 person/bo-sw-01 --as-of 2026-07-15",
    )  # fmt: skip
    parser.add_argument("rule", metavar="RULE", help="a rule's id, for instance ISL-1")
    parser.add_argument("subject", metavar="KIND/ID", help="for instance person/bo-sw-01 or case/c-4f7k2m9p")
    parser.add_argument("--part", help="only the findings about this part of the subject")
    _as_of(parser)
    _evidence(parser)


def _new(verbs: Verbs) -> None:  # type: ignore[valid-type]
    parser = _verb(
        verbs, "new", "a record started for you, filled in from contract, people, cases and last time",
        "new sessions --person bo-sw-01 --set date=2026-07-14\n  supervision new absences --ask",
    )  # fmt: skip
    parser.add_argument("kind", choices=NEW_KINDS, metavar="KIND", help=", ".join(NEW_KINDS))
    parser.add_argument("--person", metavar="ID", help="whom it is about: the supervisee, the absent person …")
    parser.add_argument(
        "--set", action="append", default=[], metavar="KEY=VALUE",
        help="a value, written as in a record; a dot leads into a mapping: reallocation.by=tm-1",
    )  # fmt: skip
    parser.add_argument("--id", metavar="ID", help="the record's id, which is its file's name (default: made from it)")
    parser.add_argument("--ask", action="store_true", help="ask for what is missing, one question at a time")
    parser.add_argument("--dry-run", action="store_true", help="show the record, write nothing")


def _import(verbs: Verbs) -> None:  # type: ignore[valid-type]
    parser = _verb(
        verbs, "import", "the sheet that a team keeps today (CSV or Excel), as records: all of its rows or none",
        "import tracker.xlsx --map tracker.yaml --dry-run",
    )  # fmt: skip
    parser.add_argument("sheet", type=_path, metavar="FILE", help="a .csv or .xlsx file; its first row has the names")
    parser.add_argument(
        "--map", type=_path, metavar="FILE", required=True, help="which column is which key of a record"
    )
    parser.add_argument("--dry-run", action="store_true", help="say what would be written, write nothing")


def _history(verbs: Verbs) -> None:  # type: ignore[valid-type]
    parser = _verb(
        verbs, "history", "when each record came in, by whom, what was changed since, and what of it needs a look",
        "history --since v1.0\n  supervision history sessions/2026-06-10-kite\n"
        "  supervision history --against kept.json --checkpoint kept.json",
    )  # fmt: skip
    parser.add_argument("record", nargs="*", metavar="RECORD", help="only these records, as KIND/ID or by path")
    parser.add_argument("--since", metavar="REV", help="only what was done after this revision")
    parser.add_argument("--branch", metavar="REV", default="HEAD", help="the main line (default: what is checked out)")
    parser.add_argument(
        "--against", type=_path, metavar="FILE", help="prove that the history is still the one of this checkpoint"
    )
    parser.add_argument(
        "--checkpoint", type=_path, metavar="FILE", help="write a checkpoint, for somebody else to keep (replaces FILE)"
    )
    parser.add_argument(
        "--no-cache", action="store_true", help="judge every record anew, and keep nothing for the next run"
    )
    parser.add_argument("--format", choices=["text", "json", "github", "csv"], default="text", help="default: text")


def _codeowners(verbs: Verbs) -> None:  # type: ignore[valid-type]
    parser = _verb(
        verbs, "codeowners", "write the file that says whom the forge asks about a change, from teams and protocols",
        "codeowners\n  supervision codeowners --check",
    )  # fmt: skip
    parser.add_argument("--check", action="store_true", help="only say whether it is as it should be")


def _demands(verbs: Verbs) -> None:  # type: ignore[valid-type]
    parser = _verb(
        verbs, "demands", "every demand of the protocols: where it is published, what enforces and what tests it",
        "demands --format json",
    )  # fmt: skip
    _as_of(parser)
    parser.add_argument("--format", choices=["text", "json"], default="text", help="default: text")


def _due(verbs: Verbs) -> None:  # type: ignore[valid-type]
    parser = _verb(
        verbs, "due", "what is coming up and what is overdue, as a list, a digest or a calendar",
        "due --team north-cin --days 30\n  supervision due --supervisor bo-ps-01 --ics bo-ps-01.ics",
    )  # fmt: skip
    parser.add_argument("--days", type=int, default=30, metavar="N", help="how far to look ahead (default: 30)")
    for name in ("team", "supervisor", "person"):
        parser.add_argument(
            f"--{name}", action="append", default=[], metavar=name.upper(),
            help="only what concerns this %(metavar)s; may be given more than once",
        )  # fmt: skip
    parser.add_argument("--ics", type=_path, metavar="FILE", help="write a calendar file, replacing it")
    parser.add_argument(
        "--retention", action="store_true",
        help="instead: the records that have been kept as long as the settings ask, and what holds them",
    )  # fmt: skip
    parser.add_argument("--only-new", action="store_true", help="leave out what this reader was told already")
    parser.add_argument(
        "--announce", action="store_true", help="as --only-new, and keep a record of what this reader was told"
    )
    parser.add_argument(
        "--format", choices=["text", "json", "markdown", "ics"], default="text",
        help="default: text; markdown is a digest for an e-mail or an issue",
    )  # fmt: skip
    _as_of(parser)


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0
    if not 0 < seconds <= 86_400:  # noqa: PLR2004  (a day)
        message = f"{text!r} is no time to wait: write a number of seconds, for instance 300"
        raise argparse.ArgumentTypeError(message)
    return seconds


def _gate(verbs: Verbs) -> None:  # type: ignore[valid-type]
    parser = _verb(
        verbs, "gate", "a Git server's hook: refuse bad records, removals and rewritten history (reads the push from "
        "standard input)",
        "gate --user-variable GL_USERNAME < push",
    )  # fmt: skip
    parser.add_argument(
        "--user-variable", default="REMOTE_USER", metavar="NAME",
        help="where the server says who pushes (default: REMOTE_USER; Gitea: GITEA_PUSHER_NAME; GitLab: GL_USERNAME)",
    )  # fmt: skip
    parser.add_argument(
        "--timeout", type=_seconds, default=300.0, metavar="SECONDS", help="refuse what takes longer (default: 300)"
    )


def _list(verbs: Verbs) -> None:  # type: ignore[valid-type]
    parser = _verb(
        verbs, "list", "working lists for those entitled: whom a rule applies to now, or the cases of absent staff",
        "list JNT-1 --as-of 2026-07-15\n  supervision list absent",
    )  # fmt: skip
    parser.add_argument("what", metavar="RULE|absent", help="a rule that comes round (a cadence), or: absent")
    _as_of(parser)
    parser.add_argument("--format", choices=["text", "json"], default="text", help="default: text")


def _pages(verbs: Verbs) -> None:  # type: ignore[valid-type]
    parser = _verb(
        verbs, "pages", "write all pages of the site as Markdown, for any builder that reads mkdocs.yml",
        "pages build/docs --as-of 2026-07-15",
    )  # fmt: skip
    parser.add_argument("folder", type=_path, metavar="DIR", help="a new folder")
    _as_of(parser)


def _demo(verbs: Verbs) -> None:  # type: ignore[valid-type]
    parser = _verb(
        verbs, "demo", "a fictitious repository of any size, in the record format",
        "demo ../demo --people 60 --months 18 --seed 1",
    )  # fmt: skip
    parser.add_argument("folder", type=_path, metavar="DIR", help="an empty or new folder")
    parser.add_argument("--people", type=int, default=60, help="case-holding staff (default: 60, at least 30)")
    parser.add_argument("--months", type=int, default=18, help="length of the history (default: 18, at least 12)")
    parser.add_argument("--seed", type=int, default=1, help="another seed makes another repository (default: 1)")
    parser.add_argument("--as-of", type=_day, default="2026-07-15", metavar="DATE", help="where the history ends")


def _start(verbs: Verbs) -> None:  # type: ignore[valid-type]
    parser = _verb(
        verbs, "start", "remove the fictitious sample, for a real start",
        "start\n  supervision start --yes",
    )  # fmt: skip
    parser.add_argument("--yes", action="store_true", help="do it; without, only say what would be done")
