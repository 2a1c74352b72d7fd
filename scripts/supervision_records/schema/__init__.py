"""The schemas of a repository, and a document judged by one of them in plain words.

Schemas are input like records. Whatever is wrong with one is a problem at its place: text that is no strict JSON, a
keyword that is not known, a pattern that could be slow, a reference that leads out of the folder, an open schema.
Nothing is ever fetched. A schema that is broken, or that refers to a broken one, refuses every document of its kind,
so that none passes unjudged.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jsonschema.protocols import Validator as ValidatorType
from referencing import Registry

from supervision_records.files import Disk, Entry, Files, Sort
from supervision_records.model import Document, Problem
from supervision_records.schema.faults import SHARED, faults
from supervision_records.schema.inline import Inliner
from supervision_records.schema.keywords import FORMATS, Validator
from supervision_records.schema.messages import problems_of
from supervision_records.schema.quick import Quick
from supervision_records.schema.references import reference_faults, working
from supervision_records.schema.source import Source, read_source
from supervision_records.yamlio import MAX_BYTES, Place

FOLDER = "schemas"
SUFFIX = ".schema.json"

_KIND = re.compile(r"[a-z][a-z-]*")
_CLOSED: Registry[Any] = Registry()


@dataclass(frozen=True)
class Schemas:
    """All schemas of a folder. ``problems`` are the schemas' own; ``sources`` those that work, as written."""

    validators: Mapping[str, ValidatorType]
    problems: tuple[Problem, ...] = ()
    sources: Mapping[str, Mapping[str, Any]] = field(default_factory=dict, repr=False)
    quick: Quick = field(default_factory=lambda: Quick({}), repr=False, compare=False)

    @classmethod
    def read(cls, folder: Path) -> Schemas:
        """The schemas of a folder of the disk."""
        return cls.of(Disk(folder.parent), folder.name)

    @classmethod
    def of(cls, files: Files, folder: str = FOLDER) -> Schemas:
        """The schemas of a repository: ``<kind>.schema.json`` is that of a kind, and may refer to its neighbours."""
        texts: dict[str, Source] = {}
        problems: list[Problem] = []
        for entry in files.below(folder):
            kind, source, found = _read(files, folder, entry)
            problems += found
            if source is not None:
                texts[kind] = source
        return _built(texts, problems)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds that have a schema that works."""
        return tuple(self.validators)

    def whole(self, kind: str) -> Mapping[str, Any]:
        """The schema of a kind that works, with what it refers to written into it."""
        schema = self.validators[kind].schema
        return schema if isinstance(schema, Mapping) else {}

    def validate(self, kind: str, document: Document, *, quick: bool = True) -> tuple[Problem, ...]:
        """Everything in the document that its kind's schema refuses, in the order of the file.

        ``quick``: the quick validator may say that there is nothing; the reference comes to the same.
        """
        if quick and self.quick.fits(kind, document.data):
            return ()
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


def _read(files: Files, folder: str, entry: Entry) -> tuple[str, Source | None, tuple[Problem, ...]]:
    """One entry of the folder: the kind, its schema's text, and what is wrong; other files are passed over."""
    name = entry.path.removeprefix(f"{folder}/")
    kind = name.removesuffix(SUFFIX)
    if not name.lower().endswith(".json") and entry.sort is not Sort.UNREADABLE:
        return kind, None, ()
    place = Place(f"{FOLDER}/{name}" if name.isascii() and name.isprintable() else FOLDER)
    if not name.endswith(SUFFIX) or not _KIND.fullmatch(kind):
        hint = "Name it KIND.schema.json, in small letters, and put it right into the folder."
        return kind, None, (place.problem("bad-name", "This is not named as the schema of a kind is.", hint),)
    if entry.sort is Sort.OTHER:
        message = "This is a link, a device or a repository of its own, not an ordinary file."
        return kind, None, (place.problem("not-a-file", message, "Put the schema itself here."),)
    try:
        source, found = read_source(place.path, files.read(entry.path, MAX_BYTES + 1))
    except OSError:
        message = "This schema cannot be read from the disk."
        return kind, None, (place.problem("unreadable", message, "Check its rights, and run this again."),)
    return kind, source, found


def _built(texts: Mapping[str, Source], problems: list[Problem]) -> Schemas:
    """The schemas of these texts."""
    known: dict[str, Any] = {}
    for kind, source in texts.items():
        found = [source.problem(*fault) for fault in faults(kind, source.value)]
        problems += found
        if not found:
            known[kind] = source.value
    wrong = list(reference_faults(known))
    problems += [texts[kind].problem(*fault) for kind, fault in wrong]
    known = working(known, {kind for kind, _ in wrong})
    inliner = Inliner(known)
    whole = {kind: inliner.schema(kind, schema) for kind, schema in known.items() if kind != SHARED}
    validators = {kind: Validator(schema, registry=_CLOSED, format_checker=FORMATS) for kind, schema in whole.items()}
    sources = {
        kind: {key: value for key, value in schema.items() if key != "$schema"} for kind, schema in known.items()
    }
    return Schemas(validators, tuple(sorted(problems)), sources, Quick(whole))
