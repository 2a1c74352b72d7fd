"""Who is entitled to a key, and which key a text belongs to: row by row, on a made-up office."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from supervision_records.calendar import WorkingDays
from supervision_records.facts import gather
from supervision_records.files import Disk
from supervision_records.repository import OWN
from supervision_records.schema import Schemas
from supervision_records.sealing.entitled import Staff, Why, publics, readers
from supervision_records.sealing.units import named_unit, shown, unit_of
from supervision_records.store import Name, Store, build_store
from tests.sealing.office import CASE, OTHER_CASE, POSTS, RECORDS

DAY = date(2026, 6, 30)
ALL = {"boss", "checker", "chief", "head", "worker"}


@pytest.fixture(scope="module")
def schemas() -> Schemas:
    return Schemas.of(Disk(OWN))


def office(schemas: Schemas, changed: Mapping[str, str | None] | None = None) -> Store:
    """The office with some records changed, by their names; None takes one away."""
    texts: dict[str, str | None] = {
        **RECORDS,
        **{f"people/{who}": f"posts:\n  - {post}\n" for who, post in POSTS.items()},
    }
    texts |= changed or {}
    found = build_store([(f"records/{name}.yaml", text.encode()) for name, text in texts.items() if text], schemas)
    assert found.errors == ()
    return found


def who(store: Store, unit: Name, day: date = DAY, auditors: frozenset[str] = frozenset({"auditor"})) -> dict[str, Why]:
    return dict(readers(unit, Staff(gather(store, WorkingDays(), day), store, auditors)))


def edited(name: str, *changes: tuple[str, str]) -> dict[str, str | None]:
    text = RECORDS.get(name) or f"posts:\n  - {POSTS[name.removeprefix('people/')]}\n"
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return {name: text}


def test_the_nearest_reason_is_told(schemas: Schemas) -> None:
    assert who(office(schemas), Name("cases", CASE)) == {
        "boss": Why.SUPERVISOR,
        "checker": Why.AUDITOR,
        "chief": Why.LINE,
        "head": Why.LINE,
        "worker": Why.WORKER,
    }
    assert who(office(schemas), Name("contracts", "k-worker"))["worker"] is Why.SUPERVISEE
    assert who(office(schemas), Name("observations", "o-1"))["worker"] is Why.NAMED


_TO_STRANGER = (("{person: worker, from: 2026-01-05}", "{person: stranger, from: 2026-01-05}"),)
_NO_SESSION: Mapping[str, str | None] = {"sessions/north/2026/s-cases": None}
_MOVED = {
    "people/worker": "posts:\n  - {team: north, role: practitioner, from: 2025-01-01, to: 2026-06-20}\n"
    "  - {team: south, role: practitioner, from: 2026-06-21}\n"
}
_HELD = "{person: worker, from: 2026-01-05"
_ENDED = edited(
    f"cases/{CASE}", ("{person: worker, from: 2026-01-05}", "{person: worker, from: 2026-01-05, to: 2026-06-20}")
)
_LEFT = edited("people/boss", ("2025-01-01", "2025-01-01, to: 2026-06-29"))
_CLOSED = edited(
    f"cases/{CASE}",
    ("opened: 2026-01-05\n", "opened: 2026-01-05\nclosed: 2026-06-20\n"),
    (f"{_HELD}}}", f"{_HELD}, to: 2026-06-20}}"),
    ("{team: north, from: 2026-01-05}", "{team: north, from: 2026-01-05, to: 2026-06-20}"),
)
_SIGNED = "  - {by: worker, on: 2026-01-05, agreed: false, comment: canary of a comment}\n"
_UNSIGNED = edited("contracts/k-worker", (_SIGNED, ""))
_CIRCLE = edited("contracts/k-worker", ("supervisors: [boss]", "supervisors: [head]"), ("[worker]", "[chief]"))


@pytest.mark.parametrize(
    ("why", "changed", "unit", "expected"),
    [
        ("as it stands", {}, Name("cases", CASE), ALL),
        ("a leaver", _LEFT, Name("cases", CASE), ALL - {"boss"}),
        ("who moved to another team, by the contract in force", _MOVED, Name("contracts", "k-worker"), ALL - {"head"}),
        ("who moved and still holds the case", _MOVED, Name("cases", CASE), ALL),
        ("who moved and holds it no more", {**_MOVED, **_ENDED}, Name("cases", CASE), ALL - {"worker"}),
        ("who stayed and took part in supervision of it", _ENDED, Name("cases", CASE), ALL),
        ("without sessions, by the contract", _NO_SESSION, Name("cases", CASE), ALL),
        (
            "a supervisor by a contract that is over, of a case never discussed",
            {**_NO_SESSION, **edited("contracts/k-worker", ("minutes: 60", "minutes: 60\nends: 2026-06-29"))},
            Name("cases", CASE),
            ALL - {"boss"},
        ),
        (
            "a supervisor by a contract that nobody signed",
            {**_NO_SESSION, **_UNSIGNED},
            Name("cases", CASE),
            ALL - {"boss"},
        ),
        (
            "a case that went to somebody else",
            {**_NO_SESSION, **edited(f"cases/{CASE}", *_TO_STRANGER)},
            Name("cases", CASE),
            {"checker", "chief", "head", "stranger"},
        ),
        (
            "who took part in supervision of it, though it is another's now",
            edited(f"cases/{CASE}", *_TO_STRANGER),
            Name("cases", CASE),
            ALL | {"stranger"},
        ),
        ("a closed case, by its last day", _CLOSED, Name("cases", CASE), ALL),
        ("managers who supervise each other", _CIRCLE, Name("assurance", "as-1"), {"checker", "head"}),
        ("the line of an audit's team", {}, Name("audits", "a-1"), {"checker", "chief", "head"}),
        ("what is not there any more", {"audits/2026/a-1": None}, Name("audits", "a-1"), {"checker"}),
    ],
)  # fmt: skip
def test_who_is_entitled(
    schemas: Schemas, why: str, changed: Mapping[str, str | None], unit: Name, expected: set[str]
) -> None:
    assert set(who(office(schemas, changed), unit)) == expected


def test_auditors_are_those_whose_role_the_settings_name(schemas: Schemas) -> None:
    store = office(schemas)
    assert "checker" not in who(store, Name("cases", CASE), auditors=frozenset())
    assert who(store, Name("assurance", "as-1"), auditors=frozenset({"practitioner"})) == {
        "head": Why.NAMED, "stranger": Why.AUDITOR, "worker": Why.AUDITOR,
    }  # fmt: skip


def test_before_their_post_and_after_nobody_is_entitled(schemas: Schemas) -> None:
    assert who(office(schemas), Name("contracts", "k-worker"), date(2024, 12, 31)) == {}


def test_only_usable_public_keys_are_sealed_to(schemas: Schemas) -> None:
    key = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p"
    changed = {
        "people/boss": f"posts:\n  - {POSTS['boss']}\nkeys: [{key}, age1madeup, ecdsa-sha2-nistp256 AAAA]\n",
        "people/head": f"posts:\n  - {POSTS['head']}\nkeys: [age1madeup]\n",
    }
    assert publics(("boss", "head", "worker", "nobody"), office(schemas, changed)) == {"boss": (key,)}


_LATER = edited("contracts/k-worker", ("starts: 2026-01-05", "starts: 2026-06-11"))
_DEPUTY = edited("sessions/north/2026/s-personal", ("supervisors: [boss]", "supervisors: [head]\ndeputising_for: boss"))
_TWO = {"contracts/k-new": RECORDS["contracts/k-worker"].replace("starts: 2026-01-05", "starts: 2026-05-01")}
_ONE_CASE = (("  - case: c-bbbbbbbb\n    notes: {risk: canary of the second case}\n", ""), (", case: c-bbbbbbbb}", "}"))


@pytest.mark.parametrize(
    ("why", "changed", "record", "pointer", "expected"),
    [
        ("notes of a case", {}, "sessions/s-cases", "/cases/1/notes/risk", f"cases/{OTHER_CASE}"),
        ("an action about a case", {}, "sessions/s-cases", "/actions/0/what", f"cases/{OTHER_CASE}"),
        ("notes on several cases", {}, "sessions/s-cases", "/notes/way-forward", "contracts/k-worker"),
        (
            "notes on the only case", edited("sessions/north/2026/s-cases", *_ONE_CASE),
            "sessions/s-cases", "/notes/way-forward", f"cases/{CASE}",
        ),
        ("a personal note", {}, "sessions/s-personal", "/notes/wellbeing", "contracts/k-worker"),
        (
            "without a contract", {"contracts/k-worker": None},
            "sessions/s-personal", "/notes/wellbeing", "sessions/s-personal",
        ),
        (
            "under a contract that came later", _LATER,
            "sessions/s-personal", "/notes/wellbeing", "sessions/s-personal",
        ),
        (
            "by a deputy", _DEPUTY,
            "sessions/s-personal", "/notes/wellbeing", "contracts/k-worker",
        ),
        (
            "under the later of two contracts", _TWO,
            "sessions/s-personal", "/notes/wellbeing", "contracts/k-new",
        ),
        ("why a contract is as it is", {}, "contracts/k-worker", "/reason", "contracts/k-worker"),
        ("a comment on a case's file", {}, "audits/a-1", "/files/0/comment", f"cases/{CASE}"),
        ("a comment on another file", {}, "audits/a-1", "/files/1/comment", "audits/a-1"),
        (
            "a comment on a session's file", edited("audits/2026/a-1", ("ref: file-7", "ref: s-personal")),
            "audits/a-1", "/files/1/comment", "contracts/k-worker",
        ),
        ("an action of an audit", {}, "audits/a-1", "/actions/0/what", "audits/a-1"),
        ("an observation", {}, "observations/o-1", "/notes", "observations/o-1"),
    ],
)  # fmt: skip
def test_which_key_a_text_belongs_to(
    schemas: Schemas, why: str, changed: Mapping[str, str | None], record: str, pointer: str, expected: str
) -> None:
    store = office(schemas, changed)
    kind, _, record_id = record.partition("/")
    assert shown(unit_of(store.records[kind][record_id], pointer, store)) == expected


@pytest.mark.parametrize("text", ["", "cases", "cases/", "cases/../x", "keys/c-1", "cases/A", "/etc/passwd"])
def test_what_is_no_name_of_a_key_leads_nowhere(text: str) -> None:
    assert named_unit({"sealed": "x", "key": text}) is None
