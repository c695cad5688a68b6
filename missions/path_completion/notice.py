"""The notice to a person who completes the last mission of a path."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from app.kernel.application import build_path
from app.kernel.texts import N_
from app.notices.kind import NoticeKind
from app.notices.service.notify import NewNotice

PATH_COMPLETED = NoticeKind(
    name="path.completed",
    sentence="A person completed every mission of a path.",
    title=N_("Vous avez terminé le parcours « %(path)s »"),
    text=N_("Merci. Ce que vous avez appris est à vous."),
    icon="route",
    is_celebration=True,
)


def build_path_notice(person_id: int, slug: str, title: Mapping[str, str], completed_at: datetime) -> NewNotice:
    """Once for each person and path, also when a mission of it is taken back and completed again."""
    return NewNotice(
        kind=PATH_COMPLETED.name,
        person_id=person_id,
        key=f"path:{slug}",
        path=build_path("missions.show_path", slug=slug),
        params={"path": dict(title)},
        happened_at=completed_at,
    )
