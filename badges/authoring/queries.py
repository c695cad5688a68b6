"""What authors of badges read: every badge with its version, its draft and how many hold it, and what a form offers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import aliased

from app.journal.objects import list_object_choices
from app.journal.queries import list_latest_communities
from app.kernel.database import session
from app.kernel.disclosure import Figure, get_gate
from app.people.models import Member
from app.web.forms.controls import FormChoice, FormChoices
from badges.criterion import CriterionWords, Words, criteria_by_name, list_required_objects
from badges.models import Badge, BadgeGiver, BadgeVersion
from badges.queries import NoSuchBadge, list_groups
from badges.states import BadgeState


@dataclass(frozen=True, kw_only=True)
class ListedBadge:
    """A badge as its authors see it: the version in force, or the draft of one that was never published."""

    slug: str
    state: str
    version: BadgeVersion
    draft: BadgeVersion | None
    holders: Figure

    @property
    def label(self) -> Words:
        """The name of its criterion."""
        return criteria_by_name()[self.version.criterion].label

    @property
    def required_objects(self) -> Sequence[str]:
        """The missions, contests and badges that it takes, by their keys in the journal."""
        return list_required_objects(self.version.criterion, self.version.settings)

    @property
    def words(self) -> CriterionWords:
        """What it takes, in words."""
        return describe_version(self.version)


@dataclass(frozen=True, kw_only=True)
class BadgeCounts:
    """How many badges have a draft that waits, and how many are published."""

    drafts: int
    published: int


def list_badges_for_authors() -> list[ListedBadge]:
    """Every badge, the ended ones last."""
    return _list_badges(_select_badges().order_by(Badge.state == "ended", Badge.slug))


def count_badges_by_state() -> BadgeCounts:
    """How many badges have a draft, and how many are published."""
    drafts = select(func.count(BadgeVersion.id)).where(BadgeVersion.published_at.is_(None)).scalar_subquery()
    published = select(func.count(Badge.id)).where(Badge.state == BadgeState.PUBLISHED).scalar_subquery()
    row = session().execute(select(drafts.label("drafts"), published.label("published"))).one()
    return BadgeCounts(drafts=row.drafts, published=row.published)


def get_listed_badge(slug: str) -> ListedBadge:
    """The badge of that name; NoSuchBadge otherwise."""
    listed = _list_badges(_select_badges().where(Badge.slug == slug))
    if not listed:
        raise NoSuchBadge(f"No badge is called {slug}.")
    return listed[0]


def get_newest_version(badge: Badge) -> BadgeVersion:
    """The draft of a badge, or its version in force."""
    newest = select(BadgeVersion).where(BadgeVersion.badge_id == badge.id).order_by(BadgeVersion.number.desc()).limit(1)
    return session().execute(newest).scalar_one()


def list_form_choices(*, except_for: str) -> FormChoices:
    """What a form offers that only the database knows; a badge never needs itself."""
    return {
        "missions": _list_choices("mission"),
        "paths": _list_choices("path"),
        "contests": _list_choices("contest"),
        "badges": [choice for choice in _list_choices("badge") if choice.value != except_for],
        "groups": [FormChoice(group.slug, group.name) for group in list_groups()],
        "communities": [FormChoice(name, {"fr": name, "en": name}) for name in list_latest_communities()],
    }


def list_giver_emails(badge_id: int) -> list[str]:
    """The people who may give a badge, each by their e-mail address."""
    givers = select(Member.email).join(BadgeGiver, BadgeGiver.person_id == Member.id)
    return list(session().scalars(givers.where(BadgeGiver.badge_id == badge_id, Member.is_here).order_by(Member.email)))


def describe_version(version: BadgeVersion) -> CriterionWords:
    """What a version takes, in words."""
    return criteria_by_name()[version.criterion].words(version.settings)


def _list_choices(kind: str) -> list[FormChoice]:
    return [FormChoice(slug, title) for slug, title in list_object_choices(kind).items()]


def _list_badges(selected: Select[Badge, BadgeVersion, BadgeVersion]) -> list[ListedBadge]:
    gate = get_gate()
    return [
        ListedBadge(
            slug=badge.slug,
            state=badge.state,
            version=version,
            draft=draft,
            holders=gate.show_people(badge.holder_count),
        )
        for badge, version, draft in session().execute(selected)
    ]


def _select_badges() -> Select[Badge, BadgeVersion, BadgeVersion]:
    """Each badge, the version in force or the draft of one that was never published, and any draft."""
    draft = aliased(BadgeVersion)
    is_shown = or_(BadgeVersion.is_current, Badge.state == BadgeState.DRAFT)
    return (
        select(Badge, BadgeVersion, draft)
        .join(BadgeVersion, (BadgeVersion.badge_id == Badge.id) & is_shown)
        .outerjoin(draft, (draft.badge_id == Badge.id) & draft.published_at.is_(None))
    )
