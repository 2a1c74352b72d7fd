"""CODEOWNERS made from teams, protocols and settings: whom the forge asks before a change comes in.

The last line that fits a path counts, so the file goes from the whole to the parts, and what judges stands last: no
line above it can hand that to a team.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from supervision_records.files import Files
from supervision_records.model import Problem, Protocol
from supervision_records.settings import Forge
from supervision_records.store import Store, is_id
from supervision_records.yamlio import MAX_BYTES, Place

HEAD = """\
# Whom a change is shown to before it comes in. Made by `supervision codeowners` from the teams, the protocols and
# supervision.yaml: change those, and run it again. The last line that fits a path counts.
"""
COMMAND = "supervision codeowners"

#: What records are judged by, what runs, and who is asked: the maintainers', whatever stands above.
JUDGING = ("/schemas/", "/scripts/", "/tests/", "/.github/", "/.ci/", "/docs/overrides/", "/docs/assets/")
JUDGING_FILES = (
    "supervision.yaml", "mkdocs.yml", "pyproject.toml", "requirements.lock",
    ".gitattributes", ".gitignore", ".gitmodules",
)  # fmt: skip


def codeowners(store: Store, protocols: Mapping[str, Protocol], forge: Forge) -> str:
    """The whole file."""
    maintainers = _joined(forge.maintainers)
    lines = [f"* {maintainers}", "", f"/records/ {_joined(forge.records)}"]
    lines += [f"/records/sessions/{team}/ {forge.team(team)}" for team in _safe(store.records["teams"])]
    lines += ["", f"/docs/protocols/ {maintainers}", *_protocols(protocols, forge), ""]
    lines += [f"{folder} {maintainers}" for folder in JUDGING]
    lines += [f"/{file} {maintainers}" for file in sorted({*JUDGING_FILES, forge.file})]
    return HEAD + "\n" + "\n".join(lines) + "\n"


def at(files: Files, path: str) -> bytes | None:
    """The file that is there; None where none can be read."""
    try:
        return files.read(path, MAX_BYTES)
    except OSError:
        return None


def stale(
    store: Store, protocols: Mapping[str, Protocol], forge: Forge | None, found: bytes | None
) -> Iterator[Problem]:
    """Whether the file that is there (None: there is none) is another than it should be; never without a forge."""
    if forge is not None and found != codeowners(store, protocols, forge).encode():
        yield Place(forge.file).problem(
            "codeowners-out-of-date",
            "This file does not say what the teams, the protocols and the settings say of who is asked about a change.",
            f"Run `{COMMAND}`, and put the file that it writes into the same change.",
        )


def _protocols(protocols: Mapping[str, Protocol], forge: Forge) -> Iterator[str]:
    """The pages whose owner the settings name, with the pages below them."""
    for name in _safe(protocols):
        if name in forge.protocols:
            yield f"/docs/protocols/{name}.md {forge.protocols[name]}"
            yield f"/docs/protocols/{name}/ {forge.protocols[name]}"


def _safe(names: Mapping[str, object]) -> Iterator[str]:
    """Names that are nothing but themselves in a pattern, in order; what is left out stays the maintainers'."""
    return (name for name in sorted(names) if is_id(name))


def _joined(owners: tuple[str, ...]) -> str:
    return " ".join(owners)
