"""How a form is laid out: which keys of a kind stand together, under which heading, and which are seldom needed.

A key that no group names still has its place, under "More": a new key of a schema needs nothing here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Group:
    """Keys under one heading. A ``rare`` group is folded away at first."""

    title: str
    keys: tuple[str, ...]
    rare: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """A kind's groups, what its records are called on the site, and what the file's name is made of.

    ``folder`` is flat, year (of the key ``year``) or team (and year), as ``store/paths.py`` has it.
    """

    title: str
    groups: tuple[Group, ...]
    name: tuple[str, ...] = ()
    folder: str = "year"
    year: str = "on"


def complete(groups: Iterable[Group], keys: Iterable[str]) -> tuple[Group, ...]:
    """The groups with the keys that exist, and a last one for those (perhaps all) that no group names."""
    there = list(keys)
    found = [Group(g.title, tuple(k for k in g.keys if k in there), g.rare) for g in groups]
    rest = tuple(k for k in there if not any(k in g.keys for g in found))
    last = Group("More", rest, rare=True) if found else Group("About it", rest)
    return tuple(g for g in (*found, last) if g.keys)


LAYOUTS: Mapping[str, Layout] = {
    "sessions": Layout(
        "Supervision session",
        (
            Group("When", ("protocol", "team", "type", "date", "status")),
            Group("Who", ("supervisors", "supervisees", "absent")),
            Group("If it was not held", ("reason", "rearranged_for")),
            Group("How", ("start", "minutes", "mode", "prepared")),
            Group("Cases", ("cases_covered", "cases", "referral", "partnership", "setting")),
            Group("Agenda and notes", ("agenda", "notes", "functions")),
            Group("Actions from last time", ("reviewed",)),
            Group("Actions agreed", ("actions",)),
            Group("Written up and signed", ("recorded", "filed", "signed", "next")),
            Group("More", ("observers", "deputising_for", "gap", "feedback", "review", "disagreement"), rare=True),
        ),
        ("date", "supervisees", "type"), "team", "date",
    ),
    "contracts": Layout(
        "Supervision contract",
        (
            Group("Who and under what", ("protocol", "supervisors", "supervisees", "starts", "ends")),
            Group("What was agreed", ("interval", "reason", "minutes", "place", "sessions_agreed", "ground_rules")),
            Group("Signatures", ("signed",)),
            Group("Reviews", ("reviews",)),
            Group("More", ("entitlement", "dispute_with", "filed"), rare=True),
        ),
        ("supervisees", "supervisors", "starts"), "flat",
    ),
    "absences": Layout(
        "Absence of a member of staff",
        (Group("Who and when", ("person", "from", "to")), Group("Re-allocation of cases", ("reallocation",))),
        ("person", "from"), "year", "from",
    ),
    "referrals": Layout(
        "Referral", (Group("What and by whom", ("type", "protocol", "case", "on", "by")),), ("on", "type", "case")
    ),
    "audits": Layout(
        "Audit",
        (
            Group("What and by whom", ("type", "protocol", "on", "auditor", "team", "supervisor")),
            Group("Files", ("files",)),
            Group("Result", ("overall", "actions")),
            Group("Read twice", ("second",), rare=True),
            Group("More", ("sample",), rare=True),
        ),
        ("on", "team", "type"),
    ),
    "observations": Layout(
        "Observation of practice",
        (
            Group("Who and when", ("practitioner", "observer", "on", "setting")),
            Group("Consent", ("consent",)),
            Group("What was seen", ("answers",)),
            Group("Where it is written", ("objectives", "notes", "reflection", "family_comment", "grade")),
            Group("Feedback", ("feedback_on",)),
        ),
        ("on", "practitioner"),
    ),
    "escalations": Layout(
        "Escalation", (Group("About", ("person", "opened", "about", "closed")), Group("Steps", ("steps",))),
        ("opened", "person"), "year", "opened",
    ),
    "handovers": Layout("Handover of supervision", (), ("on", "supervisee")),
    "assurance": Layout(
        "Assurance activity",
        (
            Group("What and when", ("protocol", "process", "on", "lead")),
            Group("For whom", ("team", "locality", "borough", "organisation", "group", "theme")),
            Group("Questions", ("answers",)),
            Group("Result", ("reported_to", "evidence", "lessons", "actions")),
        ),
        ("on", "process"),
    ),
    "people": Layout("Member of staff", (Group("Posts", ("posts",)),), (), "flat"),
    "teams": Layout("Team", (), (), "flat"),
    "cases": Layout("Case", (Group("Life", ("opened", "closed", "teams", "status", "allocations")),), (), "flat"),
    "announcements": Layout("Announcement of what is due", ()),
    "tombstones": Layout("Removal of a record", ()),
}  # fmt: skip

#: Of each form but those of sessions, what has happened to whoever looks for it.
WHEN: Mapping[str, str] = {
    "contracts": "supervisor and supervisee agreed how they will work",
    "absences": "somebody is away",
    "referrals": "a case is referred for partnership supervision or whole family working",
    "audits": "files were audited",
    "observations": "practice was observed directly",
    "escalations": "supervision is not frequent enough, or there is a dispute",
    "handovers": "somebody has a new supervisor, and all sides met",
    "assurance": "a quality meeting, report or visit took place",
    "people": "somebody new joined",
    "teams": "a team keeps its records here from now on",
    "cases": "a case was opened",
    "announcements": "a team was told what is due",
    "tombstones": "a record is taken away on purpose",
}
