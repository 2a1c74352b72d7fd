"""What ``dev.py`` needs of the machine: a virtual environment, a browser, and where allowed the missing package."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

WINDOWS = os.name == "nt"


class MachineError(Exception):
    """Something is missing on the machine; the text says, in one line, what a person has to do."""


def say(text: str) -> None:
    """One line for the person, in order with what the started commands print."""
    print(text, flush=True)


def executable(venv: Path, name: str) -> Path:
    """Where an environment keeps a command, on this operating system."""
    return venv / ("Scripts" if WINDOWS else "bin") / (f"{name}.exe" if WINDOWS else name)


def make_venv(folder: Path) -> None:
    """An empty virtual environment with pip, in place of one that is there."""
    if Path(sys.prefix) == folder:
        raise MachineError(
            "The environment has to be made anew: run this command with the machine's Python, not .venv's."
        )
    if importlib.util.find_spec("ensurepip") is None:
        install_debian("python3-venv", "Python's venv module is missing: install it (Debian, Ubuntu: python3-venv).")
    if subprocess.run([sys.executable, "-m", "venv", "--clear", str(folder)], check=False).returncode != 0:
        raise MachineError(f"No virtual environment could be made in {folder} (see above).")


def install_debian(package: str, otherwise: str) -> None:
    """Install one of Debian's packages where that is allowed without asking; else say what a person has to do."""
    apt = shutil.which("apt-get")
    if apt is None or not hasattr(os, "geteuid") or os.geteuid() != 0:
        raise MachineError(otherwise)
    say(f"Installing {package} ...")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}

    def apt_get(*arguments: str) -> bool:
        command = [apt, "-q", *arguments]
        done = subprocess.run(
            command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
        )
        if done.returncode != 0:
            say(done.stderr)
        return done.returncode == 0

    apt_get("update")
    if not apt_get("install", "-y", package):
        raise MachineError(otherwise)


def browser_places(environment: Mapping[str, str]) -> Iterator[str]:
    """Names and paths under which Chromium or its kin are found, best first."""
    yield from ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "msedge")
    for application in ("Chromium", "Google Chrome", "Microsoft Edge"):
        for folder in ("/Applications", f"{environment.get('HOME', '')}/Applications"):
            yield f"{folder}/{application}.app/Contents/MacOS/{application}"
    for variable in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
        for program in (
            r"Chromium\Application\chrome",
            r"Google\Chrome\Application\chrome",
            r"Microsoft\Edge\Application\msedge",
        ):
            yield rf"{environment.get(variable, '')}\{program}.exe"


def find_chromium(environment: Mapping[str, str] = os.environ) -> str | None:
    """The first browser that is there; SUPERVISION_CHROMIUM, if set, goes before all."""
    places = (environment.get("SUPERVISION_CHROMIUM") or "", *browser_places(environment))
    return next(
        (path for place in places if place and (path := shutil.which(place, path=environment.get("PATH")))), None
    )


def ensure_chromium() -> str | None:
    """A browser for the tests: found, or installed where that is allowed; None, with a line said, where neither."""
    found = find_chromium()
    if found is None:
        try:
            install_debian("chromium", "No Chromium, Chrome or Edge was found: install one for the browser tests.")
        except MachineError as lack:
            say(str(lack))
        found = find_chromium()
    return found


def office_places(environment: Mapping[str, str]) -> Iterator[str]:
    """Names and paths under which LibreOffice is found."""
    yield from ("soffice", "libreoffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice")
    yield rf"{environment.get('PROGRAMFILES', '')}\LibreOffice\program\soffice.exe"


def find_office(environment: Mapping[str, str] = os.environ) -> str | None:
    """LibreOffice's program, if it is there."""
    return next((path for place in office_places(environment) if (path := shutil.which(place))), None)


def ensure_office() -> bool:
    """LibreOffice, which opens the Excel files of the tests: is it there, or was it installed? If not, that is said."""
    if find_office() is None:
        try:
            install_debian(
                "libreoffice-calc-nogui",
                "No LibreOffice was found: install it to have it open the Excel files, too (another reader does).",
            )
        except MachineError as lack:
            say(str(lack))
    return find_office() is not None


def ensure_age() -> None:
    """The program age, which opens what the product sealed and the other way round: without it, no test run counts."""
    if shutil.which("age") is None:
        install_debian("age", "The program age is missing: install it (Debian, Ubuntu: age) for the tests of sealing.")
