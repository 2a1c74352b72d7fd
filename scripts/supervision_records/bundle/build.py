"""A bundle's files, all of them, from its content."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

from supervision_records.bundle import assurance, rest, verdicts
from supervision_records.bundle.content import Content, findings_data, texts
from supervision_records.encode import json_text
from supervision_records.report.jsontext import problem

SUMS, MANIFEST = "SHA256SUMS", "manifest.json"


def name_of(content: Content) -> str:
    """The name of the bundle's folder: its day and its commit."""
    return f"inspection-{content.as_of}-{content.revision[:12]}"


def bundle(content: Content) -> Mapping[str, bytes]:
    """Every file of the bundle by its path; the manifest and the sums come last."""
    files = dict(sorted(_files(content)))
    listed = [{"path": path, "bytes": len(raw), "sha256": _hash(raw)} for path, raw in files.items()]
    about = {"version": 1, "as_of": content.as_of.isoformat(), "revision": content.revision, "files": listed}
    files[MANIFEST] = json_text(about).encode()
    files[SUMS] = "".join(f"{_hash(raw)}  {path}\n" for path, raw in sorted(files.items())).encode()
    return files


def _files(content: Content) -> Iterator[tuple[str, bytes]]:
    data = findings_data(content)
    problems = [problem(p) for p in content.assessment.problems]
    yield "data/findings.json", _lines(data)
    yield "data/problems.json", _lines(problems)
    yield "data/anomalies.json", _lines(content.history["anomalies"])
    yield "data/history.json", json_text(content.history).encode()
    yield from texts(content)
    yield from verdicts.pages(content, data)
    yield from assurance.pages(content)
    yield from rest.pages(content, data, problems)


def _lines(rows: list[Any]) -> bytes:
    """A list as JSON, one entry a line: short, and still to be compared line by line."""
    return ("[\n" + ",\n".join(json.dumps(row, ensure_ascii=True) for row in rows) + "\n]\n").encode()


def _hash(raw: bytes) -> str:
    return sha256(raw).hexdigest()
