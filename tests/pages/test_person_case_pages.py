"""The pages of people and cases: for managers, whole, and where the steps of every verdict are found."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

import pytest

from supervision_records.actions import open_actions
from supervision_records.demo import demo_files
from supervision_records.demo.write import write_demo
from supervision_records.pages import case_pages, person_pages, rules, site_pages
from supervision_records.pages.links import PAGE_ROWS, case_page, person_page
from supervision_records.pages.places import anchor, places
from supervision_records.pages.site import Site, judge
from supervision_records.repository import read_repository

_JUDGED = re.compile(r'<a class="judged" href="([^"#]+)\.html#([^"]+)">How is this judged\?</a>')


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = tmp_path_factory.mktemp("people") / "demo"
    write_demo(folder, demo_files(30, 12, 1))
    read = read_repository(folder)
    assert read.settings.as_of
    return judge(read, read.settings.as_of)


@pytest.fixture(scope="module")
def made(site: Site) -> Mapping[str, str]:
    return dict((*person_pages.pages(site), *case_pages.pages(site)))


def test_everybody_and_every_case_has_a_page_that_the_list_leads_to(site: Site, made: Mapping[str, str]) -> None:
    records = site.store.records
    for kind, page, folder in (("people", person_page, "person"), ("cases", case_page, "case")):
        lists = "".join(text for name, text in made.items() if re.match(rf"compliance/{kind}(/page-\d+)?\.md", name))
        listed = re.findall(rf'<th scope="row"><a href="(?:\.\./)?{folder}/([^"]+)\.html">', lists)
        assert set(listed) == set(records[kind])
        assert {page(name) for name in records[kind]} <= set(made)


def test_a_page_has_every_finding_of_its_own_with_its_steps(site: Site, made: Mapping[str, str]) -> None:
    for groups, page in ((site.by_person, person_page), (site.by_case, case_page)):
        for name, findings in groups.items():
            if page(name) in made:
                later = f"{page(name).removesuffix('.md')}/page-"
                text = "".join(
                    text for source, text in made.items() if source == page(name) or source.startswith(later)
                )
                assert re.findall(r'<ol id="([^"]+)">', text) == [anchor(f) for f in findings if f.steps]


def test_how_is_this_judged_leads_to_the_steps(site: Site, made: Mapping[str, str]) -> None:
    followed = 0
    for source, text in rules.pages(site):
        for target, place in _JUDGED.findall(text):
            page = posixpath.normpath(posixpath.join(posixpath.dirname(source), target)) + ".md"
            assert f'<ol id="{place}">' in made[page], (source, page)
            followed += 1
    assert followed > 100


def test_a_finding_about_neither_is_explained_where_it_stands(site: Site) -> None:
    alone = [f for f in site.findings if f.order not in site.judged_at and f.steps]
    assert alone
    pages = dict(rules.pages(site))
    for finding in alone:
        own = f"compliance/rules/{finding.rule.lower()}"
        parts = [text for name, text in pages.items() if name == f"{own}.md" or name.startswith(f"{own}/page-")]
        assert anchor(finding) in "".join(parts)


def test_places_are_on_the_page_of_the_part(site: Site) -> None:
    many = [replace(site.findings[0], part=str(number)) for number in range(PAGE_ROWS + 1)]
    found = places({"x.md": many})
    assert [found[f.order].page for f in (many[-2], many[-1])] == ["x.md", "x/page-2.md"]
    assert len({place.anchor for place in found.values()}) == PAGE_ROWS + 1


def _actions(site: Site) -> Iterator[tuple[str, int]]:
    for protocol in site.protocols:
        for person in site.bench.facts.people:
            for action in open_actions(site.bench, protocol, person, site.as_of):
                yield action.session, action.number


def test_every_open_action_is_on_the_page_of_its_owner_once(site: Site, made: Mapping[str, str]) -> None:
    expected = set(_actions(site))
    assert expected
    assert {(a.session, a.number) for a in site.actions} == expected
    assert len(site.actions) == len(expected)
    for action in site.actions:
        assert f"{action.session}, no. {action.number}<" in made[person_page(action.owner)]


def test_staff_have_none_of_these_pages(site: Site) -> None:
    staff = replace(site, settings=replace(site.settings, audience="staff"))
    assert not list(person_pages.pages(staff))
    assert not list(case_pages.pages(staff))
    linked = [source for source, text in site_pages(staff) if "person/" in text or "case/" in text]
    assert not [source for source in linked if source.startswith(("index", "compliance/"))]


def test_a_long_list_of_people_has_pages(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("supervision_records.pages.listing.PAGE_ROWS", 5)
    made = dict(person_pages.pages(site))
    assert "compliance/people/page-2.md" in made
    listed = [
        name
        for source, text in made.items()
        if source.startswith("compliance/people")
        for name in re.findall(r'person/([^"/]+)\.html"', text.partition("<table")[2])
    ]
    assert sorted(set(listed)) == sorted(site.bench.facts.people)
