"""The verb ``history``: what it says in each format, of which records, and with which exit status."""

from __future__ import annotations

import csv
import io
import json
import os
from pathlib import Path

import pytest

from supervision_records.cli import main
from tests.clones import Clone

SESSION = "records/sessions/north/2026/s-1.yaml"
PERSON = "records/people/sw-ash.yaml"
HELD = "date: 2026-03-02\ntype: case\nstatus: held\nsupervisees: [sw-ash]\n"
SIGNED = HELD + "signed: [{by: sw-ash, on: 2026-03-03}]\n"
ASH = "posts: [{team: north, role: social-worker, from: 2026-01-05}]\nidentities: [Tester@Example.org]\n"
SAMPLE = "sample: {people: 30, months: 12, seed: 1}\n"


def noon(day: int) -> str:
    return f"2026-03-{day:02}T12:00:00+00:00"


def run(capsys: pytest.CaptureFixture[str], clone: Clone, *arguments: object) -> tuple[int, str, str]:
    status = main(["--root", str(clone.root), "history", *map(str, arguments)])
    said = capsys.readouterr()
    return status, said.out, said.err


@pytest.fixture
def clone(tmp_path: Path, git_environment: dict[str, str]) -> Clone:
    """A person and a session, which is signed on the next day."""
    clone = Clone(tmp_path / "clone", git_environment)
    clone.commit(noon(2), {PERSON: ASH, SESSION: HELD})
    clone.commit(noon(3), {SESSION: SIGNED})
    return clone


