"""Reads of badges for those who write them: one locked, and the answers that wait to be saved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.kernel.database import session
from app.people.form_drafts.queries import find_form_draft, read_draft_times
from badges.authoring.writing.drafts import DRAFT_PREFIX, NEW
from badges.criterion import BadgeCriterion, criteria_by_name
from badges.models import Badge


@dataclass(frozen=True)
class UnsavedBadge:
    """A new badge whose answers are kept and not saved yet."""

    criterion: BadgeCriterion
    saved_at: datetime


def lock_badge_to_write(slug: str) -> Badge:
    """The badge, locked until the transaction ends, with the versions that others committed before."""
    locked = select(Badge).where(Badge.slug == slug).with_for_update().execution_options(populate_existing=True)
    return session().scalars(locked).one()


def find_unsaved_change_time(person_id: int, slug: str) -> datetime | None:
    """When this person last typed into the form of a badge without saving it; None when nothing waits."""
    draft = find_form_draft(person_id, DRAFT_PREFIX + slug)
    return None if draft is None else draft.saved_at


def list_unsaved_new_badges(person_id: int) -> Sequence[UnsavedBadge]:
    """The new badges that this person began, the latest first."""
    criteria, times = criteria_by_name(), read_draft_times(person_id, DRAFT_PREFIX + NEW)
    begun = [UnsavedBadge(criteria[name], saved_at) for name, saved_at in times.items() if name in criteria]
    return sorted(begun, key=lambda unsaved: unsaved.saved_at, reverse=True)
