"""The templates of the forge: they can be read, and ask for nothing about a person."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

FORMS = ("verdict", "help")


@pytest.mark.parametrize("name", FORMS)
def test_an_issue_form_warns_first_and_asks_no_personal_detail(root: Path, name: str) -> None:
    form = yaml.safe_load((root / f".github/ISSUE_TEMPLATE/{name}.yml").read_text(encoding="utf-8"))
    assert {"name", "description", "body"} <= set(form)
    first, *asked = form["body"]
    assert "No name or detail" in first["attributes"]["value"]
    assert asked
    labels = " ".join(part["attributes"]["label"].lower() for part in asked)
    assert not {"name", "email", "e-mail", "phone", "address"} & set(labels.replace("?", "").split())


def test_the_pull_request_template_warns_first(root: Path) -> None:
    text = (root / ".github/pull_request_template.md").read_text(encoding="utf-8")
    assert "No name or detail" in text.splitlines()[0]
    assert len(text.splitlines()) < 15
