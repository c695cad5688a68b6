"""Imports a programme: shows what it would do without doing it, then does it whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import NoReturn

from app.kernel.database import session
from app.kernel.errors import FieldError, ServiceError
from app.kernel.messages import ErrorMessage
from missions import queries
from missions.authoring.drafts import dump_mission, dump_path, parse_mission, parse_path
from missions.authoring.exchange.document import FileError, ParsedFile
from missions.authoring.exchange.programme import ImportEffect, PlannedEntry, Programme, sort_by_requirement
from missions.authoring.queries import list_step_drafts
from missions.service.paths import PathDraft, open_path_missions, publish_written_path, write_path
from missions.service.publish import MissionEnded, publish_draft
from missions.service.write import MissionDraft, save_draft

ENDED = ErrorMessage(
    "This mission has ended here: give it another name.",
    french="Cette mission est terminée ici : donnez-lui un autre nom.",
)


class _TrialUndone(Exception):  # Leaves a savepoint so that nothing of it is kept.
    def __init__(self, mistakes: list[FileError]) -> None:
        super().__init__()
        self.mistakes = mistakes


def plan_import(programme: Programme, document: ParsedFile) -> list[PlannedEntry] | list[FileError]:
    """What importing would do to each entry, or everything that stands in its way; nothing is kept."""
    planned = [
        *(_plan_mission(slug, draft) for slug, (_, draft) in programme.missions.items()),
        *(_plan_path(slug, draft) for slug, (_, draft) in programme.paths.items()),
    ]
    try:
        with session().begin_nested():
            _try_all_writes(programme, document)
    except _TrialUndone as undone:
        session().expire_all()
        return undone.mistakes or planned


def import_programme(programme: Programme, document: ParsedFile, *, publishes: bool) -> list[FileError]:
    """Write what is new or changed, as drafts; if `publishes`, put every draft of the file in force.

    A published path changes at once. With a mistake in the answer, the caller keeps nothing of it.
    """
    writes = [*_list_writes(programme), *(_list_publications(programme) if publishes else _list_openings(programme))]
    for pointer, write in writes:
        mistakes = _try_write(pointer, write, document)
        if mistakes:
            return mistakes
    return []


def _try_all_writes(programme: Programme, document: ParsedFile) -> NoReturn:
    """Write everything, each entry by itself, only to learn what is refused."""
    mistakes = [entry for pointer, write in _list_writes(programme) for entry in _try_write(pointer, write, document)]
    raise _TrialUndone(sorted(mistakes, key=lambda entry: entry.line or 0))


def _plan_mission(slug: str, draft: MissionDraft) -> PlannedEntry:
    return PlannedEntry(is_path=False, slug=slug, title=draft.text.title, effect=_mission_effect(slug, draft))


def _plan_path(slug: str, draft: PathDraft) -> PlannedEntry:
    return PlannedEntry(is_path=True, slug=slug, title=draft.text.title, effect=_path_effect(slug, draft))


def _mission_effect(slug: str, draft: MissionDraft) -> ImportEffect:
    mission = queries.find_mission(slug)
    if mission is None:
        return ImportEffect.NEW
    _, current = parse_mission(dump_mission(slug, queries.list_versions(mission)[0]))
    return ImportEffect.UNCHANGED if current == draft else ImportEffect.CHANGED


def _path_effect(slug: str, draft: PathDraft) -> ImportEffect:
    path = queries.find_path(slug)
    if path is None:
        return ImportEffect.NEW
    _, current = parse_path(dump_path(path, list_step_drafts(path)))
    return ImportEffect.UNCHANGED if current == draft else ImportEffect.CHANGED


def _list_writes(programme: Programme) -> Iterator[tuple[str, Callable[[], None]]]:
    for slug in sort_by_requirement(programme.missions):
        pointer, mission_draft = programme.missions[slug]
        yield pointer, partial(_write_mission, slug, mission_draft)
    for slug, (pointer, path_draft) in programme.paths.items():
        yield pointer, partial(_write_path, slug, path_draft)


def _write_mission(slug: str, mission_draft: MissionDraft) -> None:
    mission = queries.find_mission(slug)
    if mission is not None and mission.state == "ended":
        raise MissionEnded(ENDED, errors=[FieldError("/slug", str(ENDED))])
    if _mission_effect(slug, mission_draft) is not ImportEffect.UNCHANGED:
        save_draft(slug, mission_draft)


def _write_path(slug: str, path_draft: PathDraft) -> None:
    if _path_effect(slug, path_draft) is not ImportEffect.UNCHANGED:
        write_path(slug, path_draft)


def _list_openings(programme: Programme) -> Iterator[tuple[str, Callable[[], None]]]:
    for slug, (pointer, _) in programme.paths.items():
        yield pointer, partial(_open_path, slug)


def _list_publications(programme: Programme) -> Iterator[tuple[str, Callable[[], None]]]:
    for slug in sort_by_requirement(programme.missions):
        yield programme.missions[slug][0], partial(_publish_mission, slug)
    for slug, (pointer, _) in programme.paths.items():
        yield pointer, partial(_publish_path, slug)


def _publish_mission(slug: str) -> None:
    mission = queries.get_mission(slug)
    if queries.find_draft(mission):
        publish_draft(mission)


def _publish_path(slug: str) -> None:
    path = queries.get_path(slug)
    if path.state == "draft":
        publish_written_path(path)
    else:
        open_path_missions(path)


def _open_path(slug: str) -> None:
    open_path_missions(queries.get_path(slug))


def _try_write(pointer: str, write: Callable[[], None], document: ParsedFile) -> list[FileError]:
    """Write in a savepoint of its own: what is refused leaves nothing, and what comes after is tried all the same."""
    try:
        with session().begin_nested():
            write()
    except ServiceError as refused:
        errors = refused.errors or (FieldError("/", refused.detail),)
        return [document.make_error(f"{pointer}{error.pointer}", str(error.detail)) for error in errors]
    return []
