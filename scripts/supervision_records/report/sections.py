"""A report of sections and lists, as text and as Markdown that fits where a forge shows it. Every value is encoded."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass, replace

from supervision_records import encode
from supervision_records.report.markdown import cell

#: GitHub takes 1 MiB for the summary of a step, and shows nothing at all of a longer one.
LIMIT = 1_000_000
#: Room for the frame of a section: heading, tags, and the line that says what was left out.
FRAME = 600


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of a list. ``hint`` is what to do; ``path`` and ``line`` (0: none) are where; ``inner``: one deeper."""

    words: str
    hint: str = ""
    path: str = ""
    line: int = 0
    inner: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its sentence and its list; of what has to be cut, the ``urgent`` is cut last."""

    title: str
    lines: tuple[Line, ...] = ()
    sentence: str = ""
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Paper:
    """The whole: title, first sentences, sections. ``files_at`` is where a forge shows the files ("": nowhere)."""

    title: str
    sentences: tuple[str, ...]
    sections: tuple[Section, ...]
    files_at: str = ""


def as_text(paper: Paper) -> str:
    """For a terminal, whole."""
    texts = [*paper.sentences, ""]
    for section in paper.sections:
        texts += [section.title, *([f"  {section.sentence}"] if section.sentence else [])]
        for line in section.lines:
            texts += [f"{_indent(line)}{_words(line)}"]
            texts += [f"{_indent(line)}    → {line.hint}"] if line.hint else []
        texts.append("")
    return encode.lines(texts[:-1])


def as_markdown(paper: Paper, limit: int = LIMIT) -> str:
    """For a step's summary, a comment or a file: headings, and lists that are HTML, so that nothing is Markdown."""
    blocks = [f"## {cell(paper.title)}", "", *(f"<p>{cell(sentence)}</p>\n" for sentence in paper.sentences)]
    for section in _fitted(paper, limit - sum(len(block.encode()) + 1 for block in blocks)):
        blocks += [f"### {cell(section.title)}", ""]
        blocks += [f"<p>{cell(section.sentence)}</p>", ""] if section.sentence else []
        blocks += [_list(section.lines, paper.files_at), ""] if section.lines else []
    return "\n".join(blocks)


def _fitted(paper: Paper, room: int) -> list[Section]:
    """The sections, with as much of each list as there is room for: of the urgent ones first."""
    room -= FRAME * len(paper.sections)
    fitted: dict[int, Section] = {}
    for index, section in sorted(enumerate(paper.sections), key=lambda each: not each[1].urgent):
        kept = 0
        for line in section.lines:
            room -= len(_item(line, paper.files_at).encode()) + len("<ul></li></ul></li>\n")
            if room < 0:
                break
            kept += 1
        fitted[index] = _cut(section, kept)
    return [fitted[index] for index in sorted(fitted)]


def _cut(section: Section, kept: int) -> Section:
    if kept == len(section.lines):
        return section
    rest = f"… and {len(section.lines) - kept:,} more lines, for which there is no room here. At a terminal, "
    last = Line(f"{rest}`supervision review` shows them all.")
    return replace(section, lines=(*section.lines[:kept], last))


def _list(lines: Sequence[Line], files_at: str) -> str:
    parts = ["<ul>"]
    for line, after in zip(lines, [*(each.inner for each in lines[1:]), False], strict=True):
        opened = "<ul>" if after and not line.inner else "</li>"
        closed = "</ul></li>" if line.inner and not after else ""
        parts.append(f"<li>{_item(line, files_at)}{opened}{closed}")
    return "\n".join([*parts, "</ul>"])


def _item(line: Line, files_at: str) -> str:
    where, words = _where(line), cell(line.words)
    if files_at and line.path:
        anchor = f"#L{line.line}" if line.line else ""
        start = f'<a href="{_attribute(files_at)}/{encode.quoted(line.path)}{anchor}">'
        words = f"{start}{where}</a> {words}" if where else f"{words} ({start}see the file</a>)"
    elif where:
        words = f"{where} {words}"
    return words + (f"<br><strong>To do:</strong> {cell(line.hint)}" if line.hint else "")


def _attribute(address: str) -> str:
    """An address that the call gave."""
    return html.escape(address.rstrip("/"))


def _where(line: Line) -> str:
    return f"Line {line.line}:" if line.line else ""


def _words(line: Line) -> str:
    return " ".join(part for part in (_where(line), line.words) if part)


def _indent(line: Line) -> str:
    return "    " if line.inner else "  "
