"""Every place of every valid example, spoilt in turn: nothing that a schema describes may be left unchecked.

A place is a path without its list indices: ``sessions.cases.*.depth``. Each is tried once, where it first occurs.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.schema_library import KINDS, SCHEMAS, valid_of, validator

#: The kinds for which settings say how long they are kept.
KEPT = (
    *("people", "cases", "contracts", "sessions", "absences", "referrals", "audits", "observations", "escalations"),
    *("handovers", "assurance", "announcements"),
)

#: The keys without which a mapping within a record is refused. Where a place is not named, all its keys are optional.
REQUIRED_WITHIN = {
    "people.posts.*": "team role from",
    "people.qualifications.*": "name from",
    "people.read.*": "protocol of on",
    "teams.protocols.*": "protocol from",
    "teams.closures.*": "from to",
    "cases.teams.*": "team from",
    "cases.status.*": "category from",
    "cases.allocations.*": "person from",
    "cases.risk.*": "level from",
    "cases.very_active.*": "from",
    "cases.joint_interval.*": "months from agreed_by",
    "contracts.signed.*": "by on",
    "contracts.reviews.*": "on by",
    "contracts.filed.*": "system on",
    "sessions.cases.*": "case",
    "sessions.cases.*.recorded": "by on",
    "sessions.cases.*.filed.*": "system on",
    "sessions.actions.*": "id what owner due",
    "sessions.reviewed.*": "session action outcome",
    "sessions.gap": "from to",
    "sessions.recorded": "by on",
    "sessions.filed.*": "system on",
    "sessions.signed.*": "by on",
    "sessions.feedback.*": "by on",
    "announcements.items.*": "uid sort subject due",
    "announcements.items.*.subject": "kind id",
    "absences.reallocation": "decided_on by",
    "referrals.screened": "on by",
    "referrals.ended": "on reason",
    "referrals.criteria.*": "domain sub_category",
    "audits.files.*": "ref answers",
    "audits.actions.*": "id what owner due",
    "audits.sample": "seed size revision",
    "audits.second": "by on files",
    "audits.second.files.*": "ref answers",
    "observations.consent": "from on",
    "escalations.steps.*": "step on with",
    "assurance.actions.*": "id what owner due",
    "settings.privacy.allowed.*": "code path reason",
    "settings.history.grace": "working_days",
    "settings.forge": "owner",
    "settings.holds.*": "of from by",
    **{f"settings.retention.{kind}": "years after" for kind in KEPT},
}

#: The only places where words of one's own may be written, other than as narrative.
FREE_WORDS = {
    "people": "name identities.*",
    "teams": "name organisation borough locality",
    "cases": "family",
    "contracts": "place filed.*.under",
    "sessions": (
        "agenda.* prepared.tools.* filed.*.under cases.*.filed.*.under partnership.lead_service "
        "partnership.level_of_need"
    ),
    "absences": "",
    "referrals": "level_of_need criteria.*.domain criteria.*.sub_category",
    "audits": "files.*.ref second.files.*.ref sample.seed sample.revision",
    "observations": "setting",
    "escalations": "",
    "handovers": "",
    "assurance": "process locality borough organisation group theme reported_to",
    "announcements": "",
    "tombstones": "rule",
    "settings": "organisation privacy.allowed.*.reason",
}

#: Where exactly one of several keys has to be.
ONE_OF = ("contracts.interval", "announcements.to")

#: The only places of narrative: held elsewhere, sealed, or plain where the settings allow it.
NARRATIVE = {
    "contracts": "reason signed.*.comment",
    "sessions": (
        "notes.? cases.*.notes.? actions.*.what actions.*.measure reviewed.*.reason disagreement signed.*.comment"
    ),
    "audits": "files.*.comment actions.*.what",
    "observations": "objectives notes reflection family_comment grade",
    "escalations": "steps.*.outcome",
    "assurance": "evidence actions.*.what lessons",
}

#: What is never right, by the sort of value that stands there.
WRONG: dict[type, tuple[Any, ...]] = {
    dict: ("", []),
    list: ("", {}, 1),
    str: ("", " \n ", {"nonsense": True}, 1.5),
    int: ("", 1.5, True, {"nonsense": True}),
    bool: ("", "yes", 1, {}),
}

#: The pointer "" is that of the whole record.
MAY_BE_EMPTY = {"privacy.allowed.*.pointer"}

Steps = tuple[str | int, ...]
every_kind = pytest.mark.parametrize("kind", KINDS)


def walk(value: Any, steps: Steps = ()) -> Iterator[tuple[Steps, Any]]:
    """Every value within a value, itself first."""
    yield steps, value
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, part in inner:
        yield from walk(part, (*steps, step))


def place_of(steps: Steps) -> str:
    """The name of a place, with ``*`` for any entry of a list and ``?`` for any key of a mapping that is free."""
    words: list[str] = []
    for step in steps:
        free = words and words[-1] in ("answers", "notes") and step not in ("held", "sealed")
        words.append("*" if isinstance(step, int) else "?" if free else step)
    return ".".join(words)


def places(kind: str) -> dict[tuple[str, type], tuple[Any, Steps, Any]]:
    """Each place of a kind's valid examples, by sort of value: one record that has it, the way to it, the value."""
    found: dict[tuple[str, type], tuple[Any, Steps, Any]] = {}
    for data in valid_of(kind):
        for steps, value in walk(data):
            if steps:
                found.setdefault((place_of(steps), type(value)), (data, steps, value))
    return found


