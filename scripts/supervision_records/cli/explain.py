"""The verb ``explain``: the dated steps that led to a verdict."""

from __future__ import annotations

import argparse
import sys
from difflib import get_close_matches

from supervision_records.assess import assess
from supervision_records.cli.evidence import evidence_for
from supervision_records.cli.shared import CallError, as_of_date, known, not_judged, repository_of, unfit
from supervision_records.explain import FOLDERS, explain, subject_kind
from supervision_records.model import Subject
from supervision_records.repository import Repository


def run(options: argparse.Namespace) -> int:
    """The verb ``explain``: the dated steps that led to a verdict."""
    repository = repository_of(options)
    if repository.fatal:
        return unfit(repository.fatal)
    known(repository, {"rule": [options.rule]})
    kind, slash, name = options.subject.partition("/")
    if not slash or not name:
        message = f"{options.subject!r} names no subject: write KIND/ID, for instance person/bo-sw-01."
        raise CallError(message)
    as_of = as_of_date(options, repository)
    working, evidence = repository.settings.working_days, evidence_for(repository, options.evidence)
    assessment = assess(repository.store, repository.protocols, working, as_of, {options.rule}, evidence)
    subject = Subject(subject_kind(kind), name)
    existing(repository, subject)
    found = [f for f in assessment.findings if f.subject == subject and options.part in (None, f.part)]
    rules = [r for p in repository.protocols.values() for r in p.rules if r.id == options.rule]
    sys.stdout.write(explain(rules, found))
    if not found:
        sys.stdout.write(
            f"\nNo finding about {subject.kind}/{subject.id} as of {as_of}: the rule does not apply to it.\n"
        )
    return not_judged(assessment.problems)


def existing(repository: Repository, subject: Subject) -> None:
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
