"""The supervision audit in a browser: from the form to the remedial action and its check, as verdicts of the rules."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from supervision_records.cli import main
from tests.site.chromium import opened, watch

FORM = "fill-in/audits-strengthening-families-supervision-audit.html"
ID = "2026-07-14-meadow-north-hub-1-supervision-file"

Verdicts = Callable[[str, str], dict[str | None, tuple[str, str]]]


@pytest.fixture
def records(repository: Path, tmp_path: Path) -> Path:
    """A repository of its own, to which the record can be added."""
    shutil.copytree(repository / "records", tmp_path / "records")
    return tmp_path


@pytest.fixture
def verdicts(records: Path, capsys: pytest.CaptureFixture[str]) -> Verdicts:
    """The verdicts on the audit's actions for a day: part to status and due date."""

    def judged(rule: str, as_of: str) -> dict[str | None, tuple[str, str]]:
        call = ["compliance", "--rule", rule, "--as-of", as_of, "--format", "json", "--fail-on", "never"]
        main(["--root", str(records), *call])
        findings = json.loads(capsys.readouterr().out)["findings"]
        return {f["part"]: (f["status"], f["due"]) for f in findings if f["subject"]["id"] == ID}

    return judged


def audited_files(records: Path, capsys: pytest.CaptureFixture[str]) -> int:
    """How many supervision files TEL-10 has counted for the organisation this year."""
    call = ["compliance", "--rule", "TEL-10", "--as-of", "2026-07-15", "--format", "json", "--fail-on", "never"]
    main(["--root", str(records), *call])
    findings = json.loads(capsys.readouterr().out)["findings"]
    [finding] = [f for f in findings if f["subject"]["id"] == "meadow-council" and f["period"]["from"] == "2026-01-01"]
    return int(finding["detail"]["count"])


def submitted(page: Page, records: Path) -> dict[str, Any]:
    """What the form gives once it is in order, put where it says; the record."""
    page.get_by_role("button", name="Check and show the record").click()
    faults = page.locator(".record-form__summary li:visible").all_inner_texts()
    assert faults == []
    target = records / page.locator(".record-form__path").inner_text()
    target.write_text(page.locator(".record-form__yaml").inner_text() + "\n")
    record: dict[str, Any] = page.evaluate("SupervisionForm.record()")
    return record


@pytest.mark.browser
def test_from_the_form_to_the_action_to_its_check_after_three_months(
    browser: Browser, address: str, records: Path, verdicts: Verdicts, capsys: pytest.CaptureFixture[str]
) -> None:
    before = audited_files(records, capsys)
    with opened(browser) as page:
        seen = watch(page, address)
        page.goto(address + FORM)
        page.wait_for_function("window.SupervisionForm")
        assert page.get_by_label("Protocol (required)").count() == 0, "it is settled"
        page.get_by_label("On (required)", exact=True).fill("2026-07-14")
        page.get_by_label("Auditor (required)").fill("ml-aud-01")
        page.get_by_label("Team (required)").fill("meadow-north-hub-1")
        page.get_by_label("Reference (required)").fill("mh1-pr-01")
        for question, answer in (
            ("Is there an agreement on supervision?", "Yes"),
            ("Does the next session check the agreed actions?", "No"),
            ("Where there are protection plans, does supervision monitor them?", "Not applicable"),
        ):
            asked = page.get_by_role("group", name=question)
            assert asked.get_by_role("radio").count() == 4, "not said, yes, no, not applicable"
            asked.get_by_label(answer, exact=True).check()
        page.get_by_role("button", name="Add action to: Actions", exact=True).click()
        page.get_by_label("What (required)").fill("Check the agreed actions at each session")
        page.get_by_label("Owner (required)").fill("mh1-tl-01")
        page.get_by_label("Due (required)").fill("2026-08-14")
        record = submitted(page, records)
        assert record["files"][0]["answers"] == {"agreement": "yes", "actions-checked": "no", "protection-plans": "n/a"}

        assert audited_files(records, capsys) == before + 1
        assert verdicts("TEL-18", "2026-07-15") == {"1": ("due", "2026-08-14")}
        assert verdicts("TEL-18", "2026-08-17") == {"1": ("breach", "2026-08-14")}

        page.get_by_label("Done", exact=True).fill("2026-08-12")
        page.get_by_label("Done by", exact=True).fill("mh1-tl-01")
        submitted(page, records)
        assert verdicts("TEL-18", "2026-08-17") == {"1": ("met", "2026-08-14"), "1/checked": ("due", "2026-10-14")}
        assert verdicts("TEL-18", "2026-10-15")["1/checked"] == ("breach", "2026-10-14")

        page.get_by_label("Checked", exact=True).fill("2026-10-13")
        page.get_by_label("Checked by", exact=True).fill("ml-aud-01")
        submitted(page, records)
        assert verdicts("TEL-18", "2026-10-15") == {"1": ("met", "2026-08-14"), "1/checked": ("met", "2026-10-14")}
        assert seen == []
    main(["--root", str(records), "check", str(records / "records/audits"), "--format", "json"])
    assert json.loads(capsys.readouterr().out)["problems"] == []


@pytest.mark.browser
def test_a_score_is_a_number_and_not_applicable_a_word(browser: Browser, address: str) -> None:
    with opened(browser) as page:
        page.goto(address + FORM.replace("supervision-audit", "case-audit"))
        page.wait_for_function("window.SupervisionForm")
        page.get_by_label("Are the child's views seen in assessments and Family Circles?").select_option("3")
        page.get_by_label("Have the role and status of an absent parent been explored?").select_option("n/a")
        answers = page.evaluate("SupervisionForm.record().files[0].answers")
    assert answers == {"child-views": 3, "absent-parent": "n/a"}
