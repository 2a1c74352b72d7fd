"""``supervision due --announce``: nobody is told the same twice, and what was told is kept as records."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from supervision_records.cli import main
from supervision_records.yamlio import load

MINI = Path(__file__).parents[1] / "mini" / "repository"


@pytest.fixture
def office(tmp_path: Path) -> Path:
    shutil.copytree(MINI, tmp_path / "office")
    return tmp_path / "office"


def team_of(office: Path, capsys: pytest.CaptureFixture[str], day: str) -> str:
    """A team for which something is on the list that day."""
    main(["--root", str(office), "due", "--as-of", day, "--format", "json"])
    return str(next(i["team"] for i in json.loads(capsys.readouterr().out)["items"] if i["team"]))


def said(office: Path, capsys: pytest.CaptureFixture[str], day: str, *words: str) -> set[tuple[str, str, str]]:
    main(["--root", str(office), "due", "--as-of", day, "--format", "json", *words])
    return {(i["uid"], i["sort"], i["on"]) for i in json.loads(capsys.readouterr().out)["items"]}


def kept(office: Path) -> dict[str, dict[str, object]]:
    found = {}
    for path in sorted((office / "records" / "announcements").rglob("*.yaml")):
        document, _ = load(path.name, path.read_bytes())
        assert document is not None
        found[path.relative_to(office).as_posix()] = document.data
    return found


DAY, LATER = "2026-07-15", "2026-08-20"


def test_nobody_is_told_the_same_twice(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    team = team_of(office, capsys, DAY)
    everything = said(office, capsys, DAY, "--team", team)
    assert said(office, capsys, DAY, "--team", team, "--announce") == everything != set()
    (path,) = kept(office)
    assert path == f"records/announcements/2026/{DAY}-{team}.yaml"
    before = (office / path).read_bytes()
    assert said(office, capsys, DAY, "--team", team, "--announce") == set()
    assert kept(office).keys() == {path}, "nothing new, no record"
    later = said(office, capsys, LATER, "--team", team, "--announce")
    assert later == said(office, capsys, LATER, "--team", team) - everything
    assert (office / path).read_bytes() == before


def test_what_has_changed_is_told_again(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    team = team_of(office, capsys, DAY)
    said(office, capsys, DAY, "--team", team, "--announce")
    (path,) = kept(office)
    text = (office / path).read_text()
    first = next(line for line in text.splitlines() if "due: 2" in line)
    (office / path).write_text(text.replace(first, first.replace("2026", "2025"), 1))
    assert len(said(office, capsys, DAY, "--team", team, "--announce")) == 1
    assert f"records/announcements/2026/{DAY}-{team}-2.yaml" in kept(office)


def test_only_new_writes_nothing(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    team = team_of(office, capsys, DAY)
    assert said(office, capsys, DAY, "--team", team, "--only-new")
    assert not kept(office)


def test_each_reader_is_told(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    team = team_of(office, capsys, DAY)
    said(office, capsys, DAY, "--team", team, "--announce")
    main(["--root", str(office), "due", "--as-of", DAY, "--team", team, "--format", "json"])
    items = json.loads(capsys.readouterr().out)["items"]
    supervisor = next(i["supervisor"] for i in items if i["supervisor"])
    assert said(office, capsys, DAY, "--supervisor", supervisor, "--announce")


def test_a_record_of_it_is_sound(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["--root", str(office), "check", "--format", "json"])
    before = json.loads(capsys.readouterr().out)["problems"]
    team = team_of(office, capsys, DAY)
    said(office, capsys, DAY, "--team", team, "--announce")
    main(["--root", str(office), "check", "--format", "json"])
    assert json.loads(capsys.readouterr().out)["problems"] == before


@pytest.mark.parametrize("words", [(), ("--team", "a", "--team", "b"), ("--team", "a", "--person", "b")])
def test_it_is_for_one_reader(
    office: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("supervision_records.cli.due.known", lambda *_: None)
    assert main(["--root", str(office), "due", "--announce", *words]) == 2
    assert "for one reader" in capsys.readouterr().err
