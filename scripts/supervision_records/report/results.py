"""What a report is made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from supervision_records.model import Assessment, Finding, Problem, Protocol, Severity, Status
from supervision_records.since.told import Told


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What ``check`` came to: problems in order, and how many files were seen, judged and refused.

    ``notes`` are sentences that a reader has to know: what was not looked for, how many alarms are excused; ``since``
    is what else is told of a change, where one was judged.
    """

    problems: tuple[Problem, ...]
    seen: int
    judged: int
    refused: int
    notes: tuple[str, ...] = ()
    since: Told | None = None

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that refuse the change."""
        return tuple(p for p in self.problems if p.severity is Severity.ERROR)


@dataclass(frozen=True, slots=True)
class ComplianceResult:
    """What ``compliance`` came to, already cut as the call asked; ``protocols`` give titles."""

    assessment: Assessment
    protocols: Mapping[str, Protocol]
    cut: str = ""

    @property
    def breaches(self) -> list[Finding]:
        """Breaches, the latest first."""
        found = [f for f in self.assessment.findings if f.status is Status.BREACH]
        return sorted(found, key=lambda f: -f.days_late)

    @property
    def unknown(self) -> list[Finding]:
        """What could not be judged for want of a history."""
        return [f for f in self.assessment.findings if f.status is Status.UNKNOWN]

    def title(self, rule: str, form: str = "") -> str:
        """A rule's title."""
        titles = [r.title for p in self.protocols.values() for r in p.rules if r.id == rule and form in ("", r.form)]
        return titles[0] if titles else rule
