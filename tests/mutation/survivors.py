"""The survivors that no test can kill, as ``survivors.md`` lists them."""

from __future__ import annotations

import re
from pathlib import Path

_ROW = re.compile(r"\| `(?P<path>[^`]+)` \| `(?P<owner>[^`]*)` \| `` (?P<before>.+) `` \| `` (?P<after>.+) `` \| .+ \|")


def equivalents() -> frozenset[tuple[str, str, str, str]]:
    """Module, function, code before and after of each row of the table."""
    text = Path(__file__).with_name("survivors.md").read_text(encoding="utf-8")
    rows = (_ROW.fullmatch(line) for line in text.splitlines())
    return frozenset((row["path"], row["owner"], row["before"], row["after"]) for row in rows if row)
