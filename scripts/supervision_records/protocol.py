"""Protocol pages to protocols: front matter read, checked by its schema, and checked against itself.

A rule that names what does not exist (a section, another rule, a process) or parameters that do not belong
together is a problem with its line. A protocol with any such problem is not used: nothing of it is judged in part.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain, islice
from pathlib import Path
from typing import Any

from supervision_records.calendar import parse_date
from supervision_records.files import Disk, Files
from supervision_records.form_checks import form_faults
from supervision_records.model import Document, Problem, Protocol, Rule, Severity
from supervision_records.protocol_checks import faults
from supervision_records.protocol_files import FOLDER, is_page, is_protocol, page_fault, rules_elsewhere, unreadable
from supervision_records.schema import Schemas
from supervision_records.yamlio import MAX_BYTES, Place, load_front_matter

__all__ = ["FOLDER", "all_rules", "build_protocols", "read_protocols", "rule_spec"]

#: As many problems as anybody reads of one page.
MAX_PROBLEMS = 100

_NO_PAGES = Problem(
    FOLDER, 1, 1, "", "no-protocols", Severity.ERROR,
    "There is no protocol page here, so there is nothing to judge by.",
    "Put the protocols' pages (<id>.md) into this folder, or remove the folder to use those that came with the tool.",
)  # fmt: skip


def read_protocols(source: Path | Files, schemas: Schemas) -> tuple[Mapping[str, Protocol], tuple[Problem, ...]]:
    """All protocol pages of a repository, by id, and what is wrong with the others."""
    files = Disk(source) if isinstance(source, Path) else source
    pages: list[tuple[str, bytes]] = []
    problems: list[Problem] = []
    for entry in files.below(FOLDER):
        found = page_fault(entry)
        if found is None and is_page(entry.path):
            try:
                raw = files.read(entry.path, MAX_BYTES + 1)
            except OSError:
                found = unreadable(entry.path)
            else:
                found = rules_elsewhere(entry.path, raw)
                pages += [(entry.path, raw)] if is_protocol(entry.path) else []
        problems += [found] if found else []
    protocols, wrong = build_protocols(pages, schemas)
    return protocols, tuple(sorted((*problems, *wrong)))


def build_protocols(
    files: list[tuple[str, bytes]], schemas: Schemas
) -> tuple[Mapping[str, Protocol], tuple[Problem, ...]]:
    """The pure part: (path, content) of each page to protocols and problems."""
    protocols: dict[str, Protocol] = {}
    problems: list[Problem] = []
    for path, raw in files:
        document, body, found = load_front_matter(path, raw)
        if document is not None:
            protocol, found = _judged(document, body, schemas)
            if protocol is not None:
                protocols[protocol.id] = protocol
        problems += found
    problems += _doubles(protocols)
    if not files:
        problems.append(_NO_PAGES)
    return protocols, tuple(sorted(problems))


def _judged(document: Document, body: str, schemas: Schemas) -> tuple[Protocol | None, tuple[Problem, ...]]:
    """One page's protocol; or None and what is wrong with its front matter."""
    if problems := schemas.validate("protocol", document):
        return None, problems
    try:
        found = islice(chain(faults(document.data), form_faults(document.data)), MAX_PROBLEMS)
        problems = tuple(_problem(document, *fault) for fault in found)
        return (None, problems) if problems else (_protocol(document, body), ())
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        # The schema is input, too: one that lets through another shape than rules are made from ends here.
        message = "This front matter is not of the shape that rules are made from, although the schema lets it through."
        hint = "Compare schemas/protocol.schema.json with the one that came with the tool."
        return None, (Place(document.path).problem("unfit-front-matter", message, hint),)


def _protocol(document: Document, body: str) -> Protocol:
    data = document.data
    name = Path(document.path).stem
    rules = tuple(
        Rule(rule["id"], rule["form"], name, rule["title"], rule, document.path, document.marks[f"/rules/{index}"][0])
        for index, rule in enumerate(data["rules"])
    )
    return Protocol(name, data["title"], document.path, parse_date(data["in_force"]), data, rules, body)


def _problem(document: Document, pointer: str, code: str, message: str, hint: str) -> Problem:
    line, column = document.marks[pointer]
    return Problem(document.path, line, column, pointer, code, Severity.ERROR, message, hint)


def _doubles(protocols: Mapping[str, Protocol]) -> Iterator[Problem]:
    """Rule ids are the product's addresses: two protocols cannot share one."""
    owner: dict[str, str] = {}
    for protocol in protocols.values():
        for rule in protocol.rules:
            first = owner.setdefault(rule.id, protocol.id)
            if first != protocol.id:
                yield Problem(
                    rule.path, rule.line, 1, "", "duplicate-rule", Severity.ERROR,
                    f"The rule id {rule.id} is already used by the protocol {first}.",
                    "Give the rule an id of its own.",
                )  # fmt: skip


def all_rules(protocols: Mapping[str, Protocol]) -> list[Rule]:
    """The rules of all protocols, in the order of the pages."""
    return [rule for protocol in protocols.values() for rule in protocol.rules]


def rule_spec(rule: Rule) -> Mapping[str, Any]:
    """What the front matter says of a rule, without what only names it."""
    return {key: value for key, value in rule.spec.items() if key not in ("id", "form", "title", "strength", "local")}