class TestText:
    def test_nothing_to_look_at(self, clone: Clone, capsys: pytest.CaptureFixture[str]) -> None:
        status, out, err = run(capsys, clone)
        words = "2 records, 3 changes in 2 commits of the main line, 2026-03-02 to 2026-03-03."
        assert (status, out, err) == (0, f"{words} 0 errors, 0 warnings.\n", "")

    def test_an_error_with_its_place_what_it_is_and_what_to_do(
        self, clone: Clone, capsys: pytest.CaptureFixture[str]
    ) -> None:
        commit = clone.commit(noon(4), {SESSION: SIGNED.replace("case", "group")})
        status, out, _ = run(capsys, clone)
        assert status == 1
        lines = out.splitlines()
        assert lines[0] == f"{SESSION}: error (changed-after-signing), commit {commit[:12]}"
        assert lines[1] == "    The record was changed on 2026-03-04, after it had been signed: /type."
        assert lines[2].startswith("    → Show each who signed")
        assert lines[-1].endswith("1 error, 0 warnings.")

    def test_a_warning_alone_leaves_the_status_at_0(self, clone: Clone, capsys: pytest.CaptureFixture[str]) -> None:
        clone.commit(noon(20), {"records/handovers/2026/h-1.yaml": "on: 2026-03-02\n"})
        status, out, _ = run(capsys, clone)
        assert status == 0
        assert "warning (recorded-late)" in out
        assert out.endswith("0 errors, 1 warning.\n")

    def test_one_record_with_every_change_and_who_made_it(
        self, clone: Clone, capsys: pytest.CaptureFixture[str]
    ) -> None:
        clone.git("mv", SESSION, "records/sessions/s-1.yaml")
        clone.commit(noon(4), {})
        clone.commit(noon(5), {"records/sessions/s-1.yaml": None})
        for wanted in ("sessions/s-1", SESSION, "records/sessions/s-1.yaml"):
            _, out, _ = run(capsys, clone, wanted)
            shown = [line for line in out.splitlines() if line.startswith("    2026")]
            assert [line.split("  ")[3] for line in shown] == [
                f"{what} by sw-ash" for what in ("came in", "changed", "moved", "removed")
            ]
            assert "people/sw-ash" not in out

    def test_a_removal_is_named_with_its_tombstone_and_a_single_thing_is_said_as_one(
        self, tmp_path: Path, git_environment: dict[str, str], capsys: pytest.CaptureFixture[str]
    ) -> None:
        clone = Clone(tmp_path / "clone", git_environment)
        clone.commit(noon(2), {SESSION: HELD})
        assert run(capsys, clone)[1].startswith("1 record, 1 change in 1 commit of the main line")
        tomb = "records/tombstones/2026/sessions--s-1.yaml"
        commit = clone.commit(noon(4), {SESSION: None, tomb: "reason: duplicate\non: 2026-03-04\nby: tm-north\n"})
        told = f"Removed, as its tombstone says: {SESSION}, on 2026-03-04: {tomb}"
        for arguments in ((), ("sessions/s-1",), ("--since", f"{commit}~1")):
            status, out, _ = run(capsys, clone, *arguments)
            assert (status, out.splitlines().count(told)) == (0, 1)
        assert told not in run(capsys, clone, "--since", commit)[1]
        assert told not in run(capsys, clone, "tombstones/sessions--s-1")[1]

    def test_a_tombstone_in_the_name_of_somebody_else_is_told(
        self, clone: Clone, capsys: pytest.CaptureFixture[str]
    ) -> None:
        clone.commit(noon(4), {"records/people/tm-elm.yaml": ASH.replace("Tester@", "elm@")})
        stone = "reason: duplicate\non: 2026-03-05\nby: {}\n"
        tomb = "records/tombstones/2026/sessions--s-1.yaml"
        commit = clone.commit(noon(5), {SESSION: None, tomb: stone.format("tm-elm")})
        _, out, _ = run(capsys, clone)
        lines = out.splitlines()
        assert lines[0] == f"{tomb}: warning (not-witnessed), commit {commit[:12]}"
        said = "The tombstone of tm-elm came in on 2026-03-05, in a change made by sw-ash."
        assert lines[1].strip() == said
        assert out.count("not-witnessed") == 1

    def test_a_record_that_never_was(self, clone: Clone, capsys: pytest.CaptureFixture[str]) -> None:
        status, out, err = run(capsys, clone, "sessions/s-2")
        assert (status, out) == (2, "")
        assert "Did you mean 'sessions/s-1'?" in err

    def test_no_address_of_anybody_is_in_any_format(self, clone: Clone, capsys: pytest.CaptureFixture[str]) -> None:
        clone.commit(noon(4), {PERSON: ASH.replace("Tester@", "ash@")})
        clone.commit(noon(5), {SESSION: SIGNED.replace("}]", "}, {by: sw-ash, on: 2026-03-05}]")})
        clone.commit(
            noon(6), {SESSION: SIGNED.replace("}]", "}, {by: sw-ash, on: 2026-03-05}, {by: sw-ash, on: 2026-03-06}]")}
        )
        said = [run(capsys, clone, "--format", form)[1] for form in ("text", "json", "csv", "github")]
        said.append(run(capsys, clone, SESSION)[1])
        assert all("not-witnessed" in out for out in said)
        assert not any("@" in out for out in said)


