"""From the empty form to a record that passes the check, by keyboard alone."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from supervision_records.cli import main
from supervision_records.demo import demo_files
from supervision_records.yamlio import load
from tests.site.chromium import opened, watch
from tests.site.forms.keyboard import Keyboard

pytestmark = pytest.mark.browser

DAY = "2026-07-14"


@pytest.fixture(scope="module")
def submitted(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    """A copy of the repository in which the downloaded files are put."""
    folder = tmp_path_factory.mktemp("submitted")
    for name, text in demo_files(30, 12, 1):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    shutil.copytree(root / "schemas", folder / "schemas")
    shutil.copytree(root / "docs/protocols", folder / "docs/protocols")
    return folder


@pytest.fixture(scope="module")
def known(site: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((site / "fill-in/known.json").read_text(encoding="utf-8"))
    return found


@pytest.fixture
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    with opened(browser, request.param) as page:
        yield page


def someone(known: dict[str, Any], protocol: str, *, actions: bool = True) -> tuple[str, dict[str, Any]]:
    """Somebody with open cases, and if asked for with open actions."""
    people = known["sessions"][protocol].items()
    return next((name, about) for name, about in people if about["cases"] and (about["reviewed"] or not actions))


def read(folder: Path, path: str) -> Any:
    document, _ = load(path, (folder / path).read_bytes())
    assert document
    return document.data


def passes(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["--root", str(folder), "check"])
    assert status == 0, capsys.readouterr().out


@pytest.mark.parametrize("page", [1280], indirect=True)
def test_a_joint_session_with_errors_is_mended_and_passes(
    page: Page, address: str, submitted: Path, known: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    seen = watch(page, address)
    person, about = someone(known, "joint-supervision")
    keys = Keyboard(page)
    keys.begin(f"{address}fill-in/sessions-joint-supervision.html")
    keys.fill("Who was supervised?", person)
    keys.go(about["cases"][0])
    keys.press("Space")
    first, ill = about["data"]["supervisors"]
    keys.go("Remove supervisor 2")
    keys.press("Enter")
    keys.go("Add person to: Absent")
    keys.press("Enter")
    assert keys.at == "Person 1"
    page.keyboard.type(ill)
    keys.fill("Minutes", "an hour")
    keys.check()
    assert page.title().startswith("Error: ")
    assert keys.at.startswith("There are 2 problems")
    keys.press("Tab")
    assert keys.at == "Date: fill this in."
    keys.press("Enter")
    assert keys.at == "Date"
    assert page.evaluate("document.activeElement.getAttribute('aria-invalid')") == "true"
    year, month, day = DAY.split("-")
    page.keyboard.type(f"{month}{day}{year}")
    keys.fill("Minutes", "75")
    keys.check()
    assert not page.title().startswith("Error")
    path = keys.download(submitted)
    record = read(submitted, path)
    assert path.startswith(f"records/sessions/{about['data']['team']}/2026/{DAY}-")
    assert (record["supervisors"], record["absent"]) == ([first], [ill])
    assert record["supervisees"] == about["data"]["supervisees"]
    assert record["supervisees"][0] == person
    assert (record["type"], record["status"], record["minutes"]) == ("joint", "held", 75)
    assert [entry["case"] for entry in record["cases"]] == about["cases"][:1]
    passes(submitted, capsys)
    assert seen == []


@pytest.mark.parametrize("page", [320], indirect=True)
def test_a_one_to_one_with_carried_over_actions_passes(
    page: Page, address: str, submitted: Path, known: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    person, about = someone(known, "case-management-supervision")
    keys = Keyboard(page)
    keys.begin(f"{address}fill-in/sessions-case-management-supervision.html")
    keys.fill("Who was supervised?", person)
    keys.go(about["cases"][0])
    keys.press("Space")
    old = about["reviewed"][0]
    keys.fill(f"Action {old['action']} of {old['session']}", "Carried")
    keys.day("Date", DAY)
    keys.go("Add action to: Actions")
    keys.press("Enter")
    assert page.evaluate("document.activeElement.value") == "1", "the action has its number already"
    keys.fill("What", "Ask for the attendance figures")
    keys.fill("Owner", person)
    keys.day("Due", "2026-07-28")
    keys.check()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    record = read(submitted, keys.download(submitted))
    assert record["reviewed"] == [{**old, "outcome": "carried-forward"}]
    assert record["actions"] == [
        {"id": 1, "what": "Ask for the attendance figures", "owner": person, "due": "2026-07-28"}
    ]
    passes(submitted, capsys)


@pytest.mark.parametrize("page", [320], indirect=True)
def test_a_cancelled_session_passes(
    page: Page, address: str, submitted: Path, known: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    person, _ = someone(known, "school-supervision", actions=False)
    keys = Keyboard(page)
    keys.begin(f"{address}fill-in/sessions-school-supervision.html")
    keys.fill("Who was supervised?", person)
    assert page.locator("[data-path='#/reason']").is_hidden(), "a session that was held needs no reason"
    keys.day("Date", DAY)
    keys.go("Held")
    keys.press("ArrowRight")
    keys.go("Supervisor")
    keys.press("Space", "ArrowRight", "ArrowRight")
    assert keys.at == "Service"
    keys.day("Rearranged for", "2026-07-21")
    keys.check()
    record = read(submitted, keys.download(submitted))
    assert (record["status"], record["reason"], record["rearranged_for"]) == ("cancelled", "service", "2026-07-21")
    passes(submitted, capsys)
