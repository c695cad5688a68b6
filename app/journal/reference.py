"""The page of the reference about facts: the closed list of what can happen, who appends each kind and who reads it."""

from __future__ import annotations

from collections.abc import Iterable

from app.journal.kinds import KINDS
from app.journal.manifest import JournalFeature
from app.kernel.manifest import list_features_of_current_application
from app.kernel.reference import (
    ReferencePage,
    ReferencePart,
    ReferenceTable,
    format_markdown_code,
    format_markdown_codes,
)


def _build_facts_page_parts() -> list[ReferencePart]:
    features = list_features_of_current_application(JournalFeature)
    rows = [
        (
            format_markdown_code(kind),
            sentence,
            format_markdown_codes(_list_emitter_names(features, kind)),
            format_markdown_codes(_list_names_of_readers_of_kind(features, kind)),
        )
        for kind, sentence in KINDS.items()
    ]
    return [
        "Everything that happens is one fact of one of these kinds, written once in the journal by a feature and read by readers.",
        ReferenceTable(("kind", "what happened", "appended by", "read by"), rows),
    ]


def _list_emitter_names(features: Iterable[JournalFeature], kind: str) -> list[str]:
    return [
        feature.name
        for feature in features
        if kind in feature.emits.union(*(reader.emits for reader in feature.readers))
    ]


def _list_names_of_readers_of_kind(features: Iterable[JournalFeature], kind: str) -> list[str]:
    return [reader.name for feature in features for reader in feature.readers if kind in reader.kinds]


FACTS_PAGE = ReferencePage("facts.md", "Kinds of facts", _build_facts_page_parts)
