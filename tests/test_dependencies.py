"""The three places that name packages agree: pyproject.toml, the lock file, and the page that gives the reasons."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")


@pytest.fixture(scope="module")
def wanted(root: Path) -> dict[str, list[Requirement]]:
    """The packages of pyproject.toml under the headings of the page."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    lists = {"To run it": project["dependencies"], "To roll up": extras["rollup"], "To work on it": extras["dev"]}
    return {heading: [Requirement(text) for text in texts] for heading, texts in lists.items()}


@pytest.fixture(scope="module")
def locked(root: Path) -> list[tuple[Requirement, list[str]]]:
    """Every entry of the lock file with its hashes."""
    text = (root / "requirements.lock").read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]
    return [(Requirement(line.partition(" --hash")[0]), HASH.findall(line)) for line in lines]


def test_each_package_has_its_reason(root: Path, wanted: dict[str, list[Requirement]]) -> None:
    page = (root / "docs" / "reference" / "dependencies.md").read_text(encoding="utf-8")
    for heading, requirements in wanted.items():
        rows = re.findall(
            r"^\| ([\w-]+) \| .+\. \|$", page.partition(f"## {heading}\n")[2].partition("\n## ")[0], re.MULTILINE
        )
        assert rows == [requirement.name for requirement in requirements]


def test_each_locked_package_is_one_version_with_hashes(locked: list[tuple[Requirement, list[str]]]) -> None:
    for requirement, hashes in locked:
        assert re.fullmatch(r"==[\w.!+]+", str(requirement.specifier)), requirement
        assert hashes, requirement


def test_the_lock_satisfies_the_project(
    wanted: dict[str, list[Requirement]], locked: list[tuple[Requirement, list[str]]]
) -> None:
    versions = {canonicalize_name(entry.name): str(entry.specifier).removeprefix("==") for entry, _ in locked}
    for requirement in [requirement for requirements in wanted.values() for requirement in requirements]:
        assert requirement.specifier.contains(versions[canonicalize_name(requirement.name)]), requirement


def test_the_lock_names_no_host(root: Path) -> None:
    text = (root / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"^--(index|extra-index|find-links)", text, re.MULTILINE)
