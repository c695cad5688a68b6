"""A holder shows an award in the network, or no longer; leaving ends it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, select, text, update
from sqlalchemy.dialects.postgresql import insert

from app.journal.models import Fact
from app.kernel.database import in_ids_condition, session
from app.kernel.errors import Conflict
from app.people.statements import select_leavers
from badges.credentials.service.sign import ensure_credential
from badges.models import Award, Badge
from badges.naming.queries import find_naming_choice
from badges.network import queries, statements
from badges.network.models import ShownAward
from badges.network.queries import FeedPage


class HolderCannotShow(Conflict):
    """This person does not hold the badge at this moment, or takes part in Passerelle no more."""


def choose_showing(badge: Badge, person_id: int, *, is_shown: bool) -> None:
    """Show the badge in the network from now on, or no longer. HolderCannotShow, SigningPaused; taking back never fails.

    It is signed at once, so that its picture has an address.
    """
    if not is_shown:
        _take_back(select(Award.id).where(Award.badge_id == badge.id, Award.person_id == person_id))
        return
    if find_naming_choice(badge.id, person_id) is None:
        raise HolderCannotShow("Only who holds a badge and takes part in Passerelle can show it.")
    credential = ensure_credential(person_id, badge.slug)
    shown = insert(ShownAward).values(award_id=credential.award_id, changed_at=func.now())
    session().execute(shown.on_conflict_do_nothing(index_elements=["award_id"]))


def read_changes(cursor: str | None, limit: int, since: datetime | None) -> FeedPage:
    """The feed after `cursor`. What changed gets its place first, one reader at a time and only what was committed: a late commit comes after what was read before. BadCursor, CursorOfAnotherDatabase."""
    place = queries.parse_feed_cursor(cursor)
    state = queries.read_feed_state(place)
    if state.has_change_without_place:
        session().execute(text(statements.LOCK_PLACES))
        session().execute(text(statements.GIVE_PLACES))
        state = queries.read_feed_state(place)
    queries.check_feed_cursor(place, state)
    return queries.read_feed(place, limit, since)


def take_back_of_person(person_id: int) -> None:
    """Let whoever joins Passerelle anew begin with nothing shown."""
    _take_back(select(Award.id).where(Award.person_id == person_id))


def take_back_of_leavers(fact_ids: Sequence[int]) -> None:
    """Take back for good what those showed who, by these facts, left the company or the game and are not back. Idempotent."""
    _take_back(select(Award.id).where(Award.person_id.in_(select_leavers(fact_ids))))


def tell_of_pauses(fact_ids: Sequence[int]) -> None:
    """Let the feed tell again of the awards of those who, by these facts, set Passerelle aside or came back."""
    people = select(Fact.actor_id).where(
        in_ids_condition(Fact.id, fact_ids), Fact.kind.in_(("person.paused", "person.resumed"))
    )
    awards = select(Award.id).where(Award.person_id.in_(people))
    _update_shown_awards(ShownAward.award_id.in_(awards), place=None, changed_at=func.now())


def _take_back(awards: Select[int]) -> None:
    _update_shown_awards(ShownAward.award_id.in_(awards), award_id=None)


def _update_shown_awards(whose: ColumnElement[bool], **values: object) -> None:
    session().execute(update(ShownAward).where(whose).values(**values))
