"""Personal details in what a change brings beside its records: which refuse it, and which are only told."""

from __future__ import annotations

import pytest

from supervision_records.model import Severity
from supervision_records.settings import Settings
from supervision_records.since.passing import decoded, passing_problems
from supervision_records.since.way import Message, Passing

NUMBER = "Ask about 943 476 5919."
E, W = Severity.ERROR, Severity.WARNING


def told(
    passing: Passing, *, agreed: bool = False, names: tuple[str, ...] | None = None
) -> list[tuple[str, int, Severity]]:
    found = passing_problems([passing], (), Settings(names=names), agreed=agreed)
    return [(problem.code, problem.line, problem.severity) for problem in found]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_text_is_read_in_every_encoding(encoding: str) -> None:
    assert decoded(NUMBER.encode(encoding)) == NUMBER
    assert told(Passing("docs/a.md", f"One\n{NUMBER}".encode(encoding))) == [("nhs-number", 2, E)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("DOB 12/05/2014", [("birth-date", 1, E)]),
        ("In force since 1 April 1998", []),
        ("Telephone 020 7946 0018", [("telephone", 1, W)]),
        ("help@example.org", [("e-mail", 1, W)]),
        ("sha256:" + "9434765919" * 6, []),
        (f"{NUMBER}\n{NUMBER}", [("nhs-number", 1, E)]),
    ],
)
def test_what_is_sure_refuses_and_the_rest_is_told(text: str, expected: list[tuple[str, int, Severity]]) -> None:
    assert told(Passing("docs/a.md", text.encode(), stays=True)) == expected


def test_a_name_of_the_local_list_refuses() -> None:
    assert told(Passing("docs/a.md", b"About Marigold."), names=("Marigold",)) == [("name", 1, E)]


def test_a_line_that_was_there_before_is_not_brought() -> None:
    assert told(Passing("docs/a.md", f"New\n{NUMBER}".encode(), NUMBER.encode(), stays=True)) == []


def test_a_picture_holds_no_text() -> None:
    assert told(Passing("docs/a.png", b"\x89PNG" + NUMBER.encode())) == []


def test_an_agreement_covers_the_product_and_no_page_or_record() -> None:
    raw = NUMBER.encode()
    assert told(Passing("tests/a.py", raw), agreed=True) == [("nhs-number", 1, W)]
    assert told(Passing("tests/a.py", raw)) == [("nhs-number", 1, E)]
    assert told(Passing("docs/a.md", raw), agreed=True) == [("nhs-number", 1, E)]
    assert told(Passing("RECORDS/a.txt", raw), agreed=True) == [("nhs-number", 1, E)]


def test_a_message_is_named_by_its_commit_and_never_repeated() -> None:
    message = Message("0123456789abcdef", f"Words\n\n{NUMBER}\nSigned-off-by: A Tester <tester@example.org>\n")
    (problem,) = passing_problems((), [message], Settings())
    assert (problem.code, problem.path, problem.severity) == ("nhs-number", "commit 0123456789ab", E)
    assert "943" not in problem.message + problem.hint
