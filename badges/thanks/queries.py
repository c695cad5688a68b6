"""Reads of thanks: what a person received and gave, and what colleagues chose to show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, case, exists, func, select, text, tuple_

from app.kernel import clock
from app.kernel.database import session
from app.kernel.errors import NotFound
from app.kernel.ownership import OwnRows
from app.people.models import Member
from app.people.queries import load_workplaces_by_person
from badges.thanks import statements
from badges.thanks.models import Thanks
from badges.thanks.values import COUNTED_FOR
from badges.thanks.week import MOST_A_WEEK, find_week_start

TAKEN_BACK_WITHIN = timedelta(minutes=10)
"""How long a giver may take thanks back; the receiver is told afterwards."""

GIVEN_SHOWN_FOR = timedelta(days=91)
"""How long the page of a giver lists what they gave."""

MOST_LISTED = 200
MOST_SHOWN = 30
_SHOWN = text(statements.SHOWN)


class NoSuchThanks(NotFound):
    """No such thanks, or not for this person."""


def _build_missing_error() -> NoSuchThanks:
    return NoSuchThanks("There are no such thanks.")


own_received = OwnRows(
    Thanks,
    lambda person_id: and_(
        Thanks.receiver_id == person_id, Thanks.delivered_at.is_not(None), Thanks.removed_at.is_(None)
    ),
    _build_missing_error,
)
"""What a person received and did not put away."""


@dataclass(frozen=True, kw_only=True)
class ReceivedThanks:
    """As its receiver reads it; `giver` is None once the giver left the company."""

    id: int
    giver: str | None
    reason: str
    effect: str | None
    given_at: datetime
    audience: str
    quote_state: str | None
    """None, "wished" also where the author declined, or "agreed"."""


@dataclass(frozen=True, kw_only=True)
class GivenThanks:
    """As its giver reads it: their own words, and nothing of what the receiver did with them."""

    id: int
    receiver: str
    reason: str
    effect: str | None
    given_at: datetime
    is_waiting: bool
    quote_state: str | None


@dataclass(frozen=True, kw_only=True)
class ShownThanks:
    """What a receiver shows to their team, or to everybody."""

    receiver: str
    giver: str | None
    reason: str
    effect: str | None
    given_at: datetime
    audience: str


def list_received_thanks(person_id: int) -> Sequence[ReceivedThanks]:
    """What this person received and did not put away, the latest first."""
    giver = Member.given_name + " " + Member.family_name
    is_declined = Thanks.quote_state == "declined"
    quote_state = case((is_declined, "wished"), else_=Thanks.quote_state).label("quote_state")
    received = (
        select(
            Thanks.id, giver.label("giver"), Thanks.reason, Thanks.effect, Thanks.given_at, Thanks.audience, quote_state
        )
        .outerjoin(Member, and_(Member.id == Thanks.giver_id, Member.is_here))
        .where(own_received.belongs_to(person_id))
        .order_by(Thanks.given_at.desc(), Thanks.id.desc())
        .limit(MOST_LISTED)
    )
    return [ReceivedThanks(**row) for row in session().execute(received).mappings()]


def list_given_thanks(person_id: int) -> Sequence[GivenThanks]:
    """What this person gave lately, the latest first, also what its receiver put away."""
    receiver = (Member.given_name + " " + Member.family_name).label("receiver")
    is_waiting = Thanks.delivered_at.is_(None).label("is_waiting")
    given = (
        select(Thanks.id, receiver, Thanks.reason, Thanks.effect, Thanks.given_at, is_waiting, Thanks.quote_state)
        .join(Member, Member.id == Thanks.receiver_id)
        .where(Thanks.giver_id == person_id, Thanks.given_at > clock.now() - GIVEN_SHOWN_FOR)
        .order_by(Thanks.given_at.desc(), Thanks.id.desc())
    )
    return [GivenThanks(**row) for row in session().execute(given).mappings()]


def list_shown_thanks(person_id: int) -> Sequence[ShownThanks]:
    """What colleagues chose to show to this person, the latest first, without what this person gave or received."""
    parameters = {"person_id": person_id, "now": clock.now(), "most": MOST_SHOWN}
    return [ShownThanks(**row) for row in session().execute(_SHOWN, parameters).mappings()]


def count_thanks_left(person_id: int) -> int:
    """How many more thanks this person may give in the working week where they work."""
    starts_at = find_week_start(load_workplaces_by_person([person_id])[person_id], clock.now())
    given = select(func.count()).where(Thanks.giver_id == person_id, Thanks.given_at >= starts_at)
    return max(0, MOST_A_WEEK - (session().scalar(given) or 0))


def find_thanks_of_form(giver_id: int, submission: str) -> Thanks | None:
    """The thanks that this form gave already."""
    return session().scalar(select(Thanks).where(Thanks.giver_id == giver_id, Thanks.submission == submission))


def has_given(giver_id: int, thanks_id: int) -> bool:
    """Whether this person gave these thanks."""
    return bool(session().scalar(select(exists().where(Thanks.id == thanks_id, Thanks.giver_id == giver_id))))


def count_earlier_thanks(thanks: Thanks) -> int:
    """How many thanks the same two people exchanged in the weeks before these, in either direction."""
    pair = (thanks.giver_id, thanks.receiver_id)
    earlier = select(func.count()).where(
        Thanks.receiver_id.in_(pair),
        Thanks.giver_id.in_(pair),
        Thanks.given_at > thanks.given_at - COUNTED_FOR,
        tuple_(Thanks.given_at, Thanks.id) < (thanks.given_at, thanks.id),
    )
    return session().scalar(earlier) or 0


def draw_submission() -> str:
    """A name for a new form, which nobody can guess."""
    return str(session().scalar(select(func.gen_random_uuid())))


def list_waiting_thanks_ids() -> Sequence[int]:
    """The thanks whose giver can no longer take them back, and of which the receiver was not told yet."""
    return session().scalars(select(Thanks.id).where(waiting_condition()).order_by(Thanks.id)).all()


def list_old_removed_thanks_ids() -> Sequence[int]:
    """The thanks that their receiver put away, and that their giver’s page lists no more."""
    return session().scalars(select(Thanks.id).where(old_removed_condition()).order_by(Thanks.id)).all()


def waiting_condition() -> ColumnElement[bool]:
    """That nobody can take thanks back any more, and their receiver was not told yet."""
    return and_(Thanks.delivered_at.is_(None), Thanks.given_at <= clock.now() - TAKEN_BACK_WITHIN)


def old_removed_condition() -> ColumnElement[bool]:
    """That thanks were put away by their receiver, and are listed by their giver’s page no more."""
    return and_(Thanks.removed_at.is_not(None), Thanks.given_at <= clock.now() - GIVEN_SHOWN_FOR)
