"""Findings → counts that add up. A part's counts are those of its findings, and the parts make the whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction

from supervision_records.model import Finding, Status, rule_order


@dataclass(frozen=True, slots=True)
class Counts:
    """How many findings of each status."""

    met: int = 0
    due: int = 0
    breach: int = 0
    excused: int = 0
    unknown: int = 0

    @property
    def total(self) -> int:
        """All findings."""
        return self.met + self.due + self.breach + self.excused + self.unknown

    @property
    def rate(self) -> Fraction | None:
        """Met of met and breach; None where there is neither: no findings is no rate, not 100 %."""
        judged = self.met + self.breach
        return Fraction(self.met, judged) if judged else None

    @property
    def percent(self) -> str:
        """The rate as people read it, rounded down so that 100 % means all: ``97 %``, or ``–``."""
        return "–" if self.rate is None else f"{int(self.rate * 100)} %"


def count(findings: Iterable[Finding]) -> Counts:
    """Count findings by status."""
    tally = dict.fromkeys(Status, 0)
    for finding in findings:
        tally[finding.status] += 1
    return Counts(**{status.value: number for status, number in tally.items()})


Key = Callable[[Finding], str | None]


def by(findings: Iterable[Finding], key: Key) -> dict[str | None, Counts]:
    """Counts of each part, in the order of its key; findings without one stand under None, last."""
    parts: dict[str | None, list[Finding]] = {}
    for finding in findings:
        parts.setdefault(key(finding), []).append(finding)
    return {part: count(parts[part]) for part in sorted(parts, key=lambda p: (p is None, p or ""))}


def month(finding: Finding) -> str:
    """The month that a finding is counted in: that of its period's last day."""
    return finding.end.isoformat()[:7]


#: How a report can be cut. Every finding has at most one value for each, so that the parts add up.
CUTS: dict[str, Key] = {
    "protocol": lambda f: f.protocol,
    "rule": lambda f: f.rule,
    "team": lambda f: f.team,
    "supervisor": lambda f: f.supervisor,
    "person": lambda f: f.person,
    "case": lambda f: f.case,
    "month": month,
}


def rules_in_order(rules: Iterable[str]) -> list[str]:
    """Rule ids as people count: JNT-2 before JNT-10."""
    return sorted(rules, key=rule_order)
