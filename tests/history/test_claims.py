"""What each kind of record claims about days: which facts count as evidence, where they stand, and whose they are."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from supervision_records.history.claims import CLAIMS, claims
from supervision_records.store.paths import KINDS

ONE, TWO, THREE, FOUR = "2026-03-01", "2026-03-02", "2026-03-03", "2026-03-04"

#: Of each kind a record with all its dated facts: where each claim stands, its day, and whose it is.
RECORDS: list[tuple[str, dict[str, Any], list[tuple[str, str, tuple[str, ...]]]]] = [
    (
        "sessions",
        {
            "date": ONE,
            "status": "held",
            "recorded": {"by": "elm", "on": ONE},
            "filed": [{"system": "lcs", "on": TWO, "by": "elm"}],
            "signed": [{"by": "ash", "on": TWO}, {"by": "elm", "on": THREE}],
            "feedback": [{"by": "ash", "on": FOUR}],
            "cases": [
                {"case": "c-1", "recorded": {"by": "elm", "on": TWO}, "child_seen": ONE},
                {"case": "c-2", "filed": [{"system": "rio", "on": FOUR}]},
            ],
            "next": FOUR,
            "review": FOUR,
            "actions": [{"id": 1, "due": FOUR}],
        },
        [
            ("/date", ONE, ()),
            ("/recorded/on", ONE, ("elm",)),
            ("/cases/0/recorded/on", TWO, ("c-1", "elm")),
            ("/filed/0/on", TWO, ("elm", "lcs")),
            ("/cases/1/filed/0/on", FOUR, ("c-2", "rio")),
            ("/signed/0/on", TWO, ("ash",)),
            ("/signed/1/on", THREE, ("elm",)),
            ("/feedback/0/on", FOUR, ("ash",)),
        ],
    ),
    (
        "contracts",
        {
            "starts": ONE,
            "ends": FOUR,
            "signed": [{"by": "ash", "on": ONE}],
            "reviews": [{"by": ["ash"], "on": TWO}],
            "filed": [{"system": "worker-file", "on": THREE}],
        },
        [
            ("/signed/0/on", ONE, ("ash",)),
            ("/reviews/0/on", TWO, ()),
            ("/filed/0/on", THREE, ("worker-file",)),
        ],
    ),
    (
        "cases",
        {"opened": ONE, "teams": [{"team": "a", "from": ONE}], "milestones": {"referred": ONE, "visits": [TWO, THREE]}},
        [
            ("/milestones/referred", ONE, ("referred",)),
            ("/milestones/visits/0", TWO, ("visits",)),
            ("/milestones/visits/1", THREE, ("visits",)),
        ],
    ),
    (
        "absences",
        {"person": "ash", "from": ONE, "reallocation": {"decided_on": TWO, "by": "elm"}},
        [("/reallocation/decided_on", TWO, ("elm",))],
    ),
    (
        "referrals",
        {
            "case": "c-1",
            "by": "ash",
            "on": ONE,
            "screened": {"on": TWO, "by": ["elm"]},
            "ended": {"on": THREE, "reason": "closed"},
        },
        [("/on", ONE, ()), ("/screened/on", TWO, ()), ("/ended/on", THREE, ())],
    ),
    (
        "audits",
        {
            "on": ONE,
            "actions": [
                {"id": 1, "due": FOUR, "done": TWO, "checked": THREE},
                {"id": 2, "due": FOUR, "done": THREE},
            ],
        },
        [
            ("/on", ONE, ()),
            ("/actions/0/done", TWO, ("1",)),
            ("/actions/1/done", THREE, ("2",)),
            ("/actions/0/checked", THREE, ("1",)),
        ],
    ),
    (
        "observations",
        {"on": ONE, "consent": {"from": "family-agreed", "on": TWO}, "feedback_on": THREE},
        [("/on", ONE, ()), ("/consent/on", TWO, ()), ("/feedback_on", THREE, ())],
    ),
    (
        "escalations",
        {
            "opened": ONE,
            "steps": [{"step": "one-to-one", "on": TWO}, {"step": "three-way", "on": THREE}],
            "closed": FOUR,
        },
        [
            ("/opened", ONE, ()),
            ("/steps/0/on", TWO, ("one-to-one",)),
            ("/steps/1/on", THREE, ("three-way",)),
            ("/closed", FOUR, ()),
        ],
    ),
    ("handovers", {"changed": ONE, "on": TWO}, [("/on", TWO, ())]),
    (
        "assurance",
        {"on": ONE, "actions": [{"id": 1, "due": FOUR, "done": TWO, "checked": THREE}]},
        [("/on", ONE, ()), ("/actions/0/done", TWO, ("1",)), ("/actions/0/checked", THREE, ("1",))],
    ),
    ("announcements", {"on": ONE, "items": [{"what": "visit", "on": TWO}]}, [("/on", ONE, ())]),
    ("tombstones", {"on": ONE, "by": "elm", "reason": "mistake"}, [("/on", ONE, ())]),
    ("people", {"posts": [{"team": "a", "from": ONE}]}, []),
    ("teams", {"protocols": [{"protocol": "a", "from": ONE}]}, []),
]


@pytest.mark.parametrize(("kind", "data", "expected"), RECORDS, ids=[kind for kind, *_ in RECORDS])
def test_what_was_done_is_claimed_and_what_is_planned_is_not(
    kind: str, data: dict[str, Any], expected: list[tuple[str, str, tuple[str, ...]]]
) -> None:
    assert [(claim.pointer, str(claim.on), claim.whose) for claim in claims(kind, data)] == expected


def test_every_kind_has_been_thought_of() -> None:
    assert [kind for kind, *_ in RECORDS if kind in CLAIMS] == list(CLAIMS)
    assert {kind for kind, *_ in RECORDS} == set(KINDS)


@pytest.mark.parametrize("status", ["cancelled", "missed", None, ["held"]])
def test_a_session_that_was_not_held_claims_no_day_of_it(status: object) -> None:
    assert list(claims("sessions", {"date": ONE, "status": status})) == []


def test_only_the_day_of_an_event_may_honestly_be_entered_late() -> None:
    events = {(kind, sort.pattern) for kind, sorts in CLAIMS.items() for sort in sorts if sort.event}
    assert events == {("sessions", "date")}


def test_a_claim_is_the_same_wherever_in_its_list_it_stands_and_another_by_its_day_its_sort_and_whose_it_is() -> None:
    one, other = {"by": "ash", "on": ONE}, {"by": "elm", "on": ONE}
    keys = [claim.key for claim in claims("sessions", {"signed": [one, other]})]
    assert keys == [("signed.*.on", ("ash",), date(2026, 3, 1)), ("signed.*.on", ("elm",), date(2026, 3, 1))]
    assert [claim.key for claim in claims("sessions", {"signed": [other, one]})] == keys[::-1]
    assert not set(keys) & {claim.key for claim in claims("sessions", {"feedback": [one, other]})}


def test_what_names_nobody_as_it_should_is_claimed_all_the_same() -> None:
    (claim,) = claims("sessions", {"signed": [{"by": ["ash"], "on": ONE}]})
    assert (claim.pointer, claim.whose) == ("/signed/0/on", ())
