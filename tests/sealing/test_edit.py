"""Editing sealed text: what the editor makes of it is sealed again, and no word is left, whenever it is killed.

``python3 -m tests.faults.harness "supervision edit"`` makes every call of it fail, ``tests.faults.inject`` every system
call; here some of the calls are.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from supervision_records.sealing import room
from supervision_records.sealing.errors import SealingError
from tests.faults.harness import Injection, examine, in_child
from tests.faults.scenarios import ALL
from tests.sealing.calls import call, digests
from tests.sealing.office import Office, where

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="an editor can be kept from the disk on Linux alone")

#: Some containers let nobody make namespaces; the product refuses to edit there, which is tested all the same.
walled = pytest.mark.usefixtures("_walls")


@pytest.fixture(scope="session")
def _walls() -> None:
    """Walls can be made on this machine."""
    try:
        room.edited("x.yaml", "text", "sh -c true", lambda _: True)
    except SealingError:
        pytest.skip("this system lets no user make namespaces")


def editor(script: str) -> str:
    """An editor that runs a script, with the file as $1."""
    return f"sh -c '{script}' editor"


def edit(office: Office, monkeypatch: pytest.MonkeyPatch, script: str, name: str = "s-personal") -> int:
    """Edit a record as the worker; the exit status."""
    monkeypatch.setenv("EDITOR", editor(script))
    monkeypatch.delenv("VISUAL", raising=False)
    return call(office, "edit", str(office.path(name)), person="worker")


def opened(office: Office, capsys: pytest.CaptureFixture[str], name: str, place: str) -> str:
    capsys.readouterr()
    assert call(office, "open", str(office.path(name)), "--at", place, person="boss") == 0
    return capsys.readouterr().out


@walled
def test_what_is_changed_is_sealed_again_and_the_rest_stays_as_it_was(
    office: Office, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = office.texts(office.path("s-personal"))
    keys = digests(office.keys)
    assert edit(office, monkeypatch, 'sed -i "s/canary of wellbeing/canary of rest/; s/minutes: .*//" "$1"') == 0
    after = office.texts(office.path("s-personal"))
    assert {pointer for pointer in before if after[pointer] != before[pointer]} == {"/notes/wellbeing"}
    assert opened(office, capsys, "s-personal", "notes.wellbeing") == "canary of rest\n"
    assert opened(office, capsys, "s-personal", "notes.training") == "canary of training,\non two lines\n"
    assert where(office.root) == []
    assert digests(office.keys) == keys


@walled
def test_a_new_text_is_sealed_beside_those_that_were_there(
    office: Office, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = office.texts(office.path("s-cases"))
    script = 'sed -i "s/^notes: {/notes: {risk: canary that is new, /" "$1"'
    assert edit(office, monkeypatch, script, "s-cases") == 0
    after = office.texts(office.path("s-cases"))
    assert {pointer: after[pointer] for pointer in before} == before
    assert opened(office, capsys, "s-cases", "notes.risk") == "canary that is new\n"
    assert where(office.root) == []


@walled
def test_text_that_was_sealed_stays_sealed_where_it_might_be_plain(
    office: Office, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = office.root / "supervision.yaml"
    settings.write_text("as_of: 2026-06-30\nsealing: {keys: ../keys}\nnarrative: {plain: ['sessions.notes.*']}\n")
    assert edit(office, monkeypatch, 'sed -i "s/canary of wellbeing/canary of rest/" "$1"') == 0
    assert where(office.root) == []


@walled
def test_words_that_were_left_as_they_were_change_nothing(
    office: Office, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = digests(office.root)
    assert edit(office, monkeypatch, "true") == 0
    assert "nothing was changed" in capsys.readouterr().out
    assert digests(office.root) == before


@walled
def test_a_record_that_is_wrong_can_be_mended_or_given_up(
    office: Office, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = digests(office.root)
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert edit(office, monkeypatch, 'echo "nots: {risk: canary}" >> "$1"') == 2
    said = capsys.readouterr().err
    assert "Did you mean `notes`" in said
    assert "canary" not in said
    assert digests(office.root) == before
    monkeypatch.setattr("sys.stdin", io.StringIO("\n\n"))
    mend = 'sed -i "/nots/d; s/canary of wellbeing/mended/" "$1"'
    script = f'if grep -q nots "$1"; then {mend}; else echo "nots: 1" >> "$1"; fi'
    assert edit(office, monkeypatch, script) == 0
    assert opened(office, capsys, "s-personal", "notes.wellbeing") == "mended\n"


@walled
@pytest.mark.parametrize(
    ("command", "why"),
    [
        (editor("exit 3"), "ended with an error"),
        ("no-editor-of-that-name", "no-editor-of-that-name cannot be started"),
        (editor("kill -9 $$"), "ended with an error"),
    ],
)
def test_an_editor_that_fails_changes_nothing(
    office: Office, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: str, why: str
) -> None:
    before = digests(office.root)
    monkeypatch.setenv("EDITOR", command)
    monkeypatch.delenv("VISUAL", raising=False)
    assert call(office, "edit", str(office.path("s-personal")), person="worker") == 3
    assert why in capsys.readouterr().err
    assert digests(office.root) == before


@walled
def test_an_editor_can_write_nowhere_but_in_memory(root: Path) -> None:
    """On a disk that is not hidden from it, too, and neither as this user nor by taking the walls down."""
    kept = root / ".cache" / "room"
    kept.mkdir(parents=True, exist_ok=True)
    script = f"""
        cd {kept}; echo canary > left; echo canary > "$HOME/left"; echo canary > /tmp/left; umount /tmp
        mount -o remount,rw /; echo canary > again; cd
        (tail -n +3 /proc/net/dev | cut -d: -f1) > "$1"; cat left >> "$1"
    """
    assert room.edited("x.yaml", "text", editor(f"{{ {script} }} 2>&-; true"), lambda _: True) == "    lo\ncanary\n"
    assert list(kept.iterdir()) == []
    assert not Path("/tmp/left").exists()  # noqa: S108  (the very place that is hidden)
    kept.rmdir()


def test_where_an_editor_cannot_be_kept_from_the_disk_it_is_not_started(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("supervision_records.sealing.walls._NEW_USER", 0)
    monkeypatch.setattr("supervision_records.sealing.walls._NEW_VIEW", 1)  # no such right
    started = tmp_path / "started"
    with pytest.raises(SealingError, match="does not let an editor be kept from the disk"):
        room.edited("x.yaml", "text", editor(f"touch {started}"), lambda _: True)
    assert not started.exists()


@walled
def test_whenever_it_is_killed_no_word_is_left(tmp_path: Path) -> None:
    def some(calls: object) -> Iterator[Injection]:
        names = list(calls)  # type: ignore[call-overload]
        for at in range(1, len(names) + 1, 9):
            yield "killed before" if at % 2 else "killed after", at, names[at - 1]

    report = examine(ALL["supervision edit"], tmp_path / "place", in_child, some)
    assert report.broken == []
    assert sum(report.injections.values()) > 10


def test_the_harness_finds_words_that_an_editor_could_leave(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without walls, the same editor is found out."""
    monkeypatch.setattr("supervision_records.sealing.walls.enclose", lambda _: _home(tmp_path))
    monkeypatch.setattr("supervision_records.sealing.walls.die_with", lambda _: None)
    monkeypatch.setattr("tests.faults.editing.LEFT_IN", ())
    place = tmp_path / "place"
    report = examine(ALL["supervision edit"], place, in_child, lambda calls: iter([("killed before", len(calls), "")]))
    assert any("the words are in" in broken for broken in report.broken)


def _home(folder: Path) -> Path:
    home = folder / "place" / "home"
    home.mkdir(parents=True, exist_ok=True)
    return home
