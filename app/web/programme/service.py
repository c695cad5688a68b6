"""Imports a programme: shows what it would do without doing it, then does it whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import NoReturn

from app.kernel.database import session
from app.kernel.errors import FieldError, ServiceError
from app.web.programme.document import FileMistake, ParsedFile
from app.web.programme.entries import FileEntry, ImportEffect, PlannedEntry


class _RollBackTrial(Exception):  # Leaves a savepoint so that nothing of it is kept.
    def __init__(self, mistakes: list[FileMistake]) -> None:
        super().__init__()
        self.mistakes = mistakes


def plan_import(entries: Sequence[FileEntry], document: ParsedFile) -> list[PlannedEntry] | list[FileMistake]:
    """What importing would do to each entry, or everything that stands in its way; nothing is kept."""
    planned = [
        PlannedEntry(entry.section.noun, entry.slug, entry.section.title(entry.draft), _compute_import_effect(entry))
        for entry in entries
    ]
    try:
        with session().begin_nested():
            _try_writes_then_roll_back(entries, document)
    except _RollBackTrial as undone:
        session().expire_all()
        return undone.mistakes or planned


def import_entries(entries: Sequence[FileEntry], document: ParsedFile, *, publishes: bool) -> list[FileMistake]:
    """Write what is new or changed, as drafts; if `publishes`, put every draft of the file in force.

    What has no drafts, as a path that is published, changes at once. With a mistake in the answer, the caller keeps nothing of it.
    """
    writes = [(entry, partial(_save_if_changed, entry)) for entry in entries]
    writes += [
        (entry, partial(entry.section.publish if publishes else entry.section.settle, entry.slug)) for entry in entries
    ]
    for entry, write in writes:
        mistakes = _write_or_list_mistakes(entry, write, document)
        if mistakes:
            return mistakes
    return []


def _try_writes_then_roll_back(entries: Sequence[FileEntry], document: ParsedFile) -> NoReturn:
    """Write everything, each entry by itself, only to learn what is refused."""
    mistakes = [
        mistake
        for entry in entries
        for mistake in _write_or_list_mistakes(entry, partial(_save_if_changed, entry), document)
    ]
    raise _RollBackTrial(sorted(mistakes, key=lambda mistake: mistake.line or 0))


def _compute_import_effect(entry: FileEntry) -> ImportEffect:
    current = entry.section.find_current(entry.slug)
    if current is None:
        return ImportEffect.NEW
    return ImportEffect.UNCHANGED if current == entry.draft else ImportEffect.CHANGED


def _save_if_changed(entry: FileEntry) -> None:
    if _compute_import_effect(entry) is not ImportEffect.UNCHANGED:
        entry.section.save(entry.slug, entry.draft)


def _write_or_list_mistakes(entry: FileEntry, write: Callable[[], None], document: ParsedFile) -> list[FileMistake]:
    """Write in a savepoint of its own: what is refused leaves nothing, and what comes after is tried all the same."""
    try:
        with session().begin_nested():
            write()
    except ServiceError as refused:
        errors = refused.errors or (FieldError("/", refused.detail),)
        return [document.build_mistake_at(f"{entry.pointer}{wrong.pointer}", str(wrong.detail)) for wrong in errors]
    return []
