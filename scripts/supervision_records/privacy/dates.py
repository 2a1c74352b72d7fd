"""Dates of birth: a date beside a word for birth, or one that lies too far back to be about the work."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
#: Two digits of a year from here on are of the last century: whom records are about now was born since.
_CENTURY = 50
_MONTH = (
    r"(?P<{0}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?P<{0}>[0-3]?[0-9])(?:st|nd|rd|th)?"
_YEAR = r"(?P<{0}>(?:19|20)[0-9]{{2}}|'?[0-9]{{2}})"
#: Nothing that makes it part of an id, a path, a version or a longer number stands before or after.
_BEFORE, _AFTER = r"(?<![\w./-])", r"(?![\w/-]|\.[0-9])"

#: The ways in which a day, a month and a year are written; groups end in the number of the way.
_WAYS = (
    r"(?P<y1>(?:19|20)[0-9]{2})[-/.](?P<m1>[01]?[0-9])[-/.](?P<d1>[0-3]?[0-9])",
    r"(?P<d2>[0-3]?[0-9])\s?[-/.]\s?(?P<m2>[01]?[0-9])\s?[-/.]\s?(?P<y2>(?:19|20)[0-9]{2})",
    r"(?P<d3>[0-3]?[0-9])/(?P<m3>[01]?[0-9])/(?P<y3>[0-9]{2})",
    rf"{_DAY.format('d4')}[\s-]?(?:of\s)?{_MONTH.format('m4')},?[\s-]?{_YEAR.format('y4')}",
    rf"{_MONTH.format('m5')}\s{_DAY.format('d5')},?\s{_YEAR.format('y5')}",
)
_FULL = re.compile(rf"{_BEFORE}(?:{'|'.join(_WAYS)}){_AFTER}", re.IGNORECASE | re.ASCII)

#: A word for birth, and a date of any sort (full, without its year, or eight digits) not far from it.
_BIRTH = r"(?<![a-z])(?:d\.?\s?o\.?\s?b(?![a-z])\.?|dates?\sof\sbirth|birth\s?da(?:y|te)s?|born)(?![a-z])"
_ANY_DATE = (
    r"(?<![0-9])(?:[0-9]{1,4}\s?[-/.]\s?[0-9]{1,2}\s?[-/.]\s?[0-9]{1,4}|[0-9]{8}|[0-9]{6}|[0-9]{1,2}/[0-9]{1,2}|"
    rf"(?:{_DAY.format('d6')}[\s-]?(?:of\s)?{_MONTH.format('m6')}|{_MONTH.format('m7')}\s{_DAY.format('d7')})"
    rf"(?:,?[\s-]?{_YEAR.format('y7')})?"
    r")(?![0-9])"
)
_AFTER_BIRTH = re.compile(rf"{_BIRTH}[^\n0-9]{{0,20}}?{_ANY_DATE}", re.IGNORECASE | re.ASCII)
_BEFORE_BIRTH = re.compile(rf"{_ANY_DATE}[^\n0-9]{{0,12}}?{_BIRTH}", re.IGNORECASE | re.ASCII)
_ANY_BIRTH = re.compile(_BIRTH, re.IGNORECASE | re.ASCII)


def says_birth(text: str) -> bool:
    """Does a plain text put a date beside a word for birth?"""
    if _ANY_BIRTH.search(text) is None:
        return False
    return _AFTER_BIRTH.search(text) is not None or _BEFORE_BIRTH.search(text) is not None


def earliest(text: str) -> date | None:
    """The earliest full date that a plain text writes out; None if there is none. Two-digit years are from 1950 on."""
    days = (_day(found) for found in _FULL.finditer(text))
    return min((day for day in days if day), default=None)


def _day(found: re.Match[str]) -> date | None:
    groups = {name[0]: value for name, value in found.groupdict().items() if value is not None}
    year, day, month = int(groups["y"].lstrip("'")), int(groups["d"]), _month(groups["m"])
    if year < 100:  # noqa: PLR2004  (two digits)
        year += 1900 if year >= _CENTURY else 2000
    if month > 12 >= day:  # noqa: PLR2004  (months; some write the month first)
        day, month = month, day
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month(text: str) -> int:
    return int(text) if text.isdigit() else _MONTHS.index(text[:3].lower()) + 1
