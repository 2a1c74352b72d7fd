"""``supervision sample``: drawn on one machine, drawn again on another, and what is told where it is not the same."""

from __future__ import annotations

import json
import os
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import pytest

from supervision_records.cli import main
from tests.clones import Clone

TEAM = (
    "name: Hub\norganisation: o\nagency: early-help\nmanager: boss\n"
    "protocols: [{protocol: strengthening-families, from: 2026-01-05}]\n"
)
PERSON = "posts: [{team: hub, role: practitioner, from: 2026-01-05}]\n"
CASE = (
    "opened: 2026-01-05\nteams: [{{team: hub, from: 2026-01-05}}]\nstatus: []\n"
    "allocations: [{{person: {who}, from: 2026-01-05}}]\n"
)
CASES = {f"records/cases/c-{n:08}.yaml": CASE.format(who="aud" if n == 0 else "ash") for n in range(12)}
ASK = ("case-supervision", "--protocol", "strengthening-families", "--seed", "20260715", "--as-of", "2026-07-15")
FOUR = ("--size", "4", "--auditor", "aud", "--at", "drawn", "--weighted")


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Clone:
    """A repository with twelve cases at its first commit, and one more at its second."""
    top = tmp_path_factory.mktemp("base")
    names = dict.fromkeys(("GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME"), "A Tester")
    mails = dict.fromkeys(("GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"), "tester@example.org")
    clone = Clone(top / "one", {**os.environ, **names, **mails, "GIT_CONFIG_GLOBAL": os.devnull, "HOME": str(top)})
    people = {f"records/people/{name}.yaml": PERSON for name in ("boss", "aud", "ash")}
    clone.commit("2026-07-15T12:00:00+00:00", {"records/teams/hub.yaml": TEAM, **people, **CASES})
    clone.git("tag", "drawn")
    clone.commit("2026-07-16T12:00:00+00:00", {"records/cases/c-99999999.yaml": CASE.format(who="ash")})
    return clone


def sample(base: Clone, capsys: pytest.CaptureFixture[str], *words: str, status: int = 0) -> str:
    assert main(["--root", str(base.root), "sample", *words]) == status
    return capsys.readouterr().out


@pytest.fixture(scope="module")
def drawn_once(base: Clone) -> str:
    """What the verb writes for a sample of four, as JSON."""
    said = StringIO()
    with redirect_stdout(said):
        main(["--root", str(base.root), "sample", *ASK, *FOUR, "--format", "json"])
    return said.getvalue()


@pytest.fixture
def kept(drawn_once: str, tmp_path: Path) -> Path:
    """The same as a file that somebody kept."""
    file = tmp_path / "sample.json"
    file.write_text(drawn_once)
    return file


def test_another_clone_draws_the_same_bytes(base: Clone, kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = base.top.parent / "another"
    base.git("clone", "-q", str(base.top), str(other))
    (other / "records/cases/c-00000003.yaml").unlink()  # what lies on the disk alone is not drawn from
    stated = json.loads(kept.read_text())
    assert len(stated["drawn"]) == 4
    assert stated["left_out"] == ["c-00000000"]
    call = [*ASK, "--size", "4", "--auditor", "aud", "--weighted", "--at", stated["revision"], "--format", "json"]
    assert main(["--root", str(other), "sample", *call]) == 0
    assert capsys.readouterr().out == kept.read_text()
    assert main(["--root", str(other), "sample", "--verify", str(kept)]) == 0
    assert "the same" in capsys.readouterr().out


def test_one_record_more_is_another_population_and_told(
    base: Clone, kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = sample(base, capsys, "--verify", str(kept), "--at", "HEAD", status=1)
    assert "In the population now, and not when it was drawn: c-99999999" in said
    assert "another hash" in said


def test_a_sample_that_somebody_changed_is_told(base: Clone, kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stated = json.loads(kept.read_text())
    gone, stated["drawn"][0] = stated["drawn"][0], "c-00000000"
    kept.write_text(json.dumps(stated))
    found = json.loads(sample(base, capsys, "--verify", str(kept), "--format", "json", status=1))
    assert [each["ids"] for each in found["differences"]] == [[gone], ["c-00000000"]]


def test_the_record_of_an_audit_is_held_against_its_sample(
    base: Clone, kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    drawn = json.loads(kept.read_text())["drawn"]
    text = sample(base, capsys, *ASK, *FOUR)
    about = "type: case-supervision\nprotocol: strengthening-families\non: 2026-07-16\nauditor: aud\nteam: hub\n"
    files = "".join(f"- {{ref: {name}, answers: {{q1: yes}}}}\n" for name in [*drawn[1:], "c-99999999"])
    base.git("checkout", "-q", "-b", "audited")
    record = about + "files:\n" + files.replace("yes", '"yes"') + text[text.index("sample:") :]
    base.commit("2026-07-17T12:00:00+00:00", {"records/audits/2026/a-1.yaml": record})
    try:
        assert main(["--root", str(base.root), "check", str(base.root / "records/audits")]) == 0
        capsys.readouterr()
        said = sample(base, capsys, "--verify", "audits/a-1", status=1)
    finally:
        base.git("checkout", "-q", "main")
    assert said == f"Drawn, and not audited: {drawn[0]}\nAudited, and not drawn: c-99999999\n"


def test_the_ledger_is_a_list(base: Clone, capsys: pytest.CaptureFixture[str]) -> None:
    said = sample(
        base, capsys, "case-file", "--protocol", "strengthening-families", "--ledger", "--as-of", "2026-07-15"
    )
    assert said.endswith("13 not looked at in the last 12 months.\n")
    rows = json.loads(sample(base, capsys, *ASK, "--ledger", "--format", "json", "--at", "drawn"))["rows"]
    assert len(rows) == 12


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("case-file",), "--protocol"),
        ((*ASK,), "either a --size"),
        ((*ASK, "--size", "4", "--each", "1"), "either a --size"),
        ((*ASK, "--size", "4", "--team", "hbu"), "no team 'hbu'"),
        ((*ASK, "--size", "4", "--auditor", "adu"), "no person 'adu'"),
        (("--verify", "audits/nothing"), "neither the record"),
    ],
)
def test_a_wrong_call_is_told(
    base: Clone, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str
) -> None:
    assert main(["--root", str(base.root), "sample", *words]) == 2
    assert said in capsys.readouterr().err


def test_without_a_history_nothing_is_drawn(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "records").mkdir()
    assert main(["--root", str(tmp_path), "sample", *ASK, "--size", "4"]) == 3
    assert "drawn from a commit" in capsys.readouterr().err
