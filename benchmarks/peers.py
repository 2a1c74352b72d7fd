"""Others that check YAML files by JSON Schemas: installed beside the product into the cache folder, no part of it.

They do less than ``check`` does: no line numbers, no references between records, no privacy, no strictness of YAML.
"""

from __future__ import annotations

import json
import subprocess
import sys
import venv
from collections.abc import Mapping
from pathlib import Path

from benchmarks.measure import ROOT
from supervision_records.schema import Schemas

FOLDER = ROOT / ".cache" / "benchmarks" / "peers"
_DRAFT = "https://json-schema.org/draft/2020-12/schema"


def check_jsonschema(kind: str, root: Path) -> list[str]:
    """The command of check-jsonschema, for all records of a kind."""
    program = FOLDER / "python" / "bin" / "check-jsonschema"
    if not program.exists():
        venv.create(FOLDER / "python", with_pip=True)
        python = FOLDER / "python" / "bin" / "python"
        subprocess.run([python, "-m", "pip", "install", "-q", "check-jsonschema"], check=True)
    files = (str(path) for path in sorted((root / "records" / kind).rglob("*.yaml")))
    return [str(program), "--schemafile", str(_schemas()[kind]), *files]


def ajv(kind: str, root: Path) -> list[str]:
    """The command of ajv-cli, for all records of a kind."""
    folder = FOLDER / "node"
    program = folder / "node_modules" / ".bin" / "ajv"
    if not program.exists():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "package.json").write_text("{}", encoding="utf-8")
        subprocess.run(["npm", "install", "--silent", "--no-audit", "ajv-cli", "ajv-formats"], check=True, cwd=folder)
    options = ["validate", "--spec=draft2020", "--strict=false", "-c", "ajv-formats"]
    return [str(program), *options, "-s", str(_schemas()[kind]), "-d", str(root / "records" / kind / "**" / "*.yaml")]


def read_all(root: Path) -> list[str]:
    """The floor: a Python that reads every file and does nothing with it."""
    program = (
        "import os,sys\n"
        "for folder, _, files in os.walk(sys.argv[1]):\n"
        "    for name in files:\n"
        "        with open(os.path.join(folder, name), 'rb') as file: file.read()"
    )
    return [sys.executable, "-S", "-c", program, str(root / "records")]


def _schemas() -> Mapping[str, Path]:
    """Our schemas as both take them: each one file, what it refers to written into it."""
    folder = FOLDER / "schemas"
    folder.mkdir(parents=True, exist_ok=True)
    schemas = Schemas.read(ROOT / "schemas")
    found = {}
    for kind in schemas.kinds:
        found[kind] = folder / f"{kind}.json"
        found[kind].write_text(json.dumps({"$schema": _DRAFT, **schemas.whole(kind)}), encoding="utf-8")
    return found
