"""The libraries that the forms stand on are those that the page of dependencies names, with their licences."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

ROW = re.compile(r"^\| ([\w-]+\.js) \| [\d.]+ \| `([0-9a-f]{64})` \| .+\. \|$", re.MULTILINE)


def test_every_vendored_file_is_as_it_came_and_has_its_licence(root: Path) -> None:
    folder = root / "docs/assets/vendor"
    told = dict(ROW.findall((root / "docs/reference/dependencies.md").read_text(encoding="utf-8")))
    there = {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in folder.glob("*.js")}
    assert told == there
    for name in there:
        licence = (folder / name).with_suffix(".LICENSE.txt").read_text(encoding="utf-8")
        assert "Permission is hereby granted, free of charge" in " ".join(licence.split()), name
