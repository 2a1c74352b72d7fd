"""Every parameter of a rule whose way of asking for less is known.

A parameter is known by its keys, joined by dots; ``steps.*`` is any step of a deadline. What is not in the table may
not change at all without counting as weaker.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from supervision_records.weaker.measures import Measure, Way, amount, day, entries, length, presence, strength


class Parameter(NamedTuple):
    """How two values are compared, and which way asks for less."""

    measure: Measure
    weaker: Way


_MORE, _LESS = Way.MORE, Way.LESS

#: Which sessions are meant: the way in which each of these makes them more.
_SELECTOR: Mapping[str, tuple[Measure, Way]] = {
    "types": (entries(Way.OTHER), _MORE),
    "one_to_one": (entries(Way.OTHER), _MORE),
    "status": (entries(Way.OTHER), _MORE),
    "attended_as": (entries(Way.OTHER), _MORE),
    "supervisor_roles": (entries(Way.MORE), _MORE),
    "agenda": (entries(), _LESS),
    "meets": (presence, _LESS),
}

#: Selectors of what does as required: the more sessions do, the less is asked for.
_ENOUGH = ("event.sessions", "done.sessions", "requires.session", "steps.*.session")
#: Selectors of what is judged: the fewer sessions, the less is asked for.
_JUDGED = ("of.sessions", "of.with_sessions", "trigger.sessions")


def _selectors() -> Iterator[tuple[str, Parameter]]:
    for key, (measure, wider) in _SELECTOR.items():
        narrower = _LESS if wider is _MORE else _MORE
        yield from ((f"{place}.{key}", Parameter(measure, wider)) for place in _ENOUGH)
        yield from ((f"{place}.{key}", Parameter(measure, narrower)) for place in _JUDGED)


PARAMETERS: Mapping[str, Parameter] = {
    **dict(_selectors()),
    "strength": Parameter(strength, _LESS),
    # How soon, how often
    "every": Parameter(length(), _MORE),
    "within": Parameter(length(), _MORE),
    "urgent_within": Parameter(length(missing=_MORE), _MORE),
    "shorter": Parameter(presence, _LESS),
    "shorter.agreed": Parameter(presence, _LESS),
    "shorter.every": Parameter(length(), _MORE),
    "shorter.categories": Parameter(entries(), _LESS),
    "shorter.very_active": Parameter(presence, _LESS),
    "at_once": Parameter(presence, _LESS),
    "earlier_counts": Parameter(presence, _MORE),
    "evidence": Parameter(presence, _LESS),
    "minimum_available": Parameter(amount(), _MORE),
    "whole_periods": Parameter(presence, _MORE),
    # Whom it applies to
    "scope.roles": Parameter(entries(missing=_MORE), _LESS),
    "scope.except_roles": Parameter(entries(), _MORE),
    "scope.case_holding": Parameter(presence, _MORE),
    "scope.contract.shorter_than": Parameter(length(), _LESS),
    "scope.contract.longer_than": Parameter(length(), _MORE),
    "scope.contract.with_reason": Parameter(presence, _MORE),
    "scope.of": Parameter(presence, _MORE),
    "scope.less": Parameter(presence, _MORE),
    "scope.supervises": Parameter(entries(Way.OTHER), _LESS),
    "scope.months_after": Parameter(amount(), _LESS),
    "scope.through": Parameter(entries(), _MORE),
    "scope.waiting_since": Parameter(presence, _MORE),
    "of.marked": Parameter(entries(missing=_MORE), _LESS),
    "of.outcome": Parameter(presence, _MORE),
    "of.at_least": Parameter(amount(), _MORE),
    "trigger.by": Parameter(length(), _MORE),
    "trigger.actions": Parameter(entries(), _LESS),
    "trigger.absence.at_least": Parameter(length(), _MORE),
    "trigger.absence.over": Parameter(length(), _MORE),
    "trigger.absence.holding_cases": Parameter(presence, _MORE),
    # What it takes
    "event.assurance": Parameter(entries(), _LESS),
    "done.signed": Parameter(entries(), _LESS),
    "done.feedback": Parameter(entries(), _LESS),
    "done.recorded": Parameter(presence, _LESS),
    "done.recorded.by": Parameter(presence, _LESS),
    "done.screened.agencies": Parameter(amount(), _LESS),
    **{
        f"needs.{key}": Parameter(entries(), _LESS)
        for key in ("sections", "case_sections", "fields", "case_fields", "agenda", "prepared", "partnership", "filed",
                    "both_agencies", "functions", "true_fields")
    },
    **{
        f"needs.{key}": Parameter(presence, _LESS)
        for key in ("any_agenda", "measured_action", "taken_up", "follow_up", "coverage", "gap")
    },
    "needs.minutes": Parameter(amount(missing=0), _LESS),
    "needs.recorded_by.roles": Parameter(entries(missing=_MORE), _MORE),
    "needs.supervisee_agencies.at_least": Parameter(amount(missing=0), _LESS),
    "needs.supervisee_agencies.including": Parameter(presence, _LESS),
    "needs.supervisor_agencies.at_least": Parameter(amount(missing=0), _LESS),
    "needs.supervisor_agencies.or_independent": Parameter(presence, _MORE),
    "needs.supervisor_agencies.or_independent.pool": Parameter(entries(), _MORE),
    "needs.criteria.domains": Parameter(amount(missing=0), _LESS),
    "needs.criteria.sub_categories": Parameter(amount(missing=0), _LESS),
    "requires.contract": Parameter(presence, _LESS),
    "requires.contract.ground_rules": Parameter(presence, _LESS),
    "requires.contract.entitlement": Parameter(presence, _LESS),
    "requires.independent.pool": Parameter(entries(missing=_MORE), _MORE),
    "requires.within_months": Parameter(amount(), _MORE),
    "requires.case_flags": Parameter(entries(), _LESS),
    "min": Parameter(amount(missing=0), _LESS),
    "max": Parameter(amount(missing=math.inf), _MORE),
    # The steps of a case
    "steps.*": Parameter(presence, _LESS),
    "steps.*.within": Parameter(length(), _MORE),
    "steps.*.except_sources": Parameter(entries(), _MORE),
    "steps.*.unless": Parameter(presence, _MORE),
    "steps.*.earlier_counts": Parameter(presence, _MORE),
}  # fmt: skip

#: What the front matter of a page says beside its rules; a star is any review, process or demand, by its id.
OF_PAGES: Mapping[str, Parameter] = {
    "in_force": Parameter(day(), _MORE),
    "reviews.*": Parameter(day(missing=_MORE), _MORE),
    "assurance.*": Parameter(presence, _LESS),
    "assurance.*.every": Parameter(length(missing=_MORE), _MORE),
    "assurance.*.by_group": Parameter(presence, _LESS),
    "demands.*": Parameter(presence, _LESS),
    "demands.*.how": Parameter(entries(), _LESS),
    "demands.*.strength": Parameter(strength, _LESS),
    "demands.*.guide_minutes": Parameter(amount(), _LESS),
}

#: Words for people, at any place: not compared.
WORDS = frozenset({"title", "text"})
#: Only shown to people, but not words: a change of them is told, and never weaker.
SHOWN = frozenset({"local", "leads", "through"})
