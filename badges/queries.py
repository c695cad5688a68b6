"""The reads of badges that several parts share: a badge and its versions, names, and what is news."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import and_, func, or_, select

from app.journal.models import Fact
from app.journal.service import HOUSE
from app.kernel.application import build_path
from app.kernel.database import in_ids_condition, session
from app.kernel.errors import NotFound
from app.kernel.texts import N_
from app.notices.digest import NewsByPerson, NewsItem
from badges.models import Award, Badge, BadgeGroup, BadgeRequirement, BadgeVersion

AWARDED = N_("Vous avez reçu le badge « %(badge)s »")
AWARDED_HEADING = N_("Vous avez reçu %(count)s badges")
AWARDED_SHORT = N_("« %(badge)s »")


class NoSuchBadge(NotFound):
    """No badge has that slug."""


def find_badge(slug: str) -> Badge | None:
    """The badge of that name, in any state."""
    return session().scalar(select(Badge).where(Badge.slug == slug))


def get_badge(slug: str) -> Badge:
    """The badge of that name, in any state; NoSuchBadge when there is none."""
    badge = find_badge(slug)
    if badge is None:
        raise NoSuchBadge(f"No badge is called {slug}.")
    return badge


def list_badge_ids() -> Sequence[int]:
    """Every badge, in any state."""
    return session().scalars(select(Badge.id)).all()


def find_group(slug: str) -> BadgeGroup | None:
    """The group of that name."""
    return session().scalar(select(BadgeGroup).where(BadgeGroup.slug == slug))


def list_groups() -> Sequence[BadgeGroup]:
    """Every group, in the order of the catalogue."""
    return session().scalars(select(BadgeGroup).order_by(BadgeGroup.place, BadgeGroup.slug)).all()


def find_draft_version(badge: Badge) -> BadgeVersion | None:
    """The version that is being written."""
    drafts = select(BadgeVersion).where(BadgeVersion.badge_id == badge.id, BadgeVersion.published_at.is_(None))
    return session().scalar(drafts)


def next_version_number(badge: Badge) -> int:
    """The number of the version after the newest one."""
    newest = select(func.coalesce(func.max(BadgeVersion.number), 0)).where(BadgeVersion.badge_id == badge.id)
    return session().execute(newest).scalar_one() + 1


def list_badges_with_slugs(slugs: Collection[str]) -> Sequence[Badge]:
    """The badges of those names, in any state; the others are absent."""
    return session().scalars(select(Badge).where(Badge.slug.in_(slugs))).all()


def list_unpublished_badges_needed_by(version: BadgeVersion) -> Sequence[str]:
    """The slugs of the badges that a composed version takes and that were never published."""
    needed = select(Badge.slug).join(BadgeRequirement, BadgeRequirement.required_id == Badge.id)
    return session().scalars(needed.where(BadgeRequirement.version_id == version.id, Badge.state == "draft")).all()


def list_badges_needing(badge: Badge) -> Sequence[str]:
    """The slugs of the badges of which a version, a draft included, takes that badge."""
    needing = select(Badge.slug).join(BadgeVersion, BadgeVersion.badge_id == Badge.id).join(BadgeRequirement)
    return (
        session().scalars(needing.where(BadgeRequirement.required_id == badge.id).distinct().order_by(Badge.slug)).all()
    )


def list_badge_names_by_slug(slugs: Collection[str]) -> dict[str, dict[str, str]]:
    """What these badges are called."""
    rows = session().execute(
        select(Badge.slug, BadgeVersion.name)
        .join(BadgeVersion, and_(BadgeVersion.badge_id == Badge.id, BadgeVersion.is_current))
        .where(Badge.slug.in_(slugs))
    )
    return {row.slug: row.name for row in rows}


def list_badge_names_to_choose() -> dict[str, dict[str, str]]:
    """What each badge that was published and has not ended is called: what a form offers."""
    named = select(Badge.slug, BadgeVersion.name).join(
        BadgeVersion, and_(BadgeVersion.badge_id == Badge.id, BadgeVersion.is_current)
    )
    return {row.slug: row.name for row in session().execute(named.where(Badge.state != "ended").order_by(Badge.slug))}


def list_names_of_badges_counting(object_name: str) -> Sequence[Mapping[str, str]]:
    """The names of the badges that count what happens to that object ("mission:publish"), or that need that badge, but for those that ended."""
    needed = select(BadgeRequirement).join(Badge, Badge.id == BadgeRequirement.required_id).correlate(BadgeVersion)
    needs_it = needed.where(
        BadgeRequirement.version_id == BadgeVersion.id, "badge:" + Badge.slug == object_name
    ).exists()
    counting = BadgeVersion.is_current & or_(BadgeVersion.among.contains([object_name]), needs_it)
    named = select(BadgeVersion.name).join(Badge, Badge.id == BadgeVersion.badge_id)
    return session().scalars(named.where(counting, Badge.state != "ended").order_by(Badge.slug)).all()


def list_settings_of_other_badges(*, except_for: str) -> Sequence[tuple[str, str, Mapping[str, object]]]:
    """(slug, criterion, settings) of each version in force or draft, but for one badge's own."""
    rows = session().execute(
        select(Badge.slug, BadgeVersion.criterion, BadgeVersion.settings)
        .join(BadgeVersion, BadgeVersion.badge_id == Badge.id)
        .where(Badge.slug != except_for, BadgeVersion.is_current | BadgeVersion.published_at.is_(None))
    )
    return [(row.slug, row.criterion, row.settings) for row in rows]


def list_badge_news(person_ids: Collection[int], since: datetime) -> NewsByPerson:
    """The badges awarded to these people since then and still held, the latest first; an award whose date moved is not new."""
    announced = and_(
        Fact.actor_id == Award.person_id,
        Fact.kind == "badge.awarded",
        Fact.source == HOUSE,
        Fact.body["moved"].astext.is_(None),
    )
    of_award = and_(BadgeVersion.badge_id == Award.badge_id, BadgeVersion.number == Award.criterion_version)
    rows = session().execute(
        select(Award.person_id, Badge.slug, BadgeVersion.name, func.max(Fact.recorded_at).label("at"))
        .join(Badge, Badge.id == Award.badge_id)
        .join(BadgeVersion, of_award)
        .join(Fact, and_(announced, Fact.object == func.concat("badge:", Badge.slug), Fact.recorded_at > since))
        .where(in_ids_condition(Award.person_id, person_ids), Award.revoked_at.is_(None))
        .group_by(Award.id, Badge.id, BadgeVersion.id)
        .order_by(func.max(Fact.recorded_at).desc(), Award.id.desc())
    )
    news: dict[int, list[NewsItem]] = {}
    for row in rows:
        item = NewsItem(
            title=AWARDED,
            params={"badge": row.name},
            path=build_path("own_award.show_award", slug=row.slug),
            at=row.at,
            heading=AWARDED_HEADING,
            short_title=AWARDED_SHORT,
        )
        news.setdefault(row.person_id, []).append(item)
    return news
