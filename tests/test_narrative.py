"""The most that the settings let stand in a place of narrative."""

from __future__ import annotations

import pytest

from supervision_records.narrative import Most, most, texts
from supervision_records.settings import Settings


@pytest.mark.parametrize(
    ("settings", "place", "expected"),
    [
        ({}, "sessions.actions.what", Most.PLAIN),
        ({}, "sessions.notes.risks", Most.SEALED),
        ({"plain": {"sessions.notes.*"}}, "sessions.notes.risks", Most.PLAIN),
        ({"plain": {"sessions.notes.*"}, "sealed": {"sessions.notes.risks"}}, "sessions.notes.risks", Most.SEALED),
        ({"plain": {"sessions.notes.*"}, "sealed": {"sessions.notes.risks"}}, "sessions.notes.plans", Most.PLAIN),
        ({"held": {"sessions.notes.*"}, "plain": {"sessions.notes.risks"}}, "sessions.notes.risks", Most.HELD),
        ({"held": {"*.notes.*"}, "sealed": {"sessions.notes.risks"}}, "sessions.notes.risks", Most.HELD),
        ({"held": {"sessions.notes"}}, "sessions.notes.risks", Most.SEALED),
    ],
)
def test_the_strictest_word_on_a_place_counts(settings: dict[str, set[str]], place: str, expected: Most) -> None:
    own = Settings(**{name: frozenset(places) for name, places in settings.items()})  # type: ignore[arg-type]
    assert most(tuple(place.split(".")), own) is expected


def test_every_text_is_named_by_its_place() -> None:
    data = {
        "notes": {"risks": "a"},
        "cases": [{"case": "c-aaaaaaaa"}, {"case": "c-bbbbbbbb", "notes": {"plans": {"held": "lcs"}}}],
        "actions": [{"id": 1, "what": "b", "measure": "c"}],
        "disagreement": "d",
    }
    assert [(text.pointer, ".".join(text.place), text.value) for text in texts("sessions", data)] == [
        ("/notes/risks", "sessions.notes.risks", "a"),
        ("/cases/1/notes/plans", "sessions.cases.notes.plans", {"held": "lcs"}),
        ("/actions/0/what", "sessions.actions.what", "b"),
        ("/actions/0/measure", "sessions.actions.measure", "c"),
        ("/disagreement", "sessions.disagreement", "d"),
    ]
    assert list(texts("people", {"notes": {"risks": "a"}})) == []
