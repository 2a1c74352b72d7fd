"""The questions of a protocol's audits, observations and visits: which record answers which, and on which scale."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from supervision_records.model import Data

#: Answers by the scale of a question. Not applicable is an answer of its own on each, and never a yes.
SCALES: Mapping[str, tuple[object, ...]] = {"yes-no": ("yes", "no", "n/a"), "score": (1, 2, 3, 4, "n/a")}
#: What a set of questions is answered by, if it does not say so.
USUAL = "yes-no"
#: Where the answers stand in each kind of record that has them.
ANSWERS: Mapping[str, tuple[str, ...]] = {
    "audits": ("files.answers", "second.files.answers"),
    "observations": ("answers",),
    "assurance": ("answers",),
}
#: Keys of a record that a protocol's form settles, and what the form calls them.
SETTLES: Mapping[str, str] = {"type": "audit", "process": "process"}


def sheets(data: Data) -> Iterator[Data]:
    """The forms of a protocol (its front matter) that ask questions and of which a record is kept."""
    for form in data.get("forms", ()):
        if form.get("kind") in ANSWERS and any("questions" in part for part in form["parts"]):
            yield form


def questions(data: Data, sheet: Data) -> Iterator[tuple[str, Data]]:
    """The questions of one of these forms in their order, each with its scale."""
    sets = {entry["id"]: entry for entry in data.get("question_sets", ())}
    for part in sheet["parts"]:
        for name in part.get("questions", ()):
            yield from ((sets[name].get("scale", USUAL), question) for question in sets[name]["questions"])


def asked_in(data: Data, kind: str, record: Data) -> Mapping[str, str] | None:
    """The scale of each question, by its id, that a record should answer; None where no form asks it anything."""
    for sheet in sheets(data):
        settled = {key: sheet[name] for key, name in SETTLES.items() if name in sheet}
        if sheet["kind"] == kind and settled.items() <= record.items():
            return {question["id"]: scale for scale, question in questions(data, sheet)}
    return None
