"""A record in an editor: the language server, with the settings that ship, completes, explains and marks. Offline."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dev_editor import ensure_language_server
from supervision_records.store import KINDS
from tests.editor.client import Editor

POSTS = "posts:\n- team: north\n  role: {role}\n  from: {day}\n  case_holding: true\n{more}"


@pytest.fixture(scope="module")
def settings(root: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((root / ".vscode" / "settings.json").read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")
def editor(root: Path, settings: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    server = ensure_language_server(root, sys.executable)
    complaints = tmp_path_factory.mktemp("editor") / "complaints"
    editor = Editor(server, root, settings, complaints)
    yield editor
    editor.close()
    assert complaints.read_text(encoding="utf-8") == "", "it asked the network, or broke"


def person(role: str = "social-worker", day: str = "2026-01-05", more: str = "") -> str:
    return POSTS.format(role=role, day=day, more=more)


def marked(editor: Editor, path: str, text: str) -> list[tuple[int, str]]:
    return [(mark["range"]["start"]["line"] + 1, mark["message"]) for mark in editor.open(path, text)]


def test_a_role_is_completed(editor: Editor) -> None:
    path = "records/people/completed.yaml"
    editor.open(path, person(role=""))
    labels = [item["label"] for item in editor.at("completion", path, 2, 8)["items"]]
    assert "health-visitor" in labels
    assert "cin" not in labels


def test_a_key_is_completed(editor: Editor) -> None:
    path = "records/sessions/north/2026/completed.yaml"
    editor.open(path, "protocol: case-management-supervision\n\n")
    assert {"supervisors", "status"} <= {item["label"] for item in editor.at("completion", path, 1, 0)["items"]}


def test_a_description_shows_on_hover(editor: Editor) -> None:
    path = "records/people/explained.yaml"
    editor.open(path, person())
    assert "The team that the post belongs to." in editor.at("hover", path, 1, 4)["contents"]["value"]


def test_a_sound_record_has_no_mark(editor: Editor) -> None:
    assert marked(editor, "records/people/sound.yaml", person()) == []


def test_an_unknown_key_is_marked_in_its_line(editor: Editor) -> None:
    ((line, message),) = marked(editor, "records/people/unknown.yaml", person(more="colour: red\n"))
    assert line == 6
    assert "colour" in message


def test_an_impossible_date_is_marked_in_plain_words(editor: Editor) -> None:
    days = [
        "2026-02-30",
        "2024-02-29",
        "2026-02-29",
        "2000-02-29",
        "2100-02-29",
        "2026-04-31",
        "2026-12-31",
        "2026-1-5",
    ]
    text = "posts:\n" + "".join(f"- {{team: north, role: head, from: {day}, case_holding: true}}\n" for day in days)
    assert marked(editor, "records/people/days.yaml", text) == [
        (line, "This is no day of the calendar. Write it like 2026-07-15.") for line in (2, 4, 6, 7, 9)
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_examples_are_judged_as_the_check_judges_them(editor: Editor, root: Path, kind: str) -> None:
    for path in sorted((root / "tests/examples" / kind / "valid").glob("*.yaml"))[:2]:
        assert marked(editor, f"records/{kind}/{path.name}", path.read_text(encoding="utf-8")) == [], path
    assert marked(editor, f"records/{kind}/lacking.yaml", "no_such_key: 1\n")


def test_every_kind_of_record_has_its_schema(root: Path, settings: dict[str, Any]) -> None:
    wired = {pattern: schema for schema, patterns in settings["yaml.schemas"].items() for pattern in patterns}
    for kind in KINDS:
        assert wired[f"records/{kind}/**/*.yaml"] == f"./schemas/{kind}.schema.json"
    for schema in settings["yaml.schemas"]:
        assert (root / schema).is_file()


def test_nothing_is_looked_up_elsewhere(settings: dict[str, Any]) -> None:
    assert settings["yaml.schemaStore.enable"] is settings["yaml.kubernetesCRDStore.enable"] is False


def test_the_settings_file_is_marked_too(editor: Editor, root: Path) -> None:
    text = (root / "supervision.yaml").read_text(encoding="utf-8") + "no_such_setting: 1\n"
    assert [line for line, _ in marked(editor, "supervision.yaml", text)] == [text.count("\n")]
