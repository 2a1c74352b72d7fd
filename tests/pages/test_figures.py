from __future__ import annotations

from collections.abc import Callable

from supervision_records.model import Finding, Status
from supervision_records.pages.figures import Line, counts_table, met_of, rate_bar, sentence
from supervision_records.summary import Counts

Make = Callable[..., Finding]


def test_no_findings_is_no_rate() -> None:
    assert rate_bar(Counts()) == '<span class="no-rate">no findings</span>'
    assert met_of(Counts()) == ("○", "no findings")
    assert sentence(Counts()) == "There are no findings."


def test_what_is_only_due_has_no_rate_yet() -> None:
    assert rate_bar(Counts(due=2)) == '<span class="no-rate">none judged yet</span>'
    assert "%" not in sentence(Counts(due=2))


def test_a_rate_is_a_number_beside_its_bar() -> None:
    assert rate_bar(Counts(met=3, breach=1)) == (
        '<span class="rate"><svg class="bar" aria-hidden="true"><rect width="75.0%" height="100%"/></svg>75 %</span>'
    )


def test_a_mark_says_how_many_of_how_many() -> None:
    assert met_of(Counts(met=1)) == ("●", "1 of 1 met")
    assert met_of(Counts(met=1, breach=1, due=7)) == ("◐", "1 of 2 met")
    assert met_of(Counts(breach=2)) == ("○", "0 of 2 met")


def test_counts_in_a_sentence() -> None:
    assert sentence(Counts(met=1, due=2, breach=1, excused=3, unknown=4)) == (
        "11 findings: <strong>1 met</strong>, <strong>1 breach</strong>, 2 due, 3 excused, 4 unknown. "
        "That is 50 % met of what has been judged."
    )


def test_a_table_of_counts_adds_up(finding: Make) -> None:
    a, b = [finding()], [finding(status=Status.BREACH), finding(status=Status.DUE)]
    table = counts_table("k", "C", "Name", [Line("a", a), Line("b", b)], Line("All", a + b))
    assert "Unknown" not in table
    assert '<tr><th scope="row">a</th>' in table
    zero = '<td class="number"><span class="zero">0</span></td>'
    ones = '<td class="number">1</td>'
    foot = table[table.index("<tfoot>") :]
    assert foot.count(ones) == 3
    assert foot.count(zero) == 1
    assert '<td class="number">3</td></tr>' in foot


def test_unknown_has_a_column_only_where_something_is(finding: Make) -> None:
    table = counts_table("k", "C", "Name", [Line("a", [finding(status=Status.UNKNOWN)])], None)
    assert "Unknown" in table
    assert "<tfoot>" not in table