class TestFormats:
    def test_json_has_every_record_with_its_changes_and_every_anomaly(
        self, clone: Clone, capsys: pytest.CaptureFixture[str]
    ) -> None:
        commit = clone.commit(noon(4), {SESSION: None})
        status, out, _ = run(capsys, clone, "--format", "json")
        found = json.loads(out)
        assert status == 1
        assert (found["version"], found["tip"], found["commits"], found["not_yet"]) == (1, commit, 3, [])
        (anomaly,) = found["anomalies"]
        assert anomaly.keys() == {
            "path", "code", "severity", "commit", "on", "claimed", "pointers", "person", "message", "hint",
        }  # fmt: skip
        assert (anomaly["code"], anomaly["on"], anomaly["commit"]) == ("deleted", "2026-03-04", commit)
        session = found["records"][1]
        assert (session["kind"], session["id"]) == ("sessions", "s-1")
        assert [(c["what"], c["on"], c["author"], c["path"]) for c in session["changes"]] == [
            ("came in", "2026-03-02", "sw-ash", SESSION),
            ("changed", "2026-03-03", "sw-ash", SESSION),
            ("removed", "2026-03-04", "sw-ash", SESSION),
        ]
        assert session["changes"][0]["content"] == clone.git("rev-parse", f"{commit}~2:{SESSION}")

    def test_csv_has_a_line_for_each_change_with_its_codes_and_no_formula(
        self, clone: Clone, capsys: pytest.CaptureFixture[str]
    ) -> None:
        clone.git("config", "user.email", "nobody@example.org")
        clone.commit(noon(4), {SESSION: None, PERSON: ASH.replace("Tester@", "ash@")})
        _, out, _ = run(capsys, clone, "--format", "csv")
        rows = list(csv.DictReader(io.StringIO(out)))
        assert [(row["id"], row["what"], row["on"], row["codes"]) for row in rows] == [
            ("sw-ash", "came in", "2026-03-02", ""),
            ("sw-ash", "changed", "2026-03-04", ""),
            ("s-1", "came in", "2026-03-02", ""),
            ("s-1", "changed", "2026-03-03", ""),
            ("s-1", "removed", "2026-03-04", "deleted"),
        ]
        assert {row["author"] for row in rows} == {"“A Tester”"}

    def test_a_path_cannot_pass_for_a_command_of_the_workflow_or_of_the_terminal(
        self, clone: Clone, capsys: pytest.CaptureFixture[str]
    ) -> None:
        odd = "records/sessions/a\n::error::b\x1b[31m,c=%d/2026/s-9.yaml"
        clone.commit(noon(4), {odd: HELD})
        clone.commit(noon(5), {odd: None})
        for form in ("text", "github", "json", "csv"):
            _, out, _ = run(capsys, clone, "--format", form)
            assert "\x1b" not in out
            assert not any(line.startswith("::error::") for line in out.splitlines())
        _, out, _ = run(capsys, clone, "--format", "github")
        assert out.startswith(
            "::error file=records/sessions/a\\u000a%3A%3Aerror%3A%3Ab\\u001b[31m%2Cc=%25d/2026/s-9.yaml,"
        )


class TestCuts:
    def test_since_shows_what_was_done_after_a_revision(self, clone: Clone, capsys: pytest.CaptureFixture[str]) -> None:
        first = clone.commit(noon(4), {SESSION: SIGNED.replace("case", "group")})
        clone.commit(noon(5), {SESSION: None})
        assert "changed-after-signing" not in run(capsys, clone, "--since", first)[1]
        assert "deleted" in run(capsys, clone, "--since", first)[1]
        assert run(capsys, clone, "--since", "HEAD")[0] == 0
        status, out, err = run(capsys, clone, "--since", "nothing")
        assert (status, out) == (3, "")
        assert "no revision 'nothing'" in err

    def test_another_main_line(self, clone: Clone, capsys: pytest.CaptureFixture[str]) -> None:
        clone.git("branch", "before")
        clone.commit(noon(5), {SESSION: None})
        assert run(capsys, clone, "--branch", "before")[0] == 0
        assert run(capsys, clone)[0] == 1

    def test_the_grace_is_a_setting_and_a_broken_setting_stops_all(
        self, clone: Clone, capsys: pytest.CaptureFixture[str]
    ) -> None:
        clone.commit(noon(20), {"records/handovers/2026/h-1.yaml": "on: 2026-03-02\n"})
        (clone.root / "supervision.yaml").write_text("history: {grace: {working_days: 30}}\n")
        assert "recorded-late" not in run(capsys, clone)[1]
        (clone.root / "supervision.yaml").write_text("history: {grace: 30}\n")
        assert run(capsys, clone)[0] == 3


class TestNotYet:
    def test_what_is_new_changed_or_gone_on_the_disk(self, clone: Clone, capsys: pytest.CaptureFixture[str]) -> None:
        (clone.root / SESSION).unlink()
        (clone.root / PERSON).write_text(ASH + "name: Ash\n")
        (clone.root / "records/people/sw-fir.yaml").write_text(ASH)
        (clone.root / "records/people/notes.txt").write_text("no record")
        status, out, _ = run(capsys, clone)
        assert status == 0
        assert [line for line in out.splitlines() if line.startswith("Not yet")] == [
            f"Not yet in the history: {path}" for path in (PERSON, "records/people/sw-fir.yaml", SESSION)
        ]

    def test_line_endings_of_a_checkout_are_no_change(self, clone: Clone, capsys: pytest.CaptureFixture[str]) -> None:
        (clone.root / SESSION).write_bytes(SIGNED.replace("\n", "\r\n").encode())
        assert "Not yet" not in run(capsys, clone)[1]

    def test_a_record_that_became_a_link_is_not_followed(
        self, clone: Clone, capsys: pytest.CaptureFixture[str], tmp_path: Path
    ) -> None:
        (clone.root / SESSION).unlink()
        (tmp_path / "same").write_text(SIGNED)
        (clone.root / SESSION).symlink_to(tmp_path / "same")
        assert f"Not yet in the history: {SESSION}" in run(capsys, clone)[1]


