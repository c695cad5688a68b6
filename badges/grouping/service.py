"""Saves the groups of badges."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import delete

from app.kernel.database import session
from badges.criterion import Words
from badges.models import BadgeGroup
from badges.queries import find_group


@dataclass(frozen=True)
class BadgeGroupDraft:
    """What HR writes of a group: its name in both languages, and where it stands."""

    name: Words
    place: int


def save_group(slug: str, group_draft: BadgeGroupDraft) -> None:
    """Write the group of that slug, new or not; badges keep theirs."""
    group = find_group(slug) or BadgeGroup(slug=slug)
    group.name, group.place = dict(group_draft.name), group_draft.place
    session().add(group)
    session().flush()


def delete_groups(slugs: Collection[str]) -> None:
    """Delete these groups; their badges stand among the others from now on. Idempotent."""
    session().execute(delete(BadgeGroup).where(BadgeGroup.slug.in_(slugs)))
    session().expire_all()
