"""Follow every number on the pages of an inspection bundle back to a record: python3 trace_bundle.py BUNDLE [CLONE].

BUNDLE is the bundle's folder or its zip; with a CLONE, every record is held against the commit, too. Python 3.11 and
PyYAML are enough: no line is shared with the tool. Exit status: 0 all traced; 1 something is not; 2 a wrong call.
"""

import json
import re
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Collection, Iterator
from datetime import date, timedelta
from functools import cache
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import yaml

NUMBER, DAY = re.compile(r"\d+"), re.compile(r"\d{4}-\d\d-\d\d")
#: Names with digits in them that are no numbers, and elements without an end.
NAMES, VOID = re.compile("sha256sum|SHA256SUMS"), {"meta", "br", "link", "img"}


def read(place: Path) -> dict[str, bytes]:
    """Every file of the bundle, by its path in it."""
    if place.is_file():
        with zipfile.ZipFile(place) as archive:
            return {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}
    return {path.relative_to(place).as_posix(): path.read_bytes() for path in place.rglob("*") if path.is_file()}


def parsed(raw: bytes) -> Any:
    """A record with every value as text, by the C library where PyYAML has it."""
    return yaml.load(raw, getattr(yaml, "CBaseLoader", yaml.BaseLoader))  # noqa: S506  (it makes nothing but text)


def scalars(value: Any) -> Iterator[str]:
    """Every single value and key inside, as text."""
    if isinstance(value, dict):
        yield from map(str, value)
        value = value.values()
    elif not isinstance(value, list):
        yield str(value)
        return
    for inner in value:
        yield from scalars(inner)


class Bundle:
    """What the bundle's own data and records say, read anew."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self.files = files
        self.manifest = json.loads(files["manifest.json"])
        self.as_of = self.manifest["as_of"]
        self.data = {name: json.loads(files[f"data/{name}.json"]) for name in ("findings", "problems", "anomalies")}
        self.history = json.loads(files["data/history.json"])
        records = {path: parsed(raw) for path, raw in files.items() if path.startswith("records/")}
        self.records: dict[str, Any] = records
        self.by_name: dict[str, list[str]] = {}
        for path in records:
            self.by_name.setdefault(path.rpartition("/")[2], []).append(path)
        self.tables = {**{name: [*map(self.flat, rows)] for name, rows in self.data.items()}, **dict(self.of_records())}

    def flat(self, row: dict[str, Any]) -> dict[str, str]:
        return {key: "" if value is None else str(value) for key, value in row.items()}

    def of_records(self) -> Iterator[tuple[str, list[dict[str, str]]]]:
        """Tables counted from the records themselves."""
        yield "records", [{"path": path} for path in self.records]
        audits = [r for path, r in self.records.items() if path.startswith("records/audits/") and r["on"] <= self.as_of]
        yield "audits", [self.flat(audit) for audit in audits]
        yield "samples", [self.flat(audit) for audit in audits if "sample" in audit]
        kinds = ("records/audits/", "records/assurance/")
        of = [r for path, r in self.records.items() if path.startswith(kinds) and r["on"] <= self.as_of]
        yield "actions", [{"state": self.state(action)} for record in of for action in record.get("actions", ())]

    def state(self, action: dict[str, str]) -> str:
        if action.get("done", "9") > self.as_of:
            return "overdue" if action["due"] < self.as_of else "open"
        return "checked" if action.get("checked", "9") <= self.as_of else "done"

    def chosen(self, query: str) -> list[dict[str, str]]:
        """The rows that a number says it counts."""
        table, *where = query.split(";")
        wanted = [part.partition("=")[::2] for part in where]
        return [row for row in self.tables[table] if all(row[key] == value for key, value in wanted)]

    @cache  # noqa: B019  (there is one bundle a run)
    def values(self, row: str) -> Collection[str]:
        """Every text that may stand in a table's row: the values of the finding or of the record that it shows."""
        table, _, name = row.partition("/")
        if row in self.records:
            return {*scalars(self.records[row]), Path(row).name.removesuffix(".yaml.txt")}
        if table in self.data:
            return {*scalars(self.data[table][int(name)])}
        if table == "of_sample":
            return {name, str(self.history["of_sample"][name])}
        return self.text(f"source/docs/protocols/{name}.md.txt") if table == "rules" else {name}

    @cache  # noqa: B019
    def numbers(self, path: str) -> Collection[str]:
        return {*NUMBER.findall(self.text(path))}

    def about(self, kind: str, id: str) -> list[str]:  # noqa: A002  (the keys of a finding's subject)
        """The record of a finding's subject, if it has one: its end may be what ends a delay."""
        folder = {"person": "people", "assurance": "assurance"}.get(kind, f"{kind}s")
        return [path for path in self.by_name.get(f"{id}.yaml.txt", ()) if path.startswith(f"records/{folder}/")]

    @cache  # noqa: B019
    def text(self, path: str) -> str:
        return " ".join(self.files[path].decode().split())


