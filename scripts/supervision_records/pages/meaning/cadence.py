"""Form 1, cadence, in words: whom it is about, what comes round how often, and what absence does."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from supervision_records.model import Data, Protocol, Rule
from supervision_records.pages.meaning.line import (
    LOCAL,
    Line,
    all_of,
    any_of,
    line,
    local,
    milestone,
    plain,
    sentence,
    title,
)
from supervision_records.pages.meaning.sessions import article, sessions, what_counts
from supervision_records.pages.parameters import every, interval
from supervision_records.rules.cadence import MINIMUM_AVAILABLE

SUBJECTS: Mapping[str, str] = {
    "person": "each person with a post in a team that follows the protocol",
    "case": "each open case of a team that follows the protocol, whoever holds it",
    "contract": "each contract of the protocol, on the days on which it is in force: once all have signed it, "
    "from its start to its end",
    "process": "each place where a team follows the protocol, for each process of the assurance calendar named below",
}
#: Scopes that say who is meant by themselves, in place of the subject's own words.
REPLACED: Mapping[str, Callable[[Any], str]] = {
    "of": lambda rule: f"each person to whom {rule} applies",
    "supervises": lambda types: f"each person from the first {any_of(types)} session that they supervise",
}


def _holding(wanted: Any) -> str:
    if wanted:
        return "on the days on which they hold cases: the post says so, or an open case is allocated to them"
    return (
        "on the days on which they hold no cases: neither does the post say so, nor is an open case allocated to them"
    )


def _contract(asked: Data) -> str:
    bounds = {"shorter_than": "shorter than", "longer_than": "longer than"}
    parts = [f"{words} {interval(asked[key])}" for key, words in bounds.items() if key in asked]
    reason = " and that gives a reason for it" if "with_reason" in asked else ""
    return f"while a contract is in force whose interval is {all_of(parts)}{reason}"


def _roles(roles: list[str]) -> str:
    return f"in a post as {any_of(plain(role) for role in roles)}"


def _except(roles: list[str]) -> str:
    return f"but not in a post as {any_of(plain(role) for role in roles)}"


def _through(agencies: list[str]) -> str:
    return f"on the days on which a team of {all_of(f'{plain(agency)}' for agency in agencies)} answer for it together"


#: Each key of ``scope`` that narrows the subject down.
SCOPE: Mapping[str, Callable[[Any], str]] = {
    "roles": _roles,
    "except_roles": _except,
    "case_holding": _holding,
    "contract": _contract,
    "less": lambda rule: f"but not on the days on which {rule} applies",
    "months_after": lambda months: f"until {interval({'months': months})} after the last one",
    "through": _through,
    "waiting_since": lambda name: (
        f"on the days on which one of its cases has had {milestone(name)} and is allocated to nobody"
    ),
}


def _sessions(protocol: Protocol, selector: Any) -> str:
    return article(sessions(protocol, selector))


#: Each key of ``event``; the processes of the assurance calendar are told one by one.
EVENTS: Mapping[str, Callable[[Protocol, Any], str]] = {
    "sessions": _sessions,
    "contract_review": lambda _protocol, _wanted: (
        "a review of the contract in which a supervisor and a supervisee both take part"
    ),
    "observation": lambda _protocol, _wanted: "a direct observation of the person's work",
    "assurance": lambda protocol, names: any_of(title(protocol, "assurance", name) for name in names),
}


def lines(protocol: Protocol, rule: Rule) -> tuple[Line, ...]:
    """All that a cadence says."""
    spec = rule.spec
    selector = spec["event"].get("sessions")
    return (
        *line("Whom it is about", sentence(about(rule)), _whole(spec)),
        *line("What is asked", *_asked(protocol, rule)),
        *line("What counts", *(what_counts(selector) if selector else ()), _own_day(spec)),
        *line("Absence", *_absence(rule)),
        *line("Verdict", *_verdict(protocol, rule)),
    )


def about(rule: Rule) -> str:
    """Whom the rule is about, and on which days."""
    scope = rule.spec.get("scope", {})
    base = next((words(scope[key]) for key, words in REPLACED.items() if key in scope), SUBJECTS[rule.spec["subject"]])
    narrower = [
        words(scope[key]) + (local(rule, key) if key == "months_after" else "")
        for key, words in SCOPE.items()
        if key in scope
    ]
    return ", ".join([base, *narrower])


def _whole(spec: Data) -> str:
    unit = spec.get("every", {}).get("calendar", "period")
    return f"Only where the rule applies on every day of the {unit}." if "whole_periods" in spec else ""


def _asked(protocol: Protocol, rule: Rule) -> Iterator[str]:
    spec = rule.spec
    if spec["subject"] == "process":
        yield from (_process(entry) for entry in processes(protocol, rule))
        return
    (kind, argument), *_ = spec["event"].items()
    rhythm = spec["every"]
    yield sentence(f"at least {_rhythm(rhythm)}{local(rule, 'every')}: {EVENTS[kind](protocol, argument)}")
    if "calendar" not in rhythm:
        yield _clock(rhythm)
    yield from _shorter(rule)


def _rhythm(rhythm: Data) -> str:
    if "calendar" in rhythm:
        return f"once in {every(rhythm)}"
    if "contract" in rhythm:
        return "as often as the contract says, by the shortest interval where several hold"
    return every(rhythm)


def _clock(rhythm: Data) -> str:
    months = " Months go by the calendar: six months after 31 August is the last day of February."
    return "Counted from the first day on which the rule applies, then anew from each that counts." + (
        months if "months" in rhythm else ""
    )


def _shorter(rule: Rule) -> Iterator[str]:
    shorter = rule.spec.get("shorter", {})
    if "agreed" in shorter:
        yield (
            f"Sooner where managers agreed a shorter interval for the case ({plain(shorter['agreed'])}): "
            "the latest agreement holds."
        )
    if "every" in shorter:
        states = [f"its category is {any_of(shorter['categories'])}"] if "categories" in shorter else []
        states += ["it is marked very active"] if "very_active" in shorter else []
        yield sentence(f"{every(shorter['every'])}{local(rule, 'shorter')} while {any_of(states)}")
    if shorter:
        yield (
            "A shorter interval that begins in between brings the date forward; a longer one waits for the next event."
        )


def processes(protocol: Protocol, rule: Rule) -> list[Data]:
    """The processes of the assurance calendar that a rule watches, in the calendar's order."""
    named = rule.spec.get("event", {}).get("assurance", ())
    return [entry for entry in protocol.data.get("assurance", ()) if entry["id"] in named]


