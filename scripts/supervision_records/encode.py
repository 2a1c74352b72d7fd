"""Texts of others put where they show as they are and do nothing: a line of a log, a cell, a command, JSON.

For pages, see ``pages/html.py``. A text may come from a record, a file's name or Git, and be meant to do harm.
"""

from __future__ import annotations

import json
import re
import unicodedata
from typing import Any

#: Invisible, and harmless: it keeps what stands before and after it from being read as one thing.
JOINER = "\u2060"

#: What no text shows: control signs, what turns the direction of writing, half signs, and lines' ends of any sort.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
#: Joiners are part of ordinary words in some languages, and of some emoji.
_JOINERS = "\u200c\u200d"
_NONE = 0xFFFE
_BREAKS = re.compile("\r\n|[\n-\r\x1c-\x1e\x85\u2028\u2029]")
#: What GitHub's runner takes for a command: two colons at the beginning of a line, or this anywhere in it.
_COLONS, _OLD = re.compile(r"^(\s*:)(?=:)"), re.compile(r"(?<=#)(?=#\[)")
#: What GitHub makes links or mentions of in a rendered text.
_MENTION = re.compile(r"(?<=[@#])(?=\w)|(?<=:)(?=//)|(?<=\bwww)(?=\.)|(?<=\bGH)(?=-[0-9])", re.IGNORECASE)
#: What makes a spreadsheet take a cell for a formula, if it comes first; some cut off spaces, some read wide signs.
_FORMULA = re.compile("\\s*[=+\\-@\uff1d\uff0b\uff0d\uff20|%]")

#: What stands for itself in an address.
_PLAIN = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/")


def visible(text: str) -> str:
    """The text with a replacement sign for each sign that cannot be seen."""
    if text.isprintable():
        return text
    return "".join(sign if _is_seen(sign) else "\ufffd" for sign in text)


def _is_seen(sign: str) -> bool:
    """Is it a sign of writing? The last two of each plane are none."""
    return sign in _JOINERS or (unicodedata.category(sign) not in _UNSEEN and ord(sign) & 0xFFFE != _NONE)


def line(text: str) -> str:
    """The text as one line of a terminal or log, which moves no cursor and is no command of a workflow."""
    plain = visible(_BREAKS.sub(" ", text))
    return _OLD.sub(JOINER, _COLONS.sub(rf"\1{JOINER}", plain))


def lines(texts: list[str]) -> str:
    """Several such lines, each with its end."""
    return "".join(f"{line(text)}\n" for text in texts)


def cell(text: str) -> str:
    """The text as a cell of a CSV table; behind an apostrophe where a spreadsheet would take it for a formula."""
    plain = line(text)
    return f"'{plain}" if _FORMULA.match(plain) else plain


def command(name: str, message: str, **properties: object) -> str:
    """A workflow command of GitHub: one line, one command."""
    shown = ",".join(f"{key}={_percent(str(value), also=':,')}" for key, value in properties.items())
    return f"::{name} {shown}::{_percent(message)}"


def _percent(text: str, also: str = "") -> str:
    plain = _OLD.sub(JOINER, visible(_BREAKS.sub(" ", text)))
    for sign in "%" + also:
        plain = plain.replace(sign, f"%{ord(sign):02X}")
    return plain


def unlinked(text: str) -> str:
    """The text as one line for a page that GitHub renders, where nothing in it becomes a link or calls anybody."""
    return _MENTION.sub(JOINER, line(text))


def quoted(path: str) -> str:
    """A path as a part of an address: every sign that an address gives a meaning to stands as a code."""
    data = path.encode("utf-8", errors="surrogateescape")
    return "".join(chr(byte) if byte in _PLAIN else f"%{byte:02X}" for byte in data)


def json_text(value: Any) -> str:
    """A value as JSON, stable and for people to read, too. What cannot be seen, or is a command, stands as a code."""
    text = json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False)
    if not text.replace("\n", "").isprintable():
        text = "".join(sign if sign == "\n" or _is_seen(sign) else _code(sign) for sign in text)
    return text.replace("##[", "\\u0023#[") + "\n"


def _code(sign: str) -> str:
    return json.dumps(sign)[1:-1]
