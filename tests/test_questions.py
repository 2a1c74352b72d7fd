"""Answers to a protocol's questions: which form asks them, on which scale, and that not applicable is never a yes."""

from __future__ import annotations

from typing import Any

import pytest

from supervision_records.consistency.audits import check
from supervision_records.consistency.world import World
from supervision_records.model import Record
from supervision_records.pages.forms.shape import form_schema
from supervision_records.pages.forms.which import Form, forms_of, words_of
from supervision_records.pages.forms.worded import worded
from supervision_records.pages.site import Site, judge
from supervision_records.questions import SCALES, asked_in
from supervision_records.repository import read_repository
from supervision_records.settings import Settings
from supervision_records.store import Store
from tests.conftest import ROOT

PROTOCOL = "strengthening-families"


@pytest.fixture(scope="module")
def site() -> Site:
    repository = read_repository(ROOT / "tests/mini/repository")
    assert repository.settings.as_of
    return judge(repository, repository.settings.as_of)


def shape(site: Site, sheet: str) -> dict[str, Any]:
    [form] = [form for form in forms_of(site) if form.sheet and form.sheet["id"] == sheet]
    return form_schema(worded(site.schemas, form.kind), words_of(site, form))


def test_every_form_with_questions_can_be_filled_in(site: Site) -> None:
    found = {form.sheet["id"]: form.settled for form in forms_of(site) if form.sheet}
    assert found == {
        "supervision-audit": {"protocol": PROTOCOL, "type": "supervision-file"},
        "case-audit": {"protocol": PROTOCOL, "type": "case-file"},
        "observation": {},
        "group-visit": {"protocol": PROTOCOL, "process": "group-visit"},
    }


def test_the_supervision_audit_asks_its_ten_questions_with_three_answers(site: Site) -> None:
    answers = shape(site, "supervision-audit")["properties"]["files"]["items"]["properties"]["answers"]["properties"]
    asked = {key: part for key, part in answers.items() if key != "*"}
    assert len(asked) == 10
    assert all(part["enum"][1:] == ["yes", "no", "n/a"] for part in asked.values())


def test_the_case_audit_is_scored_from_one_to_four_or_not_applicable(site: Site) -> None:
    answers = shape(site, "case-audit")["properties"]["files"]["items"]["properties"]["answers"]["properties"]
    assert answers["child-views"]["enum"][1:] == ["1", "2", "3", "4", "n/a"]
    assert answers["child-views"]["x-as"] == "label", "a score is a number in the record"
    assert answers["safe"]["enum"][1:] == ["yes", "no", "n/a"]


def test_an_observation_and_a_visit_have_their_questions_too(site: Site) -> None:
    assert "listening" in shape(site, "observation")["properties"]["answers"]["properties"]
    assert "welcome" in shape(site, "group-visit")["properties"]["answers"]["properties"]


def test_each_form_has_a_page_of_its_own(site: Site) -> None:
    places = [form.place for form in forms_of(site)]
    assert len(places) == len(set(places))
    assert f"fill-in/audits-{PROTOCOL}-case-audit.md" in places
    assert Form("audits").place == "fill-in/audits.md"


def test_not_applicable_is_an_answer_of_its_own_on_every_scale() -> None:
    assert all("n/a" in answers for answers in SCALES.values())


def test_which_form_asks_a_record(site: Site) -> None:
    data = site.protocols[PROTOCOL].data
    asked = asked_in(data, "audits", {"type": "case-file"})
    assert asked
    assert (asked["child-views"], asked["safe"]) == ("score", "yes-no")
    assert asked_in(data, "audits", {"type": "joint"}) is None
    assert asked_in(data, "assurance", {"process": "dashboard"}) is None


def told(site: Site, **answers: object) -> list[tuple[str, str]]:
    about = {"type": "case-file", "protocol": PROTOCOL, "on": "2026-07-01", "auditor": "aud", "team": "hub"}
    files = [{"ref": "c-one", "answers": answers}]
    audit = Record("audits", "a", "records/audits/2026/a.yaml", {**about, "files": files})
    store = Store({"audits": {"a": audit}, "assurance": {}}, (), 1, 1, 0)
    problems = [*check(World(store, site.protocols, Settings()))]
    assert not any(str(answer) in p.message for p in problems for answer in answers if len(answer) > 2)
    return [(p.pointer, p.code) for p in problems]


@pytest.mark.parametrize(
    ("answers", "codes"),
    [
        ({"child-views": 3, "safe": "no", "risks": "n/a"}, []),
        ({"child-wiews": 3}, ["unknown-question"]),
        ({"child-views": "yes"}, ["other-scale"]),
        ({"safe": 2, "someone": "no"}, ["unknown-question", "other-scale"]),
    ],
)
def test_answers_are_held_against_the_form(site: Site, answers: dict[str, object], codes: list[str]) -> None:
    assert told(site, **answers) == [("/files/0/answers", code) for code in codes]
