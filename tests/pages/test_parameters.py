from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from supervision_records.model import Protocol, Rule
from supervision_records.pages.parameters import every, figures, interval


def rule(**spec: Any) -> Rule:
    return Rule("AB-1", "cadence", "alpha", "T", spec, "p", 1)


@pytest.mark.parametrize(
    ("length", "words"),
    [
        ({"days": 1}, "1 day"),
        ({"working_days": 10}, "10 working days"),
        ({"months": 6}, "6 months"),
        ({"hours": 24}, "24 hours"),
    ],
)
def test_an_interval_in_words(length: dict[str, int], words: str) -> None:
    assert interval(length) == words


def test_a_rhythm_in_words() -> None:
    assert every({"calendar": "half-year"}) == "every calendar half-year"
    assert every({"contract": "shortest"}) == "as often as the contract says"


@pytest.mark.parametrize(
    ("spec", "words"),
    [
        ({}, ""),
        ({"every": {"weeks": 6}, "local": ["every"]}, "every 6 weeks <em>local</em>"),
        (
            {"every": {"months": 3}, "shorter": {"every": {"months": 1}}},
            "every 3 months<br>every month where more is at stake",
        ),
        ({"shorter": {"agreed": "joint_interval"}}, "more often where managers agreed it"),
        ({"within": {"days": 28}, "urgent_within": {"hours": 24}}, "within 28 days<br>within 24 hours where urgent"),
        ({"needs": {"sections": []}, "local": ["within"]}, "within 5 working days <em>local</em>"),
        ({"needs": {"minutes": 45}, "local": ["minutes"]}, "at least 45 minutes <em>local</em>"),
        ({"min": 4, "max": 8}, "at least 4<br>at most 8"),
        ({"max": {"contract": "sessions_agreed"}}, "at most as many as agreed"),
        (
            {"trigger": {"absence": {"at_least": {"working_days": 10}}}, "local": ["trigger"]},
            "absences of at least 10 working days <em>local</em>",
        ),
        ({"trigger": {"absence": {"over": {"working_days": 10}}}}, "absences of more than 10 working days"),
        ({"trigger": {"missed": "AB-1", "by": {"days": 28}}}, "once 28 days overdue"),
        (
            {
                "steps": [{"milestone": ["first-visit"], "after": "allocation", "within": {"days": 7}}],
                "local": ["working_days"],
            },
            "first visit within 7 days of allocation",
        ),
        (
            {
                "steps": [
                    {
                        "milestone": ["a", "b"],
                        "after": "c-d",
                        "within": {"weeks": 6},
                        "by_route": {"ehsp": {"weeks": 8}},
                    }
                ]
            },
            "a or b within 6 weeks of c d; 8 weeks by the route ehsp",
        ),
        (
            {"steps": [{"allocation": True, "after": "referred", "within": {"weeks": 12}}]},
            "allocation within 12 weeks of referred",
        ),
        ({"steps": [{"session": {}, "after": "x", "within": {"months": 1}}]}, "a session within 1 month of x"),
    ],
)
def test_figures_in_words(make_protocol: Callable[..., Protocol], spec: dict[str, Any], words: str) -> None:
    assert figures(make_protocol(), rule(**spec)) == words


def test_a_process_brings_its_own_rhythm(make_protocol: Callable[..., Protocol]) -> None:
    assurance = [
        {"id": "a", "title": "Audit", "every": {"months": 6}},
        {"id": "b", "title": "Meeting", "every": {"months": 2}, "local": True},
        {"id": "c", "title": "Evaluation"},
    ]
    protocol = make_protocol(assurance=assurance)
    words = figures(protocol, rule(event={"assurance": ["a", "b", "c"]}))
    assert words == "Audit every 6 months<br>Meeting every 2 months <em>local</em>"
