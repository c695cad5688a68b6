"""Reads badges that are not ended, and who gives them, as a file would say them."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select

from app.kernel.database import session
from app.people.models import Member, Person
from app.web.forms.objects import in_language_order
from badges import queries as badges
from badges.authoring.drafts import encode_badge_version, parse_badge_draft
from badges.authoring.exchange.draft import GiversDraft
from badges.authoring.queries import get_newest_version
from badges.grouping.service import BadgeGroupDraft
from badges.models import Badge, BadgeGiver, BadgeVersion
from badges.service.write import BadgeDraft
from badges.states import BadgeState


def list_encoded_groups() -> list[dict[str, object]]:
    """Each group of badges, in the order of the catalogue."""
    return [
        {"slug": group.slug, "name": in_language_order(group.name), "place": group.place}
        for group in badges.list_groups()
    ]


def find_current_group(slug: str) -> BadgeGroupDraft | None:
    """A group as HR wrote it."""
    group = badges.find_group(slug)
    return BadgeGroupDraft(group.name, group.place) if group else None


def list_encoded_badges() -> list[dict[str, object]]:
    """The newest version of each badge, drafts included, by name: a copy elsewhere has the same order."""
    rows = session().execute(
        select(Badge.slug, BadgeVersion)
        .join(BadgeVersion, BadgeVersion.badge_id == Badge.id)
        .where(Badge.state != BadgeState.ENDED)
        .order_by(Badge.slug, BadgeVersion.number)
    )
    newest = {row.slug: row.BadgeVersion for row in rows}
    return [encode_badge_version(slug, version) for slug, version in newest.items()]


def find_current_badge(slug: str) -> BadgeDraft | None:
    """The newest version of a badge that is not ended, as its author wrote it."""
    badge = badges.find_badge(slug)
    if badge is None or badge.state == BadgeState.ENDED:
        return None
    return parse_badge_draft(encode_badge_version(slug, get_newest_version(badge)))[1]


def list_encoded_givers() -> list[dict[str, object]]:
    """Who gives each badge; a badge that nobody gives is left out."""
    rows = session().execute(
        select(Badge.slug, Person.external_id)
        .join(BadgeGiver, BadgeGiver.badge_id == Badge.id)
        .join(Person, Person.id == BadgeGiver.person_id)
        .join(Member, Member.id == Person.id)
        .where(Badge.state != BadgeState.ENDED, Member.is_here)
    )
    people: dict[str, list[str]] = {}
    for row in rows:
        people.setdefault(row.slug, []).append(row.external_id)
    return [{"slug": slug, "people": sorted(people[slug])} for slug in sorted(people)]


def find_current_givers(slug: str) -> GiversDraft | None:
    """Who gives a badge; None where nobody does."""
    given = {entry["slug"]: entry["people"] for entry in list_encoded_givers()}
    people = given.get(slug)
    return GiversDraft(tuple(people)) if isinstance(people, list) else None


def find_ids_of_people_here(external_ids: Collection[str]) -> dict[str, int]:
    """The people of the directory who are here, by their ids there."""
    people = select(Person.external_id, Person.id).join(Member, Member.id == Person.id)
    rows = session().execute(people.where(Person.external_id.in_(external_ids), Member.is_here))
    return {row.external_id: row.id for row in rows}
