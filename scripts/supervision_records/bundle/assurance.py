"""Samples, audits and their actions."""

from __future__ import annotations

from collections.abc import Iterator

from supervision_records.bundle.content import Action, Content, Redrawn, actions_of, audits_of, record_place
from supervision_records.bundle.markup import count, link, page, row, table, text
from supervision_records.model import Data, Record

STATES = ("overdue", "open", "done", "checked")
_NOT_DRAWN = Redrawn("It was not drawn again.")


def pages(content: Content) -> Iterator[tuple[str, bytes]]:
    """The three pages."""
    yield "samples.html", _samples(content)
    yield "audits.html", _audits(content)
    yield "actions.html", _actions(content)


def _of(record: Record) -> str:
    return record_place(record.path)


def _samples(content: Content) -> bytes:
    heads = ("Audit", "Type", "Team", "Seed", "Files", "Revision", "Population", "Drawn again")
    rows = []
    for audit in (audit for audit in audits_of(content) if "sample" in audit.data):
        sample, redrawn = audit.data["sample"], content.redrawn.get(audit.id, _NOT_DRAWN)
        shown = [sample["seed"], sample["size"], sample["revision"], sample.get("population", "not stated")]
        about = [link(_of(audit), audit.id), text(audit.data["type"]), text(audit.data["team"])]
        rows.append(row((*about, *map(text, shown), text(redrawn.words)), of=_of(audit)))
    words = "<p>Which files were audited. Anybody can draw a sample again that states its day.</p>\n"
    return page("Samples", f"{words}<p>{count(len(rows), 'samples')} samples.</p>\n{table('Samples', heads, rows)}")


def _audits(content: Content) -> bytes:
    audits = audits_of(content)
    heads = ("Audit", "Type", "On", "Team", "Auditor", "Overall", "Files and answers")
    rows = [
        row(
            (
                link(_of(audit), audit.id),
                *(text(audit.data[key]) for key in ("type", "on", "team", "auditor")),
                text(audit.data.get("overall", "–")),
                "".join(_file(file) for file in audit.data["files"]),
            ),
            of=_of(audit),
        )
        for audit in audits
    ]
    types = sorted({audit.data["type"] for audit in audits})
    said = "".join(
        f"<li>{text(name)}: {count(sum(a.data['type'] == name for a in audits), 'audits', type=name)}</li>"
        for name in types
    )
    return page("Audits", f"<ul>{said}</ul>\n{table('Audits', heads, rows)}")


def _file(file: Data) -> str:
    """One audited file: each answer as it was given, not applicable as such."""
    answers = ", ".join(
        f"<span>{text(question)}</span> <b>{text(answer)}</b>" for question, answer in file["answers"].items()
    )
    return f"<p><b>{text(file['ref'])}</b>: {answers or 'no answers'}</p>"


def _actions(content: Content) -> bytes:
    actions = actions_of(content)
    counts = ", ".join(
        f"{state} {count(sum(a.state == state for a in actions), 'actions', state=state)}" for state in STATES
    )
    heads = ("Of", "Number", "Owner", "Due", "Done", "Done by", "Checked", "Checked by", "State")
    rows = [row(_action(action), of=_of(action.record)) for action in actions]
    return page("Actions", f"<p>{counts}.</p>\n{table('Actions of audits and assurance', heads, rows)}")


def _action(action: Action) -> Iterator[str]:
    yield link(_of(action.record), action.record.id)
    for key in ("id", "owner", "due", "done", "done_by", "checked", "checked_by"):
        yield text(action.data.get(key, "–"))
    yield text(action.state)
