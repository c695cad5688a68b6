"""Keeps a file that was sent on screen until it is answered, and writes it."""

from __future__ import annotations

from app.kernel.database import session
from app.kernel.errors import Conflict
from app.kernel.schema import JsonObject
from app.people.directory.models import PeopleImport
from app.people.directory.outcome import ImportOptions, ImportOutcome
from app.people.directory.service.formats import keep_format
from app.people.directory.service.imports import apply_and_record_import, plan_import

LONGEST_FILE_NAME = 120


class FileForgotten(Conflict):
    """The file was written already, and is kept no longer."""


def store_upload(file_name: str, content: bytes, answers: JsonObject, *, by_id: int) -> PeopleImport:
    """Keep a file for a day at most, until it is written."""
    imported = PeopleImport(
        file_name=file_name[-LONGEST_FILE_NAME:], content=content, answers=dict(answers), by_id=by_id
    )
    session().add(imported)
    session().flush()
    return imported


def keep_answers(imported: PeopleImport, answers: JsonObject) -> None:
    """Keep the answers with their file."""
    _get_content(imported)
    imported.answers = dict(answers)


def plan_upload(imported: PeopleImport, options: ImportOptions) -> ImportOutcome:
    """What writing the file would change."""
    return plan_import(_get_content(imported), options)


def write_upload(imported: PeopleImport, options: ImportOptions, *, format_name: str) -> ImportOutcome:
    """Write the file, and keep how it was read under a name, if there is one. Nothing is written while something waits."""
    reading = apply_and_record_import(imported, _get_content(imported), options)
    if imported.written_at is not None and format_name:
        keep_format(format_name, reading.understanding.file_format)
    return reading


def delete_upload(imported: PeopleImport) -> None:
    """Delete a file that was not written."""
    _get_content(imported)
    session().delete(imported)


def _get_content(imported: PeopleImport) -> bytes:
    if imported.content is None:
        raise FileForgotten("This file was written already.")
    return imported.content
