"""What each verb calls: read, judge, report. Gives the exit status."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from supervision_records.assess import assess
from supervision_records.consistency import check as consistency
from supervision_records.demands import trace
from supervision_records.explain import FOLDERS, explain, subject_kind
from supervision_records.history import changes_of
from supervision_records.lists import AbsentCase, InScope, absent_cases, in_scope
from supervision_records.model import Assessment, Finding, Problem, Subject
from supervision_records.protocol import FOLDER
from supervision_records.report import CHECK, COMPLIANCE, DEMANDS, LISTS, CheckResult, ComplianceResult
from supervision_records.repository import OWN, Repository, find_root, read_repository
from supervision_records.summary import CUTS

#: What ``check`` looks at.
CHECKED = ("records", "schemas", "docs/protocols", "supervision.yaml")


class CallError(Exception):
    """The call was wrong; the message says how."""


def _repository(options: argparse.Namespace) -> Repository:
    root = options.root or find_root(Path.cwd())
    if root is None:
        message = "there is no folder records/ here or above; name the repository with --root DIR."
        raise CallError(message)
    if not (root / "records").is_dir():
        message = f"{root} has no folder records/."
        raise CallError(message)
    return read_repository(root)


def _as_of(options: argparse.Namespace, repository: Repository) -> date:
    return options.as_of or repository.settings.as_of or date.today()  # noqa: DTZ011  (a calendar day, local)


def _unfit(problems: tuple[Problem, ...]) -> int:
    """Say what has to be mended before anything can be judged."""
    for p in problems:
        sys.stderr.write(f"{p.path}:{p.line}:{p.column}: {p.message}\n    → {p.hint}\n")
    sys.stderr.write("Nothing was judged: protocols, schemas and settings have to be right first.\n")
    return 3


def _check(options: argparse.Namespace) -> int:
    repository = _repository(options)
    store = repository.store
    problems = {*repository.fatal, *store.problems}
    if not repository.fatal:  # Without its protocol, every record under it would look like a slip of the pen.
        problems |= set(consistency(store, repository.protocols, repository.settings))
    wanted = [_inside(path, repository.root) for path in options.paths]
    shown = tuple(sorted(p for p in problems if not wanted or any(_below(p.path, w) for w in wanted)))
    result = CheckResult(shown, store.seen, store.judged, store.refused)
    sys.stdout.write(CHECK[options.format](result))
    if repository.fatal:
        return _unfit(repository.fatal)
    return 1 if result.errors else 0


def _inside(path: Path, root: Path) -> str:
    """A path of the call as problems name it: relative to the root, with forward slashes."""
    if not path.exists():
        message = f"{path} does not exist."
        raise CallError(message)
    if not path.resolve().is_relative_to(root.resolve()):
        message = f"{path} is not in the repository {root}."
        raise CallError(message)
    inside = path.resolve().relative_to(root.resolve()).as_posix()
    if not any(_below(checked, inside) or _below(inside, checked) for checked in CHECKED):
        message = f"{path} is nothing that is checked. What is: {', '.join(CHECKED)}."
        raise CallError(message)
    return inside


def _below(path: str, wanted: str) -> bool:
    return wanted in (".", path) or path.startswith(wanted + "/")


def _compliance(options: argparse.Namespace) -> int:
    repository = _repository(options)
    if repository.fatal:
        return _unfit(repository.fatal)
    chosen = {name: getattr(options, name) for name in CUTS if getattr(options, name)}
    _known(repository, chosen)
    as_of = _as_of(options, repository)
    only = set(chosen["rule"]) if "rule" in chosen else None
    assessment = assess(repository.store, repository.protocols, repository.settings.working_days, as_of, only)
    findings = tuple(f for f in assessment.findings if all(_matches(f, cut, chosen[cut]) for cut in chosen))
    words = "".join(f", {cut} {' or '.join(values)}" for cut, values in chosen.items())
    result = ComplianceResult(Assessment(as_of, findings, assessment.problems), repository.protocols, words)
    sys.stdout.write(COMPLIANCE[options.format](result))
    breached = options.fail_on == "breach" and bool(result.breaches)
    return 1 if breached or repository.store.refused or assessment.problems else 0


def _matches(finding: Finding, cut: str, values: list[str]) -> bool:
    return (CUTS[cut](finding) or "-") in values


def _known(repository: Repository, chosen: Mapping[str, list[str]]) -> None:
    """A cut by something that does not exist would look like an all-clear: it is refused."""
    records = repository.store.records
    known = {
        "protocol": set(repository.protocols),
        "rule": {rule.id for protocol in repository.protocols.values() for rule in protocol.rules},
        "team": {*records.get("teams", {}), "-"},
        "supervisor": {*records.get("people", {}), "-"},
        "person": {*records.get("people", {}), "-"},
        "case": {*records.get("cases", {}), "-"},
    }
    for month in chosen.get("month", ()):
        if not re.fullmatch(r"[0-9]{4}-(0[1-9]|1[0-2])", month):
            message = f"{month!r} is no month: write YYYY-MM, for instance 2026-07."
            raise CallError(message)
    for cut, values in chosen.items():
        for value in values:
            if cut in known and value not in known[cut]:
                close = get_close_matches(value, known[cut], 1)
                message = f"there is no {cut} {value!r}." + (f" Did you mean {close[0]!r}?" if close else "")
                raise CallError(message)


def _explain(options: argparse.Namespace) -> int:
    repository = _repository(options)
    if repository.fatal:
        return _unfit(repository.fatal)
    _known(repository, {"rule": [options.rule]})
    kind, slash, name = options.subject.partition("/")
    if not slash or not name:
        message = f"{options.subject!r} names no subject: write KIND/ID, for instance person/bo-sw-01."
        raise CallError(message)
    as_of = _as_of(options, repository)
    assessment = assess(repository.store, repository.protocols, repository.settings.working_days, as_of, {options.rule})
    subject = Subject(subject_kind(kind), name)
    _existing(repository, subject)
    found = [f for f in assessment.findings if f.subject == subject and options.part in (None, f.part)]
    rules = [r for p in repository.protocols.values() for r in p.rules if r.id == options.rule]
    sys.stdout.write(explain(rules, found))
    if not found:
        sys.stdout.write(
            f"\nNo finding about {subject.kind}/{subject.id} as of {as_of}: the rule does not apply to it.\n"
        )
    return _not_judged(assessment.problems)


def _existing(repository: Repository, subject: Subject) -> None:
    """A subject that does not exist would look like one that nothing is wrong with: it is refused."""
    if subject.kind not in FOLDERS:
        message = f"there is no kind of subject {subject.kind!r}. There are: {', '.join(FOLDERS)}."
        raise CallError(message)
    known = repository.store.records.get(FOLDERS[subject.kind], {})
    if subject.kind == "protocol":
        known = repository.protocols  # type: ignore[assignment]
    if FOLDERS[subject.kind] and subject.id not in known:
        close = get_close_matches(subject.id, known, 1)
        message = f"there is no {subject.kind} {subject.id!r}." + (f" Did you mean {close[0]!r}?" if close else "")
        raise CallError(message)


def _not_judged(problems: tuple[Problem, ...]) -> int:
    """Say which records could not be judged; the status for that."""
    for p in problems:
        sys.stderr.write(f"Not judged: {p.path}:{p.line}:{p.column}: {p.message}\n    → {p.hint}\n")
    return 1 if problems else 0


def _demands(options: argparse.Namespace) -> int:
    repository = _repository(options)
    if repository.fatal:
        return _unfit(repository.fatal)
    as_of = _as_of(options, repository)
    assessment = assess(repository.store, repository.protocols, repository.settings.working_days, as_of)
    traced = trace(repository.protocols, assessment.findings, repository.tests)
    sys.stdout.write(DEMANDS[options.format](traced))
    return 1 if any(t.faults for t in traced) or _not_judged(assessment.problems) else 0


def _list(options: argparse.Namespace) -> int:
    repository = _repository(options)
    if repository.fatal:
        return _unfit(repository.fatal)
    as_of, working = _as_of(options, repository), repository.settings.working_days
    rows: Sequence[InScope | AbsentCase]
    if options.what == "absent":
        rows = absent_cases(repository.store, working, as_of)
    else:
        _known(repository, {"rule": [options.what]})
        rules = [
            r for p in repository.protocols.values() for r in p.rules if (r.id, r.form) == (options.what, "cadence")
        ]
        if not rules:
            message = (
                f"{options.what} does not come round (it is no cadence), so there is no list of whom it applies to."
            )
            raise CallError(message)
        rows = in_scope(repository.store, repository.protocols, working, as_of, rules[0])
    sys.stdout.write(LISTS[options.format](rows))
    return _not_judged(repository.store.problems)


def _pages(options: argparse.Namespace) -> int:
    from supervision_records.pages.site import judge  # noqa: PLC0415  (only this verb makes pages)
    from supervision_records.pages.tree import write_tree  # noqa: PLC0415

    repository = _repository(options)
    if repository.fatal:
        return _unfit(repository.fatal)
    if options.folder.exists():
        message = f"{options.folder} exists already: name a new folder."
        raise CallError(message)
    site = judge(repository, _as_of(options, repository), changes=changes_of(repository.root, FOLDER))
    docs = repository.root / "docs"
    try:
        number = write_tree(site, docs if docs.is_dir() else OWN / "docs", options.folder)
    except OSError as error:
        raise CallError(_cannot_write(options.folder)) from error
    sys.stdout.write(f"{number} pages written to {options.folder}.\n")
    return 0


def _cannot_write(folder: Path) -> str:
    return f"{folder} cannot be written: name a new folder in one that you may write to."


def _demo(options: argparse.Namespace) -> int:
    from supervision_records.demo import demo_files  # noqa: PLC0415  (only these verbs need the demo)
    from supervision_records.demo.write import write_demo  # noqa: PLC0415

    try:
        files = demo_files(options.people, options.months, options.seed, options.as_of)
        number = write_demo(options.folder, files)
    except (FileExistsError, ValueError) as error:
        raise CallError(str(error)) from error
    except OSError as error:
        raise CallError(_cannot_write(options.folder)) from error
    sys.stdout.write(f"{number} files written to {options.folder}, all of them fictitious.\n")
    return 0


def _start(options: argparse.Namespace) -> int:
    from supervision_records.demo.start import plan, remove  # noqa: PLC0415  (only these verbs need the demo)

    repository = _repository(options)
    if repository.settings.sample is None:
        message = "supervision.yaml does not say that these records are the sample, so nothing is touched."
        raise CallError(message)
    found = plan(repository.root, repository.settings)
    for path in found.kept:
        sys.stdout.write(f"kept, since it is not as the sample has it: {path}\n")
    if not options.yes:
        sys.stdout.write(
            f"{len(found.removed)} files of the sample would be removed. To do it: supervision start --yes\n"
        )
        return 0
    remove(repository.root, found)
    sys.stdout.write(
        f"{len(found.removed)} files of the sample removed. records/ is yours; Git still has them all.\n"
        "To keep it so: git add --all records supervision.yaml, then commit.\n"
    )
    return 0


#: Every verb and what it calls.
VERBS: Mapping[str, Callable[[argparse.Namespace], int]] = {
    "check": _check,
    "compliance": _compliance,
    "explain": _explain,
    "demands": _demands,
    "list": _list,
    "pages": _pages,
    "demo": _demo,
    "start": _start,
}
