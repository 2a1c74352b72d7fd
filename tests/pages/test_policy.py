from __future__ import annotations

import base64
import hashlib

import pytest

from supervision_records.pages.policy import BASE, EXTRA, hashes_of, policy


def directives(text: str) -> dict[str, list[str]]:
    """A policy as a browser reads it."""
    parts = [part.split() for part in text.split(";")]
    assert len({part[0] for part in parts}) == len(parts), "a browser ignores a directive that stands there twice"
    return {name: sources for name, *sources in parts}


def hash_of(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


@pytest.mark.parametrize("source", ["", "index.md", "compliance/teams/north.md", *EXTRA])
def test_no_page_may_run_what_stands_in_it_or_load_from_elsewhere(source: str) -> None:
    found = directives(policy(source, ("'sha256-x'",)))
    assert found["default-src"] == ["'none'"]
    assert found["script-src"][:2] == ["'self'", "'sha256-x'"]
    for name in ("object-src", "base-uri", "form-action"):
        assert found[name] == ["'none'"]
    sources = {source for sources in found.values() for source in sources}
    assert not sources & {"'unsafe-eval'", "*", "http:", "https:"}
    assert "'unsafe-inline'" not in found["script-src"]
    assert not [source for source in sources if "." in source], "no other host is named"


def test_a_kind_of_page_may_do_more_and_others_may_not() -> None:
    extra = {"forms/": {"style-src": ("'sha256-y'",), "frame-src": ("'self'",)}}
    more, others = (directives(policy(source, (), extra)) for source in ("forms/session.md", "index.md"))
    assert more["style-src"] == [*BASE["style-src"], "'sha256-y'"]
    assert more["frame-src"] == ["'self'"]
    assert "frame-src" not in others
    assert others["style-src"] == list(BASE["style-src"])


def test_each_script_in_a_page_has_its_hash() -> None:
    page = "<script>a<b && c</script><p>x</p><script type=module>\n1\n</script><script>a<b && c</script>"
    assert hashes_of(page) == (hash_of("a<b && c"), hash_of("\n1\n"))


@pytest.mark.parametrize(
    "page", ["", "<p>x</p>", '<script src="x.js">ignored</script>', '<script type="application/json">{}</script>']
)
def test_what_is_not_run_needs_none(page: str) -> None:
    assert hashes_of(page) == ()
