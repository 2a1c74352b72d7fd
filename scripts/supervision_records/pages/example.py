"""A worked example for a rule: one finding told by its dated steps, without the id of any person, case or record."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from supervision_records.calendar import parse_date
from supervision_records.model import Data, Finding, Rule, Status
from supervision_records.pages.html import escape, status_mark, time
from supervision_records.pages.site import Site
from supervision_records.pages.small import of_rule
from supervision_records.pages.words import plural, short_date

#: Which verdict shows best what a rule does.
_BEST: Mapping[Status, int] = {Status.BREACH: 0, Status.MET: 1, Status.DUE: 2, Status.EXCUSED: 3, Status.UNKNOWN: 4}
#: Steps of one example; a year's sessions would bury it.
_STEPS = 8
#: Kinds of record whose ids name somebody, or lead to somebody, and what stands in their place.
_HIDDEN: Mapping[str, str] = {
    "people": "a person", "cases": "a case", "sessions": "a session", "contracts": "a contract",
    "absences": "an absence", "referrals": "a referral", "audits": "an audit", "observations": "an observation",
    "escalations": "an escalation", "handovers": "a handover", "assurance": "a record",
    "announcements": "a record", "tombstones": "a record",
}  # fmt: skip
#: Keys of records that refer to people and cases, who may have no record of their own.
_REFERENCES = frozenset({"supervisors", "supervisees", "absent", "case", "person", "by", "deputising_for"})
#: Words of the judgement that are short for those who know the rules, and what they say to others.
_PLAINER: Mapping[str, str] = {
    "scope begins": "the rule begins to apply",
    "qualifying event": "what is asked for took place",
    "as-of date; no qualifying event": "the day of judging: it has not taken place",
    "as-of date; not done": "the day of judging: it is not done",
    "due": "the last day in time",
}
_DATE = re.compile(r"\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b")
_WORD = re.compile(r"[a-z0-9][a-z0-9-]{1,79}")
_TWICE = re.compile(r"\b(?:case|person|session|action) (?=an? )")


def example(site: Site, rule: Rule) -> str:
    """The finding that shows a rule best, told step by step; words where there is none."""
    found = [finding for finding in site.by_rule.get(rule.id, ()) if finding.form == rule.form]
    if not found:
        return "<p>No record has given it anything to judge yet.</p>"
    found = [finding for finding in found if finding.status not in site.hides(of_rule(rule.id))]
    if not found:
        return "<p>Too few records to tell one of them without telling whose it is.</p>"
    finding = min(found, key=_order)
    steps = sorted(finding.steps, key=lambda step: step.on)
    items = "".join(f"<li>{time(step.on)}: {_told(site, finding, step.text)}</li>" for step in steps[:_STEPS])
    more = f"<li>and {plural(len(steps) - _STEPS, 'more step')}</li>" if len(steps) > _STEPS else ""
    return f"<ol>{items}{more}</ol><p>{_verdict(site, finding)}</p>"


def _order(finding: Finding) -> tuple[Any, ...]:
    """A breach first; one with a record behind it tells more than one without, a short story more than a long one."""
    steps = len(finding.steps)
    told = (not finding.records, steps <= 1, steps, len(finding.message))
    return (_BEST[finding.status], *told, finding.order)


def _verdict(site: Site, finding: Finding) -> str:
    message = finding.message.rpartition(f" ({finding.rule}: ")[0] or finding.message
    return f"{status_mark(finding.status)} {_told(site, finding, message)}"


def _told(site: Site, finding: Finding, text: str) -> str:
    """Words of a finding for a reader who does not know the rules' own, ready for a page."""
    plain = without_ids(site, finding, _PLAINER.get(text, text))
    return escape(_DATE.sub(lambda day: short_date(parse_date(day[0])), plain))


def without_ids(site: Site, finding: Finding, text: str) -> str:
    """Words about a finding with each id replaced, and without saying twice what it was the id of."""
    named = _named(site, finding)
    hidden = _WORD.sub(lambda word: named.get(word[0]) or _kind(site, word[0]) or word[0], text)
    return _TWICE.sub("", hidden)


def _kind(site: Site, word: str) -> str:
    """What stands in place of a word that is the id of a record; nothing for any other word."""
    return next((words for kind, words in _HIDDEN.items() if word in site.store.records.get(kind, {})), "")


def _named(site: Site, finding: Finding) -> Mapping[str, str]:
    """Those whom the finding or its records name, whether they have a record of their own or not."""
    named = {name: "a person" for name in (finding.person, finding.supervisor) if name}
    for path in finding.records:
        parts = PurePosixPath(path)
        record = site.store.records.get(parts.parts[1] if len(parts.parts) > 1 else "", {}).get(parts.stem)
        named |= dict.fromkeys(_references(record.data) if record else (), "a person")
    for case in (finding.case, *(name for name in named if name in site.store.records.get("cases", {}))):
        if case:
            named[case] = "a case"
    return named


def _references(data: Data) -> Iterator[str]:
    for key, value in data.items():
        values = value if isinstance(value, list) else [value]
        if key in _REFERENCES:
            yield from (name for name in values if isinstance(name, str))
        yield from (name for inner in _mappings(values) for name in _references(inner))


def _mappings(values: Iterable[Any]) -> Iterator[Data]:
    return (value for value in values if isinstance(value, Mapping))
