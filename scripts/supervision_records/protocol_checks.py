"""What a schema cannot say of a protocol's front matter: that names exist, and that parameters belong together.

Each fault is (JSON pointer, code, message, hint). A parameter that its rule would not look at is a fault:
what is written and not enforced would be a promise that nobody keeps.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from supervision_records.yamlio import some

#: As many names as a hint lists.
KNOWN = 20

Fault = tuple[str, str, str, str]
Data = Mapping[str, Any]

#: The keys of ``scope`` that mean something for each subject of a cadence.
SCOPE_KEYS: Mapping[str, frozenset[str]] = {
    "person": frozenset(
        {"roles", "except_roles", "case_holding", "contract", "of", "less", "supervises", "months_after"}
    ),
    "case": frozenset({"through"}),
    "contract": frozenset(),
    "process": frozenset({"waiting_since"}),
}
#: The events that can come round for each subject of a cadence.
EVENTS: Mapping[str, frozenset[str]] = {
    "person": frozenset({"sessions", "observation"}),
    "case": frozenset({"sessions"}),
    "contract": frozenset({"contract_review"}),
    "process": frozenset({"assurance"}),
}
#: The ends that fit each trigger of a deadline.
ENDS: Mapping[str, frozenset[str]] = {
    "sessions": frozenset({"recorded", "signed", "feedback", "next_in_series", "rearranged"}),
    "referral": frozenset({"screened"}),
    "contract": frozenset({"handover"}),
    "missed": frozenset({"escalation"}),
    "absence": frozenset({"sessions", "reallocation"}),
    "team": frozenset({"assurance"}),
    "actions": frozenset({"action"}),
}
#: What ends a deadline by an entry that is made when the thing is done, so that the history can bear witness to it. The
#: day of a meeting is not that on which its record came in, and a new date is a plan.
WITNESSED = frozenset({"recorded", "signed", "feedback", "screened", "reallocation", "action"})
ACROSS = frozenset({"coverage", "follow_up", "functions", "gap", "taken_up"})
OF_REFERRALS = frozenset({"true_fields", "criteria", "measured_action"})
#: The needs that fit what a completeness rule is about.
NEEDS_OF: Mapping[str, frozenset[str]] = {
    "person_months": frozenset({"coverage", "follow_up"}),
    "persons": frozenset({"functions"}),
    "excused_stretches": frozenset({"gap"}),
}
#: Keys that name another rule, and the form that it has to have.
REFERENCES: Mapping[str, str] = {
    "of": "cadence", "less": "cadence", "counts_for": "cadence", "missed": "cadence", "in_scope_of": "cadence",
    "at_end_of": "cadence", "taken_up": "cadence", "person_months": "cadence", "persons": "cadence",
    "excused_stretches": "cadence", "meets": "completeness",
}  # fmt: skip
#: References that need sessions of a person to count, not only a scope.
COUNTING = frozenset(
    {"counts_for", "taken_up", "person_months", "persons", "missed", "excused_stretches", "in_scope_of"}
)

#: References whose rule has to be about this subject.
SUBJECTS: Mapping[str, str] = {"of": "person", "less": "person", "at_end_of": "case"}


def faults(data: Data) -> Iterator[Fault]:
    """Every fault of a front matter that its schema has passed."""
    names = _Names(data)
    seen: set[tuple[str, str]] = set()
    for index, rule in enumerate(data["rules"]):
        at = f"/rules/{index}"
        if (rule["id"], rule["form"]) in seen:
            yield at, "duplicate-rule", f"The rule {rule['id']} of this form stands here twice.", "Remove one of them."
        seen.add((rule["id"], rule["form"]))
        yield from _names(names, rule, at)
        yield from _references(names, rule, at)
        yield from _belongs(rule, at)
        yield from _unheeded(rule, at)
    yield from _twice(data)
    yield from _circles(data)
    yield from _processes(data)


class _Names:
    """The names that a front matter declares."""

    def __init__(self, data: Data) -> None:
        self.sections = {entry["id"] for entry in data["sections"]}
        self.agenda = {entry["id"] for entry in data["agenda"]}
        self.processes = {entry["id"] for entry in data["assurance"]}
        self.rules = {(rule["id"], rule["form"]): rule for rule in data["rules"]}


def _walk(value: Any, at: str) -> Iterator[tuple[str, str, Any]]:
    """Every key below a value as (pointer, key, value)."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield f"{at}/{key}", key, inner
            yield from _walk(inner, f"{at}/{key}")
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _walk(inner, f"{at}/{index}")


