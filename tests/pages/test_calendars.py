"""The calendars of the site: one for each team and supervisor, read back by another library; none for all staff."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
import vobject  # type: ignore[import-untyped]

from supervision_records.pages import calendars
from supervision_records.pages.links import team_calendar
from supervision_records.pages.site import Site, judge
from supervision_records.repository import read_repository
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def office() -> Site:
    return judge(read_repository(ROOT / "tests/mini/repository"), date(2026, 7, 15))


def test_each_team_and_supervisor_has_one_that_is_read_back(office: Site) -> None:
    found = dict(calendars.files(office))
    assert {team_calendar(team) for team in office.store.records["teams"]} < found.keys()
    events = {path: vobject.readOne(text).contents.get("vevent", []) for path, text in found.items()}
    assert any(events.values())
    for ours in events.values():
        assert {type(event.dtstart.value) for event in ours} <= {date}
        assert len({event.uid.value for event in ours}) == len(ours)


def test_the_page_leads_to_every_calendar(office: Site) -> None:
    ((source, text),) = calendars.pages(office)
    assert source == "compliance/calendars.md"
    for path, _ in calendars.files(office):
        assert f'href="{path.removeprefix("compliance/")}"' in text


def test_the_build_for_all_staff_has_none(office: Site) -> None:
    staff = replace(office, settings=replace(office.settings, audience="staff"))
    assert not list(calendars.files(staff))
    assert not list(calendars.pages(staff))
