"""The verb ``new``: a record started for you, filled in from contract, posts, cases and last time."""

from __future__ import annotations

import argparse
import secrets
import string
import sys
from dataclasses import replace
from typing import Any

from supervision_records.cli.ask import ask_missing, ask_offers
from supervision_records.cli.shared import CallError, repository_of, unfit
from supervision_records.clock import today
from supervision_records.consistency import check
from supervision_records.draft import Draft, TypedError, company, draft_text, new_id, start, typed
from supervision_records.facts import gather
from supervision_records.model import Data, Problem, Severity
from supervision_records.repository import Repository
from supervision_records.rules.bench import Bench
from supervision_records.schema.described import described
from supervision_records.store import judge_file, right_path
from supervision_records.writing import write_files

#: Where ``--person`` goes in each kind.
PERSON = {
    "sessions": "supervisees",
    "contracts": "supervisees",
    "absences": "person",
    "escalations": "person",
    "observations": "practitioner",
    "handovers": "supervisee",
}


def run(options: argparse.Namespace) -> int:
    """Write the record, or say what keeps it from being written."""
    repository = repository_of(options)
    if repository.fatal:
        return unfit(repository.fatal)
    now = today()
    bench = Bench(gather(repository.store, repository.settings.working_days, now), repository.protocols)
    schema = repository.schemas.whole(options.kind)

    def known(given: Data) -> Draft:
        return start(bench, options.kind, given, now)

    draft = known(given := _given(options))
    if options.kind == "sessions" and options.person and (together := company(bench, draft.data)):
        draft = known({**together, **{key: given[key] for key in given if key != "supervisees"}})
    if options.ask:
        draft = ask_offers(ask_missing(draft, schema, PERSON.get(options.kind), known))
    record_id = options.id or _fresh_id(repository, draft)
    text = draft_text(draft, list(described(schema)))
    problems = judged(repository, options.kind, record_id, text)
    errors = [p for p in problems if p.severity is Severity.ERROR]
    for problem in problems:
        hint = "" if problem.code == "missing-key" else f" {problem.hint}"
        sys.stderr.write(f"{problem.severity}: {problem.message}{hint}\n")
    if errors:
        sys.stderr.write("Nothing was written. Say more with --set KEY=VALUE, or answer questions with --ask.\n")
        return 1
    path = right_path(options.kind, record_id, draft.data)
    if options.dry_run:
        sys.stdout.write(f"# {path}\n{text}")
        return 0
    if (repository.root / path).exists():
        message = f"{path} exists already; name another id with --id, or edit that file."
        raise CallError(message)
    write_files(repository.root, {path: text.encode()}, replace=False)
    sys.stdout.write(f"{path}\n")
    if draft.offers:
        sys.stdout.write("Open it: what only you can confirm stands below as comments. Then: supervision check\n")
    return 0


def _given(options: argparse.Namespace) -> dict[str, Any]:
    """What the call says of the record."""
    try:
        given = typed(options.set)
    except TypedError as error:
        raise CallError(str(error)) from error
    if options.person:
        key = PERSON.get(options.kind)
        if key is None:
            message = f"--person does not belong to {options.kind}; say it with --set KEY=VALUE."
            raise CallError(message)
        given.setdefault(key, [options.person] if key == "supervisees" else options.person)
    return given


def _fresh_id(repository: Repository, draft: Draft) -> str:
    taken = repository.store.records.get(draft.kind, {})
    name = new_id(draft.kind, draft.data, taken, chance)
    if name is None:
        message = f"name the new record with --id (it is the file's name); {draft.kind} have no id of their own making."
        raise CallError(message)
    return name


def chance() -> str:
    """Eight letters or digits that nobody can guess, for the id of a case."""
    return "".join(secrets.choice(string.ascii_lowercase + string.digits) for _ in range(8))


def judged(repository: Repository, kind: str, record_id: str, text: str) -> tuple[Problem, ...]:
    """What ``check`` would say of the record if it lay in the repository."""
    rough = f"records/{kind}/{record_id}.yaml"
    first = judge_file(rough, text.encode(), repository.schemas)
    if first.record is None:
        return first.problems
    path = right_path(kind, record_id, first.record.data)
    record = replace(first.record, path=path)
    of_kind = {**repository.store.records.get(kind, {}), record_id: record}
    store = replace(repository.store, records={**repository.store.records, kind: of_kind})
    return tuple(p for p in check(store, repository.protocols, repository.settings) if p.path == path)
