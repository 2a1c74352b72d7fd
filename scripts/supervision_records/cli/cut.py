"""The cut of a report that a call asks for: findings of some protocols, teams, people and so on only."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from dataclasses import dataclass

from supervision_records.model import Finding
from supervision_records.summary import CUTS


@dataclass(frozen=True)
class Cut:
    """What the call chose, by the name of the option; a finding is in the cut if each of them fits."""

    chosen: Mapping[str, list[str]]

    @classmethod
    def of(cls, options: argparse.Namespace) -> Cut:
        """The cut of a call."""
        return cls({name: getattr(options, name) for name in CUTS if getattr(options, name)})

    @property
    def rules(self) -> set[str] | None:
        """The rules that have to be judged; None for all."""
        return set(self.chosen["rule"]) if "rule" in self.chosen else None

    def __call__(self, finding: Finding) -> bool:
        """Is a finding in the cut?"""
        return all((CUTS[name](finding) or "-") in values for name, values in self.chosen.items())

    def __str__(self) -> str:
        """In words, to stand behind a heading; nothing for the whole."""
        return "".join(f", {name} {' or '.join(values)}" for name, values in self.chosen.items())
