"""The overview, the exceptions and what the history shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from supervision_records.bundle.content import Content, source_place
from supervision_records.bundle.markup import count, link, page, row, table, text, verbatim
from supervision_records.bundle.verdicts import protocol_file, rule_file, totals
from supervision_records.settings import FILE as SETTINGS

_ABOUT = (
    "<p>Confidential. Records of supervision as they stood at one commit, judged for one day by its rules. "
    "Nothing here needs a network or a program but a browser.</p>\n"
    "<p>The file SHA256SUMS has the hash of every other file: <code>sha256sum -c SHA256SUMS</code> checks them. "
    "<code>scripts/trace_bundle.py</code> of the repository follows every number to its records, and every record "
    "to the commit.</p>\n"
)


def pages(content: Content, data: Sequence[Mapping[str, Any]], problems: Sequence[Data]) -> Iterator[tuple[str, bytes]]:
    """The three pages."""
    yield "index.html", _index(content)
    yield "exceptions.html", _exceptions(content, data, problems)
    yield "history.html", _history(content)


Data = Mapping[str, Any]


def _index(content: Content) -> bytes:
    about = (
        f'<dl data-in="manifest.json"><dt>Judged as of</dt><dd>{content.as_of}</dd>'
        f"<dt>Commit</dt><dd>{text(content.revision)}</dd></dl>\n"
    )
    findings = content.assessment.findings
    records = sum(map(len, content.store.records.values()))
    said = f"<p>{count(records, 'records')} records, {count(len(findings), 'findings')} verdicts.</p>\n"

    def protocol(name: str | None) -> str:
        return link(protocol_file(name or ""), content.protocols[name or ""].title)

    body = (
        _ABOUT + about + said
        + totals("Verdicts by protocol", "protocol", findings, protocol)
        + totals("Verdicts by team", "team", findings, lambda name: text(name or "of no team"))
    )  # fmt: skip
    return page(content.organisation or "Inspection bundle", body)


def _exceptions(content: Content, data: Sequence[Data], problems: Sequence[Data]) -> bytes:
    """What was forgiven, what could not be judged, and where the settings differ from the usual ones."""
    excused = [
        row(
            (link(rule_file(f["rule"]), f["rule"]), text(f["subject"]["id"]), text(f["due"]), text(f["message"])),
            of=f"findings/{number}",
        )
        for number, f in enumerate(data)
        if f["status"] in {"excused", "unknown"}
    ]
    refused = [
        row((text(p["path"]), text(p["line"]), text(p["message"])), of=f"problems/{number}")
        for number, p in enumerate(problems)
    ]
    settings = content.sources.get(SETTINGS)
    return page(
        "Exceptions",
        f"<p>Excused {count(sum(f['status'] == 'excused' for f in data), 'findings', status='excused')}, "
        f"unknown {count(sum(f['status'] == 'unknown' for f in data), 'findings', status='unknown')}, "
        f"not judged {count(len(problems), 'problems')}.</p>\n"
        + table("Excused by the protocol itself, or unknown", ("Rule", "About", "Due", "Why"), excused)
        + table("What could not be judged", ("File", "Line", "What is wrong"), refused)
        + "<h2>Settings</h2>\n"
        + (verbatim(settings.decode(), source_place(SETTINGS)) if settings else "<p>The usual ones.</p>\n"),
    )


def _history(content: Content) -> bytes:
    found = content.history["anomalies"]
    rows = [
        row(
            (text(a["severity"]), text(a["code"]), text(a["path"]), text(a["on"] or "no date"), text(a["commit"]),
             text(a["message"])),
            of=f"anomalies/{number}",
        )
        for number, a in enumerate(found)
    ]  # fmt: skip
    counts = ", ".join(
        f"{words} {count(sum(a['severity'] == severity for a in found), 'anomalies', severity=severity)}"
        for severity, words in (("error", "errors"), ("warning", "warnings"))
    )
    of_sample = [
        row((text(code), text(number)), of=f"of_sample/{code}") for code, number in content.history["of_sample"].items()
    ]
    heads = ("Severity", "Code", "Path", "On", "Commit", "What the history shows")
    body = f"<p>{counts}.</p>\n" + table("What somebody should look at", heads, rows)
    if of_sample:
        body += table("Left out, since it was done to the fictitious sample", ("Code", "How many"), of_sample)
    return page("History", body)
