"""Which sessions a rule means: the ``sessions`` selector of the front matter.

A selector names session types (``types``), types that count only one-to-one (``one_to_one``), or a cadence
whose counting sessions are meant (``counts_for``); any of them is enough. The rest narrows it down.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from supervision_records.facts import Session
from supervision_records.model import Rule
from supervision_records.rules.attendance import missing_agencies
from supervision_records.rules.bench import Bench
from supervision_records.rules.scope import in_scope

Selector = Mapping[str, Any]


def chosen(bench: Bench, protocol: str, selector: Selector) -> Mapping[str, Session]:
    """The own sessions of a protocol that a selector means, by id and in order, whatever case they discussed."""
    key = f"{protocol} {selector}"
    if key not in bench.chosen:
        bench.chosen[key] = {session.id: session for session in _choose(bench, protocol, selector)}
    return bench.chosen[key]


def _choose(bench: Bench, protocol: str, selector: Selector) -> Iterator[Session]:
    named = selector.get("counts_for")
    counted = {s.id for s in counting(bench, bench.cadence(named))} if named else ()
    for session in bench.own_sessions(protocol):
        if (
            session.status in selector.get("status", ("held",))
            and (session.id in counted or _kind_fits(session, selector))
            and _company_fits(bench, session, selector)
            and _record_fits(session, selector)
        ):
            yield session


def counting(bench: Bench, rule: Rule) -> tuple[Session, ...]:
    """The sessions that count for a cadence: they qualify, and a supervisee is in its scope that day."""
    if rule.id not in bench.counting:
        selector = rule.spec["event"]["sessions"]
        bench.counting[rule.id] = tuple(
            s
            for s in chosen(bench, rule.protocol, selector).values()
            if any(in_scope(bench, rule, person, s.date) for person in s.supervisees)
        )
    return bench.counting[rule.id]


def counted(bench: Bench, rule: Rule) -> Mapping[str, Session]:
    """The sessions that count for a cadence, by id."""
    if rule.id not in bench.counted:
        bench.counted[rule.id] = {session.id: session for session in counting(bench, rule)}
    return bench.counted[rule.id]


def meets(bench: Bench, session: Session, case: str, selector: Selector) -> bool:
    """Does the session meet, for this case, the attendance rule that the selector names?"""
    if "meets" not in selector:
        return True
    rule = bench.rules[(selector["meets"], "completeness")]
    return not missing_agencies(bench.facts, session, case, rule.spec["needs"]["both_agencies"])


def _kind_fits(session: Session, selector: Selector) -> bool:
    if session.type in selector.get("types", ()):
        return True
    return session.type in selector.get("one_to_one", ()) and len(set(session.supervisees)) == 1


def _company_fits(bench: Bench, session: Session, selector: Selector) -> bool:
    roles = selector.get("supervisor_roles")
    return not roles or any(bench.facts.role_on(p, session.date) in roles for p in session.supervisors)


def _record_fits(session: Session, selector: Selector) -> bool:
    return set(selector.get("agenda", ())) <= set(session.data.get("agenda", ()))


def series(bench: Bench, protocol: str, selector: Selector) -> Mapping[str, tuple[Session, ...]]:
    """The chosen sessions by the referral that they belong to, each series in order."""
    key = f"{protocol} {selector}"
    if key not in bench.series:
        found: dict[str, tuple[Session, ...]] = {}
        for session in chosen(bench, protocol, selector).values():
            name = session.data.get("referral")
            if name is not None:
                found[name] = (*found.get(name, ()), session)
        bench.series[key] = found
    return bench.series[key]
