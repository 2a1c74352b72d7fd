"""A sample, a ledger or what differs from a sample as text or JSON. They name files by id: for those entitled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from supervision_records import encode
from supervision_records.sampling import Difference, Looked, Request, Sample
from supervision_records.yamlio.emit import to_yaml


def as_text(sample: Sample) -> str:
    """What was drawn from what, and the lines that the record of the audit needs."""
    request, strata = sample.request, Counter(file.stratum for file in sample.population)
    drawn = Counter(file.stratum for file in sample.drawn)
    found = [
        f"Sample for an audit of type {request.audit}, {request.protocol}, as of {request.as_of}",
        f"Revision    {sample.revision}",
        f"Seed        {request.seed}",
        f"Population  {len(sample.population)} files, SHA-256 {sample.hash}",
        *(f"  {name}: {count} files, {drawn[name]} drawn" for name, count in sorted(strata.items())),
    ]
    if sample.left_out:
        found.append(f"Left out, as the auditors' own: {', '.join(sample.left_out)}")
    found += ["", f"{len(sample.drawn)} drawn:", *(f"  {file.id}" for file in sample.drawn), ""]
    return encode.lines([*found, "For the record of the audit:"]) + to_yaml({"sample": stated(sample)})


def stated(sample: Sample) -> dict[str, Any]:
    """What the record of an audit states of its sample: enough to draw it again."""
    request = sample.request
    said: dict[str, Any] = {"seed": request.seed, "size": len(sample.drawn), "revision": sample.revision}
    said |= {"as_of": request.as_of.isoformat(), "population": sample.hash}
    optional: dict[str, Any] = {"each": request.each, "by": list(request.by), "teams": list(request.teams)}
    optional |= {"weighted": request.weighted, "discussed": request.discussed}
    return said | {key: value for key, value in optional.items() if value}


def as_json(sample: Sample) -> str:
    """All of it, stable: what to keep, so that it can be verified."""
    request = sample.request
    return encode.json_text(
        {
            "version": 1,
            **_asked(request),
            "revision": sample.revision,
            "population": {
                "sha256": sample.hash,
                "files": [{"id": f.id, "stratum": f.stratum, "tickets": f.tickets} for f in sample.population],
            },
            "left_out": list(sample.left_out),
            "drawn": [file.id for file in sample.drawn],
        }
    )


def _asked(request: Request) -> dict[str, Any]:
    found: dict[str, Any] = {"audit": request.audit, "protocol": request.protocol, "as_of": request.as_of.isoformat()}
    found |= {"seed": request.seed, "size": request.size, "each": request.each, "by": list(request.by)}
    found |= {"teams": list(request.teams), "auditors": list(request.auditors)}
    return found | {"weighted": request.weighted, "discussed": request.discussed}


def ledger_text(rows: Sequence[Looked]) -> str:
    """One line a file."""
    if not rows:
        return "Every file was looked at in the last 12 months.\n"
    table = [("File", "Team", "Supervisor", "Last looked at", "Audit")]
    table += [
        (r.file.id, r.file.team, r.file.supervisor, r.last.isoformat() if r.last else "never", r.audit or "–")
        for r in rows
    ]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    shown = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in table]
    return encode.lines([*shown, f"{len(rows)} not looked at in the last 12 months."])


def ledger_json(rows: Sequence[Looked]) -> str:
    """The same, stable."""
    found = [
        {
            "id": row.file.id,
            "team": row.file.team,
            "supervisor": row.file.supervisor,
            "last": row.last.isoformat() if row.last else None,
            "audit": row.audit,
        }
        for row in rows
    ]
    return encode.json_text({"version": 1, "rows": found})


def verified_text(found: Sequence[Difference]) -> str:
    """What differs, or that nothing does."""
    if not found:
        return "Drawn again from its revision and seed: the sample is the same.\n"
    return encode.lines([" ".join((each.what, ", ".join(each.ids))).rstrip() for each in found])


def verified_json(found: Sequence[Difference]) -> str:
    """The same, stable."""
    rows = [{"what": each.what, "ids": list(each.ids)} for each in found]
    return encode.json_text({"version": 1, "same": not rows, "differences": rows})


SAMPLES: Mapping[str, Callable[[Sample], str]] = {"text": as_text, "json": as_json}
LEDGERS: Mapping[str, Callable[[Sequence[Looked]], str]] = {"text": ledger_text, "json": ledger_json}
VERIFIED: Mapping[str, Callable[[Sequence[Difference]], str]] = {"text": verified_text, "json": verified_json}
