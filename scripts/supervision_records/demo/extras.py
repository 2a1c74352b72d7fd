"""Kinds of record that no service's daily work brings about: what was removed on purpose, and disputes."""

from __future__ import annotations

from supervision_records.demo import parts
from supervision_records.demo.book import Data, Scene

#: Escalations by the person, the manager who is asked, what it is about, and the days before the as-of date.
ESCALATIONS = (
    ("hc1-sw-02", "hc1-ps-01", "hc1-tm-01", "dispute", 95),
    ("mh1-pr-03", "mh1-tl-01", "ml-sm-01", "practice", 30),
)
#: Tombstones: kind and id of the removed record, why, by whom, days before the as-of date, and a retention rule.
REMOVED = (
    ("sessions", "2025-entered-twice", "duplicate", "hc1-ps-01", 120, None),
    ("cases", "c-0ld9case", "retention", "ml-sm-01", 60, "closed case, retention period over"),
)


def build(scene: Scene, people: int) -> None:  # noqa: ARG001  (the same few at any size)
    """Write down one of each; the people are those of the services, which come first."""
    clock = scene.clock
    for person, supervisor, manager, about, ago in ESCALATIONS:
        opened = clock.back(clock.ago(ago))
        outcome = parts.held("worker-file")
        steps = [{"step": "one-to-one", "on": opened, "with": [person, supervisor], "outcome": outcome}]
        steps.append(
            {
                "step": "line-manager",
                "on": clock.after(opened, 7),
                "with": [person, supervisor, manager],
                "outcome": outcome,
            }
        )
        data: Data = {
            "person": person,
            "opened": opened,
            "about": about,
            "steps": steps,
            "closed": clock.after(opened, 8),
        }
        scene.add("escalations", f"{person}-{opened}", data)
    for kind, name, reason, by, ago, rule in REMOVED:
        data = {"reason": reason, "on": clock.back(clock.ago(ago)), "by": by}
        scene.book.add("tombstones", f"{kind}--{name}", data | ({"rule": rule} if rule else {}))
