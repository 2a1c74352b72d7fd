"""What the next command, and the next build of the site, do where a run was killed in the middle of a change."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from mkdocs.exceptions import PluginError

from mkdocs_hook import read_site
from supervision_records.cli import main

MINI = Path(__file__).parents[1] / "mini" / "repository"
BROKEN = "records/sessions/north/2026/s-broken.yaml"

#: Removes the broken record, and dies when that is decided and nothing of it is carried out.
DIES = (
    "import os, signal\nfrom pathlib import Path\nfrom supervision_records.writing import changes\n"
    "changes._carry_out = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
    f"changes.write_files(Path(), {{{BROKEN!r}: None}}, replace=True)\n"
)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """The tiny repository, to be changed."""
    return Path(shutil.copytree(MINI, tmp_path / "repository"))


@pytest.mark.skipif(os.name == "nt", reason="a process is killed otherwise there")
def test_a_change_that_was_decided_is_carried_out_before_anything_is_judged(
    repository: Path, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    environment = {**os.environ, "PYTHONPATH": str(root / "scripts")}
    done = subprocess.run([sys.executable, "-c", DIES], cwd=repository, env=environment, check=False)
    assert done.returncode == -signal.SIGKILL
    assert (repository / BROKEN).exists()
    assert main(["--root", str(repository), "check"]) == 0
    assert "8 files seen: 8 judged, 0 refused." in capsys.readouterr().out
    assert not (repository / BROKEN).exists()
    assert not list(repository.glob(".supervision-*"))


@pytest.fixture
def planted(repository: Path) -> Path:
    """The tiny repository with a change in it that no run here has decided, as a pull request could bring it."""
    stage = repository / ".supervision-change"
    (stage / "work").mkdir(parents=True)
    (stage / "owner").touch()
    (stage / "work" / "w0").write_text("true", encoding="utf-8")
    plan = '{"owner": [1, 1], "replace": true, "write": ["schemas/sessions.schema.json"], "remove": []}'
    (stage / "plan.json").write_text(plan, encoding="utf-8")
    return repository


@pytest.mark.parametrize("verb", ["check", "compliance", "demands"])
def test_a_change_of_somebody_elses_is_refused_and_nothing_is_judged(
    planted: Path, capsys: pytest.CaptureFixture[str], verb: str
) -> None:
    assert main(["--root", str(planted), verb]) == 3
    out, err = capsys.readouterr()
    assert out == ""
    assert "was not left by a run on this disk" in err
    assert not (planted / "schemas").exists()


def test_the_site_is_not_built_on_it_either(planted: Path) -> None:
    with pytest.raises(PluginError, match="was not left by a run on this disk"):
        read_site(planted, "")


def test_the_site_is_not_judged_for_an_absurd_day(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Clock(date):
        @classmethod
        def today(cls) -> Clock:
            return cls(1970, 1, 1)

    (repository / "supervision.yaml").unlink()
    monkeypatch.delenv("SUPERVISION_AS_OF", raising=False)
    monkeypatch.setattr("supervision_records.clock.date", Clock)
    with pytest.raises(PluginError, match="clock says 1970-01-01"):
        read_site(repository, "")
