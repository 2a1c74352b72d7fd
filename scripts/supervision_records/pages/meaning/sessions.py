"""Which sessions a rule means, in words: the ``sessions`` selector."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from supervision_records.model import Data, Protocol
from supervision_records.pages.meaning.line import all_of, any_of, plain, title

#: Types of session whose name alone would not be understood.
TYPES: Mapping[str, str] = {
    "informal": "informal talk",
    "decision": "decision outside supervision",
    "oversight": "occasion of other oversight",
}

Words = Callable[[Protocol, Any], str]


def _nouns(types: list[str], before: str = "") -> Iterator[str]:
    for name in types:
        yield f"{before}{TYPES.get(name, f'{name} session')}"


#: What kind of session: one of these names it.
KINDS: Mapping[str, Callable[[Any], Iterator[str]]] = {
    "types": _nouns,
    "one_to_one": lambda types: _nouns(types, "one-to-one "),
    "counts_for": lambda rule: iter([f"session that counts for {rule}"]),
}


def _attended(_protocol: Protocol, groups: list[str]) -> str:
    people = {
        "supervisees": "supervised",
        "absent": "invited but absent",
        "observers": "an observer",
        "supervisors": "a supervisor",
    }
    return f"at which the person was {any_of(people[group] for group in groups)}"


def _status(_protocol: Protocol, statuses: list[str]) -> str:
    return f"that was {any_of(statuses)}"


def _roles(_protocol: Protocol, roles: list[str]) -> str:
    return f"with a supervisor who is {any_of(plain(role) for role in roles)} that day"


def _agenda(protocol: Protocol, points: list[str]) -> str:
    return f"with {quoted(protocol, 'agenda', points)} on its agenda"


def _meets(_protocol: Protocol, rule: str) -> str:
    return f"that meets {rule} for the case"


def _due_field(_protocol: Protocol, field: str) -> str:
    return f"whose record names a {plain(field)} date"


#: What narrows the choice down, in the order in which it is said.
NARROWER: Mapping[str, Words] = {
    "status": _status,
    "supervisor_roles": _roles,
    "attended_as": _attended,
    "agenda": _agenda,
    "meets": _meets,
    "due_field": _due_field,
}


def sessions(protocol: Protocol, selector: Data) -> str:
    """The kind of session without an article: joint session that meets JNT-2 for the case."""
    nouns = [noun for key, words in KINDS.items() if key in selector for noun in words(selector[key])]
    narrower = [words(protocol, selector[key]) for key, words in NARROWER.items() if key in selector]
    return " ".join([any_of(nouns), *narrower])


def article(noun: str) -> str:
    """The noun with its article."""
    return f"{'an' if noun[0] in 'aeiu' else 'a'} {noun}" if not noun.startswith("one") else f"a {noun}"


def what_counts(selector: Data) -> tuple[str, ...]:
    """What every choice of sessions leaves out."""
    held = "Only sessions held under this protocol count" if "status" not in selector else "Only those of this protocol"
    alone = (
        "One-to-one means exactly one supervisee, with one supervisor or two. Group, partnership and informal sessions "
        "never count for it."
    )
    return (
        f"{held}, whatever the team follows that day.",
        alone if "one_to_one" in selector else "",
        "A session counts where its supervisee is in the rule's scope that day." if "counts_for" in selector else "",
    )


def quoted(protocol: Protocol, key: str, names: list[str]) -> str:
    """Sections or agenda points by their titles, in quotation marks since they may have commas."""
    return all_of(f"“{title(protocol, key, name)}”" for name in names)
