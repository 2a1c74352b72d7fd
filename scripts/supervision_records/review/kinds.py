"""What each kind of record is called, and how one record is told in a line: ids, dates and words of its schema."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from supervision_records.calendar import parse_date
from supervision_records.model import Data
from supervision_records.plain import long_date, plural

#: Kind to what one of it, and what several of it, are called.
NAMES: Mapping[str, tuple[str, str]] = {
    "people": ("member of staff", "members of staff"),
    "teams": ("team", "teams"),
    "cases": ("case", "cases"),
    "contracts": ("supervision contract", "supervision contracts"),
    "sessions": ("supervision session", "supervision sessions"),
    "absences": ("absence", "absences"),
    "referrals": ("referral", "referrals"),
    "audits": ("audit", "audits"),
    "observations": ("observation of practice", "observations of practice"),
    "escalations": ("escalation", "escalations"),
    "handovers": ("handover between supervisors", "handovers between supervisors"),
    "assurance": ("entry of assurance", "entries of assurance"),
    "announcements": ("note of what was announced", "notes of what was announced"),
    "tombstones": ("note on a removed record", "notes on removed records"),
}


class Part(NamedTuple):
    """A key that is told, the words before it, and whether it holds a day."""

    key: str
    before: str = ""
    is_day: bool = False


ON = Part("on", "on", is_day=True)
#: What is told of kinds without a line of their own.
TOLD: Mapping[str, Sequence[Part]] = {
    "teams": (Part("agency"), Part("manager", "manager")),
    "absences": (Part("person"), Part("from", "from", is_day=True), Part("to", "to", is_day=True)),
    "referrals": (Part("type"), Part("case", "case"), Part("by", "by"), ON, Part("outcome")),
    "audits": (Part("type"), Part("auditor", "by"), ON),
    "observations": (Part("practitioner", "of"), Part("observer", "by"), ON),
    "escalations": (
        Part("person", "of"), Part("about", "about"), Part("opened", "opened on", is_day=True),
        Part("closed", "closed on", is_day=True),
    ),
    "handovers": (Part("supervisee", "of"), Part("from", "from"), Part("to", "to"), ON),
    "assurance": (Part("process"), Part("lead", "led by"), ON),
    "announcements": (Part("by", "by"), ON),
    "tombstones": (Part("reason"), Part("by", "by"), ON),
}  # fmt: skip


def line(kind: str, record_id: str, data: Data) -> str:
    """A record in a line: "c-4f7k2m9p: opened on 3 March 2026"."""
    own = LINES.get(kind)
    words = own(data) if own else ", ".join(_told(kind, data))
    return f"{record_id}: {words}" if words else record_id


def _told(kind: str, data: Data) -> Iterator[str]:
    for part in TOLD.get(kind, ()):
        if part.key in data:
            shown = long_date(parse_date(data[part.key])) if part.is_day else data[part.key]
            yield f"{part.before} {shown}".strip()


def _session(data: Data) -> str:
    """Supervisor, supervisee, day and status; how much was discussed and agreed."""
    parts = [f"{data['type']} supervision, {long_date(parse_date(data['date']))}, {data['status']}"]
    parts += [f"{_who('supervisor', data['supervisors'])}, {_who('supervisee', data['supervisees'])}"]
    cases, actions = len(data.get("cases", ())), len(data.get("actions", ()))
    counts = [plural(cases, "case")] * bool(cases) + [plural(actions, "action") + " agreed"] * bool(actions)
    return "; ".join([*parts, *([", ".join(counts)] if counts else [])])


def _contract(data: Data) -> str:
    parties = (*data["supervisors"], *data["supervisees"])
    signed = {entry["by"] for entry in data["signed"]}.intersection(parties)
    who = f"{_who('supervisor', data['supervisors'])}, {_who('supervisee', data['supervisees'])}"
    return f"{who}; from {long_date(parse_date(data['starts']))}; signed by {len(signed)} of {len(set(parties))}"


def _case(data: Data) -> str:
    closed = f", closed on {long_date(parse_date(data['closed']))}" if "closed" in data else ""
    return f"opened on {long_date(parse_date(data['opened']))}{closed}"


def _person(data: Data) -> str:
    post = max(data["posts"], key=lambda entry: str(entry["from"]), default=None)
    if post is None:
        return ""
    until = f" to {long_date(parse_date(post['to']))}" if "to" in post else ""
    return f"{post['role']} in team {post['team']} from {long_date(parse_date(post['from']))}{until}"


def _who(role: str, ids: Sequence[str]) -> str:
    if not ids:
        return f"no {role}"
    return f"{role}{'' if len(ids) == 1 else 's'} {', '.join(ids)}"


#: Kinds that are told in a way of their own.
LINES: Mapping[str, Callable[[Data], str]] = {
    "sessions": _session,
    "contracts": _contract,
    "cases": _case,
    "people": _person,
}
