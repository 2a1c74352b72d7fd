"""Forms to print are made from what the rules check: all are there, and nothing that a rule needs is missing."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from supervision_records.form_checks import needed
from supervision_records.model import Data, Protocol
from supervision_records.pages.blanks import WITHIN, find
from supervision_records.pages.links import TEMPLATES, template
from supervision_records.pages.site import Site
from supervision_records.pages.templates import forms_of, pages
from supervision_records.protocol import read_protocols
from supervision_records.schema import Schemas

MakeSite = Callable[..., Site]
MakeProtocol = Callable[..., Protocol]

ROOT = Path(__file__).parents[2]
HOSTILE = "</h1><script>harm</script> **b** [x](y) {{ n }}"

FORMS = {
    "joint-supervision": {"joint-record"},
    "partnership-supervision": {"partnership-contract", "partnership-record"},
    "school-supervision": {"school-contract", "school-record", "school-decision-record"},
    "case-management-supervision": {"case-management-record"},
    "strengthening-families": {
        "supervision-contract", "personal-record", "casework-record", "session-log", "supervision-audit",
        "case-audit", "observation", "group-visit", "group-leader-checklist",
    },
}  # fmt: skip


@cache
def schemas() -> Schemas:
    return Schemas.read(ROOT / "schemas")


@cache
def protocols() -> dict[str, Protocol]:
    return dict(read_protocols(ROOT, schemas())[0])


def forms() -> Iterator[Any]:
    for protocol in protocols().values():
        for form in protocol.data["forms"]:
            yield pytest.param(protocol, form, id=form["id"])


every_form = pytest.mark.parametrize(("protocol", "form"), list(forms()))


@pytest.fixture
def written(make_site: MakeSite) -> dict[str, str]:
    """Every page by its path, with the text as a reader sees it."""
    site = make_site(protocols=protocols(), schemas=schemas().sources)
    return {path: html.unescape(text) for path, text in pages(site)}


def test_every_form_of_the_protocols_is_there(written: dict[str, str]) -> None:
    assert {name: {form["id"] for form in p.data["forms"]} for name, p in protocols().items()} == FORMS
    assert set(written) == {TEMPLATES, *(template(name, form) for name, ids in FORMS.items() for form in ids)}


def test_the_list_leads_to_each_form_under_its_protocol(written: dict[str, str]) -> None:
    for name, ids in FORMS.items():
        part = written[TEMPLATES].partition(f"{{ #{name} }}")[2].partition("\n## ")[0]
        assert part.count("<li>") == len(ids)
        assert all(f'href="{name}/{form}.html"' in part for form in ids)


@every_form
def test_a_form_shows_every_section_and_point_that_its_rules_need(
    written: dict[str, str], protocol: Protocol, form: Data
) -> None:
    text = written[template(protocol.id, form["id"])]
    for key, wrap in (("sections", "<h3>{}</h3>"), ("agenda", "</span>{}</li>")):
        titles = {entry["id"]: entry["title"] for entry in protocol.data[key]}
        for (place, name), rule in needed(protocol.data, form):
            if place == key and name:
                assert wrap.format(titles[name]) in text, (rule, name)


@every_form
def test_a_form_shows_all_that_it_names(written: dict[str, str], protocol: Protocol, form: Data) -> None:
    text = written[template(protocol.id, form["id"])]
    sets = {entry["id"]: entry for entry in protocol.data.get("question_sets", ())}
    for part in form["parts"]:
        assert f"## {part['title']} {{ #part-" in text
        for words in (*part.get("lines", ()), *part.get("boxes", ()), *part.get("points", ())):
            assert f">{words}</" in text
        for signature in part.get("signatures", ()):
            assert f'<th scope="row">{signature}</th>' in text
        for question in (question for name in part.get("questions", ()) for question in sets[name]["questions"]):
            assert question["text"] in text


@every_form
def test_every_field_is_one_that_its_record_has(protocol: Protocol, form: Data) -> None:
    for part in form["parts"]:
        for key, path in WITHIN.items():
            names = part.get(key, ())
            for name in names["fields"] if isinstance(names, dict) else names:
                assert find(schemas().sources, form["kind"], (*path, name)).get("title"), (key, name)


def test_every_session_type_that_needs_sections_has_its_form() -> None:
    for protocol in protocols().values():
        typed = {form.get("type") for form in protocol.data["forms"]}
        for rule in protocol.rules:
            if {"sections", "case_sections"} & rule.spec.get("needs", {}).keys():
                types = {
                    *rule.spec["of"]["sessions"].get("types", ()),
                    *rule.spec["of"]["sessions"].get("one_to_one", ()),
                }
                assert types <= typed, rule.id


def test_every_question_set_is_on_a_form() -> None:
    for protocol in protocols().values():
        named = {n for form in protocol.data["forms"] for part in form["parts"] for n in part.get("questions", ())}
        assert named == {entry["id"] for entry in protocol.data.get("question_sets", ())}


def test_the_supervision_audit_has_ten_questions_and_invents_none(written: dict[str, str]) -> None:
    text = written[template("strengthening-families", "supervision-audit")]
    shown = [n for n in range(1, 15) if f'<th scope="row">{n}. ' in text.partition("<table")[2].partition("</table")[0]]
    assert shown == [1, 2, 3, 4, 5, 8, 9, 10, 11, 12]
    assert "numbers 6 and 7 are missing from the copy" in text


def test_the_leaders_checklist_is_the_one_of_its_page(written: dict[str, str]) -> None:
    text = written[template("strengthening-families", "group-leader-checklist")]
    page = ROOT / "docs/protocols/strengthening-families/procedures/incredible-years.md"
    points = [line for line in page.read_text(encoding="utf-8").splitlines() if line[2:3].isdigit() and line[0] == "|"]
    assert len(points) >= 28
    for point in points[:28]:
        _, number, words, _ = (cell.strip() for cell in point.split("|"))
        assert f"{number}. {words.replace('**', '')}" in text


@every_form
def test_no_form_asks_for_what_identifies_a_family(protocol: Protocol, form: Data) -> None:
    places = [line.lower() for part in form["parts"] for line in (*part.get("lines", ()), *part.get("boxes", ()))]
    banned = ("child's name", "family name", "family's name", "date of birth", "address", "school", "gp", "category of")
    assert not [place for place in places for word in banned if word in place]


def test_where_a_session_is_filed_is_what_the_rules_say(written: dict[str, str]) -> None:
    text = written[template("partnership-supervision", "partnership-record")]
    for place in ("EIS (Manager's Decision)", "health file", "copy to the Vulnerable Children Team"):
        assert f'<span class="tick"></span>{place}</span>' in text


def made(**more: Any) -> dict[str, Any]:
    return {"id": "record", "title": HOSTILE, "kind": "sessions", "about": HOSTILE, "parts": [], **more}


def test_hostile_words_are_shown_and_do_nothing(make_site: MakeSite, make_protocol: MakeProtocol) -> None:
    part = {"title": HOSTILE, "about": HOSTILE, "lines": [HOSTILE], "points": [HOSTILE], "boxes": [HOSTILE]}
    part |= {"signatures": [HOSTILE], "questions": ["q"], "sections": ["s"], "agenda": ["s"]}
    question = {"id": "q", "title": HOSTILE, "about": HOSTILE, "answers": [HOSTILE], "questions": [{"text": HOSTILE}]}
    points = [{"id": "s", "title": HOSTILE}]
    data = {"sections": points, "agenda": points, "question_sets": [question], "title": HOSTILE}
    protocol = make_protocol(forms=[made(parts=[part], withheld=[HOSTILE])], **data)
    site = make_site(protocols={"alpha": protocol})
    for _, text in pages(site):
        body = text.partition("\n---\n")[2]
        assert "<script" not in text
        assert "**b**" not in body
        assert "{{ n" not in body


def test_without_schemas_a_field_goes_by_its_own_name(make_site: MakeSite, make_protocol: MakeProtocol) -> None:
    protocol = make_protocol(forms=[made(title="T", ours=True, parts=[{"title": "P", "fields": ["child_seen"]}])])
    text = dict(pages(make_site(protocols={"alpha": protocol})))[template("alpha", "record")]
    assert "<dt>Child seen</dt>" in text
    assert "The document has no such form" in text
    assert "Write the case id only" not in text


def test_a_protocol_without_forms_is_not_in_the_list(make_site: MakeSite, make_protocol: MakeProtocol) -> None:
    assert forms_of(TEMPLATES, make_protocol()) == ""
    assert [path for path, _ in pages(make_site())] == [TEMPLATES]
