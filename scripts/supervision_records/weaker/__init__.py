"""Is a repository judged less strictly after a change than before it?

    compare(before: Basis, after: Basis) -> tuple[Weakening, ...]
    problems_of(differences: Iterable[Weakening]) -> tuple[Problem, ...]

``Basis(schemas, protocols, settings)`` is what one state of the repository is judged by: ``Schemas.sources`` and what
``read_protocols`` and ``read_settings`` gave; nothing is read here. ``compare`` tells every difference that matters;
``problems_of`` makes those that are weaker into errors with the codes ``weaker-schema``, ``weaker-rule`` and
``weaker-setting``. What cannot be shown to be as strict as before counts as weaker.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from supervision_records.model import Problem, Protocol, Severity
from supervision_records.settings import Settings
from supervision_records.weaker.difference import Effect, Weakening, spoken
from supervision_records.weaker.rules import compare_protocols
from supervision_records.weaker.schemas import compare_schemas
from supervision_records.weaker.settings import compare_settings

__all__ = ["Basis", "Effect", "Weakening", "compare", "problems_of"]


@dataclass(frozen=True)
class Basis:
    """What one state of a repository is judged by. ``schemas`` are the contents of the schema files by kind."""

    schemas: Mapping[str, Mapping[str, Any]]
    protocols: Mapping[str, Protocol]
    settings: Settings = field(default_factory=Settings)


def compare(before: Basis, after: Basis) -> tuple[Weakening, ...]:
    """Every difference, in the order of the files; nothing where all is as it was but for words."""
    found = [
        *compare_schemas(before.schemas, after.schemas),
        *compare_protocols(before.protocols, after.protocols),
        *compare_settings(before.settings, after.settings),
    ]
    return tuple(sorted(found))


def problems_of(differences: Iterable[Weakening]) -> tuple[Problem, ...]:
    """Those that are weaker, as problems of the change that brings them."""
    return tuple(
        Problem(
            difference.path, difference.line, 1, spoken(difference.pointer),
            f"weaker-{difference.part}", Severity.ERROR, difference.message,
            "Let whoever answers for the protocols look at this change by itself, without records in it.",
        )
        for difference in differences
        if difference.severity is Effect.WEAKER
    )  # fmt: skip
