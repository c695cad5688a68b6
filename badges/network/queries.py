"""Reads of what holders show in the network: the feed, one award, those of one person, and what one holder chose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, text

from app.kernel import clock
from app.kernel.database import session
from app.kernel.errors import NotFound
from app.kernel.paging import BadCursor, CursorOfAnotherDatabase, encode_cursor, parse_cursor
from badges.models import Award, Badge
from badges.network import statements
from badges.network.models import ShownAward

_FEED, _ONE, _OF_PERSON = (
    text(statement) for statement in (statements.FEED, statements.ONE_SHOWN_AWARD, statements.SHOWN_AWARDS_OF_PERSON)
)

MOST_OF_PERSON = 100
"""How many badges of a person are shown at most, the latest."""


class NoSuchShownAward(NotFound):
    """Nothing is shown under that name: it never was, or no longer."""


@dataclass(frozen=True, kw_only=True)
class AwardInNetwork:
    """An award as machines read it. One that is taken back, or hidden for a while, has its `id`, `state` and `changed_at` alone to show."""

    id: str
    place: int | None
    changed_at: datetime
    state: str
    person: str | None
    person_id: int | None
    slug: str | None
    version: int | None
    name: Mapping[str, str] | None
    description: Mapping[str, str] | None
    awarded_at: datetime | None
    expires_at: datetime | None

    @property
    def is_shown(self) -> bool:
        """Whether its holder shows it now."""
        return self.state != "withdrawn"


@dataclass(frozen=True)
class FeedPage:
    """Some of the feed, the cursor to come back with, and whether these are all for now."""

    items: Sequence[AwardInNetwork]
    next_cursor: str
    done: bool


def read_feed(cursor: str | None, limit: int, since: datetime | None = None) -> FeedPage:
    """What changed after `cursor` and has its place, each award once and as it is now, the latest change last. BadCursor, CursorOfAnotherDatabase."""
    after = _parse_place(cursor) if cursor else 0
    parameters = {"after": after, "since": since, "now": clock.now(), "most": limit + 1}
    rows = session().execute(_FEED, parameters).mappings().all()
    shown = [AwardInNetwork(**row) for row in rows[:limit]]
    place = encode_cursor([shown[-1].place or 0, shown[-1].id]) if shown else cursor or encode_cursor([0, ""])
    return FeedPage(shown, place, done=len(rows) <= limit)


def _parse_place(cursor: str) -> int:
    place, id_ = parse_cursor(cursor, parts=2)
    if not (type(place) is int and isinstance(id_, str) and 0 <= place < 2**63):
        raise BadCursor("This cursor belongs to another list: start from the first page.")
    taken_by = session().scalar(text(statements.PLACE_TAKEN_BY), {"place": place})
    if taken_by not in (None, id_) or place > (session().scalar(text(statements.LAST_PLACE)) or 0):
        raise CursorOfAnotherDatabase(
            "This database was restored from an older copy: start from the first page, and forget what it does not name."
        )
    return place


def get_shown_award(id_: str) -> AwardInNetwork:
    """The award that is shown under that name; NoSuchShownAward."""
    row = session().execute(_ONE, {"id": id_, "now": clock.now()}).mappings().one_or_none()
    if row is None:
        raise NoSuchShownAward("No badge is shown under this name.")
    return AwardInNetwork(**row)


def list_shown_awards_of_person(external_id: str) -> list[AwardInNetwork]:
    """The valid badges that a person shows, the latest first; the same empty list for whoever shows none and for whoever is unknown."""
    parameters = {"person": external_id, "now": clock.now(), "most": MOST_OF_PERSON}
    return [AwardInNetwork(**row) for row in session().execute(_OF_PERSON, parameters).mappings()]


def is_badge_shown(person_id: int, slug: str) -> bool:
    """Whether a holder shows an award of that badge, of whatever term."""
    shown = select(ShownAward.id).join(Award, Award.id == ShownAward.award_id).join(Badge, Badge.id == Award.badge_id)
    return session().scalar(shown.where(Badge.slug == slug, Award.person_id == person_id).limit(1)) is not None
