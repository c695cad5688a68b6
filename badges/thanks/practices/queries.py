"""Reads of practices: what one is wished to tell, what one wishes, and what was told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, exists, func, select
from sqlalchemy.orm import aliased

from app.kernel import clock
from app.kernel.database import session
from app.kernel.errors import NotFound
from app.kernel.ownership import OwnRows
from app.people.models import Member
from badges.thanks.practices.models import PracticeRequest

EXPIRES_AFTER = timedelta(days=30)
"""How long a request waits; then nobody sees it any more, and it is deleted."""

MOST_SHOWN = 30
_Teller, _Requester = aliased(Member), aliased(Member)


class NoSuchRequest(NotFound):
    """No such request, or not for this person."""


own_to_answer = OwnRows(
    PracticeRequest,
    lambda person_id: and_(
        PracticeRequest.teller_id == person_id,
        PracticeRequest.declined_at.is_(None),
        PracticeRequest.answered_at.is_not(None) | (PracticeRequest.requested_at > clock.now() - EXPIRES_AFTER),
    ),
    lambda: NoSuchRequest("There is no such request."),
)
"""What a person may answer, or answered."""


@dataclass(frozen=True, kw_only=True)
class Practice:
    """A practice with its two people by name; `requester` is None once they left the company."""

    id: int
    teller_id: int
    teller: str
    requester: str | None
    practice: str
    answer: str | None
    link: str | None
    requested_at: datetime
    answered_at: datetime | None


def list_practices_to_tell(person_id: int) -> Sequence[Practice]:
    """What colleagues wish this person to tell, and no answer was given to yet."""
    return _list_practices(own_to_answer.belongs_to(person_id) & PracticeRequest.answered_at.is_(None))


def list_wished_practices(person_id: int) -> Sequence[Practice]:
    """What this person wishes to hear and waits for; it does not say which of them were declined."""
    return _list_practices((PracticeRequest.requester_id == person_id) & _is_waiting())


def list_practices_of_colleagues() -> Sequence[Practice]:
    """What was told, by people who take part, the latest first."""
    return _list_practices(PracticeRequest.answered_at.is_not(None) & _Teller.takes_part)


def count_waiting_practices(person_id: int) -> int:
    """How many requests of this person wait, declined ones too."""
    waiting = select(func.count()).where(PracticeRequest.requester_id == person_id, _is_waiting())
    return session().scalar(waiting) or 0


def has_sent_form(requester_id: int, submission: str) -> bool:
    """Whether this form was sent already."""
    sent = (PracticeRequest.requester_id == requester_id) & (PracticeRequest.submission == submission)
    return bool(session().scalar(select(exists().where(sent))))


def list_expired_request_ids() -> Sequence[int]:
    """The requests that nobody answered in their time."""
    return session().scalars(select(PracticeRequest.id).where(expired_condition())).all()


def expired_condition() -> ColumnElement[bool]:
    """That nobody answered a request in its time."""
    return and_(PracticeRequest.answered_at.is_(None), PracticeRequest.requested_at <= clock.now() - EXPIRES_AFTER)


def _is_waiting() -> ColumnElement[bool]:
    return PracticeRequest.answered_at.is_(None) & (PracticeRequest.requested_at > clock.now() - EXPIRES_AFTER)


def _list_practices(condition: ColumnElement[bool]) -> Sequence[Practice]:
    row = PracticeRequest
    practices = (
        select(
            *(row.id, row.teller_id, row.practice, row.answer, row.link, row.requested_at, row.answered_at),
            (_Teller.given_name + " " + _Teller.family_name).label("teller"),
            (_Requester.given_name + " " + _Requester.family_name).label("requester"),
        )
        .join(_Teller, _Teller.id == row.teller_id)
        .outerjoin(_Requester, and_(_Requester.id == row.requester_id, _Requester.is_here))
        .where(condition)
        .order_by(func.coalesce(row.answered_at, row.requested_at).desc(), row.id.desc())
        .limit(MOST_SHOWN)
    )
    return [Practice(**line) for line in session().execute(practices).mappings()]
