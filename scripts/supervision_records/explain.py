"""Why a verdict is as it is: the dated steps that led to it, each with its record."""

from __future__ import annotations

from collections.abc import Iterable

from supervision_records import encode
from supervision_records.model import Finding, Rule
from supervision_records.plain import plural

#: What people call a subject: the folder's name will do for the kind.
KINDS = {
    "people": "person", "cases": "case", "contracts": "contract", "sessions": "session", "absences": "absence",
    "referrals": "referral", "audits": "audit", "teams": "team", "localities": "locality", "boroughs": "borough",
    "organisations": "organisation", "protocols": "protocol",
}  # fmt: skip


#: Each kind of subject, and the folder of its records; places have none.
FOLDERS = {
    "person": "people", "case": "cases", "contract": "contracts", "session": "sessions", "absence": "absences",
    "referral": "referrals", "audit": "audits", "assurance": "assurance", "team": "teams", "protocol": "protocols",
    "locality": "", "borough": "", "organisation": "",
}  # fmt: skip


def subject_kind(word: str) -> str:
    """The kind of subject that a word names, singular or plural."""
    return KINDS.get(word, word)


def explain(rules: Iterable[Rule], findings: Iterable[Finding]) -> str:
    """The rules as they are stated, then each finding with its steps, in the order of their days."""
    lines = [f"{rule.id} ({rule.form}): {rule.title}.  [{rule.path}:{rule.line}]" for rule in rules]
    for finding in findings:
        lines += ["", *_one(finding)]
    return encode.lines(lines)


def _one(finding: Finding) -> list[str]:
    part = f", {finding.part}" if finding.part else ""
    late = f", {plural(finding.days_late, 'day')} late" if finding.days_late else ""
    subject = f"{finding.subject.kind}/{finding.subject.id}{part}, {finding.start} to {finding.end}"
    named = {step.record for step in finding.steps}
    return [
        f"{subject}: {finding.status.value.upper()}{late} (due {finding.due})",
        *(f"  {step.on}  {step.text}" + (f"  [{step.record}]" if step.record else "") for step in finding.steps),
        *(f"  rests on, too: {record}" for record in finding.records if record not in named),
        f"  = {finding.message}",
    ]
