"""Imports a programme: shows what it would do without doing it, then does it whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import NoReturn

from app.kernel.database import session
from app.kernel.errors import FieldError, ServiceError
from app.kernel.messages import ErrorMessage
from missions import queries
from missions.authoring.exchange.document import Document, Mistake
from missions.authoring.exchange.programme import Fate, Planned, Programme, in_order
from missions.authoring.queries import steps_of
from missions.authoring.writing import mission_said, path_said, read_mission, read_path
from missions.service.paths import Route, announce_path, open_path, write_path
from missions.service.publish import MissionEnded, publish
from missions.service.write import Writing, write_draft

ENDED = ErrorMessage(
    "This mission has ended here: give it another name.",
    french="Cette mission est terminée ici : donnez-lui un autre nom.",
)


class _Undone(Exception):  # Leaves a savepoint so that nothing of it is kept.
    def __init__(self, mistakes: list[Mistake]) -> None:
        super().__init__()
        self.mistakes = mistakes


def plan(programme: Programme, document: Document) -> list[Planned] | list[Mistake]:
    """What importing would do to each entry, or everything that stands in its way; nothing is kept."""
    planned = [
        *(_planned_mission(slug, said) for slug, (_, said) in programme.missions.items()),
        *(_planned_path(slug, said) for slug, (_, said) in programme.paths.items()),
    ]
    try:
        with session().begin_nested():
            _rehearse(programme, document)
    except _Undone as undone:
        session().expire_all()
        return undone.mistakes or planned


def apply(programme: Programme, document: Document, *, publishes: bool) -> list[Mistake]:
    """Write what is new or changed, as drafts; if `publishes`, put every draft of the file in force.

    A published path changes at once. With a mistake in the answer, the caller keeps nothing of it.
    """
    writes = [*_writes(programme), *(_publications(programme) if publishes else _openings(programme))]
    for pointer, write in writes:
        mistakes = _tried(pointer, write, document)
        if mistakes:
            return mistakes
    return []


def _rehearse(programme: Programme, document: Document) -> NoReturn:
    """Write everything, each entry by itself, only to learn what is refused."""
    mistakes = [one for pointer, write in _writes(programme) for one in _tried(pointer, write, document)]
    raise _Undone(sorted(mistakes, key=lambda one: one.line or 0))


def _planned_mission(slug: str, said: Writing) -> Planned:
    return Planned(is_path=False, slug=slug, title=said.text.title, fate=_fate_of_mission(slug, said))


def _planned_path(slug: str, said: Route) -> Planned:
    return Planned(is_path=True, slug=slug, title=said.text.title, fate=_fate_of_path(slug, said))


def _fate_of_mission(slug: str, said: Writing) -> Fate:
    mission = queries.find_mission(slug)
    if mission is None:
        return Fate.NEW
    _, known = read_mission(mission_said(slug, queries.list_versions(mission)[0]))
    return Fate.UNCHANGED if known == said else Fate.CHANGED


def _fate_of_path(slug: str, said: Route) -> Fate:
    path = queries.find_path(slug)
    if path is None:
        return Fate.NEW
    _, known = read_path(path_said(path, steps_of(path)))
    return Fate.UNCHANGED if known == said else Fate.CHANGED


def _writes(programme: Programme) -> Iterator[tuple[str, Callable[[], None]]]:
    for slug in in_order(programme.missions):
        pointer, writing = programme.missions[slug]
        yield pointer, partial(_write_mission, slug, writing)
    for slug, (pointer, route) in programme.paths.items():
        yield pointer, partial(_write_path, slug, route)


def _write_mission(slug: str, writing: Writing) -> None:
    mission = queries.find_mission(slug)
    if mission is not None and mission.state == "ended":
        raise MissionEnded(ENDED, errors=[FieldError("/slug", str(ENDED))])
    if _fate_of_mission(slug, writing) is not Fate.UNCHANGED:
        write_draft(slug, writing)


def _write_path(slug: str, route: Route) -> None:
    if _fate_of_path(slug, route) is not Fate.UNCHANGED:
        write_path(slug, route)


def _openings(programme: Programme) -> Iterator[tuple[str, Callable[[], None]]]:
    for slug, (pointer, _) in programme.paths.items():
        yield pointer, partial(_open, slug)


def _publications(programme: Programme) -> Iterator[tuple[str, Callable[[], None]]]:
    for slug in in_order(programme.missions):
        yield programme.missions[slug][0], partial(_publish, slug)
    for slug, (pointer, _) in programme.paths.items():
        yield pointer, partial(_announce, slug)


def _publish(slug: str) -> None:
    mission = queries.get_mission(slug)
    if queries.find_draft(mission):
        publish(mission)


def _announce(slug: str) -> None:
    path = queries.get_path(slug)
    if path.state == "draft":
        announce_path(path)
    else:
        open_path(path)


def _open(slug: str) -> None:
    open_path(queries.get_path(slug))


def _tried(pointer: str, write: Callable[[], None], document: Document) -> list[Mistake]:
    """Write in a savepoint of its own: what is refused leaves nothing, and what comes after is tried all the same."""
    try:
        with session().begin_nested():
            write()
    except ServiceError as refused:
        told = refused.errors or (FieldError("/", refused.detail),)
        return [document.mistake(f"{pointer}{error.pointer}", str(error.detail)) for error in told]
    return []
