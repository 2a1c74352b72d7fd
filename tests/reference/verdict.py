"""One judgement of the naive judge, as a plain tuple that sorts and prints well."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple


class Verdict(NamedTuple):
    """What a finding says, less its words: compared with the package's findings one by one."""

    rule: str
    form: str
    kind: str
    id: str
    part: str
    start: date
    end: date
    status: str
    due: date
    days_late: int
