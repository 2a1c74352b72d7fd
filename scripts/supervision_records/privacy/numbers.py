"""Numbers that the state gives to one person: NHS number, unique pupil number, National Insurance number."""

from __future__ import annotations

import re
from operator import mul

#: Ten digits with at most a space between two, or in groups of 3, 3 and 4. It looks ahead, so that matches may overlap.
_NHS = re.compile(r"(?<![0-9])(?=([0-9](?: ?[0-9]){9}|[0-9]{3}[ ./-]{1,3}[0-9]{3}[ ./-]{1,3}[0-9]{4})(?![0-9]))")
_UPN = re.compile(
    r"(?<![A-Z0-9])(?=([A-HJ-NP-RT-Z](?: ?[0-9]){11} ?[0-9A-HJ-NP-RT-Z])(?![A-Z0-9]))",
    re.IGNORECASE | re.ASCII,
)
#: Letters and prefixes that are not given out are left out, and so is the form without its last letter.
_NINO = re.compile(
    r"(?<![A-Z0-9])(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][ .-]?"
    r"[0-9]{2}[ .-]?[0-9]{2}[ .-]?[0-9]{2}[ .-]?[A-DFMP](?![A-Z0-9])",
    re.IGNORECASE | re.ASCII,
)
_NHS_WEIGHTS = range(10, 0, -1)
_SEPARATORS = str.maketrans("", "", " ./-")
_UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"


def is_nhs_number(number: str) -> bool:
    """Ten digits: is the last the check digit of the nine before it (mod 11)? A digit ten times over is not issued."""
    return sum(map(mul, map(int, number), _NHS_WEIGHTS)) % 11 == 0 and len(set(number)) > 1


def is_upn(number: str) -> bool:
    """A letter and twelve digits (the last may be a letter, if temporary): does the first letter check (mod 23)?"""
    upper = number.upper()
    values = [int(sign) if sign.isdigit() else _UPN_LETTERS.index(sign) for sign in upper[1:]]
    return _UPN_LETTERS[sum(value * weight for weight, value in enumerate(values, start=2)) % 23] == upper[0]


def has_nhs_number(text: str) -> bool:
    """Is there an NHS number in a plain text?"""
    return any(is_nhs_number(found[1].translate(_SEPARATORS)) for found in _NHS.finditer(text))


def has_upn(text: str) -> bool:
    """Is there a unique pupil number in a plain text?"""
    return any(is_upn(found[1].translate(_SEPARATORS)) for found in _UPN.finditer(text))


def has_insurance_number(text: str) -> bool:
    """Is there a National Insurance number in a plain text?"""
    return _NINO.search(text) is not None
