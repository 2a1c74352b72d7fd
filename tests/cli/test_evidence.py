"""``compliance`` and ``explain`` by the history: what they say and their exit status, on real clones."""

from __future__ import annotations

import csv
import io
import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from supervision_records.cli import main
from supervision_records.cli.past import past_of
from supervision_records.pages import site_pages
from supervision_records.pages.site import judge
from supervision_records.repository import read_repository
from tests.clones import Clone

MINI = Path(__file__).parents[1] / "mini" / "repository"
ROOT = Path(__file__).parents[2]
SESSION = "records/sessions/north/2026/s-april.yaml"
AS_OF = date(2026, 6, 30)
BROKEN = "records/sessions/north/2026/s-broken.yaml"
#: The session of 15 April says that it was recorded on the 16th; that was in time up to the 22nd.
IN_TIME, LATE = "2026-04-20T12:00:00+00:00", "2026-04-24T12:00:00+00:00"


@pytest.fixture
def clone(tmp_path: Path, git_environment: dict[str, str]) -> Clone:
    """The tiny repository without its broken record, as a clone with nothing committed yet."""
    clone = Clone(tmp_path / "clone", git_environment)
    shutil.copytree(MINI, clone.root, dirs_exist_ok=True)
    (clone.root / BROKEN).unlink()
    return clone


def judged(root: Path, capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, dict[str, Any]]:
    """The exit status of the only rule that is looked at here, and its one finding."""
    status = main(["compliance", "--root", str(root), "--rule", "ISL-6", "--format", "json", *options])
    (finding,) = json.loads(capsys.readouterr().out)["findings"]
    return status, finding


@pytest.mark.parametrize(
    ("at", "status", "verdict", "late"),
    [(IN_TIME, 0, "met", 0), (LATE, 1, "breach", 2), ("2026-07-01T12:00:00+00:00", 1, "breach", 69)],
)
def test_the_day_on_which_a_claim_came_in_decides(
    at: str, status: int, verdict: str, late: int, clone: Clone, capsys: pytest.CaptureFixture[str]
) -> None:
    clone.commit(at, {})
    found, finding = judged(clone.root, capsys, "--evidence", "history")
    assert (found, finding["status"], finding["days_late"]) == (status, verdict, late)
    came_in = at[:10] if at < "2026-07" else None
    assert (finding["detail"]["claimed"], finding["detail"]["came_in"]) == ("2026-04-16", came_in)


def test_without_being_asked_git_is_left_alone_and_the_claim_counts(
    clone: Clone, capsys: pytest.CaptureFixture[str]
) -> None:
    clone.commit(LATE, {})
    status, finding = judged(clone.root, capsys)
    assert (status, finding["status"], "came_in" in finding["detail"]) == (0, "met", False)


