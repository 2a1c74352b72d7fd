"""Numbers that identify people are found wherever they stand, and never repeated."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from supervision_records.model import Record
from supervision_records.privacy import check, check_record, found_in
from supervision_records.privacy.numbers import is_nhs_number, is_upn
from supervision_records.schema import Schemas
from supervision_records.settings import Settings
from supervision_records.store import build_store

# 943 476 5919 and 999 000 0018 are published examples of the form; they belong to nobody.
NHS = [
    "9434765919",
    "943 476 5919",
    "943-476-5919",
    "9 4 3 4 7 6 5 9 1 9",
    "943\u00a0476\u00a05919",
    "see 9434765919.",
    "x9434765919x",
    "1 943 476 5919",
    "9990000018",
]
NOT_NHS = [
    "9434765918",
    "94347659190",
    "19434765919",
    "943476591",
    "943 4765 91x9",
    "2026-06-10 10",
    "07700 900123",
    "1" * 9,
    "1111111111",
    "",
]
UPN = ["A123456789012", "a123456789012", "A1234 5678 9012", "(A123456789012)"]


def upn(digits: str) -> str:
    """The pupil number that these digits make."""
    return next(letter + digits for letter in "ABCDEFGHJKLMNPQRTUVWXYZ" if is_upn(letter + digits))


@pytest.mark.parametrize("text", NHS)
def test_nhs_numbers(text: str) -> None:
    assert found_in(text).codes == ("nhs-number",)


@pytest.mark.parametrize("text", NOT_NHS)
def test_numbers_that_are_no_nhs_numbers(text: str) -> None:
    assert "nhs-number" not in found_in(text).codes


def test_the_check_digit_of_an_nhs_number() -> None:
    assert is_nhs_number("9434765919")
    fitting = [digit for digit in "0123456789" if is_nhs_number("943476591" + digit)]
    assert fitting == ["9"]
    assert not any(is_nhs_number("100000001" + digit) for digit in "1")  # remainders that need a 10
    assert sum(is_nhs_number(f"94347659{n:02}") for n in range(100)) in range(8, 12)


def test_pupil_numbers() -> None:
    for digits in ("123456789012", "82001001001A", "000000000001"):
        number = upn(digits)
        for text in (number, number.lower(), f"({number})", f"{number[:5]} {number[5:]}"):
            assert "upn" in found_in(text).codes
        wrong = ("B" if number[0] == "A" else "A") + digits
        for text in (wrong, number + "1", "x" + number):
            assert "upn" not in found_in(text).codes


def record(data: dict[str, Any], record_id: str = "s1") -> Record:
    return Record("sessions", record_id, f"records/sessions/{record_id}.yaml", data, {"": (1, 1), "/a": (2, 4)})


@pytest.mark.parametrize(
    ("data", "pointer"),
    [
        ({"a": "about 943 476 5919"}, "/a"),
        ({"a": {"b": ["x", "9434765919"]}}, "/a/b/1"),
        ({"a": 9434765919}, "/a"),
        ({"a": {"9434765919": "x"}}, "/a"),
        ({"a": {"943-476-5919": {"held": "lcs"}}}, "/a"),
    ],
)
def test_everywhere_in_a_record_without_repeating_it(data: dict[str, Any], pointer: str) -> None:
    (problem,) = check_record(record(data))
    assert (problem.code, problem.pointer, problem.severity) == ("nhs-number", pointer, "error")
    assert (problem.line, problem.column) == (2, 4)
    assert "943" not in str(problem)


def test_the_name_of_a_file_counts_too() -> None:
    (problem,) = check_record(record({}, "s-9434765919"))
    assert (problem.code, problem.line) == ("nhs-number", 1)
    assert "943" not in problem.message + problem.hint


def test_sealed_text_and_truth_values_are_passed_over() -> None:
    sealed = "-----BEGIN AGE ENCRYPTED FILE-----\n9434765919\n-----END AGE ENCRYPTED FILE-----\n"
    assert list(check_record(record({"a": {"sealed": sealed}, "b": True}))) == []


def test_text_that_only_says_it_is_sealed_is_read() -> None:
    assert [problem.code for problem in check_record(record({"a": {"sealed": "9434765919"}}))] == ["nhs-number"]


def test_a_store() -> None:
    schemas = Schemas.read(Path(__file__).parents[1] / "schemas")
    raw = (
        b"person: ab\nopened: 2026-01-05\nabout: frequency\nsteps:\n"
        b"  - {step: one-to-one, on: 2026-01-05, with: [ab], outcome: 943 476 5919}\n"
    )
    store = build_store([("records/escalations/2026/e1.yaml", raw)], schemas)
    assert [(problem.code, problem.line) for problem in check(store, Settings())] == [("nhs-number", 5)]


def test_long_texts_take_no_long_time() -> None:
    started = time.perf_counter()
    assert found_in("1 " * 100_000).codes == ()
    assert time.perf_counter() - started < 30
