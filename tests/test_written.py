"""Written pages are words: what would act, or ask another host, is refused in the text and in what is built of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from supervision_records.files import Disk
from supervision_records.written import html_faults, page_faults, page_problems

HEAD = "---\ntitle: A page\n---\n\n"


def codes(text: str, path: str = "docs/page.md") -> list[str]:
    return [problem.code for problem in page_faults(path, text.encode())]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("---\ntemplate: base.html\n---\n", "page-key"),
        ("---\ntemplate: redirect.html\nlocation: https://evil.example/\n---\n", "page-key"),
        ('---\ntitle: "<img src=x onerror=alert(1)>"\n---\n', "page-html"),
        ('---\ntitle: "{{ config }}"\n---\n', "page-html"),
        (HEAD + "<script>alert(1)</script>", "page-html"),
        (HEAD + "Words <img src=x onerror=alert(1)> words", "page-html"),
        (HEAD + '<meta http-equiv="refresh" content="0;url=https://evil.example/">', "page-html"),
        (HEAD + "<!-- hidden -->", "page-html"),
        (HEAD + "<svg/onload=alert(1)>", "page-html"),
        (HEAD + "<script\nsrc=x>", "page-html"),
        (HEAD + "[press](javascript:alert(1))", "page-link"),
        (HEAD + "[press]( JavaScript :alert(1))", "page-link"),
        (HEAD + "[press][x]\n\n[x]: data:text/html,x", "page-link"),
        (HEAD + "![a](https://evil.example/x.png)", "page-picture"),
        (HEAD + "![a](//evil.example/x.png)", "page-picture"),
        (HEAD + "# Heading { onclick=alert(1) }", "page-attribute"),
        (HEAD + "Words\n{: style=position:fixed }", "page-attribute"),
        ("---\ntitle: [\n---\n", "bad-syntax"),
    ],
)
def test_what_would_act_is_refused(text: str, code: str) -> None:
    assert code in codes(text)


@pytest.mark.parametrize(
    "text",
    [
        HEAD + "Words, [a link](other.md), [another](https://example.org/a) and <https://example.org/>.",
        HEAD + "`<script>` shown, and a block:\n\n```html\n<script>alert(1)</script>\n```\n",
        HEAD + "1 < 2, a <3 b, {: .flow }\n\n![ours](../assets/images/favicon.svg)",
        "No front matter at all.",
    ],
)
def test_words_pass(text: str) -> None:
    assert codes(text) == []


def test_a_protocol_s_values_are_data_and_its_words_are_words() -> None:
    page = "---\ntitle: A <b>\n---\n\nWords.\n"
    assert codes(page, "docs/protocols/a.md") == []
    assert codes(page + "<b>\n", "docs/protocols/a.md") == ["page-html"]


def test_a_problem_stands_where_it_is() -> None:
    (found,) = page_faults("docs/page.md", (HEAD + "One\nTwo <b>\n").encode())
    assert (found.line, found.column) == (6, 5)


def test_the_shipped_pages_pass(root: Path) -> None:
    assert list(page_problems(Disk(root))) == []


@pytest.mark.parametrize(
    ("html", "named"),
    [
        ("<p>x</p><script>1</script>", "<script>"),
        ('<p onclick="x">y</p>', "onclick= of <p>"),
        ('<p style="x">y</p>', "style= of <p>"),
        ('<a href="javascript:x">y</a>', "the address of <a>"),
        ('<img src="https://evil.example/x" alt="">', "the address of <img>"),
        ("<p><!-- x --></p>", "a comment"),
        ("<iframe src=x></iframe>", "<iframe>"),
    ],
)
def test_what_a_builder_made_is_refused(html: str, named: str) -> None:
    assert named in html_faults(html)


def test_what_markdown_makes_passes() -> None:
    link = '<a class="b" href="../c.html">d</a> <a href="https://example.org">e</a>'
    assert html_faults(f'<h2 id="a">A</h2><p>{link}</p><img src="a.png" alt="">') == ()
