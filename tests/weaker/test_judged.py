"""What is told as changed, and not as weaker, lets nobody off who was in breach: the sample is judged by both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from supervision_records.assess import assess
from supervision_records.model import Protocol, Rule, Status
from supervision_records.repository import Repository, read_repository
from tests.weaker.library import PROTOCOLS, ROOT, Steps, at, of_protocols, places, put, weaker, with_rule, without

#: One rule and one change of so many: all of them were tried when the table of parameters was made.
EVERY_RULE, EVERY_CHANGE = 6, 3


@pytest.fixture(scope="module")
def sample() -> Repository:
    return read_repository(ROOT)


def changes(rule: Rule) -> Iterator[Mapping[str, Protocol]]:
    """The shipped protocols with one parameter of a rule taken away, or one number one more or less."""
    spec = dict(rule.spec)
    for steps, value in places(spec):
        if steps[0] not in ("id", "form", "title", "strength", "local") and not _is_alone(spec, steps):
            others = [without(spec, steps)]
            if isinstance(value, int) and not isinstance(value, bool):
                others += [put(spec, steps, value + 1), put(spec, steps, max(1, value - 1))]
            yield from (with_rule(rule, **{str(steps[0]): other.get(steps[0])}) for other in others)


def _is_alone(spec: Any, steps: Steps) -> bool:
    """Is it the one entry of a list? No list of a rule may be empty."""
    around = at(spec, steps[:-1])
    return isinstance(around, list) and len(around) == 1


def in_breach(sample: Repository, protocols: Mapping[str, Protocol], rule: str) -> set[tuple[str, str]]:
    """Form and subject of every breach of a rule."""
    days, as_of = sample.settings.working_days, sample.settings.as_of
    assert as_of is not None
    findings = assess(sample.store, protocols, days, as_of, only=[rule]).findings
    return {(found.form, found.subject.id) for found in findings if found.status is Status.BREACH}


def test_nobody_is_let_off_by_a_change_that_is_not_told_as_weaker(sample: Repository) -> None:
    rules = [rule for protocol in PROTOCOLS.values() for rule in protocol.rules]
    tried = [
        (rule.id, protocols) for rule in rules for protocols in changes(rule) if not weaker(of_protocols(protocols))
    ]
    assert len(tried) > 80
    before = 0
    for rule, protocols in tried[::EVERY_CHANGE]:
        breaches = in_breach(sample, PROTOCOLS, rule)
        before += len(breaches)
        assert breaches <= in_breach(sample, protocols, rule), rule
    assert before > 10
