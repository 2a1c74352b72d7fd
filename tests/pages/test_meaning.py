"""What rules mean, in words: every parameter of the schema is said, and none of the real rules hides one."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from supervision_records.model import Protocol, Rule
from supervision_records.pages.meaning import cadence, completeness, count, deadline, precondition, sessions
from supervision_records.pages.meaning.forms import FORMS, meaning
from supervision_records.pages.meaning.line import all_of, any_of
from supervision_records.protocol import read_protocols
from supervision_records.schema import Schemas

ROOT = Path(__file__).parents[2]
MakeProtocol = Callable[..., Protocol]

#: Each vocabulary of the schema, and the tables that have its words. What stands by itself is said with what it
#: belongs to; that it is, the test of the real rules shows.
VOCABULARIES: Mapping[str, set[str]] = {
    "sessions": {*sessions.KINDS, *sessions.NARROWER},
    "scope": {*cadence.REPLACED, *cadence.SCOPE},
    "cadence/properties/event": {*cadence.EVENTS},
    "step": {*deadline.STEP, "milestone", "allocation", "session", "after", "within"},
    "deadline/properties/trigger": {*deadline.TRIGGERS, "each", "by"},
    "deadline/properties/done": {*deadline.DONE},
    "needs": {*completeness.NEEDS},
    "of": {*completeness.OF, "each", "marked", "outcome", "with_sessions", "at_least", "months"},
    "precondition/properties/requires": {*precondition.REQUIRES},
    "precondition/properties/requires/properties/contract": {*precondition.CONTRACT},
    "count/properties/count": {*count.COUNTED},
}
#: What a rule says of itself, beside its parameters.
OF_ITSELF = {"id", "form", "title", "strength"}


@cache
def schema() -> Any:
    return json.loads((ROOT / "schemas/protocol.schema.json").read_text(encoding="utf-8"))


@cache
def protocols() -> Mapping[str, Protocol]:
    found, problems = read_protocols(ROOT, Schemas.read(ROOT / "schemas"))
    assert problems == ()
    return found


def real_rules() -> list[Rule]:
    return [rule for protocol in protocols().values() for rule in protocol.rules]


def keys(definition: str) -> set[str]:
    part = schema()["$defs"]
    for step in definition.split("/"):
        part = part[step]
    return set(part["properties"])


@pytest.mark.parametrize("definition", VOCABULARIES)
def test_every_key_of_the_schema_has_words_and_no_words_lack_a_key(definition: str) -> None:
    assert VOCABULARIES[definition] == keys(definition)


def test_every_form_and_subject_has_words() -> None:
    rule = schema()["$defs"]["rule"]["properties"]["form"]["enum"]
    assert list(FORMS) == rule
    assert list(cadence.SUBJECTS) == schema()["$defs"]["cadence"]["properties"]["subject"]["enum"]
    assert list(count.SUBJECTS) == schema()["$defs"]["count"]["properties"]["subject"]["enum"]


@pytest.mark.parametrize("form", FORMS)
def test_the_real_rules_use_every_parameter_of_their_form(form: str) -> None:
    """So that the next test, which takes them apart, sees every one; but for evidence, which none of them asks for."""
    used = {key for rule in real_rules() if rule.form == form for key in rule.spec}
    allowed = {"evidence", *({"local"} if form in {"review", "count"} else set())}
    assert keys(form) - used <= allowed


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if path or key not in OF_ITSELF:
                yield from leaves(inner, (*path, key))
    elif isinstance(value, list) and value and isinstance(value[0], Mapping):
        for index, inner in enumerate(value):
            yield from leaves(inner, (*path, index))
    else:
        yield path


def changed(spec: Mapping[str, Any], path: tuple[Any, ...]) -> dict[str, Any]:
    """The same rule with one parameter left out, or (a number) one more."""
    whole: Any = copy.deepcopy(dict(spec))
    part = whole
    for step in path[:-1]:
        part = part[step]
    value = part[path[-1]]
    if isinstance(value, int) and not isinstance(value, bool):
        part[path[-1]] = value + 1
    elif isinstance(value, list) and len(value) > 1:
        part[path[-1]] = value[1:]
    else:
        del part[path[-1]]
    return dict(whole)


@pytest.mark.parametrize("rule", real_rules(), ids=lambda rule: f"{rule.id}-{rule.form}")
def test_no_parameter_of_a_real_rule_goes_without_saying(rule: Rule) -> None:
    protocol = protocols()[rule.protocol]
    said = meaning(protocol, rule)
    for path in leaves(rule.spec):
        try:
            other = meaning(protocol, replace(rule, spec=changed(rule.spec, path)))
        except (KeyError, StopIteration, IndexError, ValueError):
            continue  # The rule cannot even be said without it.
        assert other != said, path


@pytest.mark.parametrize(("name", "form"), [("WTW-5", "deadline"), ("ISL-8", "completeness")])
def test_a_rule_that_rests_on_the_history_says_so(name: str, form: str) -> None:
    rule = next(rule for rule in real_rules() if (rule.id, rule.form) == (name, form))
    asking = replace(rule, spec={**rule.spec, "evidence": "history"})
    said, usual = (meaning(protocols()[rule.protocol], one) for one in (asking, rule))
    (line,) = [line for line in said if line not in usual]
    assert line.heading == "Evidence"
    assert "repository" in line.sentences[0]


def test_every_local_figure_of_a_real_rule_is_marked_where_it_stands() -> None:
    for rule in real_rules():
        for name in rule.spec.get("local", ()):
            if rule.form == "completeness" and name == "within" and name not in rule.spec:
                continue  # The time for completing a record is ours wherever a rule does not name one.
            others = [other for other in rule.spec["local"] if other != name]
            protocol = protocols()[rule.protocol]
            marked, unmarked = (
                [line.sentences for line in meaning(protocol, replace(rule, spec={**rule.spec, "local": names}))]
                for names in ([name, *others], others or ["nothing"])
            )
            assert marked != unmarked, (rule.id, name)


def test_no_sentence_of_a_real_rule_is_unfinished() -> None:
    for rule in real_rules():
        for line in meaning(protocols()[rule.protocol], rule):
            for sentence in line.sentences:
                assert sentence.endswith("."), sentence
                assert sentence[0].isupper() or sentence[0] == "“", sentence
                for sign in ("{", "}", "None", "_", "  ", " ,", ".."):
                    assert sign not in sentence, sentence


def said(protocol: Protocol, form: str, **spec: Any) -> dict[str, tuple[str, ...]]:
    rule = Rule("AB-1", form, "alpha", "T", {"id": "AB-1", "form": form, **spec}, "p", 1)
    return {line.heading: line.sentences for line in meaning(protocol, rule)}


def test_a_cadence_in_words(make_protocol: MakeProtocol) -> None:
    words = said(
        make_protocol(),
        "cadence",
        subject="case",
        scope={"through": ["childrens-service", "mental-health"]},
        event={"sessions": {"types": ["joint"], "meets": "AB-2"}},
        every={"months": 6},
        shorter={"agreed": "joint_interval"},
    )
    assert words["Whom it is about"] == (
        (
            "Each open case of a team that follows the protocol, whoever holds it, on the days on which a team of the "
            "children's service and the mental health service answer for it together."
        ),
    )
    assert words["What is asked"] == (
        "At least every 6 months: a joint session that meets AB-2 for the case.",
        (
            "Counted from the first day on which the rule applies, then anew from each that counts. "
            "Months go by the calendar: six months after 31 August is the last day of February."
        ),
        "Sooner where managers agreed a shorter interval for the case (joint interval): the latest agreement holds.",
        "A shorter interval that begins in between brings the date forward; a longer one waits for the next event.",
    )
    assert words["Absence"] == ("Nobody's absence changes anything here.",)


def test_a_calendar_cadence_says_what_absence_does(make_protocol: MakeProtocol) -> None:
    words = said(
        make_protocol(),
        "cadence",
        subject="person",
        event={"sessions": {"one_to_one": ["case"]}},
        every={"calendar": "month"},
        minimum_available=12,
        local=["minimum_available"],
    )
    assert words["What is asked"] == ("At least once in every calendar month: a one-to-one case session.",)
    assert "fewer than 12 working days (local) is excused" in words["Absence"][0]
    assert words["Local figures"] == (
        "Figures marked (local) are not in the source document: the organisation chose them.",
    )


def test_a_deadline_in_words(make_protocol: MakeProtocol) -> None:
    words = said(
        make_protocol(),
        "deadline",
        trigger={"sessions": {"types": ["informal"]}, "each": "case"},
        within={"working_days": 5},
        urgent_within={"hours": 24},
        done={"recorded": {"by": "supervisors"}},
    )
    assert words["What starts the clock"] == ("Each informal talk, for each case discussed in it.",)
    assert words["By when"][0] == "Within 5 working days."
    assert words["By when"][1].startswith("Within 24 hours where the case is marked urgent")
    assert words["What has to happen"] == (
        (
            "It is recorded by one of the session's supervisors; what a case's own entry does not say is taken from "
            "the session's."
        ),
    )


def test_sections_are_said_by_their_titles(make_protocol: MakeProtocol) -> None:
    protocol = make_protocol(sections=[{"id": "plan", "title": "Plan, with dates"}])
    words = said(protocol, "completeness", of={"sessions": {"types": ["joint"]}}, needs={"sections": ["plan", "x-y"]})
    assert words["What has to be there"] == ("Written sections: “Plan, with dates” and “x y”.",)
    assert words["By when"] == (
        "The record may still be completed within 5 working days (local) after the day itself.",
    )


def test_a_count_without_a_number_agreed(make_protocol: MakeProtocol) -> None:
    words = said(
        make_protocol(),
        "count",
        subject="referral",
        count={"sessions": {"types": ["partnership"]}},
        max={"contract": "sessions_agreed"},
    )
    assert words["Verdict"] == (
        "Too many: a breach at once.",
        "Where no number was agreed: a breach.",
        "Otherwise met.",
    )


def test_a_contract_with_conditions(make_protocol: MakeProtocol) -> None:
    requires = {"contract": {"ground_rules": True, "entitlement": True}}
    words = said(make_protocol(), "precondition", of={"sessions": {"types": ["partnership"]}}, requires=requires)
    assert words["What had to be true"] == (
        (
            "On the day of every session a contract between the two was in force, with agreed ground rules and that "
            "names the entitlement to supervision."
        ),
    )


def test_lists_in_words() -> None:
    assert (any_of([]), any_of(["a"]), any_of(["a", "b"])) == ("", "a", "a or b")
    assert all_of(["a", "b", "c"]) == "a, b and c"
