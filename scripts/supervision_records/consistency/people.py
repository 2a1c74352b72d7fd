"""Who takes part in what: sessions and their people, cases and those who answer for them, auditors."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from supervision_records.calendar import FOREVER, Span, holds, parse_date
from supervision_records.consistency.world import World, doubt, first_outside, issue, span_of, spans_of
from supervision_records.model import Data, Problem, Record
from supervision_records.yamlio import child, find, leaves, some, values

#: The form of a case's id.
CASE_ID = re.compile(r"c-[a-z0-9]{8}")
_WORD = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?")


def check(world: World) -> Iterator[Problem]:
    """All that is wrong with who takes part in what."""
    for session in world.of("sessions"):
        yield from _participants(world, session)
        yield from _cases_discussed(world, session)
        yield from _protocol_followed(world, session)
        if session.data["type"] == "personal":
            yield from _cases_in_personal(world, session)
    yield from _same_session(world)
    for case in world.of("cases"):
        yield from _case(world, case)
    for audit in world.of("audits"):
        yield from _own_audit(world, audit)


def _participants(world: World, session: Record) -> Iterator[Problem]:
    """Refused: a supervisor or supervisee without a post that day; somebody who is both."""
    date = parse_date(session.data["date"])
    supervisors = frozenset(session.data["supervisors"])
    if not (doubles := supervisors.intersection(session.data["supervisees"])) and all(
        world.has_post(person, date) for person in (*supervisors, *session.data["supervisees"])
    ):
        return
    for role in ("supervisors", "supervisees"):
        for pointer, person in find(session.data, f"{role}.*"):
            posts = world.posts.get(person)
            if posts is not None and not holds(posts, date):
                yield issue(
                    session,
                    pointer,
                    "no-post",
                    f"{person} has no post on {date}, the day of this session.",
                    f"Check the date and the person, or add the post to records/people/{person}.yaml.",
                )
            if role == "supervisees" and person in doubles:
                yield issue(
                    session,
                    pointer,
                    "both-roles",
                    f"{person} is both supervisor and supervisee of this session.",
                    "Keep the person in one of the two lists.",
                )


def _cases_discussed(world: World, session: Record) -> Iterator[Problem]:
    """Refused: a session that discusses a case before it was opened or after it closed."""
    date = parse_date(session.data["date"])
    if session.data["status"] != "held":
        return
    if all(world.is_open(case, date) for case in values(session.data, "cases.*.case")):
        return
    for pointer, case in find(session.data, "cases.*.case"):
        life = world.lives.get(case)
        if life is not None and not life.holds(date):
            when = f"was opened on {life.start}" if date < life.start else f"closed on {life.end}"
            yield issue(
                session,
                pointer,
                "case-not-open",
                f"The case {case} {when}; the session is of {date}.",
                "Check the session's date, the case's id, and the case's own dates.",
            )


def _protocol_followed(world: World, session: Record) -> Iterator[Problem]:
    """Warned about: a session of a team that does not follow its protocol that day."""
    team, protocol, date = session.data["team"], session.data["protocol"], session.data["date"]
    if world.get("teams", team) is None or protocol not in world.protocols:
        return
    if not holds(world.followed.get((team, protocol), ()), parse_date(date)):
        yield doubt(
            session,
            "/protocol",
            "protocol-not-followed",
            f"The team {team} does not follow {protocol} on {date}.",
            f"Check the session's protocol, team and date, or the list `protocols` in records/teams/{team}.yaml.",
        )


def _cases_in_personal(world: World, session: Record) -> Iterator[Problem]:
    """Refused: a known case's id anywhere in a personal session: it belongs to the worker's file, not the child's."""
    if words_of(session.data).isdisjoint(world.store.records["cases"]):
        return
    for pointer, words in _words_by_place(session.data):
        if any(word in world.store.records["cases"] for word in words):
            yield issue(
                session,
                pointer,
                "case-in-personal",
                "A case is named in a personal session.",
                "Take it out: what concerns a case belongs in a case session's record.",
            )


def _words_by_place(data: Data) -> Iterator[tuple[str, list[str]]]:
    """The words at every place of a session, those of its keys included; of what is sealed, nothing can be read."""
    for pointer, value in leaves(data):
        if isinstance(value, str) and not pointer.endswith("/sealed"):
            yield pointer, _WORD.findall(f"{pointer}\n{value}".lower())


def words_of(data: Data) -> set[str]:
    """All words of a session's keys and values that might be a case's id; of what is sealed, nothing can be read."""
    texts: list[str] = []
    waiting: list[Any] = [data]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            texts.append(value)
        elif isinstance(value, dict):
            texts += (child("", key) for key in value)
            waiting += (inner for key, inner in value.items() if key != "sealed")
        elif isinstance(value, list):
            waiting += value
    return set(_WORD.findall("\n".join(texts).lower()))


def twin_key(data: Data) -> tuple[str | tuple[str, ...], ...]:
    """What is the same of two records of one session."""
    groups = (data["supervisors"], data["supervisees"], values(data, "cases.*.case"))
    return (data["protocol"], data["type"], data["date"], *(tuple(sorted(set(group))) for group in groups))


def _same_session(world: World) -> Iterator[Problem]:
    """Refused: the same session twice."""
    groups: dict[object, list[Record]] = defaultdict(list)
    for session in world.of("sessions"):
        groups[twin_key(session.data)].append(session)
    for group in groups.values():
        for session in group if len(group) > 1 else ():
            others = some(other.id for other in group if other is not session)
            yield issue(
                session,
                "",
                "same-session",
                f"This session is recorded more than once: see also {others}.",
                "Keep one of the files. If there really were two sessions, say what differs: type, people or cases.",
            )


def _case(world: World, case: Record) -> Iterator[Problem]:
    """A case's id, and those who answer for it."""
    if not CASE_ID.fullmatch(case.id):
        yield doubt(
            case,
            "",
            "case-id",
            "A case's id should be c- and eight small letters or digits, made up here at random.",
            "Rename the file, so that nobody mistakes a reference of the case system for it or puts one here.",
        )
    life = world.lives[case.id]
    if life.end < life.start:
        return
    if (gap := first_outside(life, spans_of(case.data["teams"]))) is not None:
        yield issue(
            case,
            "/teams",
            "case-without-team",
            f"The case is open and no team answers for it on {gap.start}.",
            "Add the team, correct its dates, or close the case.",
        )
    if life.end == FOREVER:
        yield from _nobody_allocated(case, life)


def _nobody_allocated(case: Record, life: Span) -> Iterator[Problem]:
    """Warned about: an open case with nobody allocated."""
    last = max((span_of(entry).end for entry in case.data["allocations"]), default=None)
    if last != FOREVER:
        since = f"after {last}" if last else f"since it was opened on {life.start}"
        yield doubt(
            case,
            "/allocations",
            "nobody-allocated",
            f"The case is open and nobody is allocated to it {since}.",
            "Allocate it to somebody, or close it.",
        )


def _own_audit(world: World, audit: Record) -> Iterator[Problem]:
    """Warned about: an auditor who audits their own supervision."""
    auditor = audit.data["auditor"]
    hint = "Let somebody else audit it."
    if audit.data.get("supervisor") == auditor:
        yield doubt(audit, "/auditor", "own-audit", f"{auditor} audits their own supervision.", hint)
    for pointer, ref in find(audit.data, "files.*.ref"):
        session = world.get("sessions", ref) if isinstance(ref, str) else None
        if session is not None and auditor in (*session.data["supervisors"], *session.data["supervisees"]):
            yield doubt(audit, pointer, "own-audit", f"{auditor} took part in the session {session.id}.", hint)
