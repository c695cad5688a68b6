"""Reads files of missions as an import would."""

from __future__ import annotations

from missions.authoring.exchange import service
from missions.authoring.exchange.document import Document, read_document
from missions.authoring.exchange.programme import Fate, Planned, Programme, read_programme


def taken(text: str) -> tuple[Programme, Document]:
    """The programme of a good file."""
    document = read_document(text)
    assert isinstance(document, Document), document
    programme = read_programme(document)
    assert isinstance(programme, Programme), programme
    return programme, document


def fates(text: str) -> dict[str, Fate]:
    """What a dry run says of each entry."""
    found = service.plan(*taken(text))
    return {one.slug: one.fate for one in found if isinstance(one, Planned)}
