"""The table of detectors, and what they find in one text."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from supervision_records.privacy import contact, dates, numbers
from supervision_records.privacy.text import plain


class Detector(NamedTuple):
    """One sort of detail: its code, what it looks like in words, what to write instead, and how it is found."""

    code: str
    looks_like: str
    instead: str
    finds: Callable[[str], bool]


class Found(NamedTuple):
    """What a text holds: codes of detectors, and the earliest date that it writes out, whatever that may mean."""

    codes: tuple[str, ...] = ()
    earliest: date | None = None


NOTHING = Found()

_CASE = "Write the case's id here, and keep the number in the case system."

DETECTORS = (
    Detector("nhs-number", "an NHS number: its check digit fits", _CASE, numbers.has_nhs_number),
    Detector("upn", "a unique pupil number (UPN): its check letter fits", _CASE, numbers.has_upn),
    Detector(
        "insurance-number",
        "a National Insurance number",
        "Write the person's id here, and keep the number in the worker's or the child's file.",
        numbers.has_insurance_number,
    ),
    Detector(
        "birth-date",
        "a date of birth",
        "Leave it out; where the age matters, write it in years.",
        dates.says_birth,
    ),
    Detector(
        "postcode",
        "a postcode",
        "Name the team or the locality instead, and keep the address in the case system.",
        contact.has_postcode,
    ),
    Detector(
        "telephone",
        "a telephone number",
        "Write the id of the person to be called, and keep the number in the case system.",
        contact.has_telephone,
    ),
    Detector(
        "e-mail",
        "an e-mail address",
        "Write the person's id; an address for work belongs under `identities` of the person's own record.",
        contact.has_mail,
    ),
)

#: A name of the local list. It is no row above: what it finds depends on the list.
NAME = Detector(
    "name",
    "a name of the local list",
    "Write the id of the case or the person instead of the name.",
    lambda _: False,
)

#: What every code means.
BY_CODE = {detector.code: detector for detector in (*DETECTORS, NAME)}

#: Without a digit or an at sign, only a list of names can find anything.
WORTH_A_LOOK = r"[0-9@]|[(\[]at[)\]]"
_WORTH_A_LOOK = re.compile(WORTH_A_LOOK, re.IGNORECASE)


def found_in(text: str) -> Found:
    """What a text holds. Most texts of records recur (ids, statuses, agenda points), so short ones are remembered."""
    return _remembered(text) if len(text) <= _SHORT else _scan(text)


_SHORT = 80


def _scan(text: str) -> Found:
    clear = plain(text)
    if _WORTH_A_LOOK.search(clear) is None:
        return NOTHING
    codes = tuple(detector.code for detector in DETECTORS if detector.finds(clear))
    earliest = dates.earliest(clear)
    return Found(codes, earliest) if codes or earliest else NOTHING


_remembered = lru_cache(maxsize=50_000)(_scan)
