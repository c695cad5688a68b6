"""What one person reads of a badge: how it stands with them, their terms, and what it takes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.kernel.disclosure import HIDDEN, Figure
from badges.criteria.given import GIVEN_BY_HAND
from badges.criterion import CriterionWords, criteria_by_name, list_required_objects
from badges.medal import OUTLINES, MedalShape
from badges.models import BadgeVersion


@dataclass(frozen=True, kw_only=True)
class AwardTerm:
    """One term of an award, as its holder reads it; `giver` is None where nobody gave it, or where they were erased."""

    id: int
    badge_id: int
    awarded_at: datetime
    criterion_version: int
    expires_at: datetime | None
    expired_at: datetime | None
    reminded_at: datetime | None
    revoked_at: datetime | None
    revoked_because: str | None
    is_barred: bool
    giver: str | None
    reason: str | None
    evidence: str | None

    @property
    def last_day_at(self) -> datetime | None:
        """A moment of the last day of the term; the term itself ends with the midnight that follows."""
        return None if self.expires_at is None else self.expires_at - timedelta(seconds=1)

    @property
    def ends_soon(self) -> bool:
        """Whether its holder was told that it ends within a month."""
        return self.reminded_at is not None


class DescribedBadge:
    """A badge in one of its versions: what it takes, and how it is drawn."""

    badge: BadgeVersion

    @property
    def words(self) -> CriterionWords:
        """What it takes, in words."""
        return criteria_by_name()[self.badge.criterion].words(self.badge.settings)

    @property
    def required_objects(self) -> Sequence[str]:
        """The missions and badges that it takes, by their keys in the journal."""
        return list_required_objects(self.badge.criterion, self.badge.settings)

    @property
    def outline(self) -> str:
        """The path of its drawing."""
        return OUTLINES[MedalShape(self.badge.shape)]


@dataclass(frozen=True)
class BadgeView(DescribedBadge):
    """A badge as one person sees it, in the version by which they are judged.

    `awarded_at` is None while they do not hold it, `done` is how much of `wanted` they have. `wanted` is what it still takes
    of that person: missions that ended leave it. `terms` are theirs, the latest first. `holders` is how many people hold it.
    """

    slug: str
    badge: BadgeVersion
    awarded_at: datetime | None
    done: int
    wanted: int
    terms: Sequence[AwardTerm]
    holders: Figure = HIDDEN

    @property
    def last_term(self) -> AwardTerm | None:
        """The running term, or else the latest one."""
        return self.terms[0] if self.terms else None

    @property
    def past_terms(self) -> Sequence[AwardTerm]:
        """The terms that are over, but for the latest one where none runs."""
        return self.terms[1:]

    @property
    def is_barred(self) -> bool:
        """Whether HR revoked it: no fact awards it again."""
        return self.last_term is not None and self.last_term.is_barred

    @property
    def share(self) -> float:
        """How far the person is, from 0 to 1."""
        return self.done / self.wanted if self.wanted else 0

    @property
    def is_begun(self) -> bool:
        """Whether the person did some of it, and does not hold it."""
        return self.awarded_at is None and self.done > 0 and not self.is_barred

    @property
    def is_given(self) -> bool:
        """Whether people give it by hand, so that nothing is counted."""
        return self.badge.criterion == GIVEN_BY_HAND


@dataclass(frozen=True)
class CountedStep:
    """One thing that counted for a badge: what it was about, where that has a title, or else what was done."""

    event: str
    occurred_at: datetime
    title: Mapping[str, str] | None
