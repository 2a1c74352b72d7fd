"""Drawing samples from a commit: what ``sample`` and ``bundle`` share."""

from __future__ import annotations

from pathlib import Path

from supervision_records.assess import assess
from supervision_records.cli.shared import CallError
from supervision_records.facts import gather
from supervision_records.history.revision import Revision, at_revision
from supervision_records.rules.bench import Bench
from supervision_records.sampling import Request, Sample, draw, files_of
from supervision_records.sampling.ledger import weights
from supervision_records.since.states import Rules, read_rules
from supervision_records.store import Store, read_store


def state(revision: Revision) -> tuple[Rules, Store]:
    """The rules and the records of a commit: a sample rests on nothing else."""
    rules = read_rules(revision)
    return rules, read_store(revision, rules.schemas)


def known(request: Request, rules: Rules, store: Store) -> None:
    """A name that the records do not have would make an empty sample, or one with somebody's own files."""
    for what, names, there in (
        ("protocol", (request.protocol,), rules.protocols),
        ("team", request.teams, store.records["teams"]),
        ("person", request.auditors, store.records["people"]),
    ):
        for name in names:
            if name not in there:
                message = f"there is no {what} {name!r} in that commit."
                raise CallError(message)


def bench_for(request: Request, rules: Rules, store: Store) -> Bench:
    """The facts of a commit on the day that a sample is drawn for."""
    return Bench(gather(store, rules.settings.working_days, request.as_of), rules.protocols)


def drawn(request: Request, commit: str, rules: Rules, store: Store) -> Sample:
    """The sample that the rules and records of a commit give."""
    known(request, rules, store)
    bench = bench_for(request, rules, store)
    files = files_of(bench, request.audit, request.protocol, discussed=request.discussed)
    tickets = {}
    if request.weighted:
        found = assess(store, rules.protocols, rules.settings.working_days, request.as_of)
        tickets = dict(weights(bench, request.audit, request.protocol, found.findings))
    return draw(request, commit, files, tickets)


def redrawn(root: Path, request: Request, revision: str) -> Sample | None:
    """The same from a revision by its name; None where its rules cannot be read. GitError where there is none."""
    with at_revision(root, revision) as then:
        rules, store = state(then)
        return None if rules.problems else drawn(request, then.commit, rules, store)
