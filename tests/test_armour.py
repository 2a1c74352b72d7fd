"""What counts as a text that age has sealed: one whole armoured file, and nothing that only looks like one."""

from __future__ import annotations

import base64
import textwrap

import pytest

from supervision_records.armour import BEGIN, END, is_sealed
from tests.sealed import SEALED

LINES = SEALED.splitlines()
RAW = base64.b64decode("".join(LINES[1:-1]))


def armoured(raw: bytes) -> str:
    return "\n".join((BEGIN, *textwrap.wrap(base64.b64encode(raw).decode(), 64), END, ""))


def test_what_age_made_is_sealed() -> None:
    assert is_sealed(SEALED)
    assert is_sealed("\n" + SEALED.strip() + "\n\n")
    assert is_sealed(armoured(RAW))


@pytest.mark.parametrize(
    ("why", "text"),
    [
        ("plain words", "Ann was hit."),
        ("nothing", ""),
        ("plain words in armour", f"{BEGIN}\nAnn was hit\n{END}\n"),
        ("other data in armour", armoured(b"Ann was hit. " * 20)),
        ("words before it", f"Ann was hit.\n{SEALED}"),
        ("words after it", f"{SEALED}Ann was hit.\n"),
        ("words between its lines", "\n".join([*LINES[:2], "Ann was hit.", *LINES[2:]])),
        ("two of them", SEALED + SEALED),
        ("cut short", "\n".join(LINES[:-3] + LINES[-1:])),
        ("without its last line", "\n".join(LINES[:-1])),
        ("without a recipient", armoured(RAW[: RAW.index(b"->")] + RAW[RAW.index(b"---") :])),
        ("without what was sealed", armoured(RAW[: RAW.index(b"\n", RAW.index(b"--- ")) + 1])),
        ("of another version", armoured(RAW.replace(b"/v1", b"/v9"))),
    ],
)
def test_what_only_looks_like_it_is_not(why: str, text: str) -> None:
    assert not is_sealed(text)
