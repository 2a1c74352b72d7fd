"""Tables of what people do and have agreed: what comes next, sessions, open actions, contracts. For managers only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from supervision_records.actions import OpenAction
from supervision_records.ahead import Item, Sort
from supervision_records.calendar import FOREVER, parse_date
from supervision_records.facts import Contract, Session
from supervision_records.pages.html import Column, Table, escape, time
from supervision_records.pages.judged import named, subject_link
from supervision_records.pages.listing import record_link, rule_link
from supervision_records.pages.site import Site
from supervision_records.pages.words import plural

#: Why something is on the list: its sign, its word, and the status whose colour it takes.
SORTS: Mapping[Sort, tuple[str, str, str]] = {
    Sort.OVERDUE: ("✗", "Overdue", "breach"),
    Sort.DUE: ("◔", "Due", "due"),
    Sort.PLANNED: ("▷", "Planned", "excused"),
    Sort.ACTION: ("☐", "Action", "excused"),
    Sort.SIGNATURE: ("✎", "To be signed", "due"),
}


def coming_table(site: Site, source: str, caption: str, items: Sequence[Item]) -> str:
    """What is overdue, due, planned and agreed, by day."""
    columns = (Column("By"), Column("Why"), Column("About"), Column("What"), Column("Who"))
    return str(Table("coming", caption, columns, (_coming(site, source, item) for item in items)))


def _coming(site: Site, source: str, item: Item) -> list[str]:
    sign, word, colour = SORTS[item.sort]
    rule = f"{rule_link(site, source, item.protocol, item.rule)} " if item.rule else ""
    part = f'<br><span class="part">{escape(item.part)}</span>' if item.part else ""
    return [
        time(item.on),
        f'<span class="status status-{colour}"><span aria-hidden="true">{sign}</span> {word}</span>',
        subject_link(site, source, item.subject) + part,
        rule + escape(item.title),
        named(site, source, "person", item.person) if item.person else "–",
    ]


def actions_table(site: Site, source: str, actions: Sequence[OpenAction]) -> str:
    """Open actions, the first due first, with how often each was carried over. Their words are not shown."""
    columns = (
        Column("Action of session"), Column("Due"), Column("Owner"), Column("Case"),
        Column("Carried over", number=True),
    )  # fmt: skip
    caption = f"{plural(len(actions), 'open action')}, the first due first"
    return str(Table("actions", caption, columns, (_action(site, source, action) for action in actions)))


def _action(site: Site, source: str, action: OpenAction) -> list[str]:
    late = (site.as_of - action.due).days
    overdue = f'<br><strong class="late">{plural(late, "day")} overdue</strong>' if late > 0 else ""
    return [
        f"{escape(action.session)}, no. {action.number}",
        time(action.due) + overdue,
        named(site, source, "person", action.owner),
        named(site, source, "case", action.case) if action.case else "–",
        f'<strong class="late">{action.carried} times</strong>' if action.carried > 1 else f"{action.carried}",
    ]


def sessions_table(site: Site, source: str, sessions: Iterable[Session]) -> str:
    """Sessions, the latest first: whether held, with whom, and when recorded and signed."""
    found = sorted(sessions, key=lambda session: session.key, reverse=True)
    columns = (
        Column("Date"), Column("Type"), Column("Status"), Column("Supervisor"), Column("Supervisee"),
        Column("Recorded"), Column("Signed"), Column("Record"),
    )  # fmt: skip
    caption = f"{plural(len(found), 'session')}, the latest first"
    return str(Table("sessions", caption, columns, (_session(site, source, session) for session in found)))


def _session(site: Site, source: str, session: Session) -> list[str]:
    data = session.data
    recorded = data.get("recorded", {}).get("on")
    return [
        time(session.date),
        escape(session.type),
        escape(session.status),
        _people(site, source, session.supervisors),
        _people(site, source, session.supervisees),
        time(parse_date(recorded)) if recorded else "–",
        _signatures(site, source, data.get("signed", ())),
        record_link(site, session.path),
    ]


def _people(site: Site, source: str, people: Iterable[str]) -> str:
    return ", ".join(named(site, source, "person", person) for person in people) or "–"


def _signatures(site: Site, source: str, signed: Sequence[Mapping[str, str]]) -> str:
    return "<br>".join(
        f"{named(site, source, 'person', entry['by'])}, {time(parse_date(entry['on']))}" for entry in signed
    ) or "–"  # fmt: skip


def contracts_table(site: Site, source: str, contracts: Sequence[Contract]) -> str:
    """Contracts: who with whom, whether in force, who has yet to sign, and when it was last reviewed."""
    columns = (
        Column("Contract"), Column("Supervisor"), Column("Supervisee"), Column("From"), Column("Now"),
        Column("Last review"), Column("Next review"),
    )  # fmt: skip
    caption = plural(len(contracts), "contract")
    return str(Table("contracts", caption, columns, (_contract(site, source, contract) for contract in contracts)))


def _contract(site: Site, source: str, contract: Contract) -> list[str]:
    reviews = [parse_date(entry["on"]) for entry in contract.data.get("reviews", ())]
    past = [day for day in reviews if day <= site.as_of]
    return [
        escape(contract.id),
        _people(site, source, contract.supervisors),
        _people(site, source, contract.supervisees),
        time(contract.starts),
        _now(site, source, contract),
        time(max(past)) if past else "none",
        _next_review(site, contract),
    ]


def _now(site: Site, source: str, contract: Contract) -> str:
    missing = unsigned(site, contract)
    if missing:
        return f'<strong class="late">not signed by</strong> {_people(site, source, missing)}'
    if contract.in_force and contract.in_force.holds(site.as_of):
        return "in force" + (f" to {time(contract.in_force.end)}" if contract.in_force.end != FOREVER else "")
    return "not in force"


def unsigned(site: Site, contract: Contract) -> list[str]:
    """Those parties to a contract that have not signed it."""
    signed = {entry["by"] for entry in contract.data["signed"] if parse_date(entry["on"]) <= site.as_of}
    return [party for party in (*contract.supervisors, *contract.supervisees) if party not in signed]


def _next_review(site: Site, contract: Contract) -> str:
    """The nearest review that is due or overdue, as the rules judge it."""
    items = [i for i in site.coming if (i.subject.kind, i.subject.id) == ("contract", contract.id)]
    days = [(i.on, i.sort) for i in items if i.sort is not Sort.SIGNATURE]
    if not days:
        return "–"
    day, sort = min(days)
    return time(day) + (' <strong class="late">overdue</strong>' if sort is Sort.OVERDUE else "")
