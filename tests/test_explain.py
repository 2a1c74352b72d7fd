"""The words of ``explain``: every record that a finding rests on is there to be looked up."""

from __future__ import annotations

from datetime import date

from supervision_records.explain import explain
from supervision_records.model import Finding, Status, Step, Subject

DAY = date(2026, 6, 1)


def finding(*steps: Step, records: tuple[str, ...], days_late: int = 0) -> Finding:
    return Finding(
        rule="R-1", form="cadence", protocol="p", subject=Subject("person", "worker"), part=None, team=None,
        start=DAY, end=DAY, status=Status.EXCUSED, due=DAY, days_late=days_late, records=records,
        message="Absent.", detail={}, steps=steps,
    )  # fmt: skip


def test_a_record_that_no_step_names_is_named_after_the_steps() -> None:
    steps = (Step(DAY, "away", "records/absences/a1.yaml"), Step(DAY, "as-of date"))
    said = explain([], [finding(*steps, records=("records/absences/a1.yaml", "records/absences/a2.yaml"))])
    assert said.splitlines()[2:] == [
        "  2026-06-01  away  [records/absences/a1.yaml]",
        "  2026-06-01  as-of date",
        "  rests on, too: records/absences/a2.yaml",
        "  = Absent.",
    ]


def test_one_day_late_is_said_as_one() -> None:
    said = [explain([], [finding(records=(), days_late=number)]).splitlines()[1] for number in (1, 2)]
    assert [line.split(", ")[-1] for line in said] == ["1 day late (due 2026-06-01)", "2 days late (due 2026-06-01)"]
