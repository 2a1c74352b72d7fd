"""What a record claims: the same from every version that makes the same claim, and nothing from what is no record."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from supervision_records.claims import KINDS, claim, claims_of, first_days

RECORDED = {"by": "boss", "on": "2026-03-02"}
FILED = {"system": "lcs", "on": "2026-03-03"}
OWN = {"system": "rio", "on": "2026-03-04"}


@pytest.mark.parametrize(
    ("kind", "data", "expected"),
    [
        ("sessions", {"signed": [RECORDED], "feedback": [FILED]}, [("signed", RECORDED, ""), ("feedback", FILED, "")]),
        ("sessions", {"recorded": RECORDED, "cases": [{"case": "c-1"}]},
         [("recorded", RECORDED, ""), ("recorded", RECORDED, "c-1")]),
        ("sessions", {"recorded": RECORDED, "cases": [{"case": "c-1", "recorded": FILED}]},
         [("recorded", RECORDED, ""), ("recorded", FILED, "c-1")]),
        ("sessions", {"filed": [FILED], "cases": [{"case": "c-1", "filed": [OWN]}]},
         [("filed", FILED, ""), ("filed", OWN, "c-1"), ("filed", FILED, "c-1")]),
        ("sessions", {"filed": [FILED], "cases": [{"case": "c-1", "filed": [{**FILED, "on": "2026-03-09"}]}]},
         [("filed", FILED, ""), ("filed", {**FILED, "on": "2026-03-09"}, "c-1")]),
        ("referrals", {"screened": RECORDED}, [("screened", RECORDED, "")]),
        ("absences", {"reallocation": RECORDED}, [("reallocation", RECORDED, "")]),
        ("audits", {"actions": [{"id": 1, "done": "2026-03-02"}, {"id": 2, "checked": "2026-03-03"}]},
         [("done", "2026-03-02", "1"), ("checked", "2026-03-03", "2")]),
        ("assurance", {"actions": [{"id": 1, "done": "2026-03-02", "checked": "2026-03-03"}]},
         [("done", "2026-03-02", "1"), ("checked", "2026-03-03", "1")]),
        ("people", {"signed": [RECORDED]}, []),
    ],
)  # fmt: skip
def test_every_kind_makes_its_claims(kind: str, data: Any, expected: list[tuple[str, Any, str]]) -> None:
    assert set(claims_of(kind, data)) == {claim(act, entry, part) for act, entry, part in expected}


def test_a_claim_is_the_same_however_its_keys_are_ordered_and_another_with_another_value() -> None:
    turned = dict(reversed(RECORDED.items()))
    assert claim("signed", RECORDED) == claim("signed", turned)
    others = (claim("signed", FILED), claim("feedback", RECORDED), claim("signed", RECORDED, "c-1"))
    assert claim("signed", RECORDED) not in others


def test_the_first_day_of_a_claim_stands() -> None:
    one, two = {"screened": RECORDED}, {"screened": FILED}
    versions = [(date(2026, 3, 1), one), (None, two), (date(2026, 3, 5), one), (date(2026, 3, 6), two)]
    assert first_days("referrals", versions) == {
        claim("screened", RECORDED): date(2026, 3, 1),
        claim("screened", FILED): None,
    }


JSON = st.recursive(
    st.booleans() | st.integers(-3, 3) | st.sampled_from(["", "c-1", "2026-03-02"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["cases", "case", "recorded", "filed", "system", "actions", "id", "done"]), inner, max_size=4
    ),
)  # fmt: skip


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.sampled_from(sorted(KINDS)), JSON)
@example("sessions", {"filed": [{"system": ["lcs"]}], "cases": [{"case": "c-1", "filed": [{"system": {}}, 7]}]})
@example("sessions", {"cases": [{"case": ["c-1"], "recorded": 7}, 7], "signed": [[], {}, None]})
@example("audits", {"actions": [{"id": [], "done": {}}, 7]})
def test_no_content_of_any_shape_is_too_odd(kind: str, data: Any) -> None:
    """Old versions need not fit today's schema, or any."""
    for made in claims_of(kind, data):
        assert made.act
        assert isinstance(made.part, str)
