"""What is coming up, as text, JSON, Markdown for an e-mail or an issue, and a calendar. Ids alone, no narrative."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date

from icalendar import Calendar, Event, vText

from supervision_records import encode
from supervision_records.ahead import Item, Sort, uid

WORDS: Mapping[Sort, str] = {
    Sort.OVERDUE: "Overdue",
    Sort.DUE: "Falls due",
    Sort.PLANNED: "Planned",
    Sort.ACTION: "Action to be done",
    Sort.SIGNATURE: "To be signed",
}

_MARKS = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~@&:])")


@dataclass(frozen=True, slots=True)
class DueResult:
    """What ``due`` came to. ``name`` says of whom, for a heading."""

    as_of: date
    days: int
    name: str
    items: tuple[Item, ...]


def as_text(result: DueResult) -> str:
    """A line an item, by day."""
    lines = [f"{item.on}  {_what(item)}  {_whom(item)}  {item.title}" for item in result.items]
    return encode.lines([*lines, f"{len(lines)} within {result.days} days of {result.as_of}, {result.name}."])


def as_json(result: DueResult) -> str:
    """All of it, stable."""
    items = [
        {
            **asdict(item),
            "on": item.on.isoformat(),
            "begun": item.begun.isoformat(),
            "uid": uid(item),
            "days": (item.on - result.as_of).days,
        }
        for item in result.items
    ]
    return encode.json_text({"version": 1, "as_of": result.as_of.isoformat(), "items": items})


def as_markdown(result: DueResult) -> str:
    """A digest: what is overdue first, then what comes, a list each."""
    late = [item for item in result.items if item.on < result.as_of]
    coming = [item for item in result.items if item.on >= result.as_of]
    return "\n".join(
        [
            f"# Supervision: what is due, {literal(result.name)}",
            "",
            f"As of {result.as_of}, looking {result.days} days ahead.",
            "",
            *_list("Overdue", late),
            *_list("Coming up", coming),
        ]
    )


def as_calendar(result: DueResult) -> str:
    """An iCalendar feed: a whole-day event an item, whose id stays the same from one day's feed to the next."""
    calendar = Calendar()
    calendar.add("prodid", "-//Supervision records//due//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", f"Supervision: {result.name}")
    for item in result.items:
        event = Event()
        event.add("uid", uid(item))
        event["dtstamp"] = vText(f"{result.as_of:%Y%m%d}T000000Z")
        event.add("dtstart", item.on)
        event.add("summary", _value(f"{_what(item)}: {_whom(item)}"))
        event.add("description", _value(f"{item.title} ({item.protocol})."))
        event.add("categories", [item.team or "no team"])
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return str(calendar.to_ical().decode("utf-8"))


def _value(text: str) -> str:
    """A text of a calendar, whose lines are folded: nothing in it may be a command at the beginning of one."""
    return encode.line(text).replace("::", f":{encode.JOINER}:")


def literal(text: str) -> str:
    """A text that Markdown shows as it stands."""
    return _MARKS.sub(r"\\\1", encode.unlinked(" ".join(text.split())))


def _what(item: Item) -> str:
    return f"{WORDS[item.sort]} ({item.rule})" if item.rule else WORDS[item.sort]


def _whom(item: Item) -> str:
    about = f"{item.subject.kind} {item.subject.id}" + (f", {item.part}" if item.part else "")
    return about if item.person in (None, item.subject.id) else f"{about} ({item.person})"


def _list(heading: str, items: Sequence[Item]) -> Iterator[str]:
    yield f"## {heading}: {len(items)}"
    yield ""
    for item in items:
        yield f"- **{item.on}** {literal(_what(item))}: {literal(_whom(item))}. {literal(item.title)}"
    yield ""


FORMATS: Mapping[str, Callable[[DueResult], str]] = {
    "text": as_text,
    "json": as_json,
    "markdown": as_markdown,
    "ics": as_calendar,
}
