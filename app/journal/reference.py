"""The page of the reference about facts: the closed list of what can happen."""

from __future__ import annotations

from app.journal.kinds import KINDS
from app.kernel.reference import ReferencePage, ReferencePart, ReferenceTable, format_code


def _fact_parts() -> list[ReferencePart]:
    rows = [(format_code(kind), sentence) for kind, sentence in KINDS.items()]
    return [
        "Everything that happens is one fact of one of these kinds, written once in the journal.",
        ReferenceTable(("kind", "what happened"), rows),
    ]


FACTS_PAGE = ReferencePage("facts.md", "Kinds of facts", _fact_parts)