class Page(HTMLParser):
    """One page: each text with a number in it is held against what it says that it shows."""

    def __init__(self, bundle: Bundle, path: str) -> None:
        super().__init__()
        self.bundle, self.wrong, self.numbers = bundle, list[str](), 0
        self.open: list[dict[str, str]] = []
        self.feed(bundle.files[path].decode())

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append({"": tag, **{key: value or "" for key, value in attributes}})

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID and self.open.pop()[""] != tag:
            self.wrong.append(f"</{tag}> ends another element")

    def handle_data(self, data: str) -> None:
        said = " ".join(data.split())
        if NUMBER.search(NAMES.sub("", said)) and self.open[-1][""] != "style":
            self.numbers += 1
            if not self.traced(said):
                self.wrong.append(f"{said[:80]!a} comes from nowhere")

    def traced(self, said: str) -> bool:
        around = {key: value for element in self.open for key, value in element.items()}
        if "data-count" in around:
            return said == around["value"] == str(len(self.bundle.chosen(around["data-count"])))
        if "data-rate" in around:
            tally = Counter(row["status"] for row in self.bundle.chosen(around["data-rate"]))
            return said == f"{tally['met'] * 100 // (tally['met'] + tally['breach'])} %"
        if "data-in" in around:
            return said in self.bundle.text(around["data-in"])
        return said in self.bundle.values(around["data-row"]) if "data-row" in around else False


def of_files(bundle: Bundle) -> Iterator[str]:
    """The manifest and the sums against the files."""
    listed = {entry["path"]: entry["sha256"] for entry in bundle.manifest["files"]}
    found = {path: sha256(raw).hexdigest() for path, raw in bundle.files.items() if path != "SHA256SUMS"}
    sums = {line[66:]: line[:64] for line in bundle.files["SHA256SUMS"].decode().splitlines()}
    for path in sorted({*listed, *found, *sums}):
        if found.get(path) != sums.get(path) or (path != "manifest.json" and found.get(path) != listed.get(path)):
            yield f"{path}: not the file that the manifest and the sums list"


def of_findings(bundle: Bundle) -> Iterator[str]:
    """Each finding against the records that it rests on: they are there, and its numbers are theirs."""
    for number, finding in enumerate(bundle.data["findings"]):
        rests_on = [
            f"{path}.txt" if path.startswith("records/") else f"source/{path}.txt" for path in finding["records"]
        ]
        name = f"findings/{number} ({finding['rule']} {finding['subject']['id']})"
        if not rests_on or not all(place in bundle.files for place in rests_on):
            yield f"{name}: rests on no record, or on one that is not here"
            continue
        places = {*rests_on, *bundle.about(**finding["subject"])}
        texts = " ".join(bundle.files[place].decode() for place in places)
        days = {bundle.as_of, *DAY.findall(texts)}
        late = timedelta(days=finding["days_late"])
        if late and (date.fromisoformat(finding["due"]) + late).isoformat() not in days:
            yield f"{name}: {late.days} days late lead to no day of its records"
        own = {key: value for key, value in finding.items() if key not in {"message", "steps"}}
        lists = [value for value in (*finding["detail"].values(), rests_on) if isinstance(value, list)]
        rules = bundle.numbers(f"source/docs/protocols/{finding['protocol']}.md.txt")
        there = {*NUMBER.findall(" ".join(scalars(own))), *NUMBER.findall(texts), *rules}
        there |= {str(len(value)) for value in lists} | {*NUMBER.findall(bundle.as_of)}
        if missing := sorted({*NUMBER.findall(finding["message"])} - there):
            yield f"{name}: {', '.join(missing)} stand in no record that it rests on"


def of_commit(bundle: Bundle, clone: str) -> Iterator[str]:
    """The records against those of the commit, which Git reads."""
    revision = bundle.manifest["revision"]

    def git(*arguments: str, feed: str = "") -> bytes:
        command = ["git", "-C", clone, *arguments]
        return subprocess.run(command, input=feed.encode(), check=True, capture_output=True).stdout

    names = git("ls-tree", "-r", "-z", "--name-only", revision, "--", "records").decode().split("\0")
    kept = {name for name in names if name.endswith(".yaml")} - {problem["path"] for problem in bundle.data["problems"]}
    for path in sorted(kept ^ {place.removesuffix(".txt") for place in bundle.records}):
        yield f"{path}: only the bundle has it, or only the commit"
    places = sorted(place for place in bundle.records if place.removesuffix(".txt") in kept)
    said = git("cat-file", "--batch", feed="".join(f"{revision}:{place.removesuffix('.txt')}\n" for place in places))
    for place in places:
        about, _, rest = said.partition(b"\n")
        size = int(about.rpartition(b" ")[2])
        if rest[:size] != bundle.files[place]:
            yield f"{place.removesuffix('.txt')}: not as it is in the commit"
        said = rest[size + 1 :]


def main(arguments: list[str]) -> int:
    try:
        bundle = Bundle(read(Path(arguments[0])))
    except (IndexError, KeyError, OSError, ValueError, zipfile.BadZipFile, yaml.YAMLError):
        print(__doc__)
        return 2
    pages = {path: Page(bundle, path) for path in sorted(bundle.files) if path.endswith(".html")}
    wrong = [*of_files(bundle), *of_findings(bundle), *(f"{p}: {w}" for p, page in pages.items() for w in page.wrong)]
    if arguments[1:]:
        wrong += of_commit(bundle, arguments[1])
    print("\n".join(wrong[:100]))
    numbers, findings = sum(page.numbers for page in pages.values()), len(bundle.data["findings"])
    print(f"{numbers} numbers on {len(pages)} pages, {findings} verdicts, {len(bundle.records)} records.")
    print(f"{len(wrong)} cannot be traced." if wrong else "All are traced.")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
