"""What one random repository is mostly about: whom one rule concerns, and what keeps it or narrowly misses it.

Without a focus, random records hardly ever keep a rule: the right role, contract and session must come together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from .world import ISL, JNT, STK, TEL, WTW


@dataclass(frozen=True)
class Focus:
    """A type of session at an interval, between a leader (person-1) and a subject (person-2) of some role."""

    rule: str
    kind: str
    interval: Mapping[str, int]
    role: str = "social-worker"
    leader: str = "team-manager"
    holds_cases: bool = True
    contract: Mapping[str, int] | None = None
    absences: int = 40
    odds: Mapping[str, int] = field(default_factory=dict)


MONTH = {"months": 1}

FOCI: Mapping[str, Sequence[Focus]] = {
    JNT: (
        Focus("JNT-1", "joint", {"months": 6}),
        Focus("JNT-1", "joint", {"months": 3}),
        Focus("JNT-6", "joint", {"months": 3}, odds={"closed": 90, "considered": 95, "agenda": 95}),
        Focus("JNT-6", "joint", {"months": 1}, odds={"closed": 90, "considered": 95, "agenda": 95}),
    ),
    STK: (
        Focus("STK-3", "partnership", {"days": 20}, role="nurse", leader="family-nurse"),
        Focus("STK-5", "partnership", {"days": 28}, role="nurse"),
        Focus("STK-11", "partnership", {"days": 28}, role="nurse", odds={"both agencies": 100}),
    ),
    WTW: (
        Focus("WTW-1", "case", {"weeks": 4}, role="teacher"),
        Focus("WTW-4", "case", {"weeks": 4}, role="teacher", contract={"weeks": 4}, odds={"reviewed": 90}),
        Focus("WTW-8", "informal", {"weeks": 4}, role="teacher", odds={"urgent": 80, "all cases": 30}),
        Focus("WTW-9", "group", {"weeks": 4}, role="teacher"),
        Focus("WTW-10", "case", {"weeks": 4}, role="teacher", contract={"weeks": 4}, odds={"another leader": 100}),
        Focus("WTW-12", "case", {"weeks": 2}, role="teacher", contract={"weeks": 2}),
        Focus("WTW-12", "case", {"days": 10}, role="teacher", contract={"days": 10}),
        Focus("WTW-16", "case", {"days": 20}, role="teacher", odds={"support": 60}),
    ),
    ISL: (
        Focus("ISL-1", "case", MONTH),
        Focus("ISL-2", "case", {"days": 12}),
        Focus("ISL-3", "case", {"days": 25}, absences=100, odds={"gap": 85, "short absence": 0}),
        Focus("ISL-4", "case", MONTH, absences=100),
        Focus("ISL-5", "case", {"weeks": 2}, contract={"weeks": 2}),
        Focus("ISL-5", "case", {"days": 21}, contract={"days": 21}),
        Focus("ISL-7", "informal", {"days": 20}, odds={"urgent": 80, "all cases": 60}),
        Focus("ISL-7", "informal", {"days": 12}, odds={"significant": 80, "all cases": 30}),
        Focus("ISL-8", "decision", {"days": 20}),
        Focus("ISL-9", "oversight", MONTH),
        Focus("ISL-10", "personal", MONTH, role="practice-supervisor", absences=70),
        Focus("ISL-12", "case", MONTH, role="contact-officer", holds_cases=False, absences=70),
        Focus("ISL-14", "case", MONTH, absences=100),
    ),
    TEL: (
        Focus("TEL-2", "personal", MONTH, role="practitioner", contract=MONTH, odds={"reviewed": 90}),
        Focus("TEL-3", "personal", MONTH, role="practitioner"),
        Focus("TEL-3b", "personal", {"weeks": 6}, role="team-leader", holds_cases=False),
        Focus("TEL-4", "personal", {"months": 2}, role="practitioner", contract={"months": 2}),
        Focus("TEL-4", "personal", {"weeks": 6}, role="practitioner", contract={"weeks": 6}),
        Focus("TEL-6", "case", MONTH, role="practitioner"),
        Focus("TEL-6", "case", {"months": 3}, role="practitioner"),
        Focus("TEL-11", "personal", MONTH, role="practitioner", odds={"audits": 100}),
        Focus("TEL-12", "case", MONTH, role="practitioner", odds={"assurance": 100, "case-file-read": 90}),
        Focus("TEL-13", "case", MONTH, role="practitioner", absences=100, odds={"long absence": 60}),
        Focus("TEL-14", "informal", MONTH, role="practitioner"),
        Focus("TEL-16", "volunteer", {"weeks": 6}, role="volunteer", leader="volunteer-lead", holds_cases=False),
        Focus("TEL-20", "case", MONTH, role="practitioner", odds={"missing-found": 100}),
        Focus("TEL-22b", "case", MONTH, odds={"assurance": 100, "unallocated-review": 95, "nobody": 95}),
        Focus("TEL-22b", "case", MONTH, odds={"assurance": 100, "unallocated-review": 95, "nobody": 80}),
        Focus("TEL-23", "group", {"days": 20}, role="practitioner"),
        Focus("TEL-23", "group", {"days": 40}, role="practitioner"),
        Focus("TEL-24", "case", MONTH, role="practitioner", odds={"disengaged": 100}),
        Focus("TEL-28b", "case", {"days": 20}, role="practitioner"),
        Focus("TEL-28b", "case", {"days": 40}, role="practitioner"),
        Focus("TEL-29", "personal", {"days": 20}, role="practitioner"),
    ),
}
