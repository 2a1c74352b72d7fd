"""The file of owners: who is asked about each path, as a forge reads it; and nothing hostile gets into it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from supervision_records.cli import main
from supervision_records.codeowners import codeowners
from supervision_records.model import Protocol, Record
from supervision_records.protocol import read_protocols
from supervision_records.schema import Schemas
from supervision_records.settings import Forge, read_settings
from supervision_records.store import KINDS, Store, read_store

MAINTAINERS = "@example-org/maintainers"
FORGE = Forge(
    "example-org", (MAINTAINERS,), ("@example-org/leads",), {"north": "@example-org/the-north"},
    {"joint-supervision": "@example-org/joint"},
)  # fmt: skip


def owners(text: str, path: str) -> list[str]:
    """Who a forge asks about a path: the owners of the last line whose pattern fits it."""
    found: list[str] = []
    for line in text.splitlines():
        if line and not line.startswith("#"):
            pattern, *names = line.split()
            if re.fullmatch(expression(pattern), path):
                found = names
    return found


def expression(pattern: str) -> str:
    """A pattern in the manner of .gitignore, of the kinds that may stand in the file."""
    anchored = pattern.startswith("/")
    words = "".join("[^/]*" if sign == "*" else re.escape(sign) for sign in pattern.strip("/"))
    return ("" if anchored else "(?:.*/)?") + words + ("/.*" if pattern.endswith("/") else "(?:/.*)?")


def store_of(*teams: str) -> Store:
    records = {kind: dict[str, Record]() for kind in KINDS}
    records["teams"] = {team: Record("teams", team, f"records/teams/{team}.yaml", {}) for team in teams}
    return Store(records, (), len(teams), len(teams), 0)


@pytest.fixture(scope="module")
def text(root: Path) -> str:
    protocols, _ = read_protocols(root, Schemas.read(root / "schemas"))
    return codeowners(store_of("north", "south"), protocols, FORGE)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("records/sessions/north/2026/a.yaml", "@example-org/the-north"),
        ("records/sessions/south/2026/a.yaml", "@example-org/south"),
        ("records/sessions/west/2026/a.yaml", "@example-org/leads"),
        ("records/sessions/north-2/2026/a.yaml", "@example-org/leads"),
        ("records/people/a.yaml", "@example-org/leads"),
        ("records/tombstones/2026/people--a.yaml", "@example-org/leads"),
        ("docs/protocols/joint-supervision.md", "@example-org/joint"),
        ("docs/protocols/school-supervision.md", MAINTAINERS),
        ("docs/protocols/new.md", MAINTAINERS),
        ("schemas/sessions.schema.json", MAINTAINERS),
        ("scripts/supervision_records/cli/check.py", MAINTAINERS),
        (".github/workflows/pull-request.yml", MAINTAINERS),
        (".github/CODEOWNERS", MAINTAINERS),
        ("supervision.yaml", MAINTAINERS),
        ("mkdocs.yml", MAINTAINERS),
        ("pyproject.toml", MAINTAINERS),
        ("requirements.lock", MAINTAINERS),
        ("docs/overrides/main.html", MAINTAINERS),
        ("conftest.py", MAINTAINERS),
        ("README.md", MAINTAINERS),
    ],
)
def test_who_is_asked(text: str, path: str, expected: str) -> None:
    assert owners(text, path) == [expected]


def test_what_judges_is_the_maintainers_whatever_a_team_is_called(root: Path) -> None:
    hostile = codeowners(store_of("schemas", "scripts", "github", "all"), {}, FORGE)
    for path in ("schemas/a.json", "scripts/a.py", ".github/CODEOWNERS", "supervision.yaml", "tests/a.py"):
        assert owners(hostile, path) == [MAINTAINERS]


@pytest.mark.parametrize("name", ["*", "a b", "a\n* @somebody", "../..", "a/**", "#a", "[a-z]", "!a", "north*", ""])
def test_a_name_that_is_more_than_a_name_gets_no_line(name: str) -> None:
    page = {name: Protocol(name, "", "", None, {}, (), "")}  # type: ignore[arg-type]
    forge = Forge("example-org", (MAINTAINERS,), (MAINTAINERS,), {}, {name: "@somebody"})
    made = codeowners(store_of(name), page, forge)
    assert "@somebody" not in made
    assert made == codeowners(store_of(), {}, forge)


def test_the_shipped_file_gives_each_team_its_own_folder(root: Path) -> None:
    shipped = (root / ".github" / "CODEOWNERS").read_text(encoding="utf-8")
    schemas = Schemas.read(root / "schemas")
    settings, _ = read_settings(root, schemas)
    if settings.forge is None:
        pytest.skip("the sample has been removed for a real start")
    for team in read_store(root, schemas).records["teams"]:
        assert owners(shipped, f"records/sessions/{team}/2026/a.yaml") == [f"@example-org/{team}"]


class TestVerb:
    @pytest.fixture
    def repository(self, tmp_path: Path, root: Path) -> Path:
        for folder in ("records/teams", "records/people"):
            (tmp_path / folder).mkdir(parents=True)
        mini = root / "tests/mini/repository/records"
        for path in ("teams/north.yaml", "people/boss.yaml", "people/manager.yaml"):
            (tmp_path / "records" / path).write_bytes((mini / path).read_bytes())
        (tmp_path / "supervision.yaml").write_text("forge: {owner: example-org}\n")
        return tmp_path

    def test_check_says_what_to_run_and_the_verb_mends_it(
        self, repository: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(["--root", str(repository), "check"]) == 1
        said = capsys.readouterr().out
        assert "(codeowners-out-of-date)" in said
        assert "Run `supervision codeowners`" in said
        assert main(["--root", str(repository), "codeowners", "--check"]) == 1
        assert main(["--root", str(repository), "codeowners"]) == 0
        assert main(["--root", str(repository), "codeowners", "--check"]) == 0
        assert main(["--root", str(repository), "check"]) == 0

    def test_without_a_forge_there_is_nothing_to_write(
        self, repository: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (repository / "supervision.yaml").write_text("{}\n")
        assert main(["--root", str(repository), "codeowners"]) == 2
        assert "names no `forge`" in capsys.readouterr().err
        assert main(["--root", str(repository), "check"]) == 0

    def test_a_team_that_cannot_be_read_does_not_lose_its_line(
        self, repository: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (repository / "records/teams/south.yaml").write_text("name: [\n")
        assert main(["--root", str(repository), "codeowners"]) == 1
        assert not (repository / ".github").exists()
