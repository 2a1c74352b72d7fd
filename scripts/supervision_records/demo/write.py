"""A demo on disk."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from supervision_records.writing import CannotWriteError, is_empty, new_folder, put, settle, sweep, write_files


def write_demo(folder: Path, files: Iterable[tuple[str, str]]) -> int:
    """Write the files below an empty or new folder, all or none; gives their number.

    CannotWriteError if there is anything in it.
    """
    sweep(folder.parent)
    if folder.is_dir():
        settle(folder)
        if not is_empty(folder):
            raise CannotWriteError(f"{folder} is not empty: choose a new folder.", call=True)
        made = {path: text.encode() for path, text in files}
        write_files(folder, made, replace=False)
        return len(made)
    count = 0
    with new_folder(folder) as inner:
        for path, text in files:
            target = inner / path
            target.parent.mkdir(parents=True, exist_ok=True)
            put(target, text.encode())
            count += 1
    return count
