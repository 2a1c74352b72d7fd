"""The package against an independent, naive, day-by-day judge, on random small repositories.

A normal run is the same every time. ``REFERENCE_EXAMPLES=5000`` asks Hypothesis for so many other examples of each
protocol, and ``REFERENCE_SEEDS=20000`` judges so many seeded repositories of each.
"""

from __future__ import annotations

import os
from collections import Counter
from functools import cache
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from supervision_records.assess import assess
from supervision_records.calendar import WorkingDays
from supervision_records.claims import first_days
from supervision_records.model import Arrivals, Evidence, Finding, Protocol, Record
from supervision_records.protocol import read_protocols
from supervision_records.schema import Schemas
from supervision_records.store import Store
from tests.reference.comparison import as_verdicts, difference, judged, wrong_teams
from tests.reference.judge import COVERED
from tests.reference.pasts import past_of
from tests.reference.repositories import repositories, seeded
from tests.reference.world import IN_FORCE, Past
from tests.reference.worlds import Repository

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = int(os.environ.get("REFERENCE_EXAMPLES", "0"))
SEEDS = int(os.environ.get("REFERENCE_SEEDS", "300"))
PROTOCOLS = tuple(IN_FORCE)

several = settings(
    max_examples=EXAMPLES or 150,
    derandomize=not EXAMPLES,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


@cache
def shipped() -> dict[str, Protocol]:
    """The five protocols of this checkout."""
    protocols, problems = read_protocols(ROOT, Schemas.read(ROOT / "schemas"))
    assert not problems
    return dict(protocols)


def package(repository: Repository, evidence: Evidence | None = None) -> tuple[Finding, ...]:
    """What the package finds in a repository."""
    records = {
        kind: {id_: Record(kind, id_, f"records/{kind}/{id_}.yaml", data) for id_, data in sorted(folder.items())}
        for kind, folder in repository.records.items()
    }
    number = sum(len(folder) for folder in records.values())
    store = Store(records=records, problems=(), seen=number, judged=number, refused=0)
    working = WorkingDays(repository.added, repository.removed)
    return assess(store, shipped(), working, repository.today, evidence=evidence).findings


@several
@given(st.sampled_from(PROTOCOLS).flatmap(repositories))
def test_the_package_and_the_naive_judge_agree(repository: Repository) -> None:
    """Hypothesis looks for the smallest repository on which they differ."""
    found = difference(as_verdicts(package(repository)), judged(repository), repository)
    assert not found, found


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_seeded_repositories_of(protocol: str) -> None:
    """They agree on many repositories, and these bring about every verdict of every covered rule of the protocol."""
    seen: Counter[tuple[str, str, str]] = Counter()
    for seed in range(SEEDS):
        repository = seeded(seed, protocol)
        findings, reference = package(repository), judged(repository)
        found = difference(as_verdicts(findings), reference, repository)
        assert not found, f"seed {seed}, {found}"
        assert not wrong_teams(findings, repository)
        seen.update((one.rule, one.form, one.status) for one in reference)
    assert not [(*rule, status) for rule, status in expected(protocol) if not seen[*rule, status]]


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_by_their_histories_too(protocol: str) -> None:
    """They agree where every rule that can rests on the history, and where that is not to be had."""
    seen: Counter[str] = Counter()
    for seed in range(SEEDS // 10):
        repository = seeded(seed, protocol)
        past = past_of(repository, Random(seed))  # noqa: S311  (no secret)
        days = {f"records/{kind}/{id_}.yaml": first_days(kind, old) for (kind, id_), old in past.items()}
        for blind in (False, True):
            evidence = Evidence(Arrivals(why="No history.") if blind else Arrivals(days), everywhere=True)
            reference = judged(repository, Past(past, blind))
            found = difference(as_verdicts(package(repository, evidence)), reference, repository)
            assert not found, f"seed {seed}, {'blind, ' if blind else ''}{found}\n{past}"
            seen["changed"] += not blind and reference != judged(repository)
            seen["unknown"] += sum(one.status == "unknown" for one in reference)
    assert seen["changed"] > SEEDS // 50, "a history that changes nothing would prove nothing"
    assert seen["unknown"]


def expected(protocol: str) -> list[tuple[tuple[str, str], str]]:
    """Every verdict that the repositories of a protocol have to bring about."""
    rules = {rule.id for rule in shipped()[protocol].rules}
    return [(rule, status) for rule, statuses in COVERED.items() if rule[0] in rules for status in statuses]
