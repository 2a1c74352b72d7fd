"""``check --since`` and ``compliance --since`` on a working copy: what they say, and their exit status."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from supervision_records.cli import main
from tests.pull_requests.conftest import base, variables
from tests.pull_requests.workspace import SESSION, git

__all__ = ["base", "variables"]

JUNE = "records/sessions/north/2026/s-june.yaml"
APRIL = "records/sessions/north/2026/s-april.yaml"
BROKEN = "records/sessions/north/2026/s-broken.yaml"


@pytest.fixture
def copy(tmp_path: Path, base: Path) -> Path:
    """A working copy of the base, to be changed."""
    return Path(shutil.copytree(base, tmp_path / "copy"))


def run(capsys: pytest.CaptureFixture[str], root: Path, verb: str, *words: str) -> tuple[int, str, str]:
    status = main(["--root", str(root), verb, "--since", "HEAD", *words])
    said = capsys.readouterr()
    return status, said.out, said.err


def since(capsys: pytest.CaptureFixture[str], root: Path, *words: str) -> dict[str, Any]:
    _, out, _ = run(capsys, root, "compliance", "--format", "json", "--fail-on", "never", *words)
    found: dict[str, Any] = json.loads(out)["since"]
    return found


def rules(moved: list[dict[str, Any]]) -> set[tuple[str, str | None, str | None]]:
    return {(each["rule"], each["was"], each["now"]) for each in moved}


class TestCheck:
    def test_nothing_changed(self, copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
        status, out, _ = run(capsys, copy, "check")
        assert status == 0
        assert "this change adds 0 records, changes 0, removes 0." in out

    def test_another_address_of_somebody_is_told(self, copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
        person = copy / "records/people/boss.yaml"
        text = person.read_text()
        person.write_text(f"{text}identities: [boss@example.org]\n")
        assert "identities-changed" not in run(capsys, copy, "check")[1]
        git(copy, os.environ, "add", "--all")
        git(copy, os.environ, "-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-q", "-m", "x")
        person.write_text(f"{text}identities: [boss@example.org, other@example.org]\n")
        status, out, _ = run(capsys, copy, "check")
        assert status == 0
        assert "warning (identities-changed)" in out
        assert "other@" not in out

    def test_json_has_what_the_change_does(self, copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (copy / "records/sessions/north/2026/s-new.yaml").write_text(SESSION.format(date="2026-06-25"))
        (copy / JUNE).unlink()
        moved = "records/sessions/north/s-signed.yaml"
        (copy / "records/sessions/north/2026/s-signed.yaml").rename(copy / moved)
        status, out, _ = run(capsys, copy, "check", "--format", "json")
        told = json.loads(out)
        assert status == 1
        assert [p["code"] for p in told["problems"]] == ["removed-without-tombstone", "wrong-folder"]
        assert told["since"]["added"] == ["records/sessions/north/2026/s-new.yaml"]
        assert told["since"]["removed"] == [JUNE]
        assert told["since"]["moved"] == [{"from": "records/sessions/north/2026/s-signed.yaml", "to": moved}]
        assert set(told["since"]) == {
            "revision", "added", "changed", "removed", "moved", "mended", "left", "guarded",
        }  # fmt: skip

    def test_what_is_mended_and_what_is_left_are_told(
        self, copy: Path, capsys: pytest.CaptureFixture[str], variables: Mapping[str, str]
    ) -> None:
        for name in ("s-broken", "s-worse"):
            (copy / f"records/sessions/north/2026/{name}.yaml").write_text("remark: left broken\n")
        commit(copy, variables)
        status, out, _ = run(capsys, copy, "check")
        assert status == 0
        assert "that it has nothing to do with" in out
        (copy / BROKEN).write_text(SESSION.format(date="2026-06-25"))
        status, out, _ = run(capsys, copy, "check")
        assert status == 0
        assert f"It mends 8 problems: {BROKEN}." in out
        assert "left broken" not in out

    @pytest.mark.parametrize(
        "words",
        [["check", "--rules", "HEAD"], ["check", "--at", "HEAD"], ["check", "--allow-rule-changes"],
         ["compliance", "--rules", "HEAD", "--at", "HEAD"], ["compliance", "--fail-on", "new"],
         ["check", "--since", "HEAD", "records"], ["compliance", "--since", "HEAD", "--format", "csv"]],
        ids=" ".join,
    )  # fmt: skip
    def test_calls_that_make_no_sense(self, base: Path, capsys: pytest.CaptureFixture[str], words: list[str]) -> None:
        assert main(["--root", str(base), *words]) == 2
        assert capsys.readouterr().out == ""

    def test_without_a_clone_nothing_is_judged(self, copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
        shutil.rmtree(copy / ".git")
        for verb in ("check", "compliance"):
            status, out, err = run(capsys, copy, verb)
            assert (status, out) == (3, "")
            assert "no clone" in err


class TestCompliance:
    def test_nothing_changed(self, copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
        told = since(capsys, copy)
        assert told["complete"]
        assert [told[part] for part in ("new", "excused", "mended", "gone", "unknown", "other")] == [[]] * 6
        assert run(capsys, copy, "compliance", "--fail-on", "new")[0] == 0
        assert run(capsys, copy, "compliance", "--fail-on", "breach")[0] == 1

    def test_a_session_taken_away_turns_what_was_met_into_a_breach(
        self, copy: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (copy / APRIL).unlink()
        told = since(capsys, copy)
        assert ("ISL-1", "met", "breach") in rules(told["new"])
        assert told["new"][0]["was"] == "met"
        status, out, _ = run(capsys, copy, "compliance", "--fail-on", "new")
        assert status == 1
        assert "No longer met: this change turns into a breach what was met" in out
        assert run(capsys, copy, "compliance", "--fail-on", "never")[0] == 0

    def test_a_late_record_brings_its_own_breach_and_mends_others(
        self, copy: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        late = SESSION.format(date="2026-06-05").replace("cases: []", "cases: [{case: c-aaaa1111}]")
        late += "recorded: {by: boss, on: 2026-06-23}\n"
        (copy / "records/sessions/north/2026/s-late.yaml").write_text(late)
        told = since(capsys, copy)
        assert {each["subject"]["id"] for each in told["new"]} == {"s-late"}
        assert {each["was"] for each in told["new"]} == {None}
        assert {each["days_late"] for each in told["new"] if each["rule"] == "ISL-6"} == {11}
        assert ("ISL-4", "breach", "met") in rules(told["mended"])
        status, out, _ = run(capsys, copy, "compliance", "--fail-on", "never")
        assert status == 0
        assert out.startswith("New breaches that come with what this change records")
        assert run(capsys, copy, "compliance", "--fail-on", "new")[0] == 1

    @pytest.mark.parametrize(
        ("path", "line"),
        [("records/teams/north.yaml", "    from: 2026-04-01"), ("records/people/worker.yaml", "    from: 2026-04-01")],
        ids=["protocol", "post"],
    )
    def test_what_leaves_the_scope_is_said_first_and_is_not_mended(
        self, copy: Path, capsys: pytest.CaptureFixture[str], path: str, line: str
    ) -> None:
        before = breaches(capsys, copy)
        text = (copy / path).read_text(encoding="utf-8")
        assert line in text
        (copy / path).write_text(text.replace(line, f"{line}\n    to: 2026-04-03", 1), encoding="utf-8")
        told = since(capsys, copy)
        lost = [each for each in told["gone"] if each["was"] == "breach"]
        assert lost
        assert len(lost) + len(told["mended"]) + breaches(capsys, copy) >= before + len(told["new"])
        assert {each["now"] for each in lost} == {None}
        starts = {"text": "No longer judged", "github": "::warning title=No longer judged::", "summary": "## "}
        for form, start in starts.items():
            status, out, _ = run(capsys, copy, "compliance", "--format", form, "--fail-on", "new")
            assert status == 1
            assert out.startswith(start)
            assert f"{len(lost)} breach" in out
            assert re.search("(is|are) no longer judged, because who or what (it|they) ", out)
        assert run(capsys, copy, "compliance", "--fail-on", "never")[0] == 0

    def test_an_absence_that_is_entered_later_excuses_and_does_not_mend(
        self, copy: Path, capsys: pytest.CaptureFixture[str], variables: Mapping[str, str]
    ) -> None:
        (copy / APRIL).unlink()
        commit(copy, variables)
        (copy / "records/absences/2026/away-9.yaml").write_text("person: worker\nfrom: 2026-04-01\nto: 2026-04-30\n")
        told = since(capsys, copy)
        assert told["excused"]
        assert {(each["was"], each["status"]) for each in told["excused"]} == {("breach", "excused")}
        assert "excused" not in {each["now"] for each in told["mended"]}
        _, out, _ = run(capsys, copy, "compliance", "--format", "github", "--fail-on", "never")
        assert "::warning title=Excused::" in out
        assert "excused by what is entered only now" in out

    def test_only_the_cut_that_was_asked_for(self, copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (copy / APRIL).unlink()
        told = since(capsys, copy, "--rule", "ISL-1")
        assert {rule for rule, _, _ in rules(told["new"] + told["other"])} == {"ISL-1"}
        status, _, err = run(capsys, copy, "compliance", "--rule", "ISL-99")
        assert status == 2
        assert "ISL-99" in err

    def test_a_record_that_the_change_breaks_is_no_all_clear(
        self, copy: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (copy / APRIL).write_text("remark: broken\n")
        for fail_on in ("never", "new", "breach"):
            status, out, _ = run(capsys, copy, "compliance", "--fail-on", fail_on)
            assert status == 1
            assert "no all-clear" in out
        told = since(capsys, copy)
        assert not told["complete"]
        assert {problem["path"] for problem in told["not_judged"]["brought"]} == {APRIL}

    @pytest.mark.parametrize("mend", [False, True], ids=["left", "mended"])
    def test_what_was_not_judged_before_is_no_all_clear_either(
        self, copy: Path, capsys: pytest.CaptureFixture[str], variables: Mapping[str, str], mend: bool
    ) -> None:
        (copy / BROKEN).write_text("remark: left broken\n")
        commit(copy, variables)
        if mend:
            (copy / BROKEN).write_text(SESSION.format(date="2026-06-25"))
        told = since(capsys, copy)
        assert not told["complete"]
        assert told["not_judged"]["mended" if mend else "left"]
        assert run(capsys, copy, "compliance", "--fail-on", "never")[0] == 0
        assert run(capsys, copy, "compliance", "--fail-on", "new")[0] == 1

    def test_the_passing_of_time_is_not_brought_by_the_change(
        self, copy: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (copy / "README.md").write_text("A word.\n")
        early, late = (since(capsys, copy, "--as-of", day) for day in ("2026-05-01", "2027-05-01"))
        assert early["new"] == late["new"] == []

    def test_rules_of_another_commit_judge_both_sides(self, copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
        page = copy / "docs/protocols/case-management-supervision.md"
        page.write_text(page.read_text().replace("\n  - id: ISL-1\n", "\n  - id: ISL-77\n", 1))
        assert run(capsys, copy, "compliance", "--rules", "HEAD", "--rule", "ISL-1", "--fail-on", "new")[0] == 0


def breaches(capsys: pytest.CaptureFixture[str], root: Path) -> int:
    """How many there are in a working copy as it is."""
    main(["--root", str(root), "compliance", "--format", "json", "--fail-on", "never"])
    found: int = json.loads(capsys.readouterr().out)["totals"]["breach"]
    return found


def commit(root: Path, environment: Mapping[str, str]) -> None:
    """What lies in a working copy, as a commit."""
    git(root, environment, "add", "--all")
    git(root, environment, "commit", "--quiet", "-m", "A change")
