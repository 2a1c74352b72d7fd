"""Where somebody lives or is reached: postcodes, telephone numbers, e-mail addresses."""

from __future__ import annotations

import re

#: The letters that a postcode of the United Kingdom, the Channel Islands or the Isle of Man begins with.
_AREAS = """
    AB AL B BA BB BD BF BH BL BN BR BS BT BX CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX
    FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML
    N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY
    TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE
"""
AREAS = frozenset(_AREAS.split())
#: Areas, all in London, in which a district may end in a letter.
_LETTERED = frozenset({"E", "EC", "N", "NW", "SE", "SW", "W", "WC"})
_POSTCODE = re.compile(
    r"(?<![A-Za-z0-9])([A-Za-z]{1,2})([0-9][0-9A-Za-z]?)( {0,2}|-)"
    r"([0-9][ABD-HJLNP-UW-Zabd-hjlnp-uw-z]{2})(?![A-Za-z0-9])"
)
#: What looks like the end of a postcode in small letters but is a number with its word: "team e1 2nd visit".
_COUNTED = re.compile(r"[0-9](?:st|nd|rd|th|hr|yr|ft)")
#: In small letters and without a space, or with a hyphen, shorter ones are far more often an id: e12ab, e1-2ab.
_SHORTEST_RUN = 6

_DATES = re.compile(
    r"(?<![0-9])(?:(?:19|20)[0-9]{2}[./-][0-9]{1,2}[./-][0-9]{1,2}|[0-9]{1,2}[./-][0-9]{1,2}[./-](?:19|20)[0-9]{2})"
    r"(?![0-9])"
)
#: After 0 come nine or ten digits, the first group of three or more (or single digits all along); after +44 the same
#: without the 0; a mobile number may have a bare 44; any other country has a plus sign.
_GAP = r"[ ().-]{0,3}"
_TELEPHONE = re.compile(
    r"(?<![0-9A-Za-z])(?<![0-9][.-])(?:"
    rf"\(?0[123578][0-9]\)?(?:{_GAP}[0-9]){{7,8}}"
    r"|0[ .-][123578](?:[ .-][0-9]){8,9}"
    rf"|(?:\(?\+44\)?|\(?0044\)?){_GAP}(?:\(0\){_GAP})?[123578](?:{_GAP}[0-9]){{8,9}}"
    rf"|44{_GAP}7(?:{_GAP}[0-9]){{9}}"
    rf"|\+[1-9](?:{_GAP}[0-9]){{8,13}}"
    r")(?![0-9A-Za-z])"
)
_MAIL = re.compile(r"[\w.%+'-](?:@|\s?[(\[]at[)\]]\s?)[\w-][\w.-]{0,252}\.[^\W\d_]{2,24}(?!\w)", re.IGNORECASE)


def has_postcode(text: str) -> bool:
    """Is there a full postcode in a plain text?"""
    return any(_is_postcode(*found.groups()) for found in _POSTCODE.finditer(text))


def _is_postcode(area: str, district: str, between: str, inward: str) -> bool:
    if area.upper() not in AREAS or (district[-1].isalpha() and area.upper() not in _LETTERED):
        return False
    small = (area + district + inward).islower()
    if small and between and _COUNTED.fullmatch(inward):
        return False
    return len(area + district + inward) >= _SHORTEST_RUN if between == "-" or (small and not between) else True


def has_telephone(text: str) -> bool:
    """Is there a telephone number in a plain text? Dates are passed over."""
    return _TELEPHONE.search(_DATES.sub("#", text)) is not None


def has_mail(text: str) -> bool:
    """Is there an e-mail address in a plain text?"""
    return _MAIL.search(text) is not None
