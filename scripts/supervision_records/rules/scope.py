"""Whom a cadence is about, and on which days: a rule's ``scope`` to spans of days by subject."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from supervision_records.calendar import (
    FOREVER,
    Span,
    Spans,
    add_interval,
    add_months,
    holds,
    intersect,
    merge,
    subtract,
)
from supervision_records.facts import Contract, Post, place_of
from supervision_records.model import Rule
from supervision_records.rules.bench import Bench

Scopes = Mapping[str, Spans]


def scope_of(bench: Bench, rule: Rule) -> Scopes:
    """The days on which a cadence applies, by subject id; subjects without any are left out."""
    if rule.id not in bench.scopes:
        found = _BY_SUBJECT[rule.spec["subject"]](bench, rule)
        bench.scopes[rule.id] = {subject: spans for subject, spans in sorted(found.items()) if spans}
    return bench.scopes[rule.id]


def in_scope(bench: Bench, rule: Rule, subject: str, day: date) -> bool:
    """Does the rule apply to the subject that day?"""
    return holds(scope_of(bench, rule).get(subject, ()), day)


def _people(bench: Bench, rule: Rule) -> Scopes:
    spec = rule.spec.get("scope", {})
    if "supervises" in spec:
        return _active_supervisors(bench, rule)
    days: dict[str, Spans] = {}
    for person in bench.facts.people.values():
        spans = _person_days(bench, rule.protocol, person.id, spec)
        if "contract" in spec:
            wanted = [c.in_force for c in contracts_asked(bench, rule, person.id) if c.in_force]
            spans = intersect(spans, merge(wanted))
        if spans and "less" in spec:
            spans = subtract(spans, scope_of(bench, bench.cadence(spec["less"])).get(person.id, ()))
        days[person.id] = spans
    return days


def _person_days(bench: Bench, protocol: str, person: str, spec: Mapping[str, Any]) -> Spans:
    if "of" in spec:
        return scope_of(bench, bench.cadence(spec["of"])).get(person, ())
    days: list[Span] = []
    for post in bench.facts.people[person].posts:
        if _role_fits(post, spec):
            followed = intersect(bench.team_days(post.team, protocol), [post.span])
            days += _holding(bench, person, post, followed, spec.get("case_holding"))
    return merge(days)


def _role_fits(post: Post, spec: Mapping[str, Any]) -> bool:
    return post.role not in spec.get("except_roles", ()) and ("roles" not in spec or post.role in spec["roles"])


def _holding(bench: Bench, person: str, post: Post, days: Spans, wanted: Any) -> Spans:
    """Keep the days of a post with (or without) case-holding: the post says so, or an open case is allocated."""
    if wanted is None or not days:
        return days
    held = days if post.case_holding else intersect(days, bench.facts.holding_days(person))
    return held if wanted else subtract(days, held)


def _active_supervisors(bench: Bench, rule: Rule) -> Scopes:
    """From the first session of these types that a person supervised to some months after the last."""
    spec = rule.spec["scope"]
    dates: dict[str, list[date]] = {}
    for session in bench.own_sessions(rule.protocol):
        if session.held and session.type in spec["supervises"]:
            for person in session.supervisors:
                dates.setdefault(person, []).append(session.date)
    in_force = Span(bench.protocols[rule.protocol].in_force, FOREVER)
    return {
        person: intersect([Span(days[0], add_months(days[-1], spec["months_after"]))], [in_force])
        for person, days in dates.items()
    }


def contracts_asked(bench: Bench, rule: Rule, person: str) -> list[Contract]:
    """The person's contracts of the protocol whose interval is as the rule's scope asks."""
    asked = rule.spec["scope"]["contract"]
    return [c for c in bench.contracts_of(rule.protocol, person) if _interval_fits(c, asked)]


def _interval_fits(contract: Contract, asked: Mapping[str, Any]) -> bool:
    interval = plain_interval(contract.data["interval"])
    if "shorter_than" in asked:
        return _longest(interval) < _shortest(asked["shorter_than"])
    return _shortest(interval) > _longest(asked["longer_than"]) and (
        not asked.get("with_reason") or "reason" in contract.data
    )


def plain_interval(interval: Mapping[str, Any]) -> Mapping[str, int]:
    """A contract's interval; one calendar month is a month."""
    return {"months": 1} if "calendar" in interval else interval


def _shortest(interval: Mapping[str, int]) -> int:
    """The fewest days that an interval can be: a first month of 28, then 30 each."""
    ((unit, amount),) = interval.items()
    return {"days": amount, "weeks": 7 * amount, "months": amount * 30 - 2}[unit]


def _longest(interval: Mapping[str, int]) -> int:
    ((unit, amount),) = interval.items()
    return {"days": amount, "weeks": 7 * amount, "months": amount * 31}[unit]


def shortest_contract(bench: Bench, rule: Rule, person: str, day: date) -> Mapping[str, int]:
    """The interval that counts for a step beginning that day: the one that would end first."""
    found = [
        plain_interval(c.data["interval"])
        for c in contracts_asked(bench, rule, person)
        if c.in_force and c.in_force.holds(day)
    ]
    return min(found, key=lambda interval: add_interval(day, interval))


def _cases(bench: Bench, rule: Rule) -> Scopes:
    agencies: list[str | None] = list(rule.spec.get("scope", {}).get("through", ())) or [None]
    days: dict[str, Spans] = {}
    for case in bench.facts.cases:
        spans = bench.case_days(case, rule.protocol, agencies[0])
        for agency in agencies[1:]:
            spans = intersect(spans, bench.case_days(case, rule.protocol, agency))
        days[case] = spans
    return days


def _contracts(bench: Bench, rule: Rule) -> Scopes:
    return {c.id: (c.in_force,) for c in bench.facts.contracts.values() if c.protocol == rule.protocol and c.in_force}


def place_days(bench: Bench, protocol: str, kind: str, waiting_since: str | None = None) -> Scopes:
    """The days on which a team, locality, borough or organisation follows a protocol.

    With ``waiting_since`` (a milestone): only the days on which one of its cases has passed that milestone
    and is allocated to nobody.
    """
    days: dict[str, list[Span]] = {}
    for team in bench.facts.teams.values():
        place = place_of(team, kind)
        if place and not waiting_since:
            days.setdefault(place, []).extend(bench.team_days(team.id, protocol))
    if waiting_since:
        for case in bench.facts.cases.values():
            reached = case.milestones.get(waiting_since)
            for team_id, span in case.teams if reached else ():
                known = bench.facts.teams.get(team_id)
                place = place_of(known, kind) if known else None
                if place and reached:
                    waiting = [Span(max(span.start, reached[0], case.life.start), min(span.end, case.life.end))]
                    followed = intersect(bench.team_days(team_id, protocol), waiting)
                    days.setdefault(place, []).extend(subtract(followed, merge(s for _, s in case.allocations)))
    return {place: merge(spans) for place, spans in sorted(days.items())}


_BY_SUBJECT: Mapping[str, Callable[[Bench, Rule], Scopes]] = {
    "person": _people,
    "case": _cases,
    "contract": _contracts,
}
