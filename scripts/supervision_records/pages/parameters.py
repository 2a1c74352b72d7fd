"""The figures of a rule in words, each marked where the organisation chose it: "within 10 working days *local*"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from supervision_records.model import Data, Protocol, Rule
from supervision_records.pages.html import escape

#: One figure: the parameters that it comes from, and its words.
Figure = tuple[frozenset[str], str]

_LOCAL = " <em>local</em>"
#: How long a record may be completed where its rule says nothing.
_COMPLETION: Data = {"working_days": 5}
_UNITS: Mapping[str, str] = {"working_days": "working day"}


def figures(protocol: Protocol, rule: Rule) -> str:
    """All figures of a rule, ready for a page, one below another."""
    local = set(rule.spec.get("local", ()))
    lines = [words + (_LOCAL if names & local else "") for names, words in _figures(rule.spec)]
    return "<br>".join([*lines, *_processes(protocol, rule)])


def interval(length: Data) -> str:
    """6 weeks, 10 working days, 1 month."""
    ((unit, number),) = length.items()
    word = _UNITS.get(unit, unit.removesuffix("s"))
    return f"{number} {word if number == 1 else word + 's'}"


def every(rhythm: Data) -> str:
    """Every 6 weeks, every week, every calendar month, as the contract says."""
    if "calendar" in rhythm:
        return f"every calendar {rhythm['calendar']}"
    if "contract" in rhythm:
        return "as often as the contract says"
    return f"every {interval(rhythm)}".replace("every 1 ", "every ")


def _figure(name: str, words: str) -> Figure:
    return frozenset({name}), words


def _figures(spec: Data) -> Iterator[Figure]:
    if "every" in spec:
        yield _figure("every", every(spec["every"]))
    if "minimum_available" in spec:
        yield _figure("minimum_available", f"at least {spec['minimum_available']} working days available")
    if "every" in (shorter := spec.get("shorter", {})):
        yield _figure("shorter", f"{every(shorter['every'])} where more is at stake")
    elif shorter:
        yield _figure("shorter", "more often where managers agreed it")
    yield from _allowances(spec)
    yield from _numbers(spec)
    for step in spec.get("steps", ()):
        yield _step(step)


def _allowances(spec: Data) -> Iterator[Figure]:
    absence = spec.get("trigger", {}).get("absence", {})
    for key, words in (("at_least", "absences of at least"), ("over", "absences of more than")):
        if key in absence:
            yield _figure("trigger", f"{words} {interval(absence[key])}")
    if "by" in (trigger := spec.get("trigger", {})):
        yield _figure("trigger", f"once {interval(trigger['by'])} overdue")
    default = _COMPLETION if "within" in spec.get("local", ()) else None
    if within := spec.get("within", default):
        yield _figure("within", f"within {interval(within)}")
    if "urgent_within" in spec:
        yield _figure("urgent_within", f"within {interval(spec['urgent_within'])} where urgent")


def _numbers(spec: Data) -> Iterator[Figure]:
    if "minutes" in (needs := spec.get("needs", {})):
        yield _figure("minutes", f"at least {needs['minutes']} minutes")
    if "min" in spec:
        yield _figure("min", f"at least {spec['min']}")
    if "max" in spec:
        most = spec["max"]
        yield _figure("max", f"at most {most}" if isinstance(most, int) else "at most as many as agreed")


def _step(step: Data) -> Figure:
    what = _name(step)
    routes = "".join(f"; {interval(time)} by the route {route}" for route, time in step.get("by_route", {}).items())
    return frozenset(step["within"]), escape(
        f"{what} within {interval(step['within'])} of {_plain(step['after'])}{routes}"
    )


def _name(step: Data) -> str:
    if "milestone" in step:
        return " or ".join(_plain(name) for name in step["milestone"])
    return "allocation" if "allocation" in step else "a session"


def _plain(name: Any) -> str:
    return str(name).replace("-", " ")


def _processes(protocol: Protocol, rule: Rule) -> Iterator[str]:
    """How often each process of the assurance calendar comes round that the rule watches."""
    named = rule.spec.get("event", {}).get("assurance", ())
    for entry in protocol.data.get("assurance", ()):
        if entry["id"] in named and "every" in entry:
            yield f"{escape(entry['title'])} {every(entry['every'])}" + (_LOCAL if entry.get("local") else "")
