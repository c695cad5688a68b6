"""What authors read of paths: their list, and the steps of one."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from app.kernel.database import session
from missions.kind import Words
from missions.models import Mission, Path, PathStep, Prerequisite
from missions.service.paths import StepDraft


@dataclass(frozen=True, kw_only=True)
class ListedPath:
    """A path as its authors see it in their list."""

    slug: str
    title: Words
    state: str
    opens_on_joining: bool
    steps: int


def list_paths() -> list[ListedPath]:
    """Every path, the ended ones last."""
    rows = session().execute(
        select(Path, func.count(PathStep.mission_id).label("steps"))
        .outerjoin(PathStep, PathStep.path_id == Path.id)
        .group_by(Path.id)
        .order_by(Path.state == "ended", Path.id)
    )
    return [
        ListedPath(
            slug=path.slug, title=path.title, state=path.state, opens_on_joining=path.opens_on_joining, steps=steps
        )
        for path, steps in rows
    ]


def list_step_drafts(path: Path) -> list[StepDraft]:
    """The steps of a path, in order, as their author wrote them."""
    needed = select(Prerequisite.mission_id, Mission.slug).join(Mission, Mission.id == Prerequisite.needs_id)
    needs: dict[int, list[str]] = {}
    for mission_id, slug in session().execute(needed.where(Prerequisite.path_id == path.id).order_by(Mission.slug)):
        needs.setdefault(mission_id, []).append(slug)
    rows = session().execute(
        select(Mission.id, Mission.slug, PathStep.opens_after_days)
        .join(PathStep, PathStep.mission_id == Mission.id)
        .where(PathStep.path_id == path.id)
        .order_by(PathStep.place)
    )
    return [
        StepDraft(mission=row.slug, opens_after_days=row.opens_after_days, needs=tuple(needs.get(row.id, ())))
        for row in rows
    ]
