"""The verdicts: totals by protocol, team and rule, and each finding with the records and the steps it rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from supervision_records.bundle.content import Content, record_place, source_place
from supervision_records.bundle.markup import count, link, page, rate, row, table, text, verbatim
from supervision_records.model import Finding, Protocol, Status, rule_order
from supervision_records.summary import by
from supervision_records.summary import count as counted

COUNTS = ("Met", "Due", "Breach", "Excused", "Unknown", "Rate")
_HEADS = ("About", "Part", "Team", "Status", "From", "To", "Due", "Days late", "What was found", "Rests on")


def protocol_file(name: str) -> str:
    """The page of a protocol's rules and totals."""
    return f"protocols/{name}.html"


def rule_file(name: str) -> str:
    """The page of a rule's verdicts."""
    return f"verdicts/{name}.html"


def totals(caption: str, key: str, findings: Iterable[Finding], shown: Callable[[str | None], str]) -> str:
    """A table of counts, cut by a key of the findings."""
    rows = []
    for part, counts in by(findings, lambda f: getattr(f, key)).items():
        where = {key: part or ""}
        cells = [count(getattr(counts, status), "findings", **where, status=status) for status in Status]
        rows.append(row((shown(part), *cells, rate(counts, "findings", **where)), of=f"{key}/{part or ''}"))
    return table(caption, (key.capitalize(), *COUNTS), rows)


def pages(content: Content, data: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, bytes]]:
    """A page for each protocol, with its rules as they stood, and one for each rule, with its findings."""
    numbered: dict[str, list[int]] = {}
    for number, finding in enumerate(content.assessment.findings):
        numbered.setdefault(finding.rule, []).append(number)
    for protocol in content.protocols.values():
        yield protocol_file(protocol.id), _protocol(content, protocol)
        for name in sorted({rule.id for rule in protocol.rules}, key=rule_order):
            yield rule_file(name), _rule(content, protocol, name, [(n, data[n]) for n in numbered.get(name, ())])


def _protocol(content: Content, protocol: Protocol) -> bytes:
    """The protocol's totals by rule, and its front matter: the rules, as they stood."""
    own = [finding for finding in content.assessment.findings if finding.protocol == protocol.id]
    source = source_place(protocol.path)
    raw = content.sources.get(protocol.path, b"").decode()
    front = raw.split("\n---\n", 1)[0].removeprefix("---\n")
    rules = [
        row((link(rule_file(rule.id), rule.id, "../"), text(rule.form), text(rule.title)), of=f"rules/{protocol.id}")
        for rule in sorted(protocol.rules, key=lambda rule: rule_order(rule.id))
    ]
    body = (
        totals("Verdicts by rule", "rule", own, lambda name: link(rule_file(name or ""), name, "../"))
        + table("Rules", ("Rule", "Form", "Demand"), rules)
        + f"<h2>The rules as they stood</h2>\n<p>The whole page: {link(source, protocol.id, '../')}.</p>\n"
        + verbatim(front, source)
    )
    return page(protocol.title, body, "../")


def _rule(content: Content, protocol: Protocol, name: str, numbered: Sequence[tuple[int, Mapping[str, Any]]]) -> bytes:
    title = next(rule.title for rule in protocol.rules if rule.id == name)
    counts = counted(f for f in content.assessment.findings if f.rule == name)
    said = ", ".join(f"{text(s)} {count(getattr(counts, s), 'findings', rule=name, status=s)}" for s in Status)
    rows = [row(_finding(content, finding), of=f"findings/{number}") for number, finding in numbered]
    about = f'<p data-row="rules/{protocol.id}"><b>{text(name)}</b> <span>{text(title)}</span></p>\n'
    return page(f"Verdicts of {protocol.title}", f"{about}<p>{said}.</p>\n{table('Verdicts', _HEADS, rows)}", "../")


def _finding(content: Content, finding: Mapping[str, Any]) -> Iterator[str]:
    """The cells of one finding; each that has a number shows a value of the finding as it is."""
    subject, status = finding["subject"], finding["status"]
    yield f"{text(subject['kind'])} <b>{text(subject['id'])}</b>"
    yield text(finding["part"] or "")
    yield text(finding["team"] or "")
    yield f'<span class="{status}">{status}</span>'
    yield text(finding["period"]["from"])
    yield text(finding["period"]["to"])
    yield text(finding["due"])
    yield text(finding["days_late"])
    yield f"<p>{text(finding['message'])}</p>{_steps(finding['steps'])}"
    yield "<br>".join(_rests_on(content, path) for path in finding["records"])


def _steps(steps: Sequence[Mapping[str, Any]]) -> str:
    if not steps:
        return ""
    shown = "".join(f"<li><span>{text(s['on'])}</span> <span>{text(s['text'])}</span></li>" for s in steps)
    return f"<details><summary>Step by step</summary><ul>{shown}</ul></details>"


def _rests_on(content: Content, path: str) -> str:
    """A link to the copy of a record or of a protocol."""
    if path in content.files:
        return link(record_place(path), path, "../")
    return link(source_place(path), path, "../") if path in content.sources else text(path)
