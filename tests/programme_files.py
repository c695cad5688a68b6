"""Reads programme files as an import would."""

from __future__ import annotations

from app.web.programme import service
from app.web.programme.document import FileMistake, ParsedFile, parse_text_or_mistake
from app.web.programme.encodings import encode_yaml_file
from app.web.programme.entries import (
    FileEntry,
    ImportEffect,
    PlannedEntry,
    parse_entries_or_mistakes,
)
from app.web.programme.queries import list_file_sections, read_encoded_sections


def taken(text: str) -> tuple[list[FileEntry], ParsedFile]:
    """The entries of a good file."""
    document = parse_text_or_mistake(text)
    assert isinstance(document, ParsedFile), document
    results = parse_entries_or_mistakes(document, list_file_sections())
    entries = [entry for entry in results if isinstance(entry, FileEntry)]
    assert entries, results
    return entries, document


def fates(text: str) -> dict[str, ImportEffect]:
    """What a dry run says of each entry."""
    plan = service.plan_import(*taken(text))
    return {entry.slug: entry.effect for entry in plan if isinstance(entry, PlannedEntry)}


def mistakes_of(text: str) -> list[tuple[int | None, str, str]]:
    """(line, place, detail) of everything that keeps a file from being imported."""
    document = parse_text_or_mistake(text)
    assert isinstance(document, ParsedFile), document
    results = parse_entries_or_mistakes(document, list_file_sections())
    entries = [entry for entry in results if isinstance(entry, FileEntry)]
    wrong = [entry for entry in results if isinstance(entry, FileMistake)] or [
        entry for entry in service.plan_import(entries, document) if isinstance(entry, FileMistake)
    ]
    return [(mistake.line, mistake.readable_location, mistake.detail) for mistake in wrong]


def import_file(text: str, *, publishes: bool = False) -> list[FileMistake]:
    """Import a file that can be read."""
    return service.import_entries(*taken(text), publishes=publishes)


def exported() -> str:
    """The whole programme as YAML."""
    return encode_yaml_file(read_encoded_sections(list_file_sections()))
