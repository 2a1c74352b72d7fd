"""Contents of the disk are known by the very ids that Git gives them."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from supervision_records.files import Disk
from supervision_records.history.revision import at_revision
from supervision_records.since.contents import Paths, differing, is_file, of_disk, of_revision


def git(root: Path, environment: Mapping[str, str], *arguments: str) -> None:
    subprocess.run(["git", "-C", str(root), *arguments], env=dict(environment), check=True, capture_output=True)


@pytest.fixture(params=["sha1", "sha256"])
def clone(request: pytest.FixtureRequest, tmp_path: Path, git_environment: dict[str, str]) -> Path:
    root = tmp_path / "clone"
    git(tmp_path, git_environment, "init", "-q", "-b", "main", f"--object-format={request.param}", str(root))
    for path, text in (
        ("records/a.yaml", "a: 1\n"),
        ("schemas/b.json", "{}"),
        ("README.md", ""),
        ("tool.py", "x = 1\n"),
    ):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    git(root, git_environment, "add", ".")
    git(root, git_environment, "commit", "-q", "-m", "Begin")
    return root


def changes(root: Path) -> Paths:
    with at_revision(root, "HEAD") as base:
        before = of_revision(base)
    return differing(before, of_disk(Disk(root), before))


def test_nothing_differs_in_a_fresh_checkout(clone: Path) -> None:
    assert changes(clone) == Paths((), (), ())


def test_what_differs_is_found_by_its_content_not_by_its_date(clone: Path) -> None:
    (clone / "records/a.yaml").write_text("a: 2\n")
    (clone / "records/new.yaml").write_text("a: 1\n")
    (clone / "tool.py").unlink()
    (clone / "README.md").touch()
    (clone / "scratch.txt").write_text("not judged, and not of the base\n")
    found = changes(clone)
    assert found == Paths(("records/new.yaml",), ("records/a.yaml",), ("tool.py",))
    assert found.all == ("records/a.yaml", "records/new.yaml", "tool.py")
    assert found.without({"tool.py"}).removed == ()


def test_a_link_is_never_the_same_as_what_it_leads_to(clone: Path) -> None:
    (clone / "records/a.yaml").rename(clone / "records/b.yaml")
    (clone / "records/a.yaml").symlink_to("b.yaml")
    with at_revision(clone, "HEAD") as base:
        before = of_revision(base)
    after = of_disk(Disk(clone), before)
    assert not is_file(after["records/a.yaml"])
    assert differing(before, after).changed == ("records/a.yaml",)
