"""Tooltips: what the glossary spells out, on the protocols' pages, and nowhere twice."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from supervision_records.pages.glossary import abbreviations, has_tooltips, with_tooltips
from supervision_records.pages.site import Site
from supervision_records.pages.tree import write_tree

GLOSSARY = """# Glossary

| Abbreviation | Stands for | What it is |
|---|---|---|
| BEAM { #beam } | Beam | A name. |
| C&F { #c-and-f } | Child and family assessment | An assessment. |
| CCS { #ccs } | Not spelled out | A service. |
| CIN { #cin } | Child in need | A child who needs services. |
| N/A { #n-a } | Not applicable | It does not fit. |
| RiO { #rio } | A name, not an abbreviation | A record. |
| SEN { #sen } | Special educational needs | With disability: SEND. |
"""
KNOWN = {"CIN": "Child in need", "N/A": "Not applicable", "SEN": "Special educational needs"}


def test_what_is_spelled_out_is_known() -> None:
    assert abbreviations(GLOSSARY) == KNOWN


@pytest.mark.parametrize(
    ("text", "definitions"),
    [
        ("A CIN plan.\n", "\n*[CIN]: Child in need\n"),
        ("CIN and N/A.", "\n\n*[CIN]: Child in need\n*[N/A]: Not applicable\n"),
        ("SEND is longer, and cin small.\n", ""),
        ("", ""),
    ],
)
def test_a_page_defines_what_it_uses(text: str, definitions: str) -> None:
    assert with_tooltips(text, KNOWN) == text + definitions


def test_only_the_protocols_pages_have_tooltips() -> None:
    assert has_tooltips("protocols/alpha.md")
    assert has_tooltips("protocols/alpha/part.md")
    for other in ("glossary.md", "protocols/index.md", "protocols/amendments.md"):
        assert not has_tooltips(other)


def test_the_tree_for_another_builder_has_them_too(make_site: Callable[..., Site], tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    (docs / "protocols/alpha").mkdir(parents=True)
    (docs / "glossary.md").write_text(GLOSSARY, encoding="utf-8")
    (docs / "protocols/alpha/part.md").write_text("A CIN plan.\n", encoding="utf-8")
    write_tree(make_site(), docs, tmp_path / "out")
    part = (tmp_path / "out/protocols/alpha/part.md").read_text(encoding="utf-8")
    assert part == "A CIN plan.\n\n*[CIN]: Child in need\n"
    assert (tmp_path / "out/glossary.md").read_text(encoding="utf-8") == GLOSSARY


def test_the_real_glossary_is_read_line_by_line() -> None:
    text = (Path(__file__).parents[2] / "docs/glossary.md").read_text(encoding="utf-8")
    known = abbreviations(text)
    left_out = ("| Not spelled out |", "| A name, not an abbreviation |", "&", "| BEAM ")
    lines = [line for line in text.splitlines() if "{ #" in line and not any(part in line for part in left_out)]
    assert len(known) == len(lines)
    assert known["CIN"] == "Child in need"
