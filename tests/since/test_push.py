"""What a server reads of a push, and what it refuses without looking further."""

from __future__ import annotations

import pytest

from supervision_records.since.push import (
    PushError,
    Update,
    is_judged,
    is_protected,
    parse,
    protected_now,
    refused_outright,
)

ZERO, OLD, NEW = "0" * 40, "1" * 40, "2" * 40
PROTECTED = ("refs/heads/main", "release/*", "refs/tags/checkpoint*")


def test_a_push_of_several_refs() -> None:
    lines = [f"{OLD} {NEW} refs/heads/main\n", f"{ZERO} {NEW} refs/tags/v1\n", f"{OLD} {ZERO} refs/heads/x\n"]
    updates = parse(lines)
    assert [update.ref for update in updates] == ["refs/heads/main", "refs/tags/v1", "refs/heads/x"]
    assert [(update.creates, update.deletes) for update in updates] == [(False, False), (True, False), (False, True)]


def test_ids_of_sha256_are_read() -> None:
    assert parse([f"{'a' * 64} {'b' * 64} refs/heads/main"]) == (Update("a" * 64, "b" * 64, "refs/heads/main"),)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "main",
        f"{OLD} {NEW}",
        f"{OLD} {NEW} main",
        f"{OLD[:-1]} {NEW} refs/heads/main",
        f"{OLD} HEAD refs/heads/main",
        f"{OLD} {NEW} refs/heads/a b",
        f"{OLD} {NEW} refs/heads/main extra",
        f"{'A' * 40} {NEW} refs/heads/main",
        f"{OLD} {NEW} refs/heads/main\x00",
        f"{OLD} {NEW} refs/heads/main\n\n",
    ],
)
def test_anything_else_is_not_guessed_at(line: str) -> None:
    with pytest.raises(PushError):
        parse([line])


@pytest.mark.parametrize(
    ("ref", "protected"),
    [
        ("refs/heads/main", True),
        ("refs/heads/MAIN", True),
        ("refs/heads/main2", False),
        ("refs/heads/feature/main", False),
        ("refs/heads/release/1", True),
        ("refs/heads/release", False),
        ("refs/tags/main", False),
        ("refs/tags/checkpoint-2026", True),
    ],
)
def test_protected_refs(ref: str, protected: bool) -> None:
    assert is_protected(ref, PROTECTED) is protected


@pytest.mark.parametrize(
    ("update", "refused", "judged"),
    [
        (Update(OLD, NEW, "refs/heads/main"), False, True),
        (Update(ZERO, NEW, "refs/heads/main"), False, True),
        (Update(OLD, ZERO, "refs/heads/main"), True, True),
        (Update(OLD, ZERO, "refs/heads/other"), False, False),
        (Update(ZERO, NEW, "refs/tags/checkpoint-1"), False, False),
        (Update(OLD, NEW, "refs/tags/checkpoint-1"), True, False),
        (Update(OLD, ZERO, "refs/tags/checkpoint-1"), True, False),
        (Update(OLD, NEW, "refs/tags/v1"), False, False),
        (Update(ZERO, NEW, "refs/replace/" + OLD), True, False),
    ],
)
def test_what_is_refused_outright_and_what_is_looked_into(update: Update, refused: bool, judged: bool) -> None:
    assert bool(refused_outright(update, PROTECTED)) is refused
    assert is_judged(update, PROTECTED) is judged


MAIN, DRAFT, NEXT = "refs/heads/main", "refs/heads/draft", "refs/heads/release/2"


@pytest.mark.parametrize(
    ("pushed", "branches", "draft_is_protected"),
    [
        ([DRAFT], [], True),  # nothing that is named as protected is there, nor comes
        ([MAIN, DRAFT], [], False),
        ([DRAFT], [MAIN], False),
        ([DRAFT], [NEXT], False),
        ([MAIN], [DRAFT], True),  # what was judged until now does not cease to be because another branch comes
        (["refs/tags/checkpoint-1"], [], True),
    ],
)
def test_every_branch_is_protected_until_one_that_is_named_is_there(
    pushed: list[str], branches: list[str], draft_is_protected: bool
) -> None:
    updates = [Update(ZERO, NEW, ref) for ref in pushed]
    assert is_protected(DRAFT, protected_now(updates, branches, PROTECTED)) is draft_is_protected
