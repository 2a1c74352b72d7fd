"""What several test processes need, and one of them makes."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

#: Seconds to wait for another process.
_PATIENCE = 600.0


def once(name: Path, make: Callable[[], object]) -> None:
    """Come back when ``make`` was called by one of the processes that share the folder of ``name``."""
    done, failed = name.with_suffix(".done"), name.with_suffix(".failed")
    try:
        name.with_suffix(".begun").mkdir()
    except FileExistsError:
        _wait(done, failed)
        return
    try:
        make()
    except BaseException:
        failed.mkdir()
        raise
    done.mkdir()


def _wait(done: Path, failed: Path) -> None:
    end = time.monotonic() + _PATIENCE
    while not done.exists():
        assert not failed.exists(), f"another process could not make {done.stem}: see its own failure"
        assert time.monotonic() < end, f"another process took too long to make {done.stem}"
        time.sleep(0.1)
