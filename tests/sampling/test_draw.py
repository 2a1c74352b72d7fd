"""Samples: what a population is, that a draw is the one that its description gives, and whose files are not drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from hashlib import sha256
from typing import Any

import pytest

from supervision_records.calendar import WorkingDays
from supervision_records.facts import gather
from supervision_records.model import Finding, Protocol, Record, Status, Subject
from supervision_records.protocol import read_protocols
from supervision_records.rules.bench import Bench
from supervision_records.sampling import File, NotASampleError, Request, asked, asked_by, draw, files_of, ledger
from supervision_records.sampling.ledger import weights
from supervision_records.schema import Schemas
from supervision_records.store import Store
from tests.conftest import ROOT

AS_OF = date(2026, 7, 15)
PROTOCOL = "strengthening-families"
ASKED = Request("case-file", PROTOCOL, AS_OF, "seven", 4)


def file(name: str, team: str = "hub-a", risk: str = "standard", people: frozenset[str] = frozenset()) -> File:
    return File("case", name, team, "boss", risk, people)


FILES = tuple(file(f"c-{n}", "hub-a" if n < 6 else "hub-b", "high" if n % 5 == 0 else "standard") for n in range(9))


def drawn(request: Request, files: tuple[File, ...] = FILES, weights: Mapping[str, int] | None = None) -> list[str]:
    return [each.id for each in draw(request, "abc", files, weights or {}).drawn]


def test_a_draw_by_hand_gives_the_same() -> None:
    marks = {name: sha256(f"seven\t{name}\t1".encode()).hexdigest() for name in (f"c-{n}" for n in range(9))}
    assert drawn(ASKED) == sorted(marks, key=lambda name: marks[name])[:4]
    lines = "".join(f"c-{n}\tall\t1\n" for n in range(9))
    assert draw(ASKED, "abc", FILES, {}).hash == sha256(lines.encode()).hexdigest()


def test_neither_the_order_of_the_files_nor_the_revisions_name_matters() -> None:
    turned = draw(ASKED, "def", FILES[::-1], {})
    assert (turned.drawn, turned.hash) == (draw(ASKED, "abc", FILES, {}).drawn, draw(ASKED, "abc", FILES, {}).hash)


def test_another_seed_gives_another_sample() -> None:
    assert len({tuple(drawn(replace(ASKED, seed=str(n)))) for n in range(20)}) > 10


@pytest.mark.parametrize(
    "files",
    [FILES[:-1], (*FILES, file("c-9")), (*FILES[:-1], file("c-8", team="hub-c"))],
    ids=["less", "more", "other"],
)
def test_one_record_more_or_less_is_another_population(files: tuple[File, ...]) -> None:
    by_team = replace(ASKED, by=("team",))
    assert draw(by_team, "abc", files, {}).hash != draw(by_team, "abc", FILES, {}).hash


def test_strata_get_places_in_proportion_and_the_rest_by_remainder() -> None:
    found = draw(replace(ASKED, by=("team",)), "abc", FILES, {}).drawn
    # 4 × 6 ÷ 9 is 2 and 6 over, 4 × 3 ÷ 9 is 1 and 3 over: the place that is left goes to the first.
    assert [each.stratum for each in found] == ["hub-a", "hub-a", "hub-a", "hub-b"]


def test_so_many_of_each_stratum() -> None:
    found = draw(replace(ASKED, size=None, each=1, by=("team", "risk")), "abc", FILES, {}).drawn
    assert [each.stratum for each in found] == [
        "hub-a / high", "hub-a / standard", "hub-b / standard",
    ]  # fmt: skip


def test_a_sample_larger_than_the_population_is_all_of_it() -> None:
    assert sorted(drawn(replace(ASKED, size=100))) == [each.id for each in FILES]


def test_auditors_own_files_are_left_out_and_named() -> None:
    files = (*FILES, file("c-own", people=frozenset({"aud"})))
    found = draw(replace(ASKED, size=100, auditors=("aud",)), "abc", files, {})
    assert found.left_out == ("c-own",)
    assert "c-own" not in {each.id for each in found.population} | {each.id for each in found.drawn}


def test_more_tickets_make_a_file_likelier() -> None:
    times = sum("c-3" in drawn(replace(ASKED, seed=str(n), size=1), weights={"c-3": 8}) for n in range(64))
    assert 20 <= times <= 44, "8 of 16 tickets are its own"


# ---- what there is to be drawn from


@pytest.fixture(scope="module")
def protocols() -> Mapping[str, Protocol]:
    return read_protocols(ROOT, Schemas.read(ROOT / "schemas"))[0]


FROM = "2026-01-05"
RECORDS: dict[str, dict[str, Any]] = {
    "teams/hub": {
        "name": "Hub", "organisation": "o", "agency": "early-help", "manager": "boss",
        "protocols": [{"protocol": PROTOCOL, "from": FROM}],
    },
    "teams/health": {
        "name": "Health", "organisation": "o", "agency": "health", "manager": "boss",
        "protocols": [{"protocol": PROTOCOL, "from": FROM}],
    },
    **{
        f"people/{name}": {"posts": [{"team": "hub", "role": "practitioner", "from": FROM}]}
        for name in ("boss", "aud", "ash", "yew")
    },
    "cases/c-one": {
        "opened": FROM, "teams": [{"team": "hub", "from": FROM}], "status": [],
        "allocations": [{"person": "ash", "from": FROM}], "risk": [{"level": "high", "from": FROM}],
    },
    "cases/c-two": {
        "opened": FROM, "teams": [{"team": "hub", "from": FROM}, {"team": "health", "from": FROM}], "status": [],
        "allocations": [],
    },
    "cases/c-over": {
        "opened": FROM, "closed": "2026-03-02", "teams": [{"team": "hub", "from": FROM}], "status": [],
        "allocations": [],
    },
    "sessions/s-1": {
        "protocol": PROTOCOL, "team": "hub", "type": "case", "date": "2026-06-01", "status": "held",
        "supervisors": ["boss"], "supervisees": ["ash"], "cases": [{"case": "c-one"}],
    },
    "sessions/s-later": {
        "protocol": PROTOCOL, "team": "hub", "type": "case", "date": "2026-08-01", "status": "held",
        "supervisors": ["boss"], "supervisees": ["yew"], "cases": [{"case": "c-two"}],
    },
}  # fmt: skip


def bench(protocols: Mapping[str, Protocol], **more: dict[str, Any]) -> Bench:
    by_kind: dict[str, dict[str, Record]] = {}
    for name, data in (RECORDS | {key.replace("__", "/"): value for key, value in more.items()}).items():
        kind, _, record_id = name.partition("/")
        by_kind.setdefault(kind, {})[record_id] = Record(kind, record_id, f"records/{name}.yaml", data)
    return Bench(gather(Store(by_kind, (), 0, 0, 0), WorkingDays(), AS_OF), protocols)


def test_cases_are_the_open_ones_with_what_is_known_of_them(protocols: Mapping[str, Protocol]) -> None:
    found = files_of(bench(protocols), "case-supervision", PROTOCOL)
    assert [(f.id, f.team, f.supervisor, f.risk) for f in found] == [
        ("c-one", "hub", "boss", "high"),
        ("c-two", "hub", "none", "standard"),
    ]
    assert found[0].people == {"ash", "boss"}


def test_joint_audits_look_at_cases_of_two_agencies(protocols: Mapping[str, Protocol]) -> None:
    assert [f.id for f in files_of(bench(protocols), "joint", PROTOCOL)] == ["c-two"]


def test_dip_samples_take_discussed_cases_only(protocols: Mapping[str, Protocol]) -> None:
    assert [f.id for f in files_of(bench(protocols), "case-file", PROTOCOL, discussed=True)] == ["c-one"]


def test_supervision_files_are_those_of_everybody_who_is_supervised(protocols: Mapping[str, Protocol]) -> None:
    found = files_of(bench(protocols), "supervision-file", PROTOCOL)
    assert [(f.id, f.supervisor, f.people) for f in found] == [("ash", "boss", frozenset({"ash", "boss"}))]


def audit(on: str, ref: str, **answers: object) -> dict[str, Any]:
    about = {"type": "case-file", "protocol": PROTOCOL, "on": on, "auditor": "aud", "team": "hub"}
    return {**about, "files": [{"ref": ref, "answers": answers}]}


def test_the_ledger_names_what_was_not_looked_at_for_a_year(protocols: Mapping[str, Protocol]) -> None:
    of = bench(
        protocols,
        audits__long_ago=audit("2025-07-15", "c-one", q1="yes"),
        audits__later=audit("2026-07-20", "c-two", q1="yes"),
    )
    found = ledger(of, "case-file", PROTOCOL, files_of(of, "case-file", PROTOCOL))
    assert [(row.file.id, row.last) for row in found] == [("c-two", None), ("c-one", date(2025, 7, 15))]
    recent = bench(protocols, audits__recent=audit("2025-07-16", "c-one", q1="yes"))
    rows = ledger(recent, "case-file", PROTOCOL, files_of(recent, "case-file", PROTOCOL))
    assert [row.file.id for row in rows] == ["c-two"]


def test_an_audit_of_a_session_has_looked_at_the_supervisees_file(protocols: Mapping[str, Protocol]) -> None:
    of = bench(protocols, audits__a={**audit("2026-07-01", "s-1", q1="yes"), "type": "supervision-file"})
    assert ledger(of, "supervision-file", PROTOCOL, files_of(of, "supervision-file", PROTOCOL)) == ()


def test_breaches_and_adverse_answers_of_the_last_audit_give_tickets(protocols: Mapping[str, Protocol]) -> None:
    late = ("hub", AS_OF, AS_OF, Status.BREACH, AS_OF, 3, (), "")
    breach = Finding("TEL-6", "cadence", PROTOCOL, Subject("case", "c-two"), None, *late)
    of = bench(
        protocols,
        audits__before=audit("2026-02-02", "c-one", q1="no", q2="no", q3="no"),
        audits__last=audit("2026-05-04", "c-one", q1="no", q2=4, q3=2, q4="n/a"),
    )
    many = [breach] * 20
    met = replace(breach, status=Status.MET, subject=Subject("case", "c-met"))
    assert weights(of, "case-file", PROTOCOL, [breach, met]) == {"c-one": 3, "c-two": 2}
    assert weights(of, "case-file", PROTOCOL, many)["c-two"] == 10


# ---- what says how a sample was drawn


@pytest.mark.parametrize(
    "data",
    [
        None,
        {},
        {"version": 2},
        {"version": 1, "audit": "case-file", "protocol": PROTOCOL, "as_of": "2026-02-30", "seed": "1", "size": 1},
        {"version": 1, "audit": "odd", "protocol": PROTOCOL, "as_of": "2026-02-03", "seed": "1", "size": 1},
        {"version": 1, "audit": "case-file", "protocol": PROTOCOL, "as_of": "2026-02-03", "seed": "1", "size": -1},
        {"version": 1, "audit": "case-file", "protocol": PROTOCOL, "as_of": "2026-02-03", "seed": "1", "by": "team"},
    ],
)
def test_what_is_no_sample_is_refused_with_a_reason(data: object) -> None:
    with pytest.raises(NotASampleError, match=r"\.$"):
        asked(data)


def test_the_record_of_an_audit_says_how_its_sample_was_drawn() -> None:
    sample = {"seed": 7, "size": 2, "revision": "abc1234", "as_of": "2026-07-15", "by": ["team"], "weighted": True}
    record = Record(
        "audits", "a", "records/audits/a.yaml", {**audit("2026-07-20", "c-one", q1="yes"), "sample": sample}
    )
    request, revision = asked_by(record)
    assert revision == "abc1234"
    assert request == Request(
        "case-file", PROTOCOL, AS_OF, "7", 2, by=("team",), auditors=("aud",), weighted=True
    )  # fmt: skip
    with pytest.raises(NotASampleError, match="as_of"):
        asked_by(replace(record, data={**record.data, "sample": {"seed": 7, "size": 2, "revision": "abc1234"}}))
