"""Reads files of missions as an import would."""

from __future__ import annotations

from missions.authoring.exchange import service
from missions.authoring.exchange.document import ParsedFile, parse_text_or_mistake
from missions.authoring.exchange.programme import (
    ImportEffect,
    MissionsAndPaths,
    PlannedEntry,
    parse_entries_or_mistakes,
)


def taken(text: str) -> tuple[MissionsAndPaths, ParsedFile]:
    """The programme of a good file."""
    document = parse_text_or_mistake(text)
    assert isinstance(document, ParsedFile), document
    programme = parse_entries_or_mistakes(document)
    assert isinstance(programme, MissionsAndPaths), programme
    return programme, document


def fates(text: str) -> dict[str, ImportEffect]:
    """What a dry run says of each entry."""
    plan = service.plan_import(*taken(text))
    return {entry.slug: entry.effect for entry in plan if isinstance(entry, PlannedEntry)}