class TestCheckpoint:
    def test_it_is_written_and_holds_while_more_comes(
        self, clone: Clone, capsys: pytest.CaptureFixture[str], tmp_path: Path
    ) -> None:
        kept = tmp_path / "kept.json"
        status, _, err = run(capsys, clone, "--checkpoint", kept)
        assert status == 0
        assert "2 commits" in err
        assert json.loads(kept.read_bytes())["commit"] == clone.git("rev-parse", "HEAD")
        clone.commit(noon(4), {"records/teams/north.yaml": "name: North\n"})
        status, _, _ = run(capsys, clone, "--against", kept, "--checkpoint", kept)
        assert status == 0
        assert json.loads(kept.read_bytes())["commits"] == 3

    def test_a_rewritten_history_is_found_and_no_checkpoint_takes_the_place_of_the_kept_one(
        self, clone: Clone, capsys: pytest.CaptureFixture[str], tmp_path: Path
    ) -> None:
        kept = tmp_path / "kept.json"
        run(capsys, clone, "--checkpoint", kept)
        before = kept.read_bytes()
        clone.git("commit", "-q", "--amend", "-m", "else", at=noon(3))
        status, out, err = run(capsys, clone, "--against", kept, "--checkpoint", kept, "--since", "HEAD")
        assert status == 1
        assert "the history: error (rewritten)" in out
        assert "was rewritten" in out
        assert "was not written" in err
        assert kept.read_bytes() == before

    def test_a_main_line_that_was_replaced_by_a_branch_is_told_as_such(
        self, clone: Clone, capsys: pytest.CaptureFixture[str], tmp_path: Path
    ) -> None:
        kept = tmp_path / "kept.json"
        run(capsys, clone, "--checkpoint", kept)
        clone.git("checkout", "-q", "-b", "mine", "HEAD~1")
        clone.commit(noon(4), {"records/teams/north.yaml": "name: North\n"})
        clone.git("merge", "-q", "--no-ff", "-m", "Merge", "main", at=noon(5))
        assert "no longer on the main line itself" in run(capsys, clone, "--against", kept)[1]

    @pytest.mark.parametrize("content", [None, b"", b"{}", b"x" * 50_000])
    def test_a_file_that_holds_none_makes_the_call_wrong(
        self, clone: Clone, capsys: pytest.CaptureFixture[str], tmp_path: Path, content: bytes | None
    ) -> None:
        if content is not None:
            (tmp_path / "kept.json").write_bytes(content)
        status, out, err = run(capsys, clone, "--against", tmp_path / "kept.json")
        assert (status, out) == (2, "")
        assert "kept.json" in err


