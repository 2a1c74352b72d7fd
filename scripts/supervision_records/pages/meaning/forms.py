"""The table of the forms of rule, and what a rule means by it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from supervision_records.model import Protocol, Rule
from supervision_records.pages.meaning import cadence, completeness, count, deadline, precondition, review
from supervision_records.pages.meaning.line import Line, local_figures

#: Each form of rule and the module that has its words.
FORMS: Mapping[str, Callable[[Protocol, Rule], tuple[Line, ...]]] = {
    "cadence": cadence.lines,
    "deadline": deadline.lines,
    "completeness": completeness.lines,
    "precondition": precondition.lines,
    "count": count.lines,
    "review": review.lines,
}


def meaning(protocol: Protocol, rule: Rule) -> tuple[Line, ...]:
    """All that the rule's data says, under headings that are the same for every rule of its form."""
    return (*FORMS[rule.form](protocol, rule), *local_figures(rule))
