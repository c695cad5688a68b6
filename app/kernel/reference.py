"""A page of the reference as a feature offers it: `passerelle reference` writes it from the code it describes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import marshmallow as ma


@dataclass(frozen=True)
class ReferenceTable:
    """A table: the names of its columns, and its rows."""

    columns: Sequence[str]
    rows: Sequence[Sequence[str]]


ReferencePart = str | ReferenceTable | type[ma.Schema]
"""A paragraph or heading in Markdown, a table, or a schema, whose fields become a table."""


@dataclass(frozen=True)
class ReferencePage:
    """One page: the name of its file, its title, and the parts below it, computed when it is written."""

    file: str
    title: str
    parts: Callable[[], Sequence[ReferencePart]]


def format_markdown_code(text: object) -> str:
    """A text as Markdown code; empty for an empty text."""
    return f"`{text}`" if str(text) else ""


def format_markdown_codes(texts: Iterable[object]) -> str:
    """Several texts as code, in one line."""
    return ", ".join(format_markdown_code(text) for text in texts)
