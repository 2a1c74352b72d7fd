#!/usr/bin/env python3
"""The hook ``pre-receive`` of a Git server: hands each push to ``supervision gate``, and refuses it if that fails.

Copy it into the server's repository as ``hooks/pre-receive``, make it executable, and say there where the program is:
``git config supervision.program /opt/supervision/.venv/bin/supervision`` (docs/run/gate.md has the rest).
"""

import subprocess
import sys

UNABLE = "The gate for records cannot be run on this server, so the push is refused. Tell whoever looks after it."

REFUSED = "The gate for records refuses the push. If nothing above says why, tell whoever looks after the server."


def said(key: str) -> list[str]:
    """What the server's own configuration says under a key, one word or name a line."""
    done = subprocess.run(["git", "config", "--get-all", key], capture_output=True, text=True, check=False)  # noqa: S607
    return done.stdout.splitlines()


def main() -> int:
    """Nothing but the gate's own 0 lets a push in."""
    try:
        (program,) = said("supervision.program")
        done = subprocess.run([program, "gate", *said("supervision.option")], check=False)
    except (OSError, ValueError):
        print(UNABLE)
        return 1
    if done.returncode == 0:
        return 0
    print(REFUSED if done.returncode in (1, 3) else UNABLE)
    return 1


if __name__ == "__main__":
    sys.exit(main())
