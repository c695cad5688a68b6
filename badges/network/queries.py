"""Reads of what holders show in the network: the feed, one award, those of one person, and what one holder chose."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select

from app.kernel import clock
from app.kernel.database import run_driver_statement, session
from app.kernel.errors import NotFound
from app.kernel.paging import BadCursor, CursorOfAnotherDatabase, encode_cursor, parse_cursor
from badges.models import Award, Badge
from badges.network import statements
from badges.network.models import ShownAward

MOST_OF_PERSON = 100
"""How many badges of a person are shown at most, the latest."""


class NoSuchShownAward(NotFound):
    """Nothing is shown under that name: it never was, or no longer."""


class AwardInNetwork(NamedTuple):
    """An award as machines read it. One that is taken back, or hidden for a while, has its `id`, `state` and `changed_at` alone to show."""

    id: str
    place: int | None
    changed_at: datetime
    person: str | None
    person_id: int | None
    slug: str | None
    version: int | None
    awarded_at: datetime | None
    expires_at: datetime | None
    state: str

    @property
    def is_shown(self) -> bool:
        """Whether its holder shows it now."""
        return self.state != "withdrawn"


class BadgeTexts(NamedTuple):
    """What a badge says in a version, by language."""

    name: Mapping[str, str]
    description: Mapping[str, str]


@dataclass(frozen=True)
class FeedPage:
    """Some of the feed, the cursor to come back with, and whether these are all for now."""

    items: Sequence[AwardInNetwork]
    next_cursor: str
    done: bool


class FeedState(NamedTuple):
    """Whether a change has no place yet, which award stands at the place of a cursor, and the last place given."""

    has_change_without_place: bool
    at_cursor: str | None
    last_place: int


class FeedCursor(NamedTuple):
    """After which award a page begins."""

    place: int
    award: str


def parse_feed_cursor(cursor: str | None) -> FeedCursor:
    """The place of a cursor, that of the first page without one. BadCursor."""
    if not cursor:
        return FeedCursor(0, "")
    place, award = parse_cursor(cursor, parts=2)
    if type(place) is int and isinstance(award, str) and 0 <= place < 2**63:
        return FeedCursor(place, award)
    raise BadCursor("This cursor belongs to another list: start from the first page.")


def read_feed_state(cursor: FeedCursor) -> FeedState:
    """How the feed stands, in one statement."""
    return FeedState._make(run_driver_statement(statements.FEED_STATE, {"place": cursor.place}).one())


def check_feed_cursor(cursor: FeedCursor, state: FeedState) -> None:
    """Refuse a cursor that this database did not give. CursorOfAnotherDatabase."""
    if state.at_cursor not in (None, cursor.award) or cursor.place > state.last_place:
        raise CursorOfAnotherDatabase(
            "This database was restored from an older copy: start from the first page, and forget what it does not name."
        )


def read_feed(cursor: FeedCursor, limit: int, since: datetime | None = None) -> FeedPage:
    """What changed after `cursor` and has its place, each award once and as it is now, the latest change last."""
    rows = _read_awards(statements.FEED, after=cursor.place, since=since, most=limit + 1)
    shown = rows[:limit]
    last = FeedCursor(shown[-1].place or 0, shown[-1].id) if shown else cursor
    return FeedPage(shown, encode_cursor(last), done=len(rows) <= limit)


def get_shown_award(id_: str) -> AwardInNetwork:
    """The award that is shown under that name; NoSuchShownAward."""
    for award in _read_awards(statements.ONE_SHOWN_AWARD, id=id_):
        return award
    raise NoSuchShownAward("No badge is shown under this name.")


def list_shown_awards_of_person(external_id: str) -> list[AwardInNetwork]:
    """The valid badges that a person shows, the latest first; the same empty list for whoever shows none and for whoever is unknown."""
    return _read_awards(statements.SHOWN_AWARDS_OF_PERSON, person=external_id, most=MOST_OF_PERSON)


def _read_awards(statement: str, **parameters: object) -> list[AwardInNetwork]:
    rows = run_driver_statement(statement, {**parameters, "now": clock.now()}).all()
    return [AwardInNetwork._make(row) for row in rows]


def read_texts_of_badges(awards: Iterable[AwardInNetwork]) -> dict[tuple[str, int], BadgeTexts]:
    """What the badges of these awards say, by slug and version."""
    badges = sorted({(each.slug, each.version) for each in awards if each.slug and each.version is not None})
    wanted = {"slugs": [slug for slug, _ in badges], "versions": [version for _, version in badges]}
    rows = run_driver_statement(statements.TEXTS_OF_BADGES, wanted).all() if badges else []
    return {(row.slug, row.number): BadgeTexts(row.name, row.description) for row in rows}


def is_badge_shown(person_id: int, slug: str) -> bool:
    """Whether a holder shows an award of that badge, of whatever term."""
    shown = select(ShownAward.id).join(Award, Award.id == ShownAward.award_id).join(Badge, Badge.id == Award.badge_id)
    return session().scalar(shown.where(Badge.slug == slug, Award.person_id == person_id).limit(1)) is not None