def _names(names: _Names, rule: Data, at: str) -> Iterator[Fault]:
    declared = {
        "sections": (names.sections, "section"),
        "case_sections": (names.sections, "section"),
        "agenda": (names.agenda, "agenda point"),
        "assurance": (names.processes, "process"),
    }
    for pointer, key, value in _walk(rule, at):
        if key in declared:
            known, word = declared[key]
            values = enumerate(value) if isinstance(value, list) else [(None, value)]
            for index, name in values:
                if name not in known:
                    where = pointer if index is None else f"{pointer}/{index}"
                    code = f"unknown-{word.replace(' ', '-')}"
                    hint = (
                        f"Known: {some(sorted(known), KNOWN) or 'none'}. Declare it at the top of the page, or mend it."
                    )
                    yield where, code, f"The {word} `{name}` is not declared.", hint


def _references(names: _Names, rule: Data, at: str) -> Iterator[Fault]:
    for pointer, key, value in _walk(rule, at):
        if key not in REFERENCES or not isinstance(value, str):
            continue
        found = names.rules.get((value, REFERENCES[key]))
        if found is None:
            yield (
                pointer,
                "unknown-rule",
                f"There is no {REFERENCES[key]} rule {value} on this page.",
                "Mend the id, or add the rule.",
            )
        elif key == "meets" and "both_agencies" not in found["needs"]:
            yield (
                pointer,
                "wrong-rule",
                f"{value} is not an attendance rule.",
                "Name a rule that needs `both_agencies`.",
            )
        elif key in COUNTING and (found["subject"] != "person" or "sessions" not in found["event"]):
            yield (
                pointer,
                "wrong-rule",
                f"{value} is not about sessions of a person.",
                "Name a cadence of persons whose event is a session.",
            )
        elif key in SUBJECTS and found["subject"] != SUBJECTS[key]:
            yield (
                pointer,
                "wrong-rule",
                f"{value} is not about a {SUBJECTS[key]}.",
                f"Name a cadence of a {SUBJECTS[key]}.",
            )
        elif key in ("missed", "excused_stretches") and ("calendar" in found["every"]) is (key == "missed"):
            kind = "rolling" if key == "missed" else "calendar"
            yield pointer, "wrong-rule", f"{value} is not a {kind} cadence.", f"Name a {kind} cadence."


def _twice(data: Data) -> Iterator[Fault]:
    """Of two entries with one id, only one would ever be meant."""
    for key in ("sections", "agenda", "assurance"):
        seen: set[str] = set()
        for number, entry in enumerate(data[key]):
            if entry["id"] in seen:
                yield (
                    f"/{key}/{number}/id",
                    "duplicate-item",
                    f"`{entry['id']}` stands twice in `{key}`.",
                    "Remove one.",
                )
            seen.add(entry["id"])


def _unheeded(rule: Data, at: str) -> Iterator[Fault]:
    """Parameters in places where nothing looks at them."""
    keys = {"within"}
    for pointer, key, _ in _walk(rule, at):
        keys.add(key)
        if key == "due_field" and pointer != f"{at}/trigger/sessions/due_field":
            yield _misplaced(pointer, "`due_field` outside a deadline's trigger", set())
        if key == "attended_as" and (pointer, rule.get("subject")) != (f"{at}/event/sessions/attended_as", "person"):
            yield _misplaced(pointer, "`attended_as` outside a person's cadence", set())
    for number, name in enumerate(rule.get("local", ())):
        if name not in keys:
            yield f"{at}/local/{number}", "unknown-parameter", f"The rule has no parameter `{name}`.", "Mend the name."


