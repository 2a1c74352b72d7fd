"""The designed stories: workers, other staff, volunteers and cases.

A worker's turn is a number of calendar months before that of the as-of date (0 is the current one, -1 the contract).
For those supervised every six weeks a turn counts the sessions from the first. Days are counted back from the as-of
date.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

Faults = Mapping[int, Collection[str]]


@dataclass(frozen=True)
class CaseStory:
    """One case: days since it was referred and allocated, what was ``late`` or ``undone``, ``also`` other steps."""

    referred: int
    allocated: int | None
    late: Collection[str] = ()
    undone: Collection[str] = ()
    also: Mapping[str, int] = field(default_factory=dict)
    category: str = "tac"
    route: str = "eha"
    source: str = "professional"
    closed: int | None = None
    referral: str | None = None


@dataclass(frozen=True)
class WorkerStory:
    """One practitioner: faults, weeks between sessions by contract, whether new last September, and special cases."""

    faults: Faults = field(default_factory=dict)
    weeks: int | None = None
    new: bool = False
    away: tuple[tuple[int, int, int, int], ...] = ()
    cases: tuple[CaseStory, ...] = ()
    size: int = 1

    def absences(self, year: int) -> list[tuple[date, date]]:
        """Absences in last year, written as (month, day, month, day)."""
        return [(date(year, a, b), date(year, c, d)) for a, b, c, d in self.away]


ON_TIME = CaseStory(200, 190, closed=20, referral="just-enough")
LATE_STARTS = (
    CaseStory(170, 160, late=("first-contact", "referrer-notified"), referral="too-little"),
    CaseStory(165, 158, late=("first-visit", "family-circle"), source="family-connect", referral="no-plan"),
    CaseStory(180, 172, late=("assessment", "support-meeting", "psp-checked"), route="ehsp", referral="declined"),
)
NOTHING_YET = ("first-contact", "referrer-notified", "first-visit", "assessment", "family-circle")
NOT_DONE = (
    CaseStory(8, 1, undone=NOTHING_YET),
    CaseStory(30, 21, undone=NOTHING_YET, category="cp"),
    CaseStory(140, 130, undone=("family-circle", "support-meeting")),
)
CLOSING = (
    CaseStory(300, 290, also={"closure-directed": 5}),
    CaseStory(310, 300, also={"closure-directed": 20}),
    CaseStory(250, 240, late=("closed-summary",), closed=15),
)
MISSING = (
    CaseStory(100, 92, also={"missing-found": 2}),
    CaseStory(105, 96, also={"missing-found": 30}),
    CaseStory(110, 101, also={"missing-found": 43, "return-interview": 40}),
    CaseStory(115, 104, also={"missing-found": 54, "return-interview-declined": 50}),
    CaseStory(120, 112, also={"missing-found": 60, "social-worker-told": 60}, category="cp"),
)
DRIFTING = CaseStory(90, 80, also={"disengaged": 2})
LASTING = (CaseStory(300, 290, also={"disengaged": 100}), CaseStory(320, 312, source="transfer"))
#: Not allocated yet, by locality: for some days; for longer than is right, and the family has drifted away.
WAITING = (CaseStory(20, None), CaseStory(100, None, also={"disengaged": 60}))

WORKERS = (
    # One fault a month; this month's sessions are so fresh that nothing is written up.
    WorkerStory(
        {
            0: ["fresh", "TEL-28b"],
            1: ["TEL-8", "TEL-9"],
            2: ["TEL-8-signed", "TEL-28b"],
            3: ["TEL-29", "TEL-29-case"],
            4: ["TEL-3"],
            5: ["TEL-28"],
            7: ["last-day"],
        },
        cases=LASTING,
    ),
    # New last September and away for seven weeks: months, and last year's observation, are excused.
    WorkerStory({}, new=True, away=((10, 13, 12, 1),), cases=(ON_TIME,)),
    # Part-time, every eight weeks by contract, with one long gap; the contract was reviewed late.
    WorkerStory({-1: ["TEL-2"], 3: ["TEL-4"]}, weeks=8, cases=LATE_STARTS),
    # The contract was signed by one side only; not observed last year.
    WorkerStory({-1: ["unsigned", "TEL-13"]}, cases=NOT_DONE),
    # Cancelled sessions: a new date in time, late, none, and not yet. Signed the contract months late.
    WorkerStory({-1: ["TEL-1", "cancelled"]}, cases=CLOSING),
    # Not yet supervised this month; talks in between, well and badly recorded; a family has just stopped taking part.
    WorkerStory({0: ["TEL-3", "TEL-28"], -1: ["informal"]}, cases=(*MISSING, DRIFTING)),
)

#: Staff without cases, supervised every six weeks: steadily, and with one long gap.
OTHERS: tuple[Faults, ...] = ({}, {2: ["TEL-3b"]})
#: Volunteers: steadily; one session late; one session held by somebody who is not their lead.
VOLUNTEERS: tuple[Faults, ...] = ({}, {2: ["TEL-16"]}, {3: ["TEL-16-lead"]})
#: Cancelled sessions: days ago, and the working days after which the new date lay (None: none yet).
CANCELLED: tuple[tuple[int, int | None], ...] = ((3, None), (40, None), (75, 10), (110, 11))
#: Informal talks: days ago, and what is wrong with the record.
INFORMAL: tuple[tuple[int, Collection[str]], ...] = (
    (1, ("fresh",)),
    (35, ()),
    (63, ("TEL-14",)),
    (98, ("TEL-14-filing",)),
)
#: Group reflection: days ago, and what is wrong with the record.
GROUPS: tuple[tuple[int, Collection[str]], ...] = ((2, ("fresh",)), (80, ()), (170, ("TEL-23",)))
