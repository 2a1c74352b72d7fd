"""What a schema cannot say of a protocol's forms to print: that names exist, and that a form has all that rules need.

The form of a session type shows whatever a rule can look for in a session of that type, so that nobody who fills it in
completely can be told later that something was missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from supervision_records.protocol_checks import Data, Fault

#: A key of a form's part, and a name in it; with no name the key itself is meant: the form has such a part at all.
Place = tuple[str, str]

#: Needs that list names, and the key of a form that shows such names.
_LISTED: Mapping[str, str] = {
    "sections": "sections",
    "case_sections": "sections",
    "agenda": "agenda",
    "fields": "fields",
    "case_fields": "case_fields",
    "prepared": "prepared",
    "partnership": "partnership",
}
#: Needs and ends of another kind, and what a form has for them.
_WHOLE: Mapping[str, Place] = {
    "any_agenda": ("agenda", ""),
    "measured_action": ("actions", "measure"),
    "follow_up": ("reviewed", ""),
    "minutes": ("fields", "minutes"),
    "filed": ("fields", "filed"),
    "recorded_by": ("fields", "recorded"),
    "functions": ("fields", "functions"),
    "gap": ("fields", "gap"),
    "recorded": ("fields", "recorded"),
    "feedback": ("fields", "feedback"),
    "signed": ("signatures", ""),
}
#: Keys of rules that name a cadence whose counting sessions they are about.
_ABOUT = ("person_months", "persons", "excused_stretches")
#: Parts that are tables of rows; what their columns are fields of.
_TABLES: Mapping[str, str] = {
    "log": "fields",
    "case_log": "case_fields",
    "reviewed": "reviewed",
    "actions": "actions",
}
_WORDS: Mapping[str, str] = {
    "sections": "section",
    "agenda": "agenda point",
    "fields": "field",
    "case_fields": "field of a case",
    "prepared": "preparation",
    "partnership": "partnership field",
    "actions": "column of its actions",
}


def form_faults(data: Data) -> Iterator[Fault]:
    """Every fault of the forms and question sets of a front matter that its schema has passed."""
    yield from _doubles(data)
    sets = {entry["id"] for entry in data.get("question_sets", ())}
    for index, form in enumerate(data.get("forms", ())):
        at = f"/forms/{index}"
        yield from _unknown_names(data, sets, form, at)
        yield from _incomplete(data, form, at)
        if "type" in form and form.get("kind") != "sessions":
            message, hint = "Only a form of sessions has a type.", "Give it `kind: sessions`, or remove `type`."
            yield f"{at}/type", "not-allowed-here", message, hint


def _doubles(data: Data) -> Iterator[Fault]:
    for key, word in (("forms", "form"), ("question_sets", "question set")):
        seen: set[str] = set()
        for index, entry in enumerate(data.get(key, ())):
            if entry["id"] in seen:
                message = f"The {word} `{entry['id']}` stands here twice."
                yield f"/{key}/{index}/id", f"duplicate-{word.replace(' ', '-')}", message, "Give it another id."
            seen.add(entry["id"])


def _unknown_names(data: Data, sets: set[str], form: Data, at: str) -> Iterator[Fault]:
    declared: Mapping[str, tuple[set[str], str]] = {
        "sections": ({entry["id"] for entry in data["sections"]}, "section"),
        "agenda": ({entry["id"] for entry in data["agenda"]}, "agenda point"),
        "questions": (sets, "question set"),
    }
    for number, part in enumerate(form["parts"]):
        for key, (known, word) in declared.items():
            for position, name in enumerate(part.get(key, ())):
                if name not in known:
                    where = f"{at}/parts/{number}/{key}/{position}"
                    hint = f"Known: {', '.join(sorted(known)) or 'none'}. Declare it on this page, or mend it."
                    yield where, f"unknown-{word.replace(' ', '-')}", f"The {word} `{name}` is not declared.", hint


def _incomplete(data: Data, form: Data, at: str) -> Iterator[Fault]:
    there = shown(form)
    for place, rule in needed(data, form):
        if place not in there:
            key, name = place
            what = f"the {_WORDS.get(key, key)} `{name}`" if name else f"`{key}`"
            message = f"The form `{form['id']}` leaves out {what}, which {rule} needs."
            yield at, "incomplete-form", message, "Add it to one of the form's parts."


def shown(form: Data) -> set[Place]:
    """All that a form has a place for."""
    found: set[Place] = set()
    for part in form["parts"]:
        for key, value in part.items():
            found.add((key, ""))
            columns = value["fields"] if key in _TABLES else value
            if isinstance(columns, list):
                found |= {(_TABLES.get(key, key), name) for name in columns}
    # What is filed or recorded for a case and for a session goes by the same names.
    return found | {("fields", name) for key, name in found if key == "case_fields"}


def needed(data: Data, form: Data) -> Iterator[tuple[Place, str]]:
    """What the rules need of the form's record, each with the rule that needs it."""
    for rule in data["rules"]:
        if form.get("kind") == "contracts":
            places = _of_contracts(rule)
        elif "type" in form and form["type"] in types_of(data, rule):
            places = _of_sessions(rule)
        else:
            continue
        for place in places:
            yield place, rule["id"]


def _of_sessions(rule: Data) -> Iterator[Place]:
    for key, wanted in {**rule.get("needs", {}), **rule.get("done", {})}.items():
        if key in _LISTED:
            yield from ((_LISTED[key], name) for name in wanted)
        elif key in _WHOLE:
            yield _WHOLE[key]
    due_field = rule.get("trigger", {}).get("sessions", {}).get("due_field")
    if due_field:
        yield "fields", due_field


def _of_contracts(rule: Data) -> Iterator[Place]:
    """What rules look for in a contract."""
    if "contract" in rule.get("requires", {}):
        yield "signatures", ""
        yield from (("fields", key) for key in rule["requires"]["contract"])
    most = rule.get("max")
    if isinstance(most, Mapping):
        yield "fields", most["contract"]
    if rule.get("scope", {}).get("contract"):
        yield "fields", "interval"
    if "with_reason" in rule.get("scope", {}).get("contract", {}):
        yield "fields", "reason"
    if "contract_review" in rule.get("event", {}):
        yield "fields", "reviews"


def types_of(data: Data, rule: Data) -> set[str]:
    """The types of the held sessions that a completeness or deadline rule looks at."""
    about = rule.get("of", {}) or rule.get("trigger", {})
    selector = about.get("sessions", {}) or about.get("with_sessions", {})
    if not isinstance(selector, Mapping) or "held" not in selector.get("status", ["held"]):
        return set()
    found = {*selector.get("types", ()), *selector.get("one_to_one", ())}
    cadences = [selector.get("counts_for"), *(about.get(key) for key in _ABOUT)]
    for cadence in (_cadence(data, name) for name in cadences if name):
        found |= {*cadence.get("types", ()), *cadence.get("one_to_one", ())}
    return found


def _cadence(data: Data, name: Any) -> Data:
    """The sessions that count for a cadence; nothing where there is no such rule, which is a fault of its own."""
    rules = [rule for rule in data["rules"] if rule["id"] == name and rule["form"] == "cadence"]
    found: Data = rules[0]["event"].get("sessions", {}) if rules else {}
    return found
