"""The tamper drill: whatever is done to a history is found, and honest histories raise no alarm.

A longer run, with other seeds: ``SUPERVISION_DRILL=20 pytest tests/history/test_drill.py``.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from supervision_records.calendar import WorkingDays
from supervision_records.history.findings import CODES, Grace, judge, judging
from supervision_records.history.findings.grounds import grounds
from supervision_records.history.remembered import packed, still, unpacked
from supervision_records.history.values import History
from tests.history.drill.run import Drill, Tampered
from tests.history.drill.tamperings import TAMPERINGS

#: How many times as much as the gate asks for.
TIMES = int(os.environ.get("SUPERVISION_DRILL", "1"))
BASES, HONEST = 5 * TIMES, 200 * TIMES
#: Long enough for each habit of the organisation to come several times.
COMMITS = 30

#: Which part of the judging finds what.
DETECTORS = {
    "misdated": {"recorded-late", "backdated", "ahead-of-its-day"},
    "after_signing": {"changed-after-signing", "signature-changed"},
    "overwritten": {"overwritten"},
    "unwitnessed": {"not-witnessed"},
    "renamed": {"identities-changed"},
    "removed": {"deleted", "restored", "tombstone-late", "tombstone-gone"},
    "tombstone": {"tombstone-changed", "tombstone-of-a-record"},
    "evil": {"evil-merge", "came-in-twice"},
    "wrong_clocks": {"no-date", "clock-backwards", "clock-ahead"},
}


@pytest.fixture(scope="module")
def tampered() -> list[Tampered]:
    return []


@pytest.fixture(scope="module")
def drill(tmp_path_factory: pytest.TempPathFactory, tampered: list[Tampered]) -> Iterator[Drill]:
    drill = Drill(tmp_path_factory.mktemp("drill") / "all.git")
    for seed in range(BASES):
        tampered += drill.tampered(seed)
    drill.looked_at = dict(drill.honest(1000 + seed, COMMITS) for seed in range(HONEST))
    with drill.opened():
        yield drill


def test_every_tampering_is_found(drill: Drill, tampered: list[Tampered]) -> None:
    assert len(tampered) >= 200
    missed = [one for one in tampered if one.tampering.code not in drill.codes_of(one)]
    assert [(one.branch, one.tampering.do.__name__) for one in missed] == []


def test_no_honest_history_raises_an_alarm(drill: Drill) -> None:
    assert len(drill.looked_at) >= 200
    alarms = {branch: drill.codes(drill.history(branch), now) for branch, now in drill.looked_at.items()}
    assert {branch: codes for branch, codes in alarms.items() if codes} == {}


def test_what_is_tampered_with_was_honest(drill: Drill, tampered: list[Tampered]) -> None:
    bases = {one.base: one.now for one in tampered}
    assert {base: drill.codes(drill.history(base), now) for base, now in bases.items()} == {
        base: set() for base in bases
    }


def test_the_drill_has_a_tampering_for_every_code() -> None:
    assert {one.code for one in TAMPERINGS} == CODES.keys()
    assert set().union(*DETECTORS.values()) == CODES.keys() - {"rewritten"}


@pytest.fixture(scope="module")
def first(drill: Drill, tampered: list[Tampered]) -> list[tuple[Tampered, History]]:
    return [(one, drill.history(one.branch)) for one in tampered[: len(TAMPERINGS)] if not one.tampering.kept]


@pytest.mark.parametrize("detector", DETECTORS)
def test_the_drill_fails_without_a_detector(
    drill: Drill, first: list[tuple[Tampered, History]], monkeypatch: pytest.MonkeyPatch, detector: str
) -> None:
    monkeypatch.setattr(judging, detector, lambda *_: ())
    missed = {one.tampering.code for one, history in first if one.tampering.code not in drill.codes(history, one.now)}
    assert missed == DETECTORS[detector]


def test_a_verdict_is_taken_over_only_where_all_that_it_rests_on_is_the_same(
    drill: Drill, first: list[tuple[Tampered, History]]
) -> None:
    """Each tampered history is judged with what was found of the one before, with which it shares some records."""
    grace, taken, before = Grace(WorkingDays()), 0, b"{}"
    for one, history in first:
        digests = grounds(history, drill.read, one.now, "the same for all")
        known = still(unpacked(before), digests)
        judged = judge(history, drill.read, grace, one.now, known)
        assert judged == judge(history, drill.read, grace, one.now), one.tampering.do.__name__
        before, taken = packed(digests, judged.by_record), taken + len(known)
    assert taken > 500


def test_a_checkpoint_of_the_history_itself_shows_nothing(drill: Drill, tampered: list[Tampered]) -> None:
    """What a kept checkpoint finds is what was rewritten, and not any other thing that was done since."""
    later = next(one for one in tampered if one.tampering.do.__name__ == "set_the_clock_ahead")
    assert drill.codes_against(drill.history(later.branch), later.base) == set()
