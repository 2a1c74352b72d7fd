"""The table of findings: what was judged, of whom or what, and how."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from supervision_records.calendar import parse_date
from supervision_records.exports.tables import Row, Table, by_month, days, lists, numbers, texts
from supervision_records.model import Finding
from supervision_records.summary import month

COLUMNS = (
    *texts(
        rule="The rule, by its id.",
        form="The form of the rule: cadence, deadline, completeness, precondition, count or review.",
        protocol="The protocol that the rule is of.",
        subject_kind="What the finding is about: person, case, contract, session, team and so on.",
        subject_id="Its id.",
        part="What of the subject it is about, where the subject has several.",
        team="The team that it is counted under.",
        supervisor="The supervisor that it is counted under.",
        person="The person that it is counted under.",
        case="The case that it is counted under.",
        status="met, due, breach, excused or unknown.",
    ),
    *days(
        period_from="The first day of the period that was judged.",
        period_to="Its last day; the month of the finding is that of this day.",
        due="The day by which it was or is due.",
    ),
    *numbers(days_late="How many days late: 0 unless it is a breach of a cadence, a deadline or a review."),
    *days(
        claimed="Where the history was asked: the day that the record names.",
        came_in="Where the history was asked: the day on which that came into the repository.",
    ),
    *lists(records="The paths of the records that the finding rests on."),
    *days(as_of="The day as of which all of it was judged."),
)


def table(findings: Iterable[Finding], as_of: date) -> Table:
    """The findings of one organisation as of a date, in their order."""
    return Table("findings", COLUMNS, by_month((month(finding), _row(finding, as_of)) for finding in findings))


def _row(f: Finding, as_of: date) -> Row:
    return (
        f.rule, f.form, f.protocol, f.subject.kind, f.subject.id, f.part, f.team, f.supervisor, f.person, f.case,
        f.status.value, f.start, f.end, f.due, f.days_late,
        _day(f.detail.get("claimed")), _day(f.detail.get("came_in")), f.records, as_of,
    )  # fmt: skip


def _day(text: str | None) -> date | None:
    return parse_date(text) if text else None