def _belongs(rule: Data, at: str) -> Iterator[Fault]:
    """Parameters that belong together, form by form."""
    checks = {"cadence": _cadence, "deadline": _deadline, "completeness": _completeness, "precondition": _precondition}
    if rule["form"] in checks:
        yield from checks[rule["form"]](rule, at)


def _misplaced(pointer: str, what: str, fitting: frozenset[str] | set[str]) -> Fault:
    fit = _named(fitting) or "none"
    return pointer, "not-allowed-here", f"{what} has no meaning here.", f"What may stand here: {fit}."


def _named(keys: frozenset[str] | set[str]) -> str:
    return ", ".join(f"`{key}`" for key in sorted(keys))


def _cadence(rule: Data, at: str) -> Iterator[Fault]:
    subject = rule["subject"]
    for key in rule.get("scope", {}):
        if key not in SCOPE_KEYS[subject]:
            yield _misplaced(f"{at}/scope/{key}", f"`{key}` for the subject `{subject}`", SCOPE_KEYS[subject])
    for key in rule["event"]:
        if key not in EVENTS[subject]:
            yield _misplaced(f"{at}/event/{key}", f"`{key}` for the subject `{subject}`", EVENTS[subject])
    yield from _interval(rule, at)
    yield from _alone(rule, at)
    if "meets" in rule["event"].get("sessions", {}) and subject != "case":
        yield _misplaced(f"{at}/event/sessions/meets", "`meets` for anything but a case", set())


def _alone(rule: Data, at: str) -> Iterator[Fault]:
    """Keys beside which others would not be looked at."""
    scope = rule.get("scope", {})
    beside = {"supervises": {"supervises", "months_after"}, "of": {"of", "contract", "less"}}
    for key, fitting in beside.items():
        for other in scope if key in scope else ():
            if other not in fitting:
                yield _misplaced(f"{at}/scope/{other}", f"`{other}` beside `{key}`", fitting - {key})
    if rule["subject"] == "process" and "every" in rule:
        yield _misplaced(f"{at}/every", "`every` where the assurance calendar says how often", set())


def _interval(rule: Data, at: str) -> Iterator[Fault]:
    subject, every = rule["subject"], rule.get("every", {})
    for key in ("minimum_available", "whole_periods"):
        if key in rule and "calendar" not in every:
            yield _misplaced(f"{at}/{key}", f"`{key}` of a rolling cadence", set())
    if "shorter" in rule and (subject != "case" or "calendar" in every):
        yield _misplaced(f"{at}/shorter", "`shorter` of anything but a case's rolling cadence", set())
    if "contract" in every and "contract" not in rule.get("scope", {}):
        yield _misplaced(f"{at}/every/contract", "`contract` without a contract in the scope", set())


def _deadline(rule: Data, at: str) -> Iterator[Fault]:
    trigger = rule["trigger"]
    kind = next((key for key in ENDS if key in trigger), "case")
    for key in rule.get("done", {}):
        if key not in ENDS.get(kind, frozenset()):
            yield _misplaced(f"{at}/done/{key}", f"`{key}` as the end of `{kind}`", ENDS.get(kind, frozenset()))
    due_field = "due_field" in trigger.get("sessions", {})
    if kind != "case" and ("within" not in rule) is not due_field:
        yield (
            at,
            "missing-key",
            "The rule does not say how long (or says it twice).",
            "Give `within`, or a `due_field` of the session.",
        )
    if "urgent_within" in rule and trigger.get("each") != "case":
        yield _misplaced(f"{at}/urgent_within", "`urgent_within` where cases are not judged one by one", set())
    if "evidence" in rule and not WITNESSED & rule.get("done", {}).keys():
        message = "The history can only bear witness to entries that are made when the thing is done."
        yield f"{at}/evidence", "not-allowed-here", message, f"What may end such a rule: {_named(WITNESSED)}."


