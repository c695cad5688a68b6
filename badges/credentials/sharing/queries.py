"""The reads of public pages: the open one of a holder, and what it shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Select, and_, select

from app.kernel import clock
from app.kernel.database import session
from app.kernel.errors import NotFound
from app.people.models import Member
from badges.collection.views import DescribedBadge
from badges.credentials.models import BadgePage, Credential
from badges.models import Award, Badge, BadgeVersion


class NoSuchPage(NotFound):
    """No page is open at that address, or its badge is not valid any more."""


@dataclass(frozen=True)
class SharedAward(DescribedBadge):
    """An award as its public page shows it: the name that its holder agreed to show, and whether it is still true."""

    token: str
    award_id: int
    person_id: int
    given_name: str
    family_name: str
    time_zone: str
    slug: str
    badge: BadgeVersion
    awarded_at: datetime
    expires_at: datetime | None
    is_revoked: bool
    is_over: bool
    is_listed: bool
    subject: str | None

    @property
    def is_valid(self) -> bool:
        """Whether the badge is still true."""
        return not (self.is_revoked or self.is_over)

    @property
    def reference(self) -> str | None:
        """By what a reader of the page finds the file that belongs to it: the beginning of the drawn name of the award; None where nothing was signed."""
        return f"{self.subject[:4]}-{self.subject[4:8]}".upper() if self.subject else None

    @property
    def awarded_on(self) -> date:
        """The day of the award where its holder works, whoever reads it."""
        return self._build_day(self.awarded_at)

    @property
    def last_day_on(self) -> date | None:
        """The last day on which the badge is valid where its holder works; a term ends with that day."""
        return None if self.expires_at is None else self._build_day(self.expires_at - timedelta(seconds=1))

    def _build_day(self, moment: datetime) -> date:
        return moment.astimezone(ZoneInfo(self.time_zone)).date()


def find_open_page(person_id: int, slug: str) -> BadgePage | None:
    """The page that a person opened for a badge, of whatever term."""
    pages = select(BadgePage).where(BadgePage.award_id.in_(select_award_ids(person_id, slug)))
    return session().scalar(pages.order_by(BadgePage.opened_at.desc()))


def get_shared_award(token: str) -> SharedAward:
    """What the page at that address shows; NoSuchPage when it was closed, or its holder left the company."""
    of_award = and_(BadgeVersion.badge_id == Award.badge_id, BadgeVersion.number == Award.criterion_version)
    subject = select(Credential.subject).where(Credential.award_id == Award.id).limit(1).scalar_subquery()
    row = (
        session()
        .execute(
            select(Award, Badge.slug, BadgeVersion, Member, BadgePage.is_listed, subject)
            .join(BadgePage, BadgePage.award_id == Award.id)
            .join(Badge, Badge.id == Award.badge_id)
            .join(BadgeVersion, of_award)
            .join(Member, Member.id == Award.person_id)
            .where(BadgePage.token == token, Member.is_here)
        )
        .first()
    )
    if row is None:
        raise NoSuchPage("No page is open at this address.")
    award, slug, version, member, is_listed, name = row
    return SharedAward(
        token=token,
        award_id=award.id,
        person_id=member.id,
        given_name=member.given_name,
        family_name=member.family_name,
        time_zone=member.time_zone,
        slug=slug,
        badge=version,
        awarded_at=award.awarded_at,
        expires_at=award.expires_at,
        is_revoked=award.revoked_at is not None,
        is_over=award.expired_at is not None or (award.expires_at is not None and award.expires_at <= clock.now()),
        is_listed=is_listed,
        subject=name,
    )


def get_valid_shared_award(token: str) -> SharedAward:
    """The same, for files, which are not given of a badge that was revoked or is over."""
    shared = get_shared_award(token)
    if not shared.is_valid:
        raise NoSuchPage("This badge is not valid any more.")
    return shared


def select_award_ids(person_id: int, slug: str) -> Select[int]:
    """The awards of that badge to that person, of all terms, held or not."""
    return (
        select(Award.id).join(Badge, Badge.id == Award.badge_id).where(Badge.slug == slug, Award.person_id == person_id)
    )
