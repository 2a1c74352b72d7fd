"""What the report of a change's verdicts is made from."""

from __future__ import annotations

from dataclasses import dataclass

from supervision_records.report.results import ComplianceResult
from supervision_records.since.findings import Verdicts
from supervision_records.since.problems import Compared


@dataclass(frozen=True, slots=True)
class SinceResult:
    """What a change does to the verdicts. ``whole`` is how they stand after it.

    ``proposed``: what changes is not the records but the rules, to those of the revision.
    ``unjudged`` are the problems for which records were not judged: brought by the change, mended by it, or left.
    """

    revision: str
    whole: ComplianceResult
    verdicts: Verdicts
    unjudged: Compared
    proposed: bool = False

    @property
    def complete(self) -> bool:
        """Could all be compared, so that no word of a breach is no breach?"""
        unjudged = self.unjudged
        return not (unjudged.brought or unjudged.mended or unjudged.left or self.verdicts.unknown or self.whole.unknown)
