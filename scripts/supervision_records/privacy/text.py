"""Text as the detectors read it: one way of writing each digit, space and dash, and nothing that cannot be seen."""

from __future__ import annotations

import re
import unicodedata

#: Categories of Unicode: what cannot be seen, and marks that combine with the letter before them.
_UNSEEN = frozenset({"Cf"})
_MARKS = frozenset({"Mn", "Me"})

#: Letters that do not fall apart into a plain one and its mark, as a name is often typed without them.
_PLAIN = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "\u0131": "i", "ħ": "h", "ŧ": "t"}
)
_APOSTROPHES = str.maketrans("", "", "'’‘ʼ`´")  # noqa: RUF001  (the signs that people type for an apostrophe)
_OF_SOMEBODY = re.compile(r"['’]s(?!\w)")
_LETTERS = re.compile(r"[^\W\d_]+")


def plain(text: str) -> str:
    r"""The text with every digit as 0 to 9, any space as a space, any dash as a hyphen, and no unseen signs.

    >>> plain("0\u0661\u00a02\u2013\u200b3")
    '01 2-3'
    """
    if text.isascii():
        return text
    return "".join(map(_sign, unicodedata.normalize("NFKC", text)))


def _sign(sign: str) -> str:
    if sign.isascii():
        return sign
    category = unicodedata.category(sign)
    if category == "Nd":
        return str(unicodedata.decimal(sign))
    if category == "Zs":
        return " "
    if category == "Pd" or sign == "\u2212":
        return "-"
    return "" if category in _UNSEEN else sign


def words(text: str) -> list[str]:
    """The words of a text in small letters without accents and apostrophes; a digit or a hyphen ends a word.

    >>> words("O'Brien-Łuk2's")
    ['obrien', 'luk']
    """
    if not text.isascii():
        apart = unicodedata.normalize("NFKD", text)
        text = "".join(sign for sign in apart if unicodedata.category(sign) not in _MARKS | _UNSEEN)
    small = _OF_SOMEBODY.sub("", text.casefold())
    return _LETTERS.findall(small.translate(_PLAIN).translate(_APOSTROPHES))
