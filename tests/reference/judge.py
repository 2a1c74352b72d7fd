"""An independent judge of the rules on plain records, for one date: slow, obvious, and no code of the package.

It was written from the words of the rules alone, so that a mistake would have to be made twice to go unseen.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from .assurance import assurance
from .cadence import cadences
from .completeness import completeness
from .content import content
from .days import Working
from .deadlines import deadlines
from .milestones import milestones
from .others import others
from .relations import relations
from .verdict import Verdict
from .world import Data, Past, World

ALL = ("met", "due", "breach")
AT_ONCE = ("met", "breach")

#: What is covered: each rule by form, and the verdicts that random worlds have to bring about.
_BY_FORM: Mapping[str, Mapping[tuple[str, ...], str]] = {
    "cadence": {
        (*ALL, "excused"): "ISL-1 ISL-10 ISL-12 TEL-3 TEL-13 TEL-28",
        ALL: "JNT-1 JNT-8 STK-17 WTW-1 WTW-4 WTW-12 ISL-2b ISL-5 TEL-2 TEL-3b TEL-4 TEL-6 TEL-12 TEL-16 TEL-17 TEL-22b",
    },
    "deadline": {
        ALL: "STK-3 STK-12 STK-15 STK-16 STK-18 WTW-5 WTW-10 ISL-4 ISL-6 ISL-8 ISL-9 ISL-14 "
        "TEL-5 TEL-8 TEL-14 TEL-18 TEL-19 TEL-20 TEL-22 TEL-24",
        AT_ONCE: "WTW-11",
    },
    "completeness": {
        ALL: "JNT-3 JNT-4 JNT-5 STK-6 STK-8 STK-9 STK-10 STK-13 STK-15 WTW-6 WTW-7 WTW-8 WTW-9 ISL-2 ISL-3 ISL-7 "
        "ISL-8 ISL-12 ISL-13 ISL-15 TEL-8 TEL-9 TEL-14 TEL-23 TEL-28b",
        AT_ONCE: "JNT-2 STK-11 WTW-2 WTW-16 WTW-19 TEL-21 TEL-29",
    },
    "precondition": {AT_ONCE: "JNT-6 STK-4 STK-5 WTW-3 ISL-17 TEL-1 TEL-19b"},
    "count": {ALL: "TEL-10 TEL-11", AT_ONCE: "STK-7"},
    "review": {("breach",): "JNT-9 WTW-15 TEL-27"},
}
COVERED: Mapping[tuple[str, str], tuple[str, ...]] = {
    (rule, form): statuses
    for form, groups in _BY_FORM.items()
    for statuses, rules in groups.items()
    for rule in rules.split()
}


def judge(
    records: Mapping[str, Mapping[str, Data]], today: date, working: Working | None = None, past: Past | None = None
) -> list[Verdict]:
    """Every judgement on the records (kind → id → data) as of a date, sorted."""
    world = World(records, today, working or Working(), past)
    found = (cadences, deadlines, milestones, completeness, content, relations, assurance, others)
    return sorted(verdict for judgements in found for verdict in judgements(world))
