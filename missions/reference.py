"""The page of the reference about the kinds of missions."""

from __future__ import annotations

from app.kernel.reference import ReferencePage, ReferencePart, format_markdown_code
from missions.kind import mission_kinds


def _list_kind_page_parts() -> list[ReferencePart]:
    opening = "A mission is a row; its kind is code, one file of `missions/kinds`, and checks the row's settings."
    parts: list[ReferencePart] = [opening]
    for kind in mission_kinds().values():
        parts += [f"## {format_markdown_code(kind.name)}", kind.sentence, kind.settings]
    return parts


KINDS_PAGE = ReferencePage("missions-kinds.md", "Kinds of missions", _list_kind_page_parts)