class TestSample:
    """The time of the sample is told in one line; what comes after it is told in full."""

    @pytest.fixture
    def sampled(self, clone: Clone) -> Clone:
        clone.git("checkout", "-q", "--orphan", "sampled")
        clone.commit(noon(2), {"supervision.yaml": SAMPLE})
        clone.commit(noon(3), {SESSION: SIGNED.replace("03-03", "01-09")})
        clone.commit(noon(4), {SESSION: SIGNED.replace("case", "group")})
        return clone

    def test_while_there_is_a_sample(self, sampled: Clone, capsys: pytest.CaptureFixture[str]) -> None:
        status, out, _ = run(capsys, sampled)
        assert status == 0
        assert out.startswith("Not listed, since it was done to the fictitious sample")
        assert "1 changed-after-signing" in out
        assert "(changed-after-signing)" not in out
        assert out.count("\n") == 2

    def test_its_removal_is_no_loss_and_what_comes_then_counts(
        self, sampled: Clone, capsys: pytest.CaptureFixture[str]
    ) -> None:
        sampled.commit(noon(5), {SESSION: None, "supervision.yaml": "organisation: North\n"})
        assert run(capsys, sampled)[0] == 0
        sampled.commit(noon(6), {SESSION: HELD})
        sampled.commit(noon(9), {SESSION: None})
        status, out, _ = run(capsys, sampled)
        assert status == 1
        assert "error (deleted)" in out

    def test_a_sample_that_is_declared_again_hides_nothing(
        self, sampled: Clone, capsys: pytest.CaptureFixture[str]
    ) -> None:
        sampled.commit(noon(5), {"supervision.yaml": None})
        sampled.commit(noon(6), {"supervision.yaml": SAMPLE})
        sampled.commit(noon(9), {SESSION: None})
        assert "error (deleted)" in run(capsys, sampled)[1]

    def test_a_first_setting_without_one_lets_none_come_later(
        self, clone: Clone, capsys: pytest.CaptureFixture[str]
    ) -> None:
        clone.commit(noon(4), {"supervision.yaml": "organisation: North\n"})
        clone.commit(noon(5), {"supervision.yaml": SAMPLE, SESSION: None})
        assert "error (deleted)" in run(capsys, clone)[1]

    def test_the_clock_is_nobodys_sample(self, sampled: Clone, capsys: pytest.CaptureFixture[str]) -> None:
        sampled.commit("2026-01-02T12:00:00+00:00", {"records/teams/north.yaml": "name: North\n"})
        assert "error (clock-backwards)" in run(capsys, sampled)[1]


class TestUnfit:
    def test_a_shallow_clone(
        self, clone: Clone, capsys: pytest.CaptureFixture[str], git_environment: dict[str, str]
    ) -> None:
        shallow = Clone(clone.root.parent / "shallow", git_environment)
        shallow.git("fetch", "-q", "--depth", "1", clone.root.as_uri(), "main")
        shallow.git("checkout", "-q", "FETCH_HEAD")
        status, out, err = run(capsys, shallow)
        assert (status, out) == (3, "")
        assert "git fetch --unshallow" in err
        assert "fetch-depth: 0" in err
        assert "no date is guessed" in err

    def test_a_folder_that_is_no_clone(self, clone: Clone, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
        assert main(["--root", str(tmp_path), "history"]) == 3
        assert "no clone with a history" in capsys.readouterr().err
        assert main(["--root", str(tmp_path / "nothing"), "history"]) == 2

    def test_a_folder_without_records_is_no_all_clear(self, clone: Clone, capsys: pytest.CaptureFixture[str]) -> None:
        clone.commit(noon(4), {"docs/page.md": "words"})
        assert main(["--root", str(clone.root / "docs"), "history"]) == 2
        assert "no folder records/" in capsys.readouterr().err

    def test_a_bare_repository_is_looked_at_all_the_same(
        self, clone: Clone, capsys: pytest.CaptureFixture[str], tmp_path: Path
    ) -> None:
        clone.git("clone", "-q", "--bare", ".", str(tmp_path / "bare.git"))
        assert main(["--root", str(tmp_path / "bare.git"), "history", "--branch", "main"]) == 0
        assert "2 records" in capsys.readouterr().out

    def test_a_machine_without_git(
        self, clone: Clone, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.setenv("PATH", str(tmp_path))
        status, out, err = run(capsys, clone)
        assert (status, out) == (3, "")
        assert err
        assert os.environ["PATH"] == str(tmp_path)


def test_two_files_of_one_id_are_judged_as_check_judges_them(clone: Clone, capsys: pytest.CaptureFixture[str]) -> None:
    """The first by path counts: another content that slips in before the signed one is a change of it."""
    clone.commit(noon(4), {"records/sessions/a/2026/s-1.yaml": SIGNED.replace("case", "group")})
    assert "changed-after-signing" in run(capsys, clone)[1]
    clone.commit(noon(5), {"records/sessions/a/2026/s-1.yaml": None})
    assert "taken back on 2026-03-05" in run(capsys, clone)[1]
