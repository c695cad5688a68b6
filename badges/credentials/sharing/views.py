"""An award as its public page shows it, and as the database tells of it in one text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import orjson

from badges.collection.views import DescribedBadge
from badges.credentials.wording import choose_language
from badges.criteria.given import GIVEN_BY_HAND
from badges.models import BadgeVersion
from badges.serving.queries import ServedTeam

MOST_KEPT = 256
CHOSEN_BY_PEOPLE = frozenset({GIVEN_BY_HAND, "ambassador-named"})
"""Criteria by which people choose who receives a badge."""


@dataclass(frozen=True, kw_only=True, eq=False)
class SharedAward(DescribedBadge):
    """An award as its public page shows it: the name that its holder agreed to show, and whether it is still true.

    `evidence` says what was counted, as it was signed. `team` is the one that it served, where its holder shows it, and `quotes` are words of colleagues, with their agreement.
    """

    token: str
    is_listed: bool
    award_id: int
    awarded_at: datetime
    expires_at: datetime | None
    is_revoked: bool
    is_over: bool
    subject: str | None
    evidence: str | None
    slug: str
    badge: BadgeVersion
    person_id: int
    given_name: str
    family_name: str
    time_zone: str
    team: ServedTeam | None
    quotes: Sequence[str]

    @property
    def is_valid(self) -> bool:
        """Whether the badge is still true."""
        return not (self.is_revoked or self.is_over)

    @property
    def is_counted(self) -> bool:
        """Whether a rule gave it, which counts acts and knows no grade."""
        return self.badge.criterion not in CHOSEN_BY_PEOPLE

    @property
    def language(self) -> str:
        """The language of what was signed."""
        return choose_language(self.badge)

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


@lru_cache(maxsize=MOST_KEPT)
def parse_shared_award(content: str) -> SharedAward:
    """What `statements.SHARED_AWARD` tells. The same text gives the same object, so what is kept by the object is kept by all that it says."""
    row = orjson.loads(content)
    return SharedAward(
        **row
        | {
            "awarded_at": datetime.fromisoformat(row["awarded_at"]),
            "expires_at": datetime.fromisoformat(row["expires_at"]) if row["expires_at"] else None,
            "badge": BadgeVersion(**row["badge"]),
            "team": ServedTeam(**row["team"]) if row["team"] else None,
        }
    )
