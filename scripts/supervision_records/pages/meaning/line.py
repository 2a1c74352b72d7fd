"""One heading with its sentences, and the words that every form shares."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from supervision_records.model import Protocol, Rule

#: Set behind a figure that the organisation chose; whoever shows the sentences gives it its look.
LOCAL = " (local)"


@dataclass(frozen=True, slots=True)
class Line:
    """A heading and what is said under it: one sentence, or several that are a list."""

    heading: str
    sentences: tuple[str, ...]


def line(heading: str, *sentences: str) -> tuple[Line, ...]:
    """A line with the sentences that say something; no line where none does."""
    said = tuple(sentence for sentence in sentences if sentence)
    return (Line(heading, said),) if said else ()


def local(rule: Rule, *names: str) -> str:
    """The mark behind a figure whose parameter the rule calls local."""
    return LOCAL if set(names) & set(rule.spec.get("local", ())) else ""


def local_figures(rule: Rule) -> Iterator[Line]:
    """A reminder where figures are not the document's."""
    if rule.spec.get("local"):
        words = "Figures marked (local) are not in the source document: the organisation chose them."
        yield Line("Local figures", (words,))


def any_of(words: Iterable[str]) -> str:
    """``a``, ``a or b``, ``a, b or c``."""
    return _listed(words, "or")


def all_of(words: Iterable[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    return _listed(words, "and")


def _listed(words: Iterable[str], last_word: str) -> str:
    *first, last = list(words) or [""]
    return f"{', '.join(first)} {last_word} {last}" if first else last


def title(protocol: Protocol, key: str, name: str) -> str:
    """What staff read for a section, an agenda point or a process; its name where the protocol lists none."""
    for entry in protocol.data.get(key, ()):
        if entry["id"] == name:
            return str(entry["title"])
    return plain(name)


#: Names of the records whose letters alone would not be understood, or are written otherwise.
NAMES: Mapping[str, str] = {
    "caf": "CAF", "childrens-service": "the children's service", "cin": "CIN", "cla": "CLA", "cp": "CP",
    "dsl-training": "DSL training", "early-help": "early help", "eha": "EHA", "ehsp": "EHSP", "eis": "EIS",
    "ics": "ICS", "lcs": "LCS", "mental-health": "the mental health service", "protocol": "Protocol",
    "qts": "QTS", "rio": "RiO", "tac": "TAC", "vct-copy": "VCT copy",
}  # fmt: skip


def plain(name: str) -> str:
    """A name of the records as words: ``first-contact`` is first contact."""
    return NAMES.get(name) or name.replace("-", " ").replace("_", " ")


#: Milestones of a case whose name is not the name of an event.
MILESTONES: Mapping[str, str] = {
    "allocation": "the first allocation",
    "referred": "the referral",
    "referrer-notified": "telling the referrer",
    "psp-checked": "the check of the history (PSP)",
    "closure-directed": "the direction to close",
    "closed-summary": "the closing summary",
    "disengaged": "the family's disengagement",
    "missing-found": "the missing child's being found",
    "return-interview-declined": "the refusal of a return interview",
    "social-worker-told": "telling a social worker",
}


def milestone(name: str) -> str:
    """A milestone of a case as the event that it is."""
    return MILESTONES.get(name) or f"the {plain(name)}"


def sentence(text: str) -> str:
    """The words as a sentence, with a capital and a full stop."""
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith('.') else '.'}"
