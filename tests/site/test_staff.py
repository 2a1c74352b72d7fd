"""The build for all staff: no id of a person, case, session or other record is on any page."""

from __future__ import annotations

import posixpath
import re
from dataclasses import replace
from pathlib import Path

from supervision_records.pages import site_pages
from supervision_records.pages.site import judge
from supervision_records.repository import read_repository

#: Kinds whose ids a page for all staff may name: the teams, by which its figures are cut.
PUBLIC = {"teams"}


def test_no_page_for_staff_names_a_person_or_a_case(repository: Path) -> None:
    read = read_repository(repository)
    staff = replace(read, settings=replace(read.settings, audience="staff"))
    assert staff.settings.as_of
    ids = {name for kind, records in read.store.records.items() if kind not in PUBLIC for name in records}
    words = re.compile(r"[a-z0-9][a-z0-9-]+")
    for source, text in site_pages(judge(staff, staff.settings.as_of)):
        assert not ids & set(words.findall(text)), source
        assert "records/sessions/" not in text.replace("records/sessions/TEAM", ""), source


def test_staff_are_not_led_to_pages_that_they_do_not_have(repository: Path) -> None:
    read = read_repository(repository)
    staff = replace(read, settings=replace(read.settings, audience="staff"))
    assert staff.settings.as_of
    made = dict(site_pages(judge(staff, staff.settings.as_of)))
    for_managers = tuple(f"compliance/{name}" for name in ("person/", "case/", "people.", "cases.", "trends."))
    assert not [source for source in made if source.startswith(for_managers)]
    for source, text in made.items():
        targets = re.findall(r'href="([^"#]+)', text)
        paths = {posixpath.normpath(posixpath.join(posixpath.dirname(source), target)) for target in targets}
        assert not [path for path in paths if path.startswith(for_managers)], source
        assert 'class="judged"' not in text, source
        assert 'class="chart"' not in text, source
