"""Form 4, precondition, in words: before what, and what had to be true by then."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from supervision_records.model import Protocol, Rule
from supervision_records.pages.meaning.line import Line, all_of, any_of, line, local, milestone, plain, sentence
from supervision_records.pages.meaning.sessions import article, sessions, what_counts
from supervision_records.pages.parameters import interval

Words = Callable[[Protocol, Rule, Any], str]

#: The conditions that a contract may have to meet.
CONTRACT: Mapping[str, str] = {
    "ground_rules": "with agreed ground rules",
    "entitlement": "that names the entitlement to supervision",
}


def _sessions(protocol: Protocol, rule: Rule, of: Any) -> str:
    each = sessions(protocol, of["sessions"])
    if "contract" in rule.spec["requires"]:
        return (
            f"each pair of supervisee and supervisor, over every {each} that the two had in the last twelve months. "
            "Where a session says for whom the supervisor stood in, that person is meant"
        )
    return f"each {each}"


#: What is judged.
OF: Mapping[str, Words] = {
    "of": _sessions,
    "at_end_of": lambda _protocol, _rule, cadence: (
        f"each case, on the last day of each period in which {cadence} applied to it, whatever ended it"
    ),
    "before_milestone": lambda _protocol, _rule, name: (
        f"each case of a team that follows the protocol, once it has had {milestone(name)}"
    ),
}


def _contract(_protocol: Protocol, _rule: Rule, asked: Any) -> str:
    extra = all_of(words for key, words in CONTRACT.items() if key in asked)
    return f"on the day of every session a contract between the two was in force{', ' + extra if extra else ''}"


def _independent(_protocol: Protocol, _rule: Rule, asked: Any) -> str:
    return (
        "where the referral asks for independence: each supervisor works as "
        f"{any_of(plain(role) for role in asked['pool'])}, does not hold the case, and supervises nobody who does"
    )


#: What has to be true.
REQUIRES: Mapping[str, Words] = {
    "contract": _contract,
    "qualification": lambda _protocol, _rule, name: f"every supervisor has the qualification or training in "
    f"{plain(name)} on the day of the session" if name != "social-worker" else "every supervisor is a qualified social "
    "worker on the day of the session",
    "independent": _independent,
    "session": lambda protocol, _rule, selector: f"{article(sessions(protocol, selector))} discussed it",
    "within_months": lambda _protocol, rule, months: f"that session lay within the {interval({'months': months})}"
    f"{local(rule, 'within_months')} before the last day, and within the period",
    "case_flags": lambda _protocol, _rule, flags: "its record says of the case: "
    f"{all_of(plain(flag) for flag in flags)}",
    "milestone": lambda _protocol, _rule, name: f"{milestone(name)} is dated on or before it",
}  # fmt: skip


def lines(protocol: Protocol, rule: Rule) -> tuple[Line, ...]:
    """All that a precondition says."""
    kind = next(key for key in OF if key in rule.spec)
    selector = rule.spec.get("of", {}).get("sessions")
    return (
        *line("What is judged", sentence(OF[kind](protocol, rule, rule.spec[kind]))),
        *line("What had to be true", *_required(protocol, rule)),
        *line("What counts", *(what_counts(selector) if selector else ()), _signed(rule)),
        *line("Verdict", _verdict(kind)),
    )


def _required(protocol: Protocol, rule: Rule) -> Iterator[str]:
    for key, asked in rule.spec["requires"].items():
        yield sentence(REQUIRES[key](protocol, rule, asked))


def _signed(rule: Rule) -> str:
    if "contract" not in rule.spec["requires"]:
        return ""
    return "A contract is in force from its start, but not before all have signed it, to its end."


def _verdict(kind: str) -> str:
    when = "Judged once that day has come. " if kind == "at_end_of" else ""
    return f"{when}True: met. Not true: a breach, without days late, since it cannot be made up for."
