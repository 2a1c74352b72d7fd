"""Form 5, count, in words: of what, how many, in which period or series."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from supervision_records.model import Protocol, Rule
from supervision_records.pages.meaning.line import Line, line, local, plain, sentence
from supervision_records.pages.meaning.sessions import sessions, what_counts

SUBJECTS: Mapping[str, str] = {
    "team": "each team that follows the protocol",
    "locality": "each locality with a team that follows the protocol",
    "borough": "each borough with a team that follows the protocol",
    "organisation": "each organisation with a team that follows the protocol",
    "referral": "each referral with a session that counts",
}

#: What is counted.
COUNTED: Mapping[str, Callable[[Protocol, Any], str]] = {
    "audit_files": lambda _protocol, kind: f"files looked at in {plain(kind)} audits there",
    "sessions": lambda protocol, selector: f"of its sessions, each {sessions(protocol, selector)}",
}


def lines(protocol: Protocol, rule: Rule) -> tuple[Line, ...]:
    """All that a count says."""
    spec = rule.spec
    selector = spec["count"].get("sessions")
    unit = spec["every"]["calendar"] if "every" in spec else ""
    whole = f", in every calendar {unit} throughout which it does" if unit else ""
    return (
        *line("Whom it is about", sentence(SUBJECTS[spec["subject"]] + whole)),
        *line("What is counted", *(sentence(COUNTED[kind](protocol, asked)) for kind, asked in spec["count"].items())),
        *line("How many", *_bounds(rule)),
        *line("What counts", *(what_counts(selector) if selector else ())),
        *line("Verdict", *_verdict(rule)),
    )


def _bounds(rule: Rule) -> Iterator[str]:
    spec = rule.spec
    if "min" in spec:
        yield f"At least {spec['min']}{local(rule, 'min')}."
    if isinstance(most := spec.get("max"), int):
        yield f"At most {most}{local(rule, 'max')}."
    elif most:
        yield (
            "At most as many as were agreed: the latest number that a review gave, else the number in the referral's "
            "contract."
        )


def _verdict(rule: Rule) -> Iterator[str]:
    if "min" in rule.spec:
        yield "Too few: due until the period ends, then a breach."
    if "max" in rule.spec:
        yield "Too many: a breach at once."
    if rule.spec["subject"] == "referral":
        yield "Where no number was agreed: a breach."
    yield "Otherwise met."
