"""Reads of missions for those who write them: one locked, and the answers that wait to be saved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.kernel.database import session
from app.people.form_drafts.queries import find_form_draft, read_draft_times
from missions.authoring.writing.steps import DRAFT_PREFIX, NEW
from missions.kind import MissionKind, mission_kinds
from missions.models import Mission


@dataclass(frozen=True)
class UnsavedMission:
    """A new mission whose answers are kept and not saved yet."""

    kind: MissionKind
    saved_at: datetime


def lock_mission(slug: str) -> Mission:
    """The mission, locked until the transaction ends, with the versions that others committed before."""
    locked = select(Mission).where(Mission.slug == slug).with_for_update().execution_options(populate_existing=True)
    return session().scalars(locked).one()


def find_unsaved_change_time(person_id: int, slug: str) -> datetime | None:
    """When this person last typed into the form of a mission without saving it; None when nothing waits."""
    draft = find_form_draft(person_id, DRAFT_PREFIX + slug)
    return None if draft is None else draft.saved_at


def list_unsaved_new_missions(person_id: int) -> Sequence[UnsavedMission]:
    """The new missions that this person began, the latest first."""
    times = read_draft_times(person_id, DRAFT_PREFIX + NEW)
    begun = [
        UnsavedMission(mission_kinds()[name], saved_at) for name, saved_at in times.items() if name in mission_kinds()
    ]
    return sorted(begun, key=lambda unsaved: unsaved.saved_at, reverse=True)
