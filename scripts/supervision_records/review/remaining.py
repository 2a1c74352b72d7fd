"""What is left to do after a change: of the records that it touches, what is due, overdue, unsigned or agreed."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from typing import NamedTuple

from supervision_records.actions import all_open_actions
from supervision_records.ahead import can_still_be_done
from supervision_records.model import Assessment, Finding, Status
from supervision_records.plain import long_date
from supervision_records.review.brought import Item
from supervision_records.rules.bench import Bench
from supervision_records.since.told import Records
from supervision_records.store import Store, named

#: What a finding's subject is called, of the kinds whose records are done with one day. People, teams and cases are
#: not among them: what is due of them has little to do with a change of their record.
SUBJECTS = {
    "session": "sessions",
    "contract": "contracts",
    "referral": "referrals",
    "absence": "absences",
    "audit": "audits",
}


class _Left(NamedTuple):
    """A thing to do, by when; what has no day comes last."""

    on: date
    words: str
    path: str


def remaining(records: Records, store: Store, assessment: Assessment, bench: Bench) -> tuple[Item, ...]:
    """What is left of the records that a change adds, changes or moves, by day."""
    paths = (*records.added, *records.changed, *(path for _, path in records.moved))
    touched = {name: path for path in paths if (name := named(path))}
    ids = {(name.kind, name.id) for name in touched}
    left = sorted({*_findings(ids, store, assessment, bench), *_actions(ids, store, bench), *_unsigned(ids, store)})
    return tuple(Item(each.words, each.path) for each in left)


def _findings(ids: Collection[tuple[str, str]], store: Store, assessment: Assessment, bench: Bench) -> Iterator[_Left]:
    for finding in assessment.findings:
        kind = SUBJECTS.get(finding.subject.kind, "")
        late = can_still_be_done(finding, bench.protocols, assessment.as_of)
        if (kind, finding.subject.id) in ids and (late or finding.status is Status.DUE):
            yield _Left(finding.due, _said(finding, late=late), store.records[kind][finding.subject.id].path)


def _said(finding: Finding, *, late: bool) -> str:
    part = f" ({finding.part})" if finding.part else ""
    by = f"overdue since {long_date(finding.due)}" if late else f"by {long_date(finding.due)}"
    return f"{finding.subject.kind} {finding.subject.id}{part}, {by}. {finding.message}"


def _actions(ids: Collection[tuple[str, str]], store: Store, bench: Bench) -> Iterator[_Left]:
    for action in all_open_actions(bench):
        if ("sessions", action.session) in ids:
            case = f", case {action.case}" if action.case else ""
            words = f"session {action.session}, action {action.number}: {action.owner} by {long_date(action.due)}{case}"
            yield _Left(action.due, f"{words}. Open until a later session reviews it.", _path(store, action.session))


def _path(store: Store, session: str) -> str:
    return store.records["sessions"][session].path


def _unsigned(ids: Collection[tuple[str, str]], store: Store) -> Iterator[_Left]:
    """Contracts that not all have signed: not in force, whatever a rule may ask."""
    for contract_id, contract in store.records["contracts"].items():
        if ("contracts", contract_id) in ids:
            signed = {entry["by"] for entry in contract.data["signed"]}
            parties = dict.fromkeys((*contract.data["supervisors"], *contract.data["supervisees"]))
            if missing := [party for party in parties if party not in signed]:
                words = f"contract {contract_id}: not signed yet by {', '.join(missing)}. It is in force once all have."
                yield _Left(date.max, words, contract.path)
