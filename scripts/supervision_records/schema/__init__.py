"""The schemas of a repository, and a document judged by one of them in plain words.

The registry is closed: a reference that no file of the folder answers is a problem with the schema, and nothing is ever
fetched. A schema that is itself broken refuses every document of its kind, so that none passes unjudged.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, SchemaError
from jsonschema.protocols import Validator as ValidatorType
from referencing import Registry
from referencing.exceptions import Unresolvable
from referencing.jsonschema import DRAFT202012

from supervision_records.files import Disk, Files
from supervision_records.model import Document, Problem
from supervision_records.schema.inline import EndlessError, inline
from supervision_records.schema.keywords import FORMATS, Validator
from supervision_records.schema.messages import problems_of
from supervision_records.yamlio import Place

FOLDER = "schemas"
SUFFIX = ".schema.json"

#: No schema comes near it.
MAX_BYTES = 1024 * 1024


@dataclass(frozen=True)
class Schemas:
    """All schemas of a folder. ``problems`` are the schemas' own; ``sources`` those that work, as written."""

    validators: Mapping[str, ValidatorType]
    problems: tuple[Problem, ...] = ()
    sources: Mapping[str, Mapping[str, Any]] = field(default_factory=dict, repr=False)

    @classmethod
    def read(cls, folder: Path) -> Schemas:
        """The schemas of a folder of the disk."""
        return cls.of(Disk(folder.parent), folder.name)

    @classmethod
    def of(cls, files: Files, folder: str = FOLDER) -> Schemas:
        """The schemas of a repository: ``<kind>.schema.json`` is that of a kind, and may refer to its neighbours."""
        contents: dict[str, Any] = {}
        problems: list[Problem] = []
        for path in [entry.path for entry in files.below(folder) if entry.path.endswith(SUFFIX)]:
            schema, found = _read(files, path)
            problems += found
            if schema is not None:
                contents[path.removeprefix(f"{folder}/")] = schema
        registry = _registry(contents)
        validators: dict[str, ValidatorType] = {}
        for name, schema in contents.items():
            if found := tuple(_faults(name, schema, registry)):
                problems += found
            else:
                plain = _without_references(name, schema, registry)
                validators[name.removesuffix(SUFFIX)] = Validator(plain, registry=registry, format_checker=FORMATS)
        sources = {kind: contents[kind + SUFFIX] for kind in validators}
        return cls(validators, tuple(sorted(problems)), sources)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds that have a schema that works."""
        return tuple(self.validators)

    def validate(self, kind: str, document: Document) -> tuple[Problem, ...]:
        """Everything in the document that its kind's schema refuses, in the order of the file."""
        validator = self.validators.get(kind)
        if validator is None:
            return (
                Place(document.path).problem(
                    "no-schema",
                    f"There is no schema for `{kind}` that works, so this file cannot be judged.",
                    f"Mend or restore schemas/{kind}{SUFFIX}.",
                ),
            )
        return problems_of(document, validator.iter_errors(document.data))


def _read(files: Files, path: str) -> tuple[Any, tuple[Problem, ...]]:
    """One schema without its ``$schema``, which would bring back the library's own keywords where it is referred to."""
    name = path.rpartition("/")[2]
    try:
        raw = files.read(path, MAX_BYTES)
        fault = _fault(raw)
    except (OSError, ValueError) as error:
        return None, (_bad_schema(name, f"is not JSON ({type(error).__name__})"),)
    if fault:
        return None, (_bad_schema(name, fault),)
    return {key: value for key, value in json.loads(raw).items() if key != "$schema"}, ()


@lru_cache(maxsize=64)
def _fault(raw: bytes) -> str:
    """What keeps a JSON text from being a schema, if anything; ValueError if it is not JSON."""
    schema = json.loads(raw)
    if not isinstance(schema, dict):
        return "is not a mapping"
    try:
        Draft202012Validator.check_schema(schema)
    except SchemaError as error:
        return f"is no JSON Schema at /{'/'.join(map(str, error.absolute_path))}"
    return ""


def _bad_schema(name: str, what: str) -> Problem:
    return Place(f"schemas/{name}").problem(
        "bad-schema",
        f"The schema {name} {what}.",
        "Nothing of its kind can be judged until it is mended; compare it with its last version.",
    )


def _registry(contents: Mapping[str, Any]) -> Registry[Any]:
    """All schemas, each under its file's name and under its own ``$id``."""
    registry: Registry[Any] = Registry()
    for name, schema in contents.items():
        resource = DRAFT202012.create_resource(schema)
        registry = registry.with_resources([(name, resource), (schema.get("$id", name), resource)])
    return registry


def _without_references(name: str, schema: dict[str, Any], registry: Registry[Any]) -> Any:
    """The schema in the form that is quickest to judge by."""
    try:
        return inline(schema, registry.resolver(schema.get("$id", name)))
    except EndlessError:
        return schema


def _faults(name: str, schema: Any, registry: Registry[Any]) -> Iterator[Problem]:
    """References that lead nowhere, and formats that nobody would check."""
    resolver = registry.resolver(schema.get("$id", name))
    for node in _nodes(schema):
        if isinstance(reference := node.get("$ref"), str):
            try:
                resolver.lookup(reference)
            except Unresolvable:
                yield _bad_schema(name, f"refers to {reference}, which is not in the folder")
        if isinstance(wanted := node.get("format"), str) and wanted not in FORMATS.checkers:
            yield _bad_schema(name, f"asks for the format {wanted}, which is not checked")


def _nodes(value: Any) -> Iterator[Mapping[str, Any]]:
    """Every mapping within a JSON value."""
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from _nodes(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _nodes(inner)
