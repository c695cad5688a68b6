"""Reads files of missions as an import would."""

from __future__ import annotations

from missions.authoring.exchange import service
from missions.authoring.exchange.document import ParsedFile, parse_file
from missions.authoring.exchange.programme import ImportEffect, PlannedEntry, Programme, parse_programme


def taken(text: str) -> tuple[Programme, ParsedFile]:
    """The programme of a good file."""
    document = parse_file(text)
    assert isinstance(document, ParsedFile), document
    programme = parse_programme(document)
    assert isinstance(programme, Programme), programme
    return programme, document


def fates(text: str) -> dict[str, ImportEffect]:
    """What a dry run says of each entry."""
    plan = service.plan_import(*taken(text))
    return {entry.slug: entry.effect for entry in plan if isinstance(entry, PlannedEntry)}
