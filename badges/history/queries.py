"""Reads the published versions of a badge, the newest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select

from app.journal.objects import find_object_titles
from app.kernel.database import session
from badges.collection.views import DescribedBadge
from badges.models import BadgeVersion
from badges.queries import get_badge


@dataclass(frozen=True)
class PublishedVersion(DescribedBadge):
    """A version and the stretch of time in which it was in force; `until_at` is None while it is. `required` are titles."""

    badge: BadgeVersion
    from_at: datetime
    until_at: datetime | None
    required: Sequence[Mapping[str, str]]


def list_published_versions(slug: str) -> list[PublishedVersion]:
    """Each version of the badge that was published, the newest first; NoSuchBadge."""
    badge = get_badge(slug)
    published = select(BadgeVersion).where(BadgeVersion.badge_id == badge.id, BadgeVersion.published_at.is_not(None))
    versions = session().scalars(published.order_by(BadgeVersion.number.desc())).all()
    ends = [badge.ended_at, *(newer.published_at for newer in versions[:-1])]
    described = [
        PublishedVersion(version, version.published_at, until_at, ())
        for version, until_at in zip(versions, ends, strict=True)
        if version.published_at
    ]
    titles = find_object_titles(key for entry in described for key in entry.required_objects)
    return [
        replace(entry, required=[titles[key] for key in entry.required_objects if key in titles]) for entry in described
    ]