def _process(entry: Data) -> str:
    group = " and group seen there before" if entry.get("by_group") else ""
    leads = f", led by a {any_of(plain(role) for role in entry['leads'])}" if entry.get("leads") else ""
    rhythm = every(entry["every"]) if "every" in entry else "once"
    mark = LOCAL if entry.get("local") else ""
    return f"{entry['title']}: at least {rhythm} in each {entry['subject']}{group}{leads}{mark}."


def _own_day(spec: Data) -> str:
    place = "A record of the process at that place. " if "assurance" in spec["event"] else ""
    return f"{place}What is dated on a day on which the rule does not apply counts for nothing."


def _absence(rule: Rule) -> Iterator[str]:
    spec = rule.spec
    unit = spec.get("every", {}).get("calendar")
    if spec["subject"] != "person":
        yield "Nobody's absence changes anything here."
    elif not unit:
        yield (
            "Absence on record stops the clock: the due date moves by the days away. "
            "For a term-time post the team's closures are days away, too."
        )
    if unit and "whole_periods" not in spec:
        yield from _short_periods(rule, unit)


def _short_periods(rule: Rule, unit: str) -> Iterator[str]:
    least = rule.spec.get("minimum_available", MINIMUM_AVAILABLE[unit])
    days = f"fewer than {least} working days{local(rule, 'minimum_available')}"
    if rule.spec["subject"] == "person":
        yield (
            f"A {unit} in which absence on record left {days} is excused. One in which it was done is met all the same."
        )
    yield f"A {unit} in which the rule applies on {days} is not judged, unless the event took place."


def _verdict(protocol: Protocol, rule: Rule) -> Iterator[str]:
    rhythms = [entry.get("every", {}) for entry in processes(protocol, rule)] or [rule.spec["every"]]
    if any("calendar" in rhythm for rhythm in rhythms):
        yield (
            "By the calendar: met with the first event in the period, due until its last day (or the last day on which "
            "the rule applies), then a breach that stays."
        )
    if any("calendar" not in rhythm for rhythm in rhythms):
        yield (
            "From event to event: met if done by the due date, else a breach with its days late. "
            "What is not done yet is due up to and on that date, then a breach until it is done."
        )
