"""Reads of givers: what they gave, how much more they may give this week, and whom they thanked before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, func, select, tuple_

from app.kernel import clock
from app.kernel.database import session
from app.people.models import Member
from app.people.queries import load_workplaces_by_person
from badges.thanks.models import Thanks
from badges.thanks.queries.clocks import GIVEN_SHOWN_FOR
from badges.thanks.values import COUNTED_FOR
from badges.thanks.week import MOST_A_WEEK, find_week_start


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
