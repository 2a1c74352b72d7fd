"""Details that belong to nobody, made from parts, so that none is written out in the repository."""

from __future__ import annotations

from supervision_records.privacy.numbers import is_nhs_number, is_upn


def nhs(start: str) -> str:
    """The ten digits that nine make; those from 999 on are kept for tests."""
    return next(start + digit for digit in "0123456789" if is_nhs_number(start + digit))


def upn(digits: str) -> str:
    """The pupil number that its last twelve signs make."""
    return next(letter + digits for letter in "ABCDEFGHJKLMNPQRTUVWXYZ" if is_upn(letter + digits))


def nino(prefix: str = "AB", digits: str = "00" * 3, suffix: str = "A") -> str:
    """A National Insurance number in form; one of noughts was never given out."""
    return prefix + digits + suffix


def postcode(area: str, district: str = "99", inward: str = "9ZZ") -> str:
    """A postcode in form; no area has a district 99."""
    return f"{area}{district} {inward}"


#: Ofcom keeps these for stories: landlines of no place, of London and Manchester, and mobiles.
LANDLINE, LONDON, MANCHESTER, MOBILE = (
    ("01632", "960123"),
    ("020", "7946", "0123"),
    ("0161", "496", "0123"),
    ("07700", "900123"),
)
MAIL = "sw-ash@example.org"