def put(data: Any, steps: Steps, value: Any) -> Any:
    """A copy of the record with another value in one place."""
    data = copy.deepcopy(data)
    at = data
    for step in steps[:-1]:
        at = at[step]
    at[steps[-1]] = value
    return data


def accepts(kind: str, data: Any) -> bool:
    """Does the schema accept it?"""
    return validator(kind).is_valid(data)


def is_narrative(value: object) -> bool:
    """Is it narrative that is held or sealed?"""
    return isinstance(value, dict) and set(value) in ({"held"}, {"sealed"}, {"sealed", "key"})


@every_kind
def test_a_wrong_sort_of_value_is_refused_in_every_place(kind: str) -> None:
    found = places(kind)
    assert len(found) >= len(SCHEMAS[f"{kind}.schema.json"]["properties"])
    for (place, sort), (data, steps, _value) in found.items():
        for wrong in WRONG[sort]:
            if wrong == "" and place in MAY_BE_EMPTY:
                continue
            assert not accepts(kind, put(data, steps, wrong)), f"{place}: {wrong!r}"


@every_kind
def test_an_unknown_key_is_refused_in_every_mapping(kind: str) -> None:
    for (place, sort), (data, steps, value) in places(kind).items():
        if sort is dict:
            assert not accepts(kind, put(data, steps, {**value, "nonsense": True})), place


@every_kind
def test_within_a_record_too_only_the_required_keys_are_required(kind: str) -> None:
    for (place, sort), (data, steps, value) in places(kind).items():
        if sort is not dict or is_narrative(value) or f"{kind}.{place}" in ONE_OF:
            continue
        required = set(REQUIRED_WITHIN.get(f"{kind}.{place}", "").split())
        assert required <= set(value), place
        for key in value:
            left = {other: part for other, part in value.items() if other != key}
            assert accepts(kind, put(data, steps, left)) == (key not in required), f"{place}: {key}"


def test_every_required_key_was_tried() -> None:
    tried = {f"{kind}.{place}" for kind in KINDS for place, _sort in places(kind)}
    assert set(REQUIRED_WITHIN) <= tried


@every_kind
def test_free_words_may_stand_only_where_they_are_meant_to(kind: str) -> None:
    found = places(kind)
    narrative = set(NARRATIVE.get(kind, "").split())
    expected = set(FREE_WORDS[kind].split()) | narrative | {f"{place}.sealed" for place in narrative}
    for (place, sort), (data, steps, value) in found.items():
        if sort is str or is_narrative(value):
            assert accepts(kind, put(data, steps, "Words of one's own?")) == (place in expected), place
    assert set(FREE_WORDS[kind].split()) | narrative <= {place for place, _sort in found}


@every_kind
def test_a_day_that_does_not_exist_is_refused_in_every_date(kind: str) -> None:
    dates = 0
    for (place, sort), (data, steps, value) in places(kind).items():
        if sort is str and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
            dates += 1
            for wrong in ("2026-02-29", "2026-13-01", "2026-6-1", "20260601", "2026-06-01\n", "2026-06-01 "):
                assert not accepts(kind, put(data, steps, wrong)), place
            assert accepts(kind, put(data, steps, "2024-02-29")), place
    assert dates


@every_kind
def test_no_whole_number_is_negative(kind: str) -> None:
    labels = {"sample.seed", "sample.revision", "files.*.ref", "partnership.level_of_need"}
    labels |= {"level_of_need", "group", "locality"}
    for (place, sort), (data, steps, _value) in places(kind).items():
        if sort is int and (kind == "sessions" or place not in labels) and place != "partnership.level_of_need":
            assert not accepts(kind, put(data, steps, -1)), place
