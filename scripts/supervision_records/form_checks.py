"""What a schema cannot say of a protocol's forms to print: that names exist, and that a form has all that rules need.

The form of a session type shows whatever a rule can look for in a session of that type, so that nobody who fills it in
completely can be told later that something was missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from supervision_records.protocol_checks import KNOWN, Data, Fault
from supervision_records.yamlio import some

#: A key of a form's part, and a name in it; with no name the key itself is meant: the form has such a part at all.
Place = tuple[str, str]

#: What is looked for in each sort of record, each with the rule that does.
LookedFor = Mapping[str, Mapping[Place, str]]

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
    looked_for = _looked_for(data)
    for index, form in enumerate(data.get("forms", ())):
        at = f"/forms/{index}"
        yield from _unknown_names(data, sets, form, at)
        yield from _incomplete(looked_for, form, at)
        if "type" in form and form.get("kind") != "sessions":
            message, hint = "Only a form of sessions has a type.", "Give it `kind: sessions`, or remove `type`."
            yield f"{at}/type", "not-allowed-here", message, hint
        yield from _of_record(data, form, at)


def _of_record(data: Data, form: Data, at: str) -> Iterator[Fault]:
    """What a form says of the record that is kept of it: the type of an audit, the process of an assurance."""
    for key, kind in (("audit", "audits"), ("process", "assurance")):
        if key in form and form.get("kind") != kind:
            message, hint = f"Only a form of {kind} has `{key}`.", f"Give it `kind: {kind}`, or remove `{key}`."
            yield f"{at}/{key}", "not-allowed-here", message, hint
    known = {entry["id"] for entry in data.get("assurance", ())}
    if "process" in form and form["process"] not in known:
        hint = f"Known: {some(sorted(known), KNOWN) or 'none'}. Declare it on this page, or mend it."
        yield f"{at}/process", "unknown-process", f"The process `{form['process']}` is not declared.", hint


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
                    hint = f"Known: {some(sorted(known), KNOWN) or 'none'}. Declare it on this page, or mend it."
                    yield where, f"unknown-{word.replace(' ', '-')}", f"The {word} `{name}` is not declared.", hint


def _incomplete(looked_for: LookedFor, form: Data, at: str) -> Iterator[Fault]:
    there = shown(form)
    for place, rule in looked_for.get(_subject(form), {}).items():
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
    """What the rules need of the form's record, each with the first rule that needs it."""
    yield from _looked_for(data).get(_subject(form), {}).items()


def _subject(form: Data) -> str:
    """What a form is the record of: contracts, or sessions of a type."""
    kind: str = form.get("kind", "")
    return kind if kind == "contracts" else form.get("type", "")


def _looked_for(data: Data) -> LookedFor:
    """What the rules look for in contracts and in sessions of each type, each with the first rule that does."""
    found: dict[str, dict[Place, str]] = {"contracts": {}}
    cadences = {rule["id"]: rule["event"].get("sessions", {}) for rule in data["rules"] if rule["form"] == "cadence"}
    for rule in data["rules"]:
        for place in _of_contracts(rule):
            found["contracts"].setdefault(place, rule["id"])
        for kind in _types(cadences, rule):
            for place in _of_sessions(rule):
                found.setdefault(kind, {}).setdefault(place, rule["id"])
    return found


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
    return _types(
        {other["id"]: other["event"].get("sessions", {}) for other in data["rules"] if other["form"] == "cadence"}, rule
    )


def _types(cadences: Mapping[str, Data], rule: Data) -> set[str]:
    about = rule.get("of", {}) or rule.get("trigger", {})
    selector = about.get("sessions", {}) or about.get("with_sessions", {})
    if not isinstance(selector, Mapping) or "held" not in selector.get("status", ["held"]):
        return set()
    found = {*selector.get("types", ()), *selector.get("one_to_one", ())}
    for name in (selector.get("counts_for"), *(about.get(key) for key in _ABOUT)):
        cadence = cadences.get(name, {}) if name else {}
        found |= {*cadence.get("types", ()), *cadence.get("one_to_one", ())}
    return found
