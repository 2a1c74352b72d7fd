"""Form 5, count: how many in a calendar period, or in a series (semantics, section 5)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from supervision_records.calendar import Span, calendar_periods, intersect
from supervision_records.facts import place_of
from supervision_records.model import Finding, Rule, Status, Step, Subject
from supervision_records.rules.across import agreed_sessions
from supervision_records.rules.bench import Bench
from supervision_records.rules.scope import place_days
from supervision_records.rules.select import series
from supervision_records.rules.verdict import About, Verdict, finding, open_status

Counted = tuple[date, str, int]


def judge(rule: Rule, bench: Bench) -> Iterator[Finding]:
    """All findings of a count."""
    if "sessions" in rule.spec["count"]:
        yield from _series(rule, bench)
    else:
        yield from _audits(rule, bench)


def _audits(rule: Rule, bench: Bench) -> Iterator[Finding]:
    """Files looked at in audits of a team or organisation, in each calendar period wholly in scope."""
    kind = rule.spec["subject"]
    for place, spans in place_days(bench, rule.protocol, kind).items():
        counted = _files(rule, bench, kind, place)
        for span in spans:
            for period in calendar_periods(span.start, min(span.end, bench.as_of), rule.spec["every"]["calendar"]):
                if intersect([span], [period]) == (period,):
                    within = [entry for entry in counted if period.holds(entry[0])]
                    about = About(Subject(kind, place), team=place if kind == "team" else None)
                    yield finding(bench, rule, about, _number(rule, bench.as_of, period, within))


def _files(rule: Rule, bench: Bench, kind: str, place: str) -> list[Counted]:
    found: list[Counted] = []
    for day, record in bench.facts.dated["audits"]:
        data = record.data
        team = bench.facts.teams.get(data["team"])
        there = place_of(team, kind) if team else None
        if (data["protocol"], data["type"], there) == (rule.protocol, rule.spec["count"]["audit_files"], place):
            found.append((day, record.path, len(data["files"])))
    return found


def _number(rule: Rule, as_of: date, period: Span, counted: list[Counted]) -> Verdict:
    total = sum(number for _, _, number in counted)
    low, high = rule.spec.get("min", 0), rule.spec.get("max")
    if high is not None and total > high:
        status, text = Status.BREACH, f"{total} counted, more than {high}."
    elif total < low:
        status = open_status(as_of, period.end)
        text = f"{total} counted of at least {low}."
    else:
        status, text = Status.MET, f"{total} counted."
    steps = (*(Step(day, f"{number} counted", path) for day, path, number in counted), Step(period.end, "period ends"))
    paths = tuple(path for _, path, _ in counted)
    return Verdict(period, status, period.end, text, records=paths, steps=steps, detail={"count": total})


def _series(rule: Rule, bench: Bench) -> Iterator[Finding]:
    """The sessions of a referral, against the number that was agreed."""
    held = series(bench, rule.protocol, rule.spec["count"]["sessions"])
    for _, record in bench.facts.dated["referrals"]:
        sessions = held.get(record.id)
        if record.data["protocol"] != rule.protocol or not sessions:
            continue
        agreed = agreed_sessions(bench, record)
        if agreed is None:
            status, text = Status.BREACH, f"{len(sessions)} held, and no number was agreed."
        else:
            status = Status.BREACH if len(sessions) > agreed else Status.MET
            text = f"{len(sessions)} held of {agreed} agreed."
        period = Span(sessions[0].date, sessions[-1].date)
        steps = tuple(Step(s.date, f"session {n}", s.path) for n, s in enumerate(sessions, 1))
        paths = (record.path, *(s.path for s in sessions))
        verdict = Verdict(period, status, period.end, text, records=paths, steps=steps,
                          detail={"count": len(sessions)})  # fmt: skip
        yield finding(bench, rule, About(Subject("referral", record.id), case=record.data["case"]), verdict)
