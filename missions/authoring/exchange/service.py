"""Imports a programme: shows what it would do without doing it, then does it whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import NoReturn

from app.kernel.database import session
from app.kernel.errors import FieldError, ServiceError
from app.kernel.messages import ErrorMessage
from missions import queries
from missions.authoring.drafts import encode_mission_version, encode_path, parse_mission_draft, parse_path_draft
from missions.authoring.exchange.document import FileMistake, ParsedFile
from missions.authoring.exchange.programme import (
    ImportEffect,
    MissionsAndPaths,
    PlannedEntry,
    sort_slugs_by_requirement,
)
from missions.authoring.queries import list_step_drafts
from missions.service.paths import (
    PathDraft,
    check_and_publish_path,
    enrol_audience_if_path_published,
    save_mission_path,
)
from missions.service.publish import MissionEnded, publish_draft
from missions.service.write import MissionDraft, save_mission_draft

ENDED = ErrorMessage(
    "This mission has ended here: give it another name.",
    french="Cette mission est terminée ici : donnez-lui un autre nom.",
)


class _RollBackTrial(Exception):  # Leaves a savepoint so that nothing of it is kept.
    def __init__(self, mistakes: list[FileMistake]) -> None:
        super().__init__()
        self.mistakes = mistakes


def plan_import(programme: MissionsAndPaths, document: ParsedFile) -> list[PlannedEntry] | list[FileMistake]:
    """What importing would do to each entry, or everything that stands in its way; nothing is kept."""
    planned = [
        *(_plan_mission_import(slug, draft) for slug, (_, draft) in programme.missions.items()),
        *(_plan_path_import(slug, draft) for slug, (_, draft) in programme.paths.items()),
    ]
    try:
        with session().begin_nested():
            _try_writes_then_roll_back(programme, document)
    except _RollBackTrial as undone:
        session().expire_all()
        return undone.mistakes or planned


def import_missions_and_paths(
    programme: MissionsAndPaths, document: ParsedFile, *, publishes: bool
) -> list[FileMistake]:
    """Write what is new or changed, as drafts; if `publishes`, put every draft of the file in force.

    A published path changes at once. With a mistake in the answer, the caller keeps nothing of it.
    """
    writes = [
        *_iterate_draft_write_functions(programme),
        *(_iterate_publication_functions(programme) if publishes else _iterate_path_enrolment_functions(programme)),
    ]
    for pointer, write in writes:
        mistakes = _write_or_list_mistakes(pointer, write, document)
        if mistakes:
            return mistakes
    return []


def _try_writes_then_roll_back(programme: MissionsAndPaths, document: ParsedFile) -> NoReturn:
    """Write everything, each entry by itself, only to learn what is refused."""
    mistakes = [
        entry
        for pointer, write in _iterate_draft_write_functions(programme)
        for entry in _write_or_list_mistakes(pointer, write, document)
    ]
    raise _RollBackTrial(sorted(mistakes, key=lambda entry: entry.line or 0))


def _plan_mission_import(slug: str, draft: MissionDraft) -> PlannedEntry:
    return PlannedEntry(
        is_path=False, slug=slug, title=draft.text.title, effect=_compute_import_effect_on_mission(slug, draft)
    )


def _plan_path_import(slug: str, draft: PathDraft) -> PlannedEntry:
    return PlannedEntry(
        is_path=True, slug=slug, title=draft.text.title, effect=_compute_import_effect_on_path(slug, draft)
    )


def _compute_import_effect_on_mission(slug: str, draft: MissionDraft) -> ImportEffect:
    mission = queries.find_mission(slug)
    if mission is None:
        return ImportEffect.NEW
    _, current = parse_mission_draft(encode_mission_version(slug, queries.list_versions(mission)[0]))
    return ImportEffect.UNCHANGED if current == draft else ImportEffect.CHANGED


def _compute_import_effect_on_path(slug: str, draft: PathDraft) -> ImportEffect:
    path = queries.find_path(slug)
    if path is None:
        return ImportEffect.NEW
    _, current = parse_path_draft(encode_path(path, list_step_drafts(path)))
    return ImportEffect.UNCHANGED if current == draft else ImportEffect.CHANGED


def _iterate_draft_write_functions(programme: MissionsAndPaths) -> Iterator[tuple[str, Callable[[], None]]]:
    for slug in sort_slugs_by_requirement(programme.missions):
        pointer, mission_draft = programme.missions[slug]
        yield pointer, partial(_save_mission_draft_if_changed, slug, mission_draft)
    for slug, (pointer, path_draft) in programme.paths.items():
        yield pointer, partial(_save_path_if_changed, slug, path_draft)


def _save_mission_draft_if_changed(slug: str, mission_draft: MissionDraft) -> None:
    mission = queries.find_mission(slug)
    if mission is not None and mission.state == "ended":
        raise MissionEnded(ENDED, errors=[FieldError("/slug", str(ENDED))])
    if _compute_import_effect_on_mission(slug, mission_draft) is not ImportEffect.UNCHANGED:
        save_mission_draft(slug, mission_draft)


def _save_path_if_changed(slug: str, path_draft: PathDraft) -> None:
    if _compute_import_effect_on_path(slug, path_draft) is not ImportEffect.UNCHANGED:
        save_mission_path(slug, path_draft)


def _iterate_path_enrolment_functions(programme: MissionsAndPaths) -> Iterator[tuple[str, Callable[[], None]]]:
    for slug, (pointer, _) in programme.paths.items():
        yield pointer, partial(_enrol_path_audience, slug)


def _iterate_publication_functions(programme: MissionsAndPaths) -> Iterator[tuple[str, Callable[[], None]]]:
    for slug in sort_slugs_by_requirement(programme.missions):
        yield programme.missions[slug][0], partial(_publish_mission_draft_if_any, slug)
    for slug, (pointer, _) in programme.paths.items():
        yield pointer, partial(_publish_path_or_enrol_audience, slug)


def _publish_mission_draft_if_any(slug: str) -> None:
    mission = queries.get_mission(slug)
    if queries.find_draft_version(mission):
        publish_draft(mission)


def _publish_path_or_enrol_audience(slug: str) -> None:
    path = queries.get_path(slug)
    if path.state == "draft":
        check_and_publish_path(path)
    else:
        enrol_audience_if_path_published(path)


def _enrol_path_audience(slug: str) -> None:
    enrol_audience_if_path_published(queries.get_path(slug))


def _write_or_list_mistakes(pointer: str, write: Callable[[], None], document: ParsedFile) -> list[FileMistake]:
    """Write in a savepoint of its own: what is refused leaves nothing, and what comes after is tried all the same."""
    try:
        with session().begin_nested():
            write()
    except ServiceError as refused:
        errors = refused.errors or (FieldError("/", refused.detail),)
        return [document.build_mistake_at(f"{pointer}{error.pointer}", str(error.detail)) for error in errors]
    return []
