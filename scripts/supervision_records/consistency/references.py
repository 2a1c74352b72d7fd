"""Does what a record refers to exist? One table says which keys refer, and to what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from supervision_records.consistency.world import World, doubt, issue
from supervision_records.model import Problem, Record
from supervision_records.settings import FILE
from supervision_records.store import KINDS, is_id
from supervision_records.yamlio import Place, find, values

_ACTIONS = {"actions.*.owner": "people", "actions.*.done_by": "people", "actions.*.checked_by": "people"}

#: Kind of record → where in it → kind that is referred to.
REFERENCES: Mapping[str, Mapping[str, str]] = {
    "people": {"posts.*.team": "teams", "read.*.protocol": "protocols"},
    "teams": {"manager": "people", "protocols.*.protocol": "protocols"},
    "cases": {
        "teams.*.team": "teams",
        "allocations.*.person": "people",
        "joint_interval.*.agreed_by.*": "people",
    },
    "contracts": {
        "protocol": "protocols",
        "supervisors.*": "people",
        "supervisees.*": "people",
        "dispute_with.*": "people",
        "signed.*.by": "people",
        "reviews.*.by.*": "people",
    },
    "sessions": {
        "protocol": "protocols",
        "team": "teams",
        "supervisors.*": "people",
        "supervisees.*": "people",
        "absent.*": "people",
        "observers.*": "people",
        "deputising_for": "people",
        "cases.*.case": "cases",
        "cases.*.recorded.by": "people",
        "cases.*.filed.*.by": "people",
        "actions.*.owner": "people",
        "actions.*.case": "cases",
        "reviewed.*.session": "sessions",
        "recorded.by": "people",
        "filed.*.by": "people",
        "signed.*.by": "people",
        "feedback.*.by": "people",
        "referral": "referrals",
    },
    "absences": {"person": "people", "reallocation.by": "people", "reallocation.cases.*": "cases"},
    "referrals": {
        "protocol": "protocols",
        "case": "cases",
        "by": "people",
        "screened.by.*": "people",
        "supervisors.*": "people",
        "contract": "contracts",
    },
    "audits": {
        "protocol": "protocols",
        "auditor": "people",
        "team": "teams",
        "supervisor": "people",
        "second.by": "people",
        "sample.teams.*": "teams",
        **_ACTIONS,
    },
    "observations": {"practitioner": "people", "observer": "people"},
    "escalations": {"person": "people", "steps.*.with.*": "people"},
    "handovers": {"supervisee": "people", "from.*": "people", "to.*": "people", "present.*": "people"},
    "assurance": {"protocol": "protocols", "lead": "people", "team": "teams", **_ACTIONS},
    "announcements": {"by": "people", "to.team": "teams", "to.supervisor": "people", "to.person": "people"},
    "tombstones": {"by": "people"},
}

#: How the id of a tombstone begins that stands for the key of a record, and not for the record itself.
OF_A_KEY = "keys--"

_FOLDERS: Mapping[str, str] = {"protocols": "docs/protocols"}
_ONE: Mapping[str, str] = {"people": "person"}


def check(world: World) -> Iterator[Problem]:
    """References that lead nowhere."""
    for kind, table in REFERENCES.items():
        for record in world.of(kind):
            for pattern, target in table.items():
                if not world.known[target].issuperset(values(record.data, pattern)):
                    yield from _unknown(world, record, pattern, target)
    yield from _reviewed_actions(world)
    yield from _tombstones(world)
    yield from _holds(world)


def _unknown(world: World, record: Record, pattern: str, target: str) -> Iterator[Problem]:
    for pointer, value in find(record.data, pattern):
        if value not in world.known[target]:
            folder = _FOLDERS.get(target, f"records/{target}")
            near = world.nearest(target, value)
            mend = f"Did you mean `{near}`? If not, add" if near else "Check how it is spelt, or add"
            one = _ONE.get(target, target.removesuffix("s"))
            yield issue(
                record,
                pointer,
                "unknown-reference",
                f"There is no {one} with the id {value}.",
                f"{mend} it to {folder}/.",
            )


def _reviewed_actions(world: World) -> Iterator[Problem]:
    """Reviews of actions that the earlier session does not have, or of a session that was not earlier."""
    for session in world.of("sessions"):
        for pointer, entry in find(session.data, "reviewed.*"):
            earlier = world.get("sessions", entry["session"])
            if earlier is None:
                continue
            if all(action["id"] != entry["action"] for action in earlier.data.get("actions", ())):
                yield issue(
                    session,
                    f"{pointer}/action",
                    "unknown-reference",
                    f"The session {earlier.id} has no action {entry['action']}.",
                    f"Look up the action's number in {earlier.path}.",
                )
            if earlier.data["date"] > session.data["date"]:
                yield doubt(
                    session,
                    f"{pointer}/session",
                    "later-session",
                    f"The session {earlier.id} is of {earlier.data['date']}, after this one.",
                    "A session goes through the actions of earlier sessions: check both dates.",
                )


def _tombstones(world: World) -> Iterator[Problem]:
    """Tombstones whose name does not say what was removed, or that stand for a record that is there."""
    for stone in world.of("tombstones"):
        kind, _, record_id = stone.id.removeprefix(OF_A_KEY).partition("--")
        if kind not in KINDS or kind == "tombstones" or not is_id(record_id):
            yield issue(
                stone,
                "",
                "bad-tombstone",
                "The file's name does not say which record was removed.",
                "Name it after the record's kind and id, with two hyphens between: sessions--s-2026-01-12.yaml.",
            )
        elif not stone.id.startswith(OF_A_KEY) and world.get(kind, record_id) is not None:
            yield issue(
                stone,
                "",
                "not-removed",
                "The record that this tombstone stands for is still there.",
                f"Delete one of them: the tombstone, or {kind}/{record_id}.",
            )


def _holds(world: World) -> Iterator[Problem]:
    """Legal holds on what is not there: a slip of the pen would leave what was meant without protection."""
    for hold in world.settings.holds:
        if hold.id not in world.known[hold.kind]:
            yield Place(FILE, hold.line, hold.column, hold.pointer).problem(
                "unknown-reference",
                f"A legal hold is on {hold.kind}/{hold.id}, which is not there, and so it keeps nothing.",
                "Correct the id.",
            )
