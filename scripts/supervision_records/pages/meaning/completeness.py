"""Form 3, completeness, in words: what is judged, all that it needs, and how long it may still be completed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from supervision_records.model import Data, Protocol, Rule
from supervision_records.pages.meaning.line import LOCAL, Line, all_of, any_of, line, local, plain, sentence
from supervision_records.pages.meaning.sessions import quoted, sessions, what_counts
from supervision_records.pages.parameters import interval
from supervision_records.rules.completeness import RECORDING

Words = Callable[[Protocol, Rule, Any], str]


def _sessions(protocol: Protocol, rule: Rule, selector: Any) -> str:
    of = rule.spec["of"]
    marked = f" marked {any_of(of['marked'])}" if "marked" in of else ""
    each = f"each case{marked} in each " if "each" in of else "each "
    return each + sessions(protocol, selector)


def _referrals(protocol: Protocol, rule: Rule, kind: Any) -> str:
    of = rule.spec["of"]
    outcome = f" that was {of['outcome']}" if "outcome" in of else ""
    held = (
        f" with at least one {sessions(protocol, of['with_sessions'])}, over all of them"
        if "with_sessions" in of
        else ""
    )
    return f"each {plain(kind)} referral{outcome}{held}"


def _persons(_protocol: Protocol, rule: Rule, cadence: Any) -> str:
    of = rule.spec["of"]
    least = f"at least {of['at_least']}{local(rule, 'at_least')} sessions that count for {cadence}"
    return f"each person with {least} in the last {interval({'months': of['months']})}{local(rule, 'months')}"


#: What is judged; the other keys of ``of`` are said with what they narrow down.
OF: Mapping[str, Words] = {
    "sessions": _sessions,
    "referrals": _referrals,
    "person_months": lambda _protocol, _rule, cadence: (
        f"each person and calendar month with a session that counts for {cadence}"
    ),
    "persons": _persons,
    "excused_stretches": lambda _protocol, _rule, cadence: f"each stretch of months in a row that {cadence} excuses",
}


def _sections(protocol: Protocol, _rule: Rule, names: Any) -> str:
    return f"written sections: {quoted(protocol, 'sections', names)}"


def _filed(_protocol: Protocol, _rule: Rule, places: Any) -> str:
    named = (
        f"{plain(place['system'])}{' under “' + place['under'] + '”' if 'under' in place else ''}" for place in places
    )
    return f"filed on {all_of(named)}, on or before the last day for completing the record"


def _agencies(asked: Data) -> str:
    one = f", one of them {plain(asked['including'])}" if "including" in asked else ""
    return f"at least {asked['at_least']} agencies{one}"


def _supervisor_agencies(_protocol: Protocol, _rule: Rule, asked: Any) -> str:
    pool = asked.get("or_independent", {}).get("pool", ())
    alone = (
        f", or, where the referral asks for independence, one who is independent of the case and works as "
        f"{any_of(plain(role) for role in pool)}"
    )
    return f"supervisors of {_agencies(asked)}{alone if pool else ''}"


def _both(_protocol: Protocol, _rule: Rule, agencies: Any) -> str:
    kinds = all_of(plain(agency) for agency in agencies)
    return (
        f"of each of {kinds}: a supervisor, and a supervisee to whom the case, or another of the same family, "
        "is allocated that day"
    )


def _recorded_by(_protocol: Protocol, _rule: Rule, asked: Any) -> str:
    roles = any_of(plain(role) for role in asked.get("roles", ()))
    return f"recorded by one of its supervisors{' or by a ' + roles if roles else ''}"


def _criteria(_protocol: Protocol, _rule: Rule, asked: Any) -> str:
    return f"at least {asked['domains']} domains and {asked['sub_categories']} sub-categories of the criteria"


#: Each key of ``needs``: everything that is named has to be there.
NEEDS: Mapping[str, Words] = {
    "sections": _sections,
    "case_sections": lambda protocol, rule, names: f"for each case, {_sections(protocol, rule, names)}",
    "fields": lambda _protocol, _rule, names: f"filled in: {all_of(plain(name) for name in names)}",
    "case_fields": lambda _protocol, _rule, names: f"for each case, filled in: {all_of(plain(name) for name in names)}",
    "agenda": lambda protocol, _rule, points: f"agenda points covered: {quoted(protocol, 'agenda', points)}",
    "any_agenda": lambda _protocol, _rule, _yes: "an agenda: at least one point is named",
    "prepared": lambda _protocol, _rule, names: f"prepared: {all_of(plain(name) for name in names)}",
    "partnership": lambda _protocol, _rule, names: f"on the partnership form: {all_of(plain(name) for name in names)}",
    "minutes": lambda _protocol, rule, number: f"a length of at least {number} minutes{local(rule, 'minutes')}",
    "measured_action": lambda _protocol, _rule, _yes: "at least one action that says how it is measured",
    "filed": _filed,
    "recorded_by": _recorded_by,
    "both_agencies": _both,
    "supervisee_agencies": lambda _protocol, _rule, asked: f"supervisees of {_agencies(asked)}",
    "supervisor_agencies": _supervisor_agencies,
    "taken_up": lambda _protocol, _rule, cadence: (
        f"the next session that counts for {cadence}, of a person to whom the case was allocated that day, discusses it"
    ),
    "follow_up": lambda _protocol, _rule, _yes: (
        "every outstanding action is reviewed: one from an earlier session of "
        "the same supervisee, due by then, and not yet done or dropped"
    ),
    "coverage": lambda _protocol, _rule, _yes: (
        "every open case allocated to the person at all of the month's sessions, "
        "and on the day before each, is discussed in one of them"
    ),
    "functions": lambda _protocol, _rule, names: f"in one session or another: {all_of(names)}",
    "gap": lambda _protocol, _rule, _yes: "the next session that counts names the gap",
    "true_fields": lambda _protocol, _rule, names: f"true on the referral: {all_of(plain(name) for name in names)}",
    "criteria": _criteria,
}

#: What counts as proof of a filing, where it is not the record's own word.
_EVIDENCE: Mapping[str, str] = {
    "history": (
        "A filing has to have come into the repository by the last day in time, not only to be dated so. Without that "
        "history it is unknown."
    )
}


def lines(protocol: Protocol, rule: Rule) -> tuple[Line, ...]:
    """All that a completeness rule says."""
    spec = rule.spec
    selector = spec["of"].get("sessions")
    kind = next(key for key in OF if key in spec["of"])
    return (
        *line("What is judged", sentence(OF[kind](protocol, rule, spec["of"][kind]))),
        *line("What has to be there", *(sentence(NEEDS[k](protocol, rule, v)) for k, v in spec["needs"].items())),
        *line("What counts", *(what_counts(selector) if selector else ())),
        *line("By when", *_when(rule, kind)),
        *line("Evidence", _EVIDENCE[spec["evidence"]] if "evidence" in spec else ""),
        *line("Verdict", "Nothing missing: met. Something missing: due while it can still be completed, then a breach "
              "that lists it." if not _at_once(rule) else "Nothing missing: met. Something missing: a breach."),
    )  # fmt: skip


def _at_once(rule: Rule) -> bool:
    return bool(rule.spec.get("at_once")) or "outcome" in rule.spec["of"]


#: Kinds that are not judged by the record's own deadline, and when they are.
_OTHER_TIMES: Mapping[str, str] = {
    "person_months": "By the end of the month.",
    "persons": "Judged on the day of judging, over the months before it.",
    "excused_stretches": "By the next session that counts; due until there is one.",
}


def _when(rule: Rule, kind: str) -> Iterator[str]:
    spec = rule.spec
    if "at_once" in spec:
        yield "Judged on the day itself."
    elif kind in _OTHER_TIMES:
        yield _OTHER_TIMES[kind]
    elif "taken_up" in spec["needs"]:
        yield "By that next session; due until there is one."
    elif "with_sessions" in spec["of"]:
        yield "By the end of the referral, or the last of its agreed sessions; due until then."
    else:
        yield from _recording(rule)


def _recording(rule: Rule) -> Iterator[str]:
    spec = rule.spec
    mark = local(rule, "within") or ("" if "within" in spec else LOCAL)
    allowed = interval(spec.get("within", RECORDING))
    yield f"The record may still be completed within {allowed}{mark} after the day itself."
    if "urgent_within" in spec:
        yield f"Within {interval(spec['urgent_within'])}{local(rule, 'urgent_within')} where the case is marked urgent."
