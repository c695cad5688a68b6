"""The page of the reference about badges: their criteria."""

from __future__ import annotations

from app.kernel.reference import ReferencePage, ReferencePart, format_markdown_code
from badges.criterion import criteria_by_name


def _build_criteria_page_parts() -> list[ReferencePart]:
    opening = "A badge is a row; its criterion is code, one file of `badges/criteria`, and checks the row's settings."
    parts: list[ReferencePart] = [opening]
    for criterion in criteria_by_name().values():
        parts += [f"## {format_markdown_code(criterion.name)}", criterion.sentence, criterion.settings]
    return parts


CRITERIA_PAGE = ReferencePage("badge-criteria.md", "Criteria of badges", _build_criteria_page_parts)
