"""The build for all staff: no id of a person, case, session or other record is on any page."""

from __future__ import annotations

import posixpath
import re
from dataclasses import replace

import pytest

from supervision_records.pages import site_pages
from supervision_records.pages.site import Site

#: Kinds whose ids a page for all staff may name: the teams, by which its figures are cut.
PUBLIC = {"teams"}


@pytest.fixture(scope="module")
def pages(judged: Site) -> dict[str, str]:
    """The pages of the build for all staff."""
    return dict(site_pages(replace(judged, settings=replace(judged.settings, audience="staff"))))


def test_no_page_for_staff_names_a_person_or_a_case(judged: Site, pages: dict[str, str]) -> None:
    ids = {name for kind, records in judged.store.records.items() if kind not in PUBLIC for name in records}
    words = re.compile(r"[a-z0-9][a-z0-9-]+")
    for source, text in pages.items():
        assert not ids & set(words.findall(text)), source
        assert "records/sessions/" not in text.replace("records/sessions/TEAM", ""), source


def test_staff_are_not_led_to_pages_that_they_do_not_have(pages: dict[str, str]) -> None:
    for_managers = tuple(f"compliance/{name}" for name in ("person/", "case/", "people.", "cases.", "trends."))
    assert not [source for source in pages if source.startswith(for_managers)]
    for source, text in pages.items():
        targets = re.findall(r'href="([^"#]+)', text)
        paths = {posixpath.normpath(posixpath.join(posixpath.dirname(source), target)) for target in targets}
        assert not [path for path in paths if path.startswith(for_managers)], source
        assert 'class="judged"' not in text, source
        assert 'class="chart"' not in text, source
