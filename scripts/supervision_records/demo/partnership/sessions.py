"""One session of a partnership series, written up, signed and filed as its plan says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from supervision_records.demo import parts
from supervision_records.demo.book import Data, Scene
from supervision_records.demo.plan import Plan

PROTOCOL = "partnership-supervision"
CYCLE = ("experience", "reflection", "analysis", "planning")
FORM = ("concerns", "child-assessment", "parenting-capacity", "risks", "protective-factors")
PLACES = ("eis/Manager's Decision", "health-file", "vct-copy")


@dataclass(frozen=True)
class Series:
    """Who takes part in the sessions of a referral, on which case, and whether their actions are measurable."""

    team: str
    supervisors: tuple[str, str]
    supervisees: tuple[str, str]
    referral: str
    case: str
    measured: bool = True


def hold(scene: Scene, series: Series, day: date, plan: Plan) -> None:
    """Write down a session; one whose plan says ``fresh`` has nothing written up yet."""
    present = series.supervisees[:1] if plan.slips("STK-11", 0) else series.supervisees
    data = parts.session(PROTOCOL, series.team, series.supervisors, present, minutes=90, referral=series.referral)
    data |= {"cases": [{"case": series.case}], "review": day + timedelta(days=42)}
    written = scene.clock.after(day, scene.rng.randrange(5))
    if written <= scene.clock.as_of and not plan.slips("fresh", 0):
        data |= {"recorded": {"by": series.supervisors[0], "on": written}}
        data["filed"] = parts.filed(written, *(PLACES[:2] if plan.slips("STK-13", 0) else PLACES))
        data |= _record(scene, series, day, plan)
        data |= _answers(scene, data, day, plan)
    scene.session(day, "partnership", data)


def _record(scene: Scene, series: Series, day: date, plan: Plan) -> Data:
    """What is written up within days of the session."""
    sections = [*(CYCLE[:-2] if plan.slips("STK-8", 0) else CYCLE), *FORM[plan.slips("STK-15", 0) :]]
    if not plan.slips("STK-9", 0):
        sections.append("voice-of-child")
    prepared: Data = {"records_reviewed": True, "tools": ["genogram", "chronology"], "place_private": True}
    if not plan.slips("STK-6", 0):
        prepared["family_told"] = True
    facts: Data = {"caf": True, "tac": scene.rng.randrange(2) == 0, "plan": scene.rng.choice(("cp", "none"))}
    facts |= {"lead_service": "social care", "level_of_need": scene.rng.randrange(2, 5)}
    action: Data = {"id": 1, "what": "Draw up one plan of both services", "owner": series.supervisees[0]}
    action |= {"due": day + timedelta(days=35)}
    if series.measured:
        action["measure"] = "One plan is on both files by the date"
    return {
        "prepared": prepared,
        "notes": parts.notes(sections, "eis"),
        "partnership": facts,
        "actions": [action],
    }


def _answers(scene: Scene, data: Data, day: date, plan: Plan) -> Data:
    """Signatures and feedback within 28 days (to the last day), late, or not yet."""
    answers: Data = {}
    supervisees = data["supervisees"]
    everybody = data["supervisors"] + supervisees
    for key, rule, people in (("signed", "STK-15-signed", everybody), ("feedback", "STK-12", supervisees)):
        days = 29 if plan.slips(rule, 0) else scene.rng.choice((6, 13, 20, 28))
        entries = parts.signed(day + timedelta(days=3), *people[:-1]) + parts.signed(
            day + timedelta(days=days), people[-1]
        )
        known = [entry for entry in entries if entry["on"] <= scene.clock.as_of]
        if known:
            answers[key] = known
    return answers
