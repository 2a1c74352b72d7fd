"""The schemas and the examples as the plain libraries see them: neither our loader nor our own keywords take part."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "tests" / "examples"
KINDS = (
    "people",
    "teams",
    "cases",
    "contracts",
    "sessions",
    "absences",
    "referrals",
    "audits",
    "observations",
    "escalations",
    "handovers",
    "assurance",
    "announcements",
    "tombstones",
    "settings",
)

SCHEMAS: dict[str, Any] = {
    file.name: json.loads(file.read_bytes()) for file in sorted((ROOT / "schemas").glob("*.schema.json"))
}
#: Closed: a reference to anything outside the folder fails.
REGISTRY: Registry[Any] = Registry().with_resources(
    (name, Resource.from_contents(schema)) for name, schema in SCHEMAS.items()
)


class PlainLoader(yaml.SafeLoader):
    """YAML as JSON values: true and false, whole numbers, text. A date is text."""


PlainLoader.yaml_implicit_resolvers = {}
PlainLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))
PlainLoader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^-?(?:0|[1-9][0-9]*)$"), list("-0123456789"))


def load(path: Path) -> Any:
    """The data of one example."""
    return yaml.load(path.read_text(encoding="utf-8"), PlainLoader)  # noqa: S506  (a SafeLoader with fewer types)


def paths_of(kind: str, folder: str) -> list[Path]:
    """The examples of a kind, ``valid`` or ``invalid``."""
    return sorted((EXAMPLES / kind / folder).glob("*.yaml"))


def valid_of(kind: str) -> list[Any]:
    """The data of a kind's valid examples."""
    return [load(path) for path in paths_of(kind, "valid")]


def validator_of(schema: object) -> Draft202012Validator:
    """The library's own validator, which asserts formats and fetches nothing."""
    return Draft202012Validator(schema, registry=REGISTRY, format_checker=FormatChecker())  # type: ignore[arg-type]


def validator(kind: str) -> Draft202012Validator:
    """The validator of a kind."""
    return validator_of(SCHEMAS[f"{kind}.schema.json"])
