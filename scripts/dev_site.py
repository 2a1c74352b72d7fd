"""Where ``dev.py`` puts what it builds: made beside, then put in place as a whole, so that no half of it is seen."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

from dev_machine import WINDOWS, MachineError

#: In the cache, a folder ``site-<process>-…`` for each build: the new site, and the old one while they change places.
PREFIX, NEW, OLD = "site-", "new", "old"


def write_whole(path: Path, data: bytes) -> None:
    """Write a file whole or not at all, in place of one that is there."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


def build_folder(cache: Path, site: Path) -> Path:
    """An empty folder to build the site in, of this run alone; what runs that died have left is cleaned up first."""
    cache.mkdir(exist_ok=True)
    for left in cache.glob(f"{PREFIX}*"):
        if not _lives(left):
            if not site.exists() and (left / OLD).is_dir():  # It died between taking the old one away and the new one.
                (left / OLD).rename(site)
            shutil.rmtree(left, ignore_errors=True)
    place = Path(tempfile.mkdtemp(dir=cache, prefix=f"{PREFIX}{os.getpid()}-"))
    (place / NEW).mkdir(mode=0o755)
    return place / NEW


def put_in_place(built: Path, site: Path) -> None:
    """Let a finished build take the place of the site; the old one is back if that fails."""
    old = built.with_name(OLD)
    try:
        if site.exists():
            site.rename(old)
        built.rename(site)
    except OSError as error:
        if old.exists() and not site.exists():
            old.rename(site)
        raise MachineError(f"The site could not be put in {site}: close what uses it, then run this again.") from error


def _lives(place: Path) -> bool:
    """Is the run that made a build's folder still there? Where that cannot be told, it is taken to be."""
    number = place.name.removeprefix(PREFIX).partition("-")[0]
    if WINDOWS or not number.isdigit():
        return True
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return int(number) != os.getpid()
