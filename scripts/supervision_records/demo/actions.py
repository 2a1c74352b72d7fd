"""Actions that sessions agree, and their review in the sessions after."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from supervision_records.demo.book import Data

#: What may be agreed: plain words without anybody's name.
CASEWORK = (
    "Visit the family at home",
    "Update the plan and share it",
    "Ask health for the chronology",
    "Call the network meeting",
    "Complete the assessment",
    "See the child alone and record the wishes",
    "Agree the safety plan with the parents",
)
PERSONAL = ("Book the training course", "Plan the leave for the next term", "Update the development plan")
MEASURE = "Recorded on the system by the date"


class Agreed(NamedTuple):
    """An action and the session that agreed it."""

    session: str
    number: int
    due: date
    case: str | None


@dataclass
class ActionLog:
    """The open actions of one supervisee in sessions of one type."""

    owner: str
    rng: Random
    texts: tuple[str, ...] = CASEWORK
    open: list[Agreed] = field(default_factory=list)

    def review(self, day: date, holds: Callable[[str], bool], *, skip: bool) -> list[Data]:
        """Go through what is outstanding on a day; with ``skip`` the first is forgotten.

        ``holds`` answers whether a case is still theirs.
        """
        outstanding = [a for a in self.open if a.due <= day and (a.case is None or holds(a.case))]
        reviewed = []
        for action in outstanding[skip:]:
            entry: Data = {"session": action.session, "action": action.number, "outcome": self._outcome()}
            if entry["outcome"] == "dropped":
                entry["reason"] = {"held": "worker-file"}
            if entry["outcome"] != "carried-forward":
                self.open.remove(action)
            reviewed.append(entry)
        return reviewed

    def agree(self, day: date, cases: list[str], number: int = 2, *, measured: bool = True) -> list[Data]:
        """New actions of a session, due before the next one is likely to be; ``remember`` files them."""
        actions = []
        for count in range(1, number + 1):
            action: Data = {"id": count, "what": self.rng.choice(self.texts), "owner": self.owner}
            action["due"] = day + timedelta(days=self.rng.randrange(7, 24))
            if measured:
                action["measure"] = MEASURE
            if cases:
                action["case"] = self.rng.choice(cases)
            actions.append(action)
        return actions

    def remember(self, session: str, actions: list[Data]) -> None:
        """The actions now belong to a session, and are open."""
        self.open += [Agreed(session, a["id"], a["due"], a.get("case")) for a in actions]

    def _outcome(self) -> str:
        return self.rng.choices(("done", "carried-forward", "dropped"), (80, 14, 6))[0]
