"""What is coming up and what is overdue: findings that can still be acted on, planned sessions, actions to be done.

A list for whoever has to act, not a judgement: every item is a finding of ``assess`` or a plan that a record states.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from hashlib import sha256

from supervision_records.actions import open_actions
from supervision_records.calendar import parse_date
from supervision_records.facts import Contract, Session
from supervision_records.model import Assessment, Finding, Protocol, Status, Subject
from supervision_records.rules.bench import Bench
from supervision_records.signatures import outdated
from supervision_records.versions import to_affirm


class Sort(StrEnum):
    """Why something is on the list."""

    OVERDUE = "overdue"
    DUE = "due"
    PLANNED = "planned"
    ACTION = "action"
    SIGNATURE = "signature"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to do. ``on`` is the day by which, or on which; ``rule`` is None for a plan or an action.

    ``form`` and ``begun`` tell two items about one subject apart, and stay the same while the item lasts.
    """

    on: date
    sort: Sort
    subject: Subject
    part: str | None
    protocol: str
    rule: str | None
    title: str
    team: str | None
    person: str | None
    supervisor: str | None
    begun: date
    form: str = "plan"


def mark(item: Item) -> str:
    """What tells an item from all others: its rule, subject, part and beginning; never its day, which may move."""
    about = (item.rule or item.sort, item.form, item.subject.kind, item.subject.id, item.part, item.begun.isoformat())
    return sha256(json.dumps(about).encode()).hexdigest()[:32]


def uid(item: Item) -> str:
    """What a calendar knows an item by."""
    return f"{mark(item)}@supervision-records"


def ahead(assessment: Assessment, bench: Bench, days: int) -> tuple[Item, ...]:
    """Everything that is overdue and can still be done, or that falls due within so many days, by day."""
    last = bench.as_of + timedelta(days=days)
    found = [*_findings(assessment.findings, bench.protocols, last, bench.as_of), *_plans(bench, last)]
    found += [*_to_sign_again(bench), *_contracts_to_sign(bench, last), *_to_affirm(bench)]
    return tuple(sorted(found, key=lambda item: (item.on, item.sort, item.rule or "", item.subject, item.part or "")))


def can_still_be_done(finding: Finding, protocols: Mapping[str, Protocol], as_of: date) -> bool:
    """Is it overdue and can still be done? A calendar month that passed without its session cannot be mended."""
    running = finding.days_late > 0 and finding.days_late == (as_of - finding.due).days
    return finding.status is Status.BREACH and running and not _by_calendar(finding, protocols)


def _by_calendar(finding: Finding, protocols: Mapping[str, Protocol]) -> bool:
    """Does the finding's rule, or the process that it is about, go by calendar months or years?"""
    protocol = protocols.get(finding.protocol)
    rules = [r for r in protocol.rules if (r.id, r.form) == (finding.rule, finding.form)] if protocol else []
    if protocol is None or not rules:
        return False
    named = rules[0].spec.get("event", {}).get("assurance", ())
    processes = [entry for entry in protocol.data.get("assurance", ()) if entry["id"] in named]
    ours = [entry for entry in processes if finding.part is None or finding.part.startswith(entry["id"])]
    return any("calendar" in entry.get("every", {}) for entry in (rules[0].spec, *ours))


def _findings(
    findings: Iterable[Finding], protocols: Mapping[str, Protocol], last: date, as_of: date
) -> Iterator[Item]:
    titles = {(r.id, r.form): r.title for protocol in protocols.values() for r in protocol.rules}
    for f in findings:
        open_due = f.status is Status.DUE and f.due <= last
        if open_due or can_still_be_done(f, protocols, as_of):
            yield Item(
                f.due, Sort.DUE if open_due else Sort.OVERDUE, f.subject, f.part, f.protocol, f.rule,
                titles.get((f.rule, f.form), f.rule), f.team, f.person, f.supervisor, f.start, f.form,
            )  # fmt: skip


def _plans(bench: Bench, last: date) -> Iterator[Item]:
    for protocol in bench.protocols:
        for person in dict.fromkeys(p for s in bench.own_sessions(protocol) for p in s.supervisees):
            sessions = bench.sessions_of(protocol, person)
            if planned := _planned(sessions, bench.as_of, last):
                yield planned
            yield from _agreed(bench, protocol, person, last)


def _planned(sessions: list[Session], as_of: date, last: date) -> Item | None:
    """The next session, as the latest one that names it has it."""
    latest = next((s for s in reversed(sessions) if "next" in s.data), None)
    if latest is None:
        return None
    day = parse_date(latest.data["next"])
    if not as_of <= day <= last or latest is not sessions[-1]:
        return None
    person = latest.supervisees[0]
    return Item(
        day, Sort.PLANNED, Subject("person", person), None, latest.protocol, None, "Supervision session, as planned",
        latest.team, person, latest.supervisors[0], latest.date,
    )  # fmt: skip


def _agreed(bench: Bench, protocol: str, person: str, last: date) -> Iterator[Item]:
    teams = {session.id: session for session in bench.sessions_of(protocol, person)}
    for action in open_actions(bench, protocol, person, bench.as_of):
        if action.due <= last:
            session = teams[action.session]
            yield Item(
                action.due, Sort.ACTION, Subject("session", session.id), str(action.number), protocol, None,
                "Action agreed in supervision", session.team, action.owner, session.supervisors[0], session.date,
            )  # fmt: skip


def _to_sign_again(bench: Bench) -> Iterator[Item]:
    """Whose signature an edit has left behind; since the day of that signature."""
    title = "Sign again: the record was changed after the signature"
    for protocol in bench.protocols:
        for session in bench.own_sessions(protocol):
            for old in outdated("sessions", session.data):
                day, supervisor = parse_date(old.on), next(iter(session.supervisors), None)
                yield Item(
                    day, Sort.SIGNATURE, Subject("session", session.id), old.by, protocol, None, title, session.team,
                    old.by, supervisor, session.date,
                )  # fmt: skip
    for contract in bench.facts.contracts.values():
        for old in outdated("contracts", contract.data):
            yield _of_contract(bench, contract, old.by, parse_date(old.on), title)


def _contracts_to_sign(bench: Bench, last: date) -> Iterator[Item]:
    """Who has not yet signed a contract that has started, or is about to: it is not in force without them."""
    for contract in bench.facts.contracts.values():
        over = "ends" in contract.data and parse_date(contract.data["ends"]) < bench.as_of
        if contract.starts <= last and not over:
            signed = {entry["by"] for entry in contract.data["signed"] if bench.facts.seen(entry["on"])}
            for person in dict.fromkeys((*contract.supervisors, *contract.supervisees)):
                if person not in signed:
                    yield _of_contract(bench, contract, person, contract.starts, "Sign the supervision contract")


def _to_affirm(bench: Bench) -> Iterator[Item]:
    """Contracts that a change of their protocol asks to be affirmed again, by a review."""
    title = "Affirm the contract again by a review: the protocol has changed"
    for each in to_affirm(bench):
        yield _of_contract(bench, each.contract, each.contract.supervisees[0], each.since, title)


def _of_contract(bench: Bench, contract: Contract, person: str, day: date, title: str) -> Item:
    post = bench.facts.post_on(person, bench.as_of)
    return Item(
        day, Sort.SIGNATURE, Subject("contract", contract.id), person, contract.protocol, None, title,
        post.team if post else None, person, contract.supervisors[0], contract.starts,
    )  # fmt: skip
