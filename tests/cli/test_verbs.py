"""The command line: what each verb says, where it says it, and its exit status."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from supervision_records.cli import main
from supervision_records.demo.write import write_demo
from supervision_records.model import Status
from supervision_records.writing import CannotWriteError

MINI = Path(__file__).parents[1] / "mini" / "repository"
ROOT = Path(__file__).parents[2]


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """The tiny repository without its broken record, to be changed by a test."""
    target = tmp_path / "repository"
    shutil.copytree(MINI, target)
    (target / "records/sessions/north/2026/s-broken.yaml").unlink()
    return target


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    """Exit status, standard output, standard error."""
    status = main([str(a) for a in arguments])
    said = capsys.readouterr()
    return status, said.out, said.err


def findings(capsys: pytest.CaptureFixture[str], *arguments: object) -> list[dict[str, Any]]:
    _, out, _ = run(capsys, *arguments, "--format", "json", "--fail-on", "never")
    found: list[dict[str, Any]] = json.loads(out)["findings"]
    return found


class TestRoot:
    def test_it_may_stand_before_or_after_the_verb(self, repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
        before = run(capsys, "--root", repository, "check")
        assert before == run(capsys, "check", "--root", repository)
        assert before[0] == 0

    def test_it_is_found_from_a_folder_below(
        self, repository: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(repository / "records" / "people")
        assert run(capsys, "check")[0] == 0

    def test_without_one_the_call_is_wrong(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        status, out, err = run(capsys, "check")
        assert (status, out) == (2, "")
        assert "records/" in err

    def test_a_folder_without_records_is_none(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(capsys, "--root", tmp_path, "compliance")[0] == 2


class TestCheck:
    def test_nothing_wrong(self, repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
        status, out, _ = run(capsys, "--root", repository, "check")
        names = "Names were not looked for: no list of them is kept here.\n"
        assert (status, out) == (0, f"8 files seen: 8 judged, 0 refused. 0 errors, 0 warnings.\n{names}")

    def test_only_the_problems_of_the_named_files_are_shown(self, capsys: pytest.CaptureFixture[str]) -> None:
        status, out, _ = run(capsys, "--root", MINI, "check", MINI / "records/people")
        assert "s-broken" not in out
        assert "1 refused" in out
        assert status == 1, "a refused file elsewhere may be what these records rest on"
        status, out, _ = run(capsys, "--root", MINI, "check", MINI / "records/sessions")
        assert status == 1
        assert "s-broken" in out

    def test_a_path_that_is_not_there_or_not_of_the_repository(
        self, repository: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert run(capsys, "--root", repository, "check", repository / "nowhere")[0] == 2
        assert run(capsys, "--root", repository, "check", tmp_path)[0] == 2
        (repository / "README.md").touch()
        assert run(capsys, "--root", repository, "check", repository / "README.md")[0] == 2
        assert run(capsys, "--root", repository, "check", repository)[0] == 0

    def test_a_protocol_that_is_not_right_makes_the_repository_unfit(
        self, repository: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (repository / "docs/protocols").mkdir(parents=True)
        page = (ROOT / "docs/protocols/case-management-supervision.md").read_text(encoding="utf-8")
        (repository / "docs/protocols/case-management-supervision.md").write_text(
            page.replace("form: cadence", "form: cadenza", 1), encoding="utf-8"
        )
        for verb in ("check", "compliance"):
            status, _, err = run(capsys, "--root", repository, verb)
            assert status == 3
            assert "docs/protocols/case-management-supervision.md:" in err
            assert "Nothing was judged" in err

    def test_settings_that_are_not_right_make_it_unfit(
        self, repository: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (repository / "supervision.yaml").write_text("as_of: tomorrow\n")
        assert run(capsys, "--root", repository, "check")[0] == 3
        assert run(capsys, "--root", repository, "compliance", "--fail-on", "never")[0] == 3
        assert run(capsys, "--root", repository, "explain", "ISL-1", "person/worker")[0] == 3
        assert run(capsys, "--root", repository, "pages", repository / "out")[0] == 3


class TestCompliance:
    def test_a_breach_fails_unless_it_is_not_to(self, repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(capsys, "--root", repository, "compliance")[0] == 1
        assert run(capsys, "--root", repository, "compliance", "--fail-on", "never")[0] == 0
        assert run(capsys, "--root", repository, "compliance", "--rule", "ISL-1")[0] == 0

    def test_what_could_not_be_judged_fails_whatever_was_asked(self, capsys: pytest.CaptureFixture[str]) -> None:
        status, out, _ = run(capsys, "--root", MINI, "compliance", "--rule", "ISL-1", "--fail-on", "never")
        assert status == 1
        assert "Not judged: records/sessions/north/2026/s-broken.yaml:4:7" in out

    def test_the_date_can_be_any(self, repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
        status, out, _ = run(capsys, "--root", repository, "compliance", "--as-of", "2026-04-20", "--format", "json")
        report = json.loads(out)
        assert (status, report["as_of"]) == (1, "2026-04-20")
        assert all(f["period"]["from"] <= "2026-04-20" for f in report["findings"])

    @pytest.mark.parametrize("day", ["2026-02-30", "20260220", "yesterday", "0001-01-01", "2026-2-3"])
    def test_a_date_that_is_none_is_a_wrong_call(
        self, repository: Path, capsys: pytest.CaptureFixture[str], day: str
    ) -> None:
        with pytest.raises(SystemExit, match="2"):
            main(["--root", str(repository), "compliance", "--as-of", day])
        assert "YYYY-MM-DD" in capsys.readouterr().err

    @pytest.mark.parametrize("cut", ["protocol", "rule", "team", "supervisor", "person", "case", "month"])
    def test_the_parts_of_every_cut_make_the_whole(
        self, repository: Path, capsys: pytest.CaptureFixture[str], cut: str
    ) -> None:
        _, out, _ = run(capsys, "--root", repository, "compliance", "--format", "json")
        totals = json.loads(out)["totals"]
        parts = totals["by"][cut]
        for status in (*(s.value for s in Status), "findings"):
            assert sum(part[status] for part in parts) == totals[status]
        whole = Counter[str]()
        for part in parts:
            found = findings(capsys, "--root", repository, "compliance", f"--{cut}", part["value"] or "-")
            assert len(found) == part["findings"]
            whole.update(json.dumps(f) for f in found)
        assert sum(whole.values()) == len(whole) == totals["findings"]

    @pytest.mark.parametrize("cut", ["protocol", "rule", "team", "supervisor", "person", "case"])
    def test_a_cut_by_what_is_not_there_is_no_all_clear(
        self, repository: Path, capsys: pytest.CaptureFixture[str], cut: str
    ) -> None:
        status, out, err = run(capsys, "--root", repository, "compliance", f"--{cut}", "nort")
        assert (status, out) == (2, "")
        assert "nort" in err
        assert cut != "team" or "Did you mean 'north'?" in err

    def test_the_same_input_gives_the_same_bytes(self, repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
        for form in ("text", "json", "csv", "github", "summary"):
            first = run(capsys, "--root", repository, "compliance", "--format", form)
            assert first == run(capsys, "--root", repository, "compliance", "--format", form)

    def test_csv_has_a_line_for_each_finding(self, repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
        _, out, _ = run(capsys, "--root", repository, "compliance", "--format", "csv")
        rows = list(csv.DictReader(io.StringIO(out)))
        found = findings(capsys, "--root", repository, "compliance")
        assert [(r["rule"], r["subject_id"], r["status"], r["due"]) for r in rows] == [
            (f["rule"], f["subject"]["id"], f["status"], f["due"]) for f in found
        ]

    @pytest.mark.parametrize("month", ["2026-13", "2026-2", "Feb", "2026"])
    def test_a_month_that_is_none_is_no_all_clear(
        self, repository: Path, capsys: pytest.CaptureFixture[str], month: str
    ) -> None:
        status, out, err = run(capsys, "--root", repository, "compliance", "--month", month)
        assert (status, out) == (2, "")
        assert "YYYY-MM" in err

    def test_a_followed_protocol_without_a_page_is_no_all_clear(
        self, repository: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (repository / "docs/protocols").mkdir(parents=True)
        shutil.copy(ROOT / "docs/protocols/school-supervision.md", repository / "docs/protocols")
        status, out, _ = run(capsys, "--root", repository, "compliance", "--fail-on", "never")
        assert status == 1
        assert "Not judged: records/teams/north.yaml:6:15: There is no page of the protocol" in out

    def test_no_protocol_page_at_all_is_unfit(self, repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (repository / "docs/protocols").mkdir(parents=True)
        status, _, err = run(capsys, "--root", repository, "compliance")
        assert status == 3
        assert "no protocol page" in err

    def test_findings_are_listed_in_order(self, repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
        found = findings(capsys, "--root", repository, "compliance")
        keys = [
            (f["rule"], f["subject"]["kind"], f["subject"]["id"], f["period"]["from"], f["part"] or "") for f in found
        ]
        assert keys == sorted(keys)
        assert len(keys) > 20


class TestExplain:
    def test_the_steps_are_dated_and_name_their_record(
        self, repository: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        status, out, _ = run(capsys, "--root", repository, "explain", "ISL-4", "people/worker")
        assert status == 0
        assert "2026-05-26  absence: its end  [records/absences/2026/away-1.yaml]" in out
        assert "2026-06-24  done  [records/sessions/north/2026/s-june.yaml]" in out

    def test_a_subject_that_the_rule_does_not_apply_to(
        self, repository: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        status, out, _ = run(capsys, "--root", repository, "explain", "ISL-1", "person/boss")
        assert status == 0
        assert "No finding about person/boss" in out

    def test_a_wrong_rule_or_subject(self, repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(capsys, "--root", repository, "explain", "ISL-99", "person/worker")[0] == 2
        assert run(capsys, "--root", repository, "explain", "ISL-1", "banana/worker")[0] == 2
        status, _, err = run(capsys, "--root", repository, "explain", "ISL-1", "person/workr")
        assert status == 2
        assert "Did you mean 'worker'?" in err
        assert run(capsys, "--root", repository, "explain", "ISL-1", "worker")[0] == 2


class TestDemoAndStart:
    SMALL = ("--people", "30", "--months", "12", "--seed", "7")

    def test_a_demo_is_written_once(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        folder = tmp_path / "demo"
        assert run(capsys, "demo", folder, *self.SMALL)[0] == 0
        assert (folder / "supervision.yaml").exists()
        status, _, err = run(capsys, "demo", folder, *self.SMALL)
        assert status == 2
        assert "not empty" in err

    def test_a_real_start_takes_the_sample_away_and_nothing_else(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        folder = tmp_path / "demo"
        run(capsys, "demo", folder, *self.SMALL)
        mine = folder / "records/teams/mine.yaml"
        mine.write_text("name: Mine\norganisation: o\nagency: education\nmanager: me\nprotocols: []\n")
        changed = next((folder / "records/cases").iterdir())
        changed.write_text(changed.read_text() + "family: changed\n")
        before = set(folder.rglob("*.yaml"))
        status, out, _ = run(capsys, "--root", folder, "start")
        assert status == 0
        assert "supervision start --yes" in out
        assert before == set(folder.rglob("*.yaml"))
        status, out, _ = run(capsys, "--root", folder, "start", "--yes")
        assert status == 0
        assert set((folder / "records").rglob("*.yaml")) == {mine, changed}
        assert f"records/cases/{changed.name}" in out
        assert run(capsys, "--root", folder, "start", "--yes")[0] == 2

    def test_an_emptied_repository_is_judged_without_findings_but_reviews(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        folder = tmp_path / "demo"
        run(capsys, "demo", folder, *self.SMALL)
        run(capsys, "--root", folder, "start", "--yes")
        assert run(capsys, "--root", folder, "check")[0] == 0
        assert {f["subject"]["kind"] for f in findings(capsys, "--root", folder, "compliance")} == {"protocol"}

    def test_real_records_are_never_taken_for_the_sample(
        self, repository: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        status, _, err = run(capsys, "--root", repository, "start", "--yes")
        assert status == 2
        assert "nothing is touched" in err
        assert len(list(repository.rglob("*.yaml"))) == 9

    def test_what_cannot_be_written_is_said_in_a_sentence(
        self, repository: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (tmp_path / "file").touch()
        for call in (["demo", tmp_path / "file" / "demo"], ["--root", repository, "pages", tmp_path / "file" / "out"]):
            status, _, err = run(capsys, *call)
            assert status == 2
            assert "cannot be written" in err

    @pytest.mark.parametrize(("people", "months"), [(29, 12), (30, 11), (10_001, 12), (30, 241)])
    def test_a_demo_has_its_limits(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str], people: int, months: int
    ) -> None:
        status, _, err = run(capsys, "demo", tmp_path / "demo", "--people", people, "--months", months)
        assert status == 2
        assert "30 to 10000 people and 12 to 240 months" in err

    def test_writing_into_a_file_is_refused(self, tmp_path: Path) -> None:
        (tmp_path / "full").mkdir()
        (tmp_path / "full" / "x").touch()
        with pytest.raises(CannotWriteError, match="not empty"):
            write_demo(tmp_path / "full", [("a", "b")])


class TestPages:
    def test_all_pages_are_written_to_a_new_folder(
        self, repository: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        status, out, _ = run(capsys, "--root", repository, "pages", tmp_path / "out")
        assert status == 0
        assert "pages written" in out
        assert (tmp_path / "out" / "index.md").exists()
        assert run(capsys, "--root", repository, "pages", tmp_path / "out")[0] == 2


@pytest.mark.parametrize("verb", ["check", "compliance", "explain", "demands", "list", "pages", "demo", "start"])
def test_every_verb_has_help_with_an_example(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        main([verb, "--help"])
    assert f"  supervision {verb}" in capsys.readouterr().out


def test_an_unknown_verb_is_a_wrong_call(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["compliant"])
    assert "compliance" in capsys.readouterr().err
