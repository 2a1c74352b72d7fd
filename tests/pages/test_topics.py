"""Topics lead to headings, by the anchors that the builder gives them."""

from __future__ import annotations

from collections.abc import Callable

import markdown  # type: ignore[import-untyped]
import pytest

from supervision_records.model import Protocol
from supervision_records.pages import topics
from supervision_records.pages.site import Site

BODY = """
# The title is no topic

## Who's supervised? ("All staff")

## Café &amp; – *twice*

### Café &amp; – *twice*

#### Too deep

## Its own { #mine .x }

## [[AB-1 must]] `code` and [a link](other.md)
"""


@pytest.mark.parametrize("body", [BODY, "## Same\n\n## Same\n\n### Same\n"])
def test_the_anchors_are_those_of_the_builder(make_protocol: Callable[..., Protocol], body: str) -> None:
    found = [anchor for _, anchor in topics.headings(make_protocol(body=body.replace("[[AB-1 must]] ", "")))]
    html = markdown.markdown(body.replace("[[AB-1 must]] ", ""), extensions=["attr_list", "toc"])
    assert len(found) >= 3
    for anchor in found:
        assert f'id="{anchor}"' in html
    assert len(set(found)) == len(found)


def test_the_page_lists_topics_from_a_to_z(
    make_site: Callable[..., Site], make_protocol: Callable[..., Protocol]
) -> None:
    body = "## beta\n\n## Alpha <b>\n\n### Gamma\n"
    ((_, text),) = topics.pages(make_site(protocols={"alpha": make_protocol(body=body)}))
    places = [text.index(word) for word in ("Alpha &#60;b&#62;", "beta<", "Gamma<")]
    assert places == sorted(places)
    assert 'href="alpha.html#gamma"' in text


def test_without_protocols_there_are_none(make_site: Callable[..., Site]) -> None:
    ((_, text),) = topics.pages(make_site(protocols={}))
    assert "None yet." in text