def _completeness(rule: Data, at: str) -> Iterator[Fault]:
    of, needs = rule["of"], rule["needs"]
    kind = next(key for key in ("sessions", "referrals", "person_months", "persons", "excused_stretches") if key in of)
    across = frozenset({"both_agencies", "taken_up"})
    allowed = NEEDS_OF.get(kind)
    for key in needs:
        if kind == "referrals":
            fits = key == "measured_action" if "with_sessions" in of else key in OF_REFERRALS - {"measured_action"}
        elif kind == "sessions":
            fits = key not in {"coverage", "functions", "gap", "true_fields", "criteria"}
        else:
            fits = allowed is not None and key in allowed
        if not fits:
            yield _misplaced(f"{at}/needs/{key}", f"`{key}` of `{kind}`", allowed or frozenset())
    if kind == "sessions" and across & needs.keys() and of.get("each") != "case":
        yield f"{at}/of", "missing-key", "This need is judged case by case.", "Add `each: case`."
    if "urgent_within" in rule and of.get("each") != "case":
        yield _misplaced(f"{at}/urgent_within", "`urgent_within` where cases are not judged one by one", set())
    if "evidence" in rule and "filed" not in needs:
        yield _misplaced(f"{at}/evidence", "`evidence` of a rule that does not need `filed`", set())
    if len(needs) > 1 and ACROSS & needs.keys():
        yield f"{at}/needs", "not-allowed-here", "This need stands alone.", "Make a second rule of the others."
    if kind == "referrals" and "with_sessions" not in of and not {"true_fields", "criteria"} <= needs.keys():
        yield (
            f"{at}/needs",
            "missing-key",
            "A referral is judged by `true_fields` and `criteria` together.",
            "Give both.",
        )


def _precondition(rule: Data, at: str) -> Iterator[Fault]:
    requires = rule["requires"]
    for key, needs in (("independent", "qualification"), ("within_months", "session"), ("case_flags", "session")):
        if key in requires and needs not in requires:
            yield _misplaced(f"{at}/requires/{key}", f"`{key}` without `{needs}`", set())


def _circles(data: Data) -> Iterator[Fault]:
    """Rules that need each other to be judged can never be judged."""
    needs: dict[str, set[str]] = {}
    for rule in data["rules"]:
        named = {v for _, key, v in _walk(rule, "") if key in REFERENCES and isinstance(v, str)}
        # A completeness rule of the same id is judged after its cadence: that is no circle.
        if rule["form"] == "cadence":
            needs.setdefault(rule["id"], set()).update(named)
    left = _entangled(needs)
    for index, rule in enumerate(data["rules"]):
        if rule["form"] == "cadence" and rule["id"] in left and _reaches(left, rule["id"], rule["id"]):
            yield (f"/rules/{index}", "circular-rule", f"The rule {rule['id']} leads back to itself.",
                   "Let one of the rules stand on its own.")  # fmt: skip


def _entangled(needs: Mapping[str, set[str]]) -> Mapping[str, set[str]]:
    """What is left once every rule that needs none of the others is taken away, again and again: circles."""
    waiting = {name: named & needs.keys() for name, named in needs.items()}
    needed_by: dict[str, set[str]] = {}
    for name, named in waiting.items():
        for other in named:
            needed_by.setdefault(other, set()).add(name)
    free = [name for name, named in waiting.items() if not named]
    while free:
        name = free.pop()
        del waiting[name]
        for other in needed_by.get(name, ()):
            waiting[other].discard(name)
            if not waiting[other]:
                free.append(other)
    return waiting


def _reaches(needs: Mapping[str, set[str]], start: str, goal: str) -> bool:
    seen: set[str] = set()
    ahead = list(needs.get(start, ()))
    while ahead:
        name = ahead.pop()
        if name == goal:
            return True
        if name not in seen:
            seen.add(name)
            ahead += needs.get(name, ())
    return False


def _processes(data: Data) -> Iterator[Fault]:
    """A process that a cadence names has to say how often."""
    timed = {entry["id"]: entry.get("every") for entry in data["assurance"]}
    for index, rule in enumerate(data["rules"]):
        if rule["form"] != "cadence":
            continue
        for number, name in enumerate(rule["event"].get("assurance", ())):
            if name in timed and (timed[name] is None or "contract" in timed[name]):
                where = f"/rules/{index}/event/assurance/{number}"
                message = f"The process `{name}` does not say how often it comes round."
                yield where, "missing-key", message, "Give it `every` in `assurance`."
