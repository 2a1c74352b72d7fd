"""The build for all staff: no id of a person, case, session or other record is on any page."""

from __future__ import annotations

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
