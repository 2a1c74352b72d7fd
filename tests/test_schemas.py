"""The examples of every kind of record, judged by the schemas with the plain jsonschema library.

It is a check from outside: neither our loader nor our own keywords take part. ``tests/examples/<kind>/valid`` must be
accepted; each file in ``invalid`` is refused for the one reason that its first line names:
``# expect: <code> <pointer>``. What is missing is expected at the group that lacks it, what is too much at its own key.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import ValidationError

from tests.schema_library import EXAMPLES, KINDS, SCHEMAS, load, paths_of, valid_of, validator

#: What must be there at the top of each kind; all the rest may be left out.
REQUIRED = {
    "people": "posts",
    "teams": "name organisation agency manager protocols",
    "cases": "opened teams status allocations",
    "contracts": "protocol supervisors supervisees starts interval minutes signed",
    "sessions": "protocol team type date status supervisors supervisees",
    "absences": "person from",
    "referrals": "type protocol case on by",
    "audits": "type protocol on auditor team files",
    "observations": "practitioner observer on consent",
    "escalations": "person opened about steps",
    "handovers": "supervisee from to changed on present",
    "assurance": "protocol process on lead",
    "announcements": "on to items",
    "tombstones": "reason on by",
    "settings": "",
}

#: What a further key demands: a session that was not held gives its reason, a referral what its type asks for.
DEPENDENT = {
    "sessions": {"status": {"cancelled": "reason", "missed": "reason"}},
    "referrals": {"type": {"partnership": "reasons", "whole-family": "criteria assessment_current plan_current"}},
}

#: At least so many examples of each kind: (valid, invalid). A folder that went missing must not pass.
AT_LEAST = {
    **dict.fromkeys(KINDS, (3, 5)),
    **dict.fromkeys(("people", "teams", "cases", "contracts", "referrals", "audits"), (4, 8)),
    "sessions": (15, 40),
}

#: Which keywords of JSON Schema stand behind each code.
KEYWORDS = {
    "unknown-key": {"unevaluatedProperties"},
    "not-allowed-here": {"unevaluatedProperties"},
    "missing-key": {"required"},
    "wrong-type": {"type"},
    "not-allowed-value": {"enum", "const"},
    "bad-date": {"format", "pattern"},
    "bad-form": {"pattern"},
    "too-short": {"pattern"},
    "too-few": {"minItems", "minProperties"},
    "too-many": {"maxProperties"},
    "out-of-range": {"minimum"},
    "no-match": {"oneOf"},
}

EXPECT = re.compile(r"# expect: ([a-z-]+) ?(/.*)?")


def examples(folder: str) -> list[Any]:
    """All examples of a folder, ``valid`` or ``invalid``, as test parameters of (kind, path)."""
    return [pytest.param(kind, path, id=f"{kind}/{path.stem}") for kind in KINDS for path in paths_of(kind, folder)]


def pointer_of(error: ValidationError) -> str:
    """The JSON pointer of an error."""
    return "".join(f"/{step}" for step in error.absolute_path)


def leaves(error: ValidationError) -> Iterator[ValidationError]:
    """An error, and those of the branches below it."""
    yield error
    for inner in error.context or ():
        yield from leaves(inner)


def speaks_of(error: ValidationError, code: str, pointer: str) -> bool:
    """Is it the error that a file expects?"""
    if error.validator not in KEYWORDS[code]:
        return False
    if error.validator != "unevaluatedProperties":
        return pointer_of(error) == pointer
    parent, _, key = pointer.rpartition("/")
    return pointer_of(error) == parent and f"('{key}' was unexpected)" in error.message


def keys_within(value: object) -> Iterator[str]:
    """Every key anywhere in a JSON value."""
    if isinstance(value, dict):
        yield from value
        for inner in value.values():
            yield from keys_within(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from keys_within(inner)


def properties_within(schema: object) -> Iterator[str]:
    """Every property that a schema names anywhere."""
    if isinstance(schema, dict):
        for key, inner in schema.items():
            if key == "properties":
                yield from inner
            if key != "examples":
                yield from properties_within(inner)
    elif isinstance(schema, list):
        for inner in schema:
            yield from properties_within(inner)


def demanded(kind: str, data: dict[str, Any]) -> set[str]:
    """The keys without which this record would not be valid."""
    keys = set(REQUIRED[kind].split())
    for key, values in DEPENDENT.get(kind, {}).items():
        keys |= set(values.get(data[key], "").split())
    return keys


@pytest.mark.parametrize("kind", KINDS)
def test_there_are_enough_examples(kind: str) -> None:
    counts = tuple(len(paths_of(kind, folder)) for folder in ("valid", "invalid"))
    assert all(count >= least for count, least in zip(counts, AT_LEAST[kind], strict=True)), counts


def test_every_folder_of_examples_belongs_to_a_kind() -> None:
    assert sorted(folder.name for folder in EXAMPLES.iterdir()) == sorted(KINDS)
    assert {f"{kind}.schema.json" for kind in KINDS} <= set(SCHEMAS)


@pytest.mark.parametrize(("kind", "path"), examples("valid"))
def test_a_valid_example_is_accepted(kind: str, path: Path) -> None:
    assert [f"{pointer_of(error)}: {error.message}" for error in validator(kind).iter_errors(load(path))] == []


@pytest.mark.parametrize(("kind", "path"), examples("invalid"))
def test_an_invalid_example_is_refused_for_the_reason_it_names(kind: str, path: Path) -> None:
    expectation = EXPECT.fullmatch(path.read_text(encoding="utf-8").splitlines()[0])
    assert expectation, "the first line must be: # expect: <code> <pointer>"
    code, pointer = expectation[1], expectation[2] or ""
    errors = list(validator(kind).iter_errors(load(path)))
    for error in errors:
        found = [(pointer_of(leaf), leaf.validator) for leaf in leaves(error)]
        assert any(speaks_of(leaf, code, pointer) for leaf in leaves(error)), found
    assert errors, "the schema accepts it"


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_required_is_required_and_nothing_else(kind: str) -> None:
    judge = validator(kind)
    for data in valid_of(kind):
        for key in demanded(kind, data):
            assert key in data
            assert not judge.is_valid({k: v for k, v in data.items() if k != key}), f"{key} may be left out"
        for key in set(data) - demanded(kind, data):
            assert judge.is_valid({k: v for k, v in data.items() if k != key}), f"{key} may not be left out"


@pytest.mark.parametrize("kind", KINDS)
def test_every_property_stands_in_a_valid_example(kind: str) -> None:
    assert set(properties_within(SCHEMAS[f"{kind}.schema.json"])) <= set(keys_within(valid_of(kind)))


@pytest.mark.parametrize(
    ("kind", "key", "values"),
    [
        ("sessions", "type", "case personal joint partnership group informal decision oversight volunteer"),
        ("sessions", "status", "held cancelled missed"),
        ("sessions", "reason", "supervisor supervisee service other"),
        ("sessions", "mode", "in-person video phone"),
        ("sessions", "setting", "acrp cp-review cin-review ipm cla-review midway-check"),
        ("referrals", "type", "partnership whole-family"),
        ("audits", "type", "supervision-file case-supervision case-file joint"),
        ("escalations", "about", "frequency dispute practice"),
        ("teams", "agency", "childrens-service mental-health health education early-help"),
        ("tombstones", "reason", "mistake duplicate retention erasure"),
    ],
)
def test_every_value_stands_in_a_valid_example(kind: str, key: str, values: str) -> None:
    assert {data[key] for data in valid_of(kind) if key in data} == set(values.split())


@pytest.mark.parametrize(
    ("name", "values"),
    [
        (
            "role",
            (
                "social-worker practitioner assistant personal-adviser mental-health-worker health-visitor "
                "school-nurse nurse midwife family-nurse vulnerable-children-nurse designated-lead teacher "
                "contact-officer practice-supervisor deputy-team-manager team-manager team-leader senior-practitioner "
                "service-manager workforce-development head governor cluster-chair targeted-services-leader volunteer "
                "volunteer-lead reviewing-officer child-protection-coordinator practice-educator student auditor "
                "business-support"
            ),
        ),
        (
            "category",
            (
                "assessment cin cp cla care-leaver early-help tac caf family-support cause-for-concern stepped-down "
                "targeted universal duty fostering monitoring"
            ),
        ),
        ("system", "lcs protocol ics rio eis child-file parent-file health-file vct-copy worker-file"),
    ],
)
def test_a_shared_vocabulary_has_exactly_these_words(name: str, values: str) -> None:
    assert SCHEMAS["common.schema.json"]["$defs"][name]["enum"] == values.split()


def test_only_the_empty_settings_are_a_valid_empty_mapping() -> None:
    assert [kind for kind in KINDS if validator(kind).is_valid({})] == ["settings"]


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_no_mapping_or_has_an_unknown_key_is_refused(kind: str) -> None:
    judge = validator(kind)
    for nonsense in ([], "nothing", 1, True, valid_of(kind)):
        assert not judge.is_valid(nonsense)
    for data in valid_of(kind):
        assert not judge.is_valid({**data, "surname": "none"})


@pytest.mark.parametrize(
    "kind_of_session", ["case", "joint", "partnership", "group", "informal", "volunteer", "personal"]
)
def test_somebody_is_supervised_but_in_decisions_and_oversight(kind_of_session: str) -> None:
    data = next(data for data in valid_of("sessions") if data["type"] == kind_of_session)
    assert not validator("sessions").is_valid({**data, "supervisees": []})
    data = {key: value for key, value in data.items() if key not in ("partnership", "referral")}
    assert validator("sessions").is_valid({**data, "type": "decision", "supervisees": []})
    assert validator("sessions").is_valid({**data, "type": "oversight", "supervisees": []})


def test_a_line_break_after_a_value_is_refused() -> None:
    judge, data = validator("sessions"), valid_of("sessions")[0]
    for key, value in (("date", "2026-06-10"), ("start", "10:00"), ("team", "north-cin")):
        assert judge.is_valid({**data, key: value})
        assert not judge.is_valid({**data, key: value + "\n"})


def test_digits_of_other_scripts_are_refused() -> None:
    judge, data = validator("sessions"), valid_of("sessions")[0]
    assert not judge.is_valid({**data, "date": "\u0662\u0660\u0662\u0666-06-10"})
    assert not judge.is_valid({**data, "start": "\u0967\u0966:00"})
