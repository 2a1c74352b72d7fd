"""Form 2, deadline, in words: what starts the clock, what has to happen, and by when."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from supervision_records.model import Data, Protocol, Rule
from supervision_records.pages.meaning.line import Line, all_of, any_of, line, local, milestone, plain, sentence, title
from supervision_records.pages.meaning.sessions import article, sessions, what_counts
from supervision_records.pages.parameters import interval

Words = Callable[[Protocol, Rule, Any], str]

_EACH: Mapping[str, str] = {"case": "for each case discussed in it", "supervisee": "for each supervisee of it"}


def _sessions(protocol: Protocol, rule: Rule, selector: Any) -> str:
    each = _EACH.get(rule.spec["trigger"].get("each", ""), "")
    return f"each {sessions(protocol, selector)}{', ' + each if each else ''}"


def _missed(_protocol: Protocol, rule: Rule, cadence: Any) -> str:
    grace = interval(rule.spec["trigger"]["by"]) + local(rule, "trigger")
    return (
        f"each time that what {cadence} asks for was still missing {grace} after it was due, while {cadence} applied; "
        "the clock starts on the missed due date"
    )


def _absence(_protocol: Protocol, rule: Rule, asked: Any) -> str:
    mark = local(rule, "trigger")
    lengths = [f"of at least {interval(asked['at_least'])}{mark}"] if "at_least" in asked else []
    if "over" in asked:
        lengths.append(f"of more than {interval(asked['over'])}{mark} or without an end")
    day = {"start": "first", "end": "last"}[asked["edge"]]
    cases = " and who then has an open case allocated" if "holding_cases" in asked else ""
    over = "that is over, " if asked["edge"] == "end" else ""
    return (
        f"each absence {over}{any_of(lengths)}, of somebody to whom {asked['in_scope_of']} applies on its {day} day"
        f"{cases}; the clock starts on that day. Absences with no working day between them are one"
    )


#: What starts the clock; ``each`` and ``by`` are said with what they belong to.
TRIGGERS: Mapping[str, Words] = {
    "sessions": _sessions,
    "referral": lambda _protocol, _rule, kind: f"each {plain(kind)} referral, from its date",
    "contract": lambda _protocol, _rule, _kind: (
        "each contract that starts with none of the supervisors of the "
        "supervisee's contract before, for each supervisee"
    ),
    "missed": _missed,
    "absence": _absence,
    "team": lambda _protocol, _rule, _day: "each team, from the first day on which it follows the protocol",
    "actions": lambda _protocol, _rule, kinds: f"each action of an {any_of(_RECORDS[kind] for kind in kinds)}",
    "case": lambda _protocol, _rule, _steps: (
        "each case of a team that follows the protocol, at each of the milestones named below"
    ),
}
_RECORDS: Mapping[str, str] = {"audits": "audit", "assurance": "assurance record"}
_PEOPLE: Mapping[str, str] = {"supervisors": "every supervisor", "supervisees": "every supervisee"}


def _recorded(_protocol: Protocol, _rule: Rule, asked: Any) -> str:
    who = " by one of the session's supervisors" if "by" in asked else ""
    return f"it is recorded{who}; what a case's own entry does not say is taken from the session's"


def _screened(_protocol: Protocol, _rule: Rule, asked: Any) -> str:
    return (
        f"people of at least {asked['agencies']} agencies, one of them {plain(asked['including'])}, screen it together"
    )


#: What ends the clock.
DONE: Mapping[str, Words] = {
    "recorded": _recorded,
    "signed": lambda _protocol, _rule, who: f"{all_of(_PEOPLE[group] for group in who)} has signed",
    "feedback": lambda _protocol, _rule, who: f"{all_of(_PEOPLE[group] for group in who)} has given feedback",
    "screened": _screened,
    "next_in_series": lambda _protocol, _rule, _asked: "the referral's next session is held, or the referral ends",
    "rearranged": lambda _protocol, _rule, _asked: (
        "the session is rearranged: the new date itself counts, even where it is still to come"
    ),
    "assurance": lambda protocol, _rule, process: (
        f"{title(protocol, 'assurance', process)}: a record of the process for the team or its locality"
    ),
    "handover": lambda _protocol, _rule, _asked: (
        "a handover to one of the new supervisors takes place, with the supervisee present"
    ),
    "escalation": lambda _protocol, _rule, about: f"an escalation about {plain(about)} is opened for the person",
    "sessions": lambda protocol, _rule, selector: f"the person's next {sessions(protocol, selector)}",
    "reallocation": lambda _protocol, _rule, _asked: (
        "a decision on what becomes of the cases is on the absence's record"
    ),
    "action": lambda _protocol, _rule, _asked: "the action is done, by its own due date; once done, it is checked",
}


_VERDICT = (
    "Done by the due date: met. Done later: a breach, with its days late. Not done yet: due up to and on that date, "
    "then a breach until it is done."
)

#: What counts as proof, where it is not the record's own word.
_EVIDENCE: Mapping[str, str] = {
    "history": (
        "The day on which it came into the repository counts, where that is later than the day that the record names. "
        "Without that history it is unknown."
    )
}


def lines(protocol: Protocol, rule: Rule) -> tuple[Line, ...]:
    """All that a deadline says."""
    spec = rule.spec
    kind = next(key for key in TRIGGERS if key in spec["trigger"])
    selector = spec["trigger"].get("sessions")
    return (
        *line("What starts the clock", sentence(TRIGGERS[kind](protocol, rule, spec["trigger"][kind]))),
        *line("What has to happen", *_asked(protocol, rule)),
        *line("By when", *_when(rule)),
        *line("What counts", *(what_counts(selector) if selector else ()), _order(spec)),
        *line("Evidence", _EVIDENCE[spec["evidence"]] if "evidence" in spec else ""),
        *line("Verdict", _VERDICT),
    )


def _asked(protocol: Protocol, rule: Rule) -> Iterator[str]:
    for kind, asked in rule.spec.get("done", {}).items():
        yield sentence(DONE[kind](protocol, rule, asked))
    for step in rule.spec.get("steps", ()):
        yield sentence(_step(protocol, rule, step))


def _when(rule: Rule) -> Iterator[str]:
    spec = rule.spec
    field = spec["trigger"].get("sessions", {}).get("due_field")
    if field:
        yield f"On or before the {plain(field)} date that the session's record names."
    if "within" in spec:
        later = ", or by the action's own date if that is later" if "actions" in spec["trigger"] else ""
        yield sentence(f"within {interval(spec['within'])}{local(rule, 'within')}{later}")
    if "urgent_within" in spec:
        hours = interval(spec["urgent_within"]) + local(rule, "urgent_within")
        yield (
            f"Within {hours} where the case is marked urgent: from the end of the session where times are on record, "
            "else to the end of the next day."
        )
    if any("working_days" in part for part in (spec.get("within", {}), *(s["within"] for s in spec.get("steps", ())))):
        yield "Working days are Monday to Friday without bank holidays; the day itself is day 0."


def _what(protocol: Protocol, step: Data) -> Iterator[str]:
    """What one step of a case waits for: one of these."""
    if "milestone" in step:
        yield any_of(milestone(name) for name in step["milestone"])
    if "allocation" in step:
        yield "the first allocation"
    if "session" in step:
        yield f"{article(sessions(protocol, step['session']))} with the case"


#: What else a step of a case may say. What it waits for is said before.
STEP: Mapping[str, Callable[[Any], str]] = {
    "by_route": lambda routes: "; ".join(
        f"{interval(time)} by the route {plain(route)}" for route, time in routes.items()
    ),
    "except_sources": lambda sources: f"not where the case came from {any_of(plain(s) for s in sources)}",
    "unless": lambda name: f"not where {milestone(name)} is dated on or after it",
    "earlier_counts": lambda _yes: "what was done before is in time",
}


def _step(protocol: Protocol, rule: Rule, step: Data) -> str:
    mark = local(rule, "within", *step["within"])
    again = "again " if step["after"] in step.get("milestone", ()) else ""
    limit = f"within {interval(step['within'])}{mark} of {milestone(step['after'])}"
    more = [words(step[key]) for key, words in STEP.items() if key in step]
    return "; ".join([f"{again}{any_of(_what(protocol, step))}: {limit}", *more])


def _order(spec: Data) -> str:
    if spec.get("earlier_counts"):
        return "What was done before the clock started is in time."
    if "contract" in spec["trigger"]:
        return (
            "A handover before the new contract starts is in time, too; where one of its supervisors had supervised "
            "the person earlier, only what came after that counts."
        )
    if spec["trigger"].get("absence", {}).get("edge") == "end":
        return "Only what was done after that day counts."
    if "steps" in spec:
        return "Milestones are the first on or after the start, and those of a closed case are not waited for."
    return "Only what was done on or after the start counts."
