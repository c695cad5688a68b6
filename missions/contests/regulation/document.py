"""Reads the text of a regulation as headings, paragraphs and lists, for the page, the HTML file and the PDF."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

TITLE, HEADING, PARAGRAPH, LIST = "title", "heading", "paragraph", "list"
_PREFIXES = {"# ": TITLE, "## ": HEADING, "- ": LIST}


@dataclass(frozen=True)
class Block:
    """A part of the text: one line, or the lines of a list."""

    kind: str
    lines: tuple[str, ...]


def iterate_blocks(text: str) -> Iterator[Block]:
    """The parts of a regulation, in order."""
    lines = [_parse_line(line) for line in text.splitlines() if line]
    for kind, group in groupby(lines, key=lambda parsed: parsed[0]):
        contents = tuple(content for _, content in group)
        if kind == LIST:
            yield Block(LIST, contents)
        else:
            yield from (Block(kind, (content,)) for content in contents)


def _parse_line(line: str) -> tuple[str, str]:
    for prefix, kind in _PREFIXES.items():
        if line.startswith(prefix):
            return kind, line.removeprefix(prefix)
    return PARAGRAPH, line