@pytest.mark.parametrize("fail_on", ["breach", "never"])
def test_a_shallow_clone_makes_it_unknown_and_no_all_clear(
    fail_on: str, clone: Clone, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clone.commit(IN_TIME, {})
    clone.commit(LATE, {"README.md": "More\n"})
    clone.git("clone", "-q", "--depth", "1", clone.root.as_uri(), str(tmp_path / "shallow"))
    status, finding = judged(tmp_path / "shallow", capsys, "--evidence", "history", "--fail-on", fail_on)
    assert (status, finding["status"], finding["days_late"]) == (1, "unknown", 0)
    assert "shallow" in finding["message"]
    assert "shallow" in finding["detail"]["why"]


@pytest.mark.parametrize("form", ["text", "csv", "github", "summary", "json"])
def test_every_format_shows_what_is_unknown(form: str, clone: Clone, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.rmtree(clone.root / ".git")
    options = ["--rule", "ISL-6", "--evidence", "history", "--format", form]
    assert main(["compliance", "--root", str(clone.root), *options]) == 1
    said = capsys.readouterr().out
    assert "no clone" in said
    assert {"text": "Unknown (1)", "github": "1 unknown", "summary": "Unknown: 1"}.get(form, "unknown") in said


def test_explain_tells_both_days(clone: Clone, capsys: pytest.CaptureFixture[str]) -> None:
    clone.commit(LATE, {})
    assert main(["explain", "ISL-6", "session/s-april", "--root", str(clone.root), "--evidence", "history"]) == 0
    lines = capsys.readouterr().out.splitlines()
    steps = [line.split("  [")[0].strip() for line in lines if line.startswith("  2026")]
    assert steps == [
        "2026-04-15  session (held)", "2026-04-16  claimed to be done", "2026-04-22  due",
        "2026-04-24  came into the repository",
    ]  # fmt: skip


def test_a_table_of_findings_has_both_days(clone: Clone, capsys: pytest.CaptureFixture[str]) -> None:
    clone.commit(LATE, {})
    main(["compliance", "--root", str(clone.root), "--evidence", "history", "--format", "csv"])
    days = {
        (row["rule"], row["claimed"], row["came_in"]) for row in csv.DictReader(io.StringIO(capsys.readouterr().out))
    }
    assert ("ISL-6", "2026-04-16", "2026-04-24") in days
    assert ("ISL-1", "", "") in days


def test_the_settings_can_ask_for_it(clone: Clone, capsys: pytest.CaptureFixture[str]) -> None:
    clone.commit(LATE, {"supervision.yaml": "as_of: 2026-06-30\nevidence: history\n"})
    assert judged(clone.root, capsys)[1]["status"] == "breach"


def test_a_rule_can_ask_for_it_and_shows_others_beside_it(clone: Clone, capsys: pytest.CaptureFixture[str]) -> None:
    """The rule asks by its page; another, which does not, is judged by its claim and tells when it came in."""
    shutil.copytree(ROOT / "docs/protocols", clone.root / "docs/protocols")
    page = clone.root / "docs/protocols/case-management-supervision.md"
    page.write_text(
        page.read_text().replace(
            "  - id: ISL-6\n    form: deadline\n", "  - id: ISL-6\n    form: deadline\n    evidence: history\n"
        )
    )
    clone.commit(LATE, {})
    assert judged(clone.root, capsys)[1]["status"] == "breach"
    page.write_text(page.read_text().replace("    evidence: history\n", ""))
    other = page.read_text().replace(
        "  - id: ISL-9\n    form: deadline\n", "  - id: ISL-9\n    form: deadline\n    evidence: history\n"
    )
    page.write_text(other)
    _, finding = judged(clone.root, capsys)
    assert (finding["status"], finding["detail"]["came_in"]) == ("met", "2026-04-24")
    assert "It came in on 2026-04-24, 8 days after the day it claims." in finding["message"]


def test_the_site_shows_when_a_claim_came_in_and_the_records_of_the_commit(clone: Clone) -> None:
    tip = clone.commit(LATE, {})
    repository = read_repository(clone.root)
    made = dict(site_pages(judge(repository, AS_OF, past=past_of(repository))))
    shown = made["compliance/rules/isl-6.md"]
    assert 'claimed <time datetime="2026-04-16">16 Apr 2026</time>, came in <time datetime="2026-04-24">' in shown
    assert tip in made["compliance/evidence.md"]
    assert SESSION in made["compliance/evidence/sessions.md"]


def test_a_made_up_sample_shows_its_evidence_and_no_days_beside_its_claims(clone: Clone) -> None:
    clone.commit(LATE, {"supervision.yaml": "as_of: 2026-06-30\nsample: {seed: 1}\n"})
    repository = read_repository(clone.root)
    made = dict(site_pages(judge(repository, AS_OF, past=past_of(repository))))
    assert "came in <time" not in made["compliance/rules/isl-6.md"]
    assert SESSION in made["compliance/evidence/sessions.md"]


def test_a_shallow_clone_builds_a_site_that_says_what_it_lacks(clone: Clone, tmp_path: Path) -> None:
    clone.commit(IN_TIME, {})
    clone.commit(LATE, {"supervision.yaml": "as_of: 2026-06-30\nevidence: history\n"})
    clone.git("clone", "-q", "--depth", "1", clone.root.as_uri(), str(tmp_path / "shallow"))
    repository = read_repository(tmp_path / "shallow")
    made = dict(site_pages(judge(repository, AS_OF, past=past_of(repository))))
    assert "shallow" in made["compliance/evidence.md"]
    assert "1 finding could not be judged" in made["compliance/index.md"]
    assert "status-unknown" in made["compliance/rules/isl-6.md"]
