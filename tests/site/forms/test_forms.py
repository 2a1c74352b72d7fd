"""The forms are usable by everybody, keep what is filled in to themselves, and show strange words as words."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from supervision_records.pages import site_files, site_pages
from supervision_records.pages.forms.layout import LAYOUTS
from supervision_records.pages.forms.page import pages
from supervision_records.pages.links import KNOWN_FILE
from supervision_records.pages.site import Site
from tests.site import axe, look
from tests.site.chromium import opened, watch

CASE_MANAGEMENT = "fill-in/sessions-case-management-supervision.html"

HOSTILE = '</script><img src=x onerror="window.harm = 1"> {{ i1 }} <b>b</b> \'"& __proto__'

#: The same form as somebody comes to it, part of the way, with errors, and at its end.
STATES = {
    "empty": "() => 0",
    "filled": """() => {
        SupervisionForm.load({status: 'held', type: 'case', actions: [{id: 1}], notes: {'a-name': {held: 'lcs'}},
            cases: [{case: 'c-4f7k2m9p', recorded: {by: 'x1', on: '2026-07-01'}}],
            reviewed: [{session: 's1', action: 1, outcome: 'dropped'}]});
        document.querySelectorAll('.record-form details').forEach((part) => { part.open = true; });
    }""",
    "wrong": "() => document.querySelector('.record-form__check').click()",
    "right": """() => {
        SupervisionForm.load({protocol: 'case-management-supervision', team: 'harbour-cin-1', type: 'case',
            date: '2026-07-14', status: 'held', supervisors: ['nobody-known'], supervisees: ['x2']});
        document.querySelector('.record-form__check').click();
    }""",
}


def go(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_function("window.SupervisionForm")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with opened(browser) as page:
        yield page


@pytest.mark.browser
@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_on_a_form_in_any_state(page: Page, address: str, state: str) -> None:
    go(page, address + CASE_MANAGEMENT)
    axe.load(page)
    page.evaluate(STATES[state])
    found = {"light": axe.violations(page, axe.ALL), "focus": look.focus(page)}
    look.colours(page, "dark")
    found["dark"] = axe.violations(page)
    look.colours(page, "light")
    found |= {f"{width} px": look.narrow(page, width) for width in (640, 320)}
    found["phone"] = axe.violations(page)
    assert {what: lines for what, lines in found.items() if lines} == {}


@pytest.mark.browser
def test_every_form_opens_without_a_fault_and_asks_nobody(page: Page, address: str, site: Path) -> None:
    seen = watch(page, address)
    forms = sorted((site / "fill-in").glob("*.html"))
    for form in forms:
        page.goto(f"{address}fill-in/{form.name}")
        if form.name != "index.html":
            page.wait_for_function("window.SupervisionForm")
            page.locator(".record-form__check").click()
            assert page.locator(".record-form__summary li:visible, .record-form__result:visible").count(), form.name
    of_protocols = 5 + 4  # a session's for each protocol, and those of the protocols that ask questions
    assert len(forms) == len(LAYOUTS) + of_protocols
    assert seen == []


@pytest.mark.browser
def test_a_draft_survives_a_closed_tab_until_it_is_discarded(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    go(page, address + CASE_MANAGEMENT)
    page.get_by_label("Minutes", exact=True).fill("75")
    page.get_by_label("Minutes", exact=True).blur()
    page.get_by_role("button", name="Discard the draft").wait_for()
    assert "on this device alone" in page.locator(".record-form__draft").inner_text()
    page.close()
    page = context.new_page()
    go(page, address + CASE_MANAGEMENT)
    assert page.get_by_label("Minutes", exact=True).input_value() == "75"
    assert "the draft that you left here" in page.locator(".record-form__draft").inner_text()
    page.get_by_role("button", name="Discard the draft").click()
    assert page.get_by_label("Minutes", exact=True).input_value() == ""
    go(page, address + CASE_MANAGEMENT)
    assert page.evaluate("SupervisionForm.record().minutes") is None
    context.close()


@pytest.mark.browser
def test_a_browser_that_keeps_nothing_is_good_enough(page: Page, address: str) -> None:
    page.add_init_script("Storage.prototype.setItem = () => { throw new Error('full') }")
    page.add_init_script("Storage.prototype.getItem = () => { throw new Error('closed') }")
    go(page, address + "fill-in/handovers.html")
    page.get_by_label("On (required)", exact=True).fill("2026-07-14")
    page.get_by_label("On (required)", exact=True).blur()
    assert page.evaluate("SupervisionForm.record().on") == "2026-07-14"
    assert page.get_by_role("button", name="Discard the draft").is_hidden()


@pytest.mark.browser
def test_a_form_opened_from_a_folder_says_that_it_knows_nothing(page: Page, site: Path) -> None:
    page.goto((site / CASE_MANAGEMENT).as_uri())
    page.get_by_text("This page was opened from a folder").wait_for()
    assert "fill in the form by hand" in page.locator(".record-form__known").inner_text()
    assert page.locator(".record-form__check").is_visible()


@pytest.mark.browser
def test_hostile_words_are_shown_as_words(page: Page, address: str) -> None:
    seen = watch(page, address)
    record = {
        "team": HOSTILE, "type": "case", "date": HOSTILE, "status": "held",
        "supervisors": [HOSTILE], "supervisees": [HOSTILE], "notes": {HOSTILE: {"held": HOSTILE}},
        "actions": [{"id": 1, "what": HOSTILE, "owner": HOSTILE, "due": HOSTILE}],
    }  # fmt: skip
    page.goto(address + "fill-in/index.html")
    page.evaluate(
        "([key, text]) => localStorage.setItem(key, text)",
        [f"supervision-draft /{CASE_MANAGEMENT}", json.dumps(record)],
    )
    go(page, f"{address}{CASE_MANAGEMENT}#person={HOSTILE}")
    assert page.get_by_label("Team (required)").input_value() == HOSTILE
    assert page.get_by_label("What (required)").input_value() == HOSTILE
    page.locator(".record-form__check").click()
    assert page.locator(".record-form__summary li").count() > 1
    assert HOSTILE not in page.locator(".record-form__summary").inner_text(), "no value is quoted"
    assert page.evaluate("window.harm") is None
    assert seen == []


@pytest.mark.browser
def test_an_entry_can_be_removed_by_a_button_that_names_it(page: Page, address: str) -> None:
    go(page, address + CASE_MANAGEMENT)
    add = page.get_by_role("button", name="Add action to: Actions", exact=True)
    add.click()
    add.click()
    numbers = page.get_by_label("Number (required)")
    assert [numbers.nth(i).input_value() for i in range(2)] == ["1", "2"]
    page.get_by_role("button", name="Remove action 1", exact=True).click()
    assert numbers.count() == 1
    assert numbers.input_value() == "2"
    assert page.locator(".record-form__live").inner_text() == "Action 1 was removed."
    assert page.evaluate("document.activeElement.innerText").startswith("Add action")


@pytest.mark.browser
def test_what_the_check_would_refuse_beyond_the_schema_is_told(page: Page, address: str) -> None:
    go(page, address + CASE_MANAGEMENT)
    page.evaluate("""() => SupervisionForm.load({protocol: 'case-management-supervision', team: 'harbour-cin-1',
        type: 'case', date: '2026-07-14', status: 'held', supervisors: ['hc1-ps-01'], supervisees: ['hc1-ps-01'],
        gap: {from: '2026-02-02', to: '2026-02-01'},
        actions: [1, 1].map((id) => ({id, what: 'x', owner: 'hc1-ps-01', due: '2026-07-15'}))})""")
    assert sorted(fault["pointer"] for fault in page.evaluate("SupervisionForm.faults()")) == [
        "/actions/1/id",
        "/gap/to",
        "/supervisees/0",
    ]


@pytest.mark.browser
def test_an_unknown_id_is_doubted_and_a_wrong_name_is_refused(page: Page, address: str) -> None:
    go(page, address + CASE_MANAGEMENT)
    page.locator(".record-form__known h2").wait_for()
    page.evaluate(STATES["right"])
    assert "nobody-known is not among the known staff" in page.locator(".record-form__doubts").inner_text()
    name = page.get_by_label("Name of the file, without .yaml")
    assert name.input_value() == "2026-07-14-x2-case"
    for wrong in ("", "A child", "con"):
        name.fill(wrong)
        page.get_by_role("button", name="Download").click()
        assert name.get_attribute("aria-invalid") == "true", wrong
    name.fill("2026-07-14-x2")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download").click()
    assert download.value.suggested_filename == "2026-07-14-x2.yaml"


@pytest.mark.browser
def test_no_text_that_somebody_wrote_travels_in_an_address(page: Page, address: str) -> None:
    go(page, address + CASE_MANAGEMENT)
    about = "JSON.parse(document.getElementById('form-data').textContent)"
    told = page.evaluate(
        f"""records => records.map((record) => SupervisionOutput.hasWords({about}.form, record))""",
        [
            {"actions": [{"id": 1, "what": "Ask"}]},
            {"notes": {"a": "b"}},
            {"notes": {"made up": {"held": "lcs"}}},
            {"prepared": {"tools": ["genogram"]}},
            {
                "team": "north",
                "actions": [{"id": 1, "what": {"held": "lcs"}, "due": "2026-07-14"}],
                "functions": ["support"],
            },
        ],
    )
    assert told == [True, True, True, True, False]
    forge = "https://forge.example.org/o/r/_new/main/?filename={path}&value={text}"
    made = page.evaluate("forge => SupervisionOutput.addressOf(forge, 'a/b.yaml', 'x: 1 & 2')", forge)
    assert made == "https://forge.example.org/o/r/_new/main/?filename=a%2Fb.yaml&value=x%3A%201%20%26%202"


@pytest.fixture(scope="module")
def staff(judged: Site) -> Site:
    """The same repository, for all staff."""
    return replace(judged, settings=replace(judged.settings, audience="staff"))


def test_the_site_for_staff_has_forms_and_nothing_that_is_known(staff: Site) -> None:
    assert KNOWN_FILE not in dict(site_files(staff))
    forms = dict(pages(staff))
    assert set(forms) <= set(dict(site_pages(staff)))
    assert all('data-known=""' in text for source, text in forms.items() if source != "fill-in/index.md")
