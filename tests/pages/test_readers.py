"""The page of who may read what says what is enforced."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from supervision_records.narrative import NARRATIVE, Most
from supervision_records.pages import readers
from supervision_records.pages.site import Site
from supervision_records.sealing.entitled import NAMED
from supervision_records.settings import Hold, Keep, Sealing, Settings

PLAIN = Settings(
    plain=frozenset({"*.actions.what", "sessions.notes.*"}),
    sealed=frozenset({"audits.actions.what", "sessions.notes.wellbeing"}),
    held=frozenset({"observations.grade", "sessions.cases.notes.risks"}),
)


def shown(settings: Settings, kind: str) -> dict[str, Most]:
    return {".".join(place[1:]): allowed for place, allowed in readers.places_of(kind, settings)}


def test_every_section_has_what_the_settings_say_of_it() -> None:
    assert shown(PLAIN, "sessions") == {
        "notes.*": Most.PLAIN,
        "notes.wellbeing": Most.SEALED,
        "cases.notes.*": Most.SEALED,
        "cases.notes.risks": Most.HELD,
        "actions.what": Most.PLAIN,
        "actions.measure": Most.SEALED,
        "reviewed.reason": Most.SEALED,
        "disagreement": Most.SEALED,
        "signed.comment": Most.SEALED,
    }
    assert shown(PLAIN, "audits") == {"files.comment": Most.SEALED, "actions.what": Most.SEALED}
    assert shown(PLAIN, "observations")["grade"] is Most.HELD


@pytest.fixture
def text(make_site: Callable[..., Site]) -> Callable[..., str]:
    def made(**settings: Any) -> str:
        site = make_site()
        ((_, page),) = readers.pages(replace(site, settings=replace(site.settings, **settings)))
        return re.sub(r"<[^>]+>", " ", page)

    return made


def test_every_kind_and_every_key_is_on_it(text: Callable[..., str]) -> None:
    page = text()
    for kind in NARRATIVE:
        assert f" {kind} " in page
    for kind in NAMED:
        assert f"that of a record of {kind}" in page
    assert "auditors: posts with auditor" in page
    assert "auditors: posts with head, reviewing-officer" in text(
        sealing=Sealing(auditors=frozenset({"reviewing-officer", "head"}))
    )


def test_the_schedule_and_the_number_of_holds(text: Callable[..., str]) -> None:
    assert "do not say how long" in text()
    hold = Hold("cases", "c-aaaaaaaa", date(2026, 1, 1), None, "head", "", 1, 1)
    page = text(retention={"cases": Keep(25, "end")}, holds=(hold,))
    assert "25 years after its end" in page
    assert "Legal holds: 1 hold." in page
    assert "c-aaaaaaaa" not in page
    assert "Legal holds" not in text(holds=(hold,), audience="staff")
