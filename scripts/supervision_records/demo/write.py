"""A demo on disk."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path


def write_demo(folder: Path, files: Iterable[tuple[str, str]]) -> int:
    """Write the files below an empty or new folder; gives their number. FileExistsError if there is anything in it."""
    if folder.exists() and any(folder.iterdir()):
        message = f"{folder} is not empty: choose a new folder"
        raise FileExistsError(message)
    count = 0
    for path, text in files:
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")
        count += 1
    return count
