"""What is outstanding, worked out in one go, is what the definition says session by session."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from supervision_records.calendar import parse_date
from supervision_records.demo import demo_files
from supervision_records.facts import Session, gather
from supervision_records.repository import read_rules
from supervision_records.rules.bench import Bench
from supervision_records.rules.followup import unreviewed
from supervision_records.store import build_store
from tests.hostile.fuzz import ROOT, chance


@pytest.fixture(scope="module")
def bench() -> Bench:
    by = read_rules(ROOT / "tests" / "mini" / "repository")
    random = chance(12)
    files = [(path, text.encode()) for path, text in demo_files(30, 12, 1) if path.startswith("records/")]
    kept = [file for file in files if not file[0].startswith("records/sessions/") or random.random() < 0.5]
    store = build_store(kept, by.schemas)
    return Bench(gather(store, by.settings.working_days, date(2026, 7, 15)), by.protocols)


def _by_definition(bench: Bench, eligible: Mapping[str, Session], session: Session) -> list[str]:
    person = session.supervisees[0]
    earlier = [
        other
        for other in eligible.values()
        if other.key < session.key and person in other.supervisees and other.type == session.type
    ]
    closed = {
        (entry["session"], entry["action"])
        for other in earlier
        for entry in other.data.get("reviewed", ())
        if entry["outcome"] != "carried-forward"
    }
    found = []
    for other in earlier:
        for action in other.data.get("actions", ()):
            case = bench.facts.cases.get(action.get("case", ""))
            allocated = "case" not in action or (case is not None and case.allocated_to(person, session.date))
            if (other.id, action["id"]) not in closed and parse_date(action["due"]) <= session.date and allocated:
                found.append(f"{other.id}/{action['id']}")
    return found


@pytest.mark.parametrize("share", [1.0, 0.6])
def test_it_is_what_the_definition_says(bench: Bench, share: float) -> None:
    random, total = chance(1), 0
    for protocol, sessions in bench.facts.sessions.items():
        eligible = {session.id: session for session in sessions if random.random() < share}
        for session in sessions:
            if session.supervisees:
                outstanding, _ = unreviewed(bench, eligible, [session])
                assert sorted(outstanding) == sorted(_by_definition(bench, eligible, session)), protocol
                total += len(outstanding)
    assert total > 100
