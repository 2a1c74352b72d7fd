"""What is found clear at a glance is what nothing is found in value by value."""

from __future__ import annotations

import pytest

from supervision_records.model import Record
from supervision_records.privacy import Names, check_record
from supervision_records.privacy.clear import is_clear
from supervision_records.yamlio import load

CLEAR = 'date: 2026-06-10\nstart: "10:00"\nminutes: 90\ncases:\n  - case: c-4f7k2m9p\n    child_seen: 2026-06-03\n'
NAMES = Names.of(["Quagga Zebra", "Okapi"])


def _record(text: str, record_id: str = "s-2026-06-10") -> Record:
    document, problems = load("records/sessions/a/2026/s.yaml", text.encode())
    assert document is not None, problems
    return Record("sessions", record_id, document.path, document.data, document.marks)


def test_a_plain_record_is_clear() -> None:
    assert is_clear(_record(CLEAR), None)
    assert is_clear(_record(CLEAR), NAMES)


@pytest.mark.parametrize(
    "line",
    [
        "review: born on 3 May 2014",
        "review: see SW1A 1AA",
        "review: 07700 900123",
        "review: a@example.org",
        "review: a [at] example.org",
        "review: 943 476 5919",
        '"943 476 5919": a',
        "review: 1999-05-04",
        "a@b: c",
        "notes: {x: 07700900123}",
        "agenda: [a, 07700900123]",
        "agenda:\n  - 07700 900123",
        "n: 9434765919",
        "a: |\n  0770\n  0900123",
        "a: okapi",
        "a: quagga zebra",
        "a: b # okapi",
        "a: b # 07700 900123",
    ],
)
def test_whatever_is_found_value_by_value_is_not_clear(line: str) -> None:
    record = _record(f"{CLEAR}{line}\n")
    found = list(check_record(record, NAMES))
    assert not (found and is_clear(record, NAMES))
    assert not (list(check_record(record)) and is_clear(record, None))


def test_a_name_in_the_id_is_not_clear() -> None:
    assert not is_clear(_record(CLEAR, "okapi"), NAMES)
    assert not is_clear(_record(CLEAR, "s-07700900123"), None)


def test_of_a_file_that_is_not_plain_nothing_is_said() -> None:
    assert not is_clear(_record(f"# a comment\n{CLEAR}"), None)
    assert not is_clear(Record("sessions", "s-1", "x", {"a": "b"}), None)
