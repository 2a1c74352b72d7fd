"""Numbers that identify a child or an adult: refused in every text of a record, and never shown in the message.

A detector is a row of ``DETECTORS``: a pattern for what looks like the number, and the arithmetic of its check digit,
which keeps other numbers from being taken for one. Sealed text is not looked at: there is nothing to read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from supervision_records.model import Problem, Record
from supervision_records.store import Store
from supervision_records.yamlio import leaves, problem_at


class Detector(NamedTuple):
    """One sort of number. ``pattern`` looks ahead, so that matches may overlap; ``genuine`` takes it without spaces."""

    code: str
    name: str
    pattern: re.Pattern[str]
    genuine: Callable[[str], bool]


def is_nhs_number(number: str) -> bool:
    """Ten digits: is the last the check digit of the nine before it (mod 11)? A digit ten times over is not issued."""
    total = sum(int(digit) * weight for digit, weight in zip(number, range(10, 1, -1), strict=False))
    return len(set(number)) > 1 and (11 - total % 11) % 11 == int(number[9])


_UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"


def is_upn(number: str) -> bool:
    """A letter and twelve digits (the last may be a letter, if temporary): does the first letter check (mod 23)?"""
    upper = number.upper()
    values = [int(sign) if sign.isdigit() else _UPN_LETTERS.index(sign) for sign in upper[1:]]
    return _UPN_LETTERS[sum(value * weight for weight, value in enumerate(values, start=2)) % 23] == upper[0]


DETECTORS = (
    Detector(
        "nhs-number",
        "an NHS number",
        re.compile(r"(?<![0-9])(?=([0-9](?:[ \u00a0]?[0-9]){9}|[0-9]{3}-[0-9]{3}-[0-9]{4})(?![0-9]))"),
        is_nhs_number,
    ),
    Detector(
        "upn",
        "a unique pupil number (UPN)",
        re.compile(
            r"(?<![A-Za-z0-9])(?=([A-HJ-NP-RT-Z](?:[ \u00a0]?[0-9]){11}[ \u00a0]?[0-9A-HJ-NP-RT-Z])(?![A-Za-z0-9]))",
            re.IGNORECASE | re.ASCII,
        ),
        is_upn,
    ),
)

_SEPARATORS = str.maketrans("", "", " \u00a0-")
_ENOUGH_DIGITS = re.compile(r"(?:[0-9][^0-9]?){10}")


def check(store: Store) -> Iterator[Problem]:
    """Every place in the records that holds such a number."""
    for of_kind in store.records.values():
        for record in of_kind.values():
            yield from check_record(record)


def check_record(record: Record) -> Iterator[Problem]:
    """Every place in one record, its file's name and its keys included."""
    for detector in found_in(record.id):
        yield _problem(record, "", detector)
    for pointer, value in leaves(record.data):
        if pointer.endswith("/sealed") or isinstance(value, bool):
            continue
        for detector in found_in(f"{pointer}\n{value}"):
            yield _problem(record, pointer, detector)


def found_in(text: str) -> Iterator[Detector]:
    """The detectors that find something in a text."""
    if _ENOUGH_DIGITS.search(text):
        for detector in DETECTORS:
            found = detector.pattern.finditer(text)
            if any(detector.genuine(match.group(1).translate(_SEPARATORS)) for match in found):
                yield detector


def _problem(record: Record, pointer: str, detector: Detector) -> Problem:
    return problem_at(
        record.path,
        record.marks,
        pointer,
        detector.code,
        f"This looks like {detector.name}: its check digit fits.",
        "Take it out here and keep it in the case system. If it was already sent in, tell whoever is responsible for "
        "information governance: deleting the line does not take it out of the history.",
    )
