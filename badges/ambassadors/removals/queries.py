"""Reads of removals: what waits for a second or a third person, and what an ambassador reads of their own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select

from app.kernel import clock
from app.kernel.database import session
from app.kernel.errors import NotFound
from app.people.models import Member, PersonRole
from app.people.roles import HR
from badges.ambassadors.models import Candidacy
from badges.ambassadors.removals.models import AmbassadorRemoval
from badges.ambassadors.states import CandidacyState

APPEAL_WITHIN = timedelta(days=30)
"""How long after the end of their term a person may appeal."""


class NoSuchRemoval(NotFound):
    """There is no such removal at this step."""


@dataclass(frozen=True, kw_only=True)
class WaitingRemoval:
    """A removal that waits for a second person, or whose appeal waits for a third; `excluded` may not take the step."""

    removal_id: int
    person_id: int
    name: str
    reason: str
    appeal: str | None
    excluded: frozenset[int | None]


@dataclass(frozen=True, kw_only=True)
class OwnRemoval:
    """Why a person's term ended early, and whether they may still appeal."""

    reason: str
    confirmed_at: datetime
    appeal: str | None
    is_upheld: bool | None

    @property
    def can_appeal(self) -> bool:
        """Whether no appeal was written and its time is not over."""
        return self.appeal is None and self.confirmed_at > clock.now() - APPEAL_WITHIN


def get_removal(removal_id: int) -> tuple[AmbassadorRemoval, Candidacy]:
    """A removal and the candidacy whose term it is about, read anew; NoSuchRemoval otherwise."""
    both = select(AmbassadorRemoval, Candidacy).join(Candidacy, Candidacy.id == AmbassadorRemoval.candidacy_id)
    wanted = both.where(AmbassadorRemoval.id == removal_id)
    row = session().execute(wanted.execution_options(populate_existing=True)).one_or_none()
    if row is None:
        raise NoSuchRemoval("There is no such removal, or no longer.")
    return row[0], row[1]


def find_latest_removal(person_id: int) -> AmbassadorRemoval | None:
    """The latest confirmed removal from a person's latest term, read anew; None when that term was not ended by others."""
    terms = select(func.max(Candidacy.id)).where(Candidacy.person_id == person_id, Candidacy.named_at.is_not(None))
    own = select(AmbassadorRemoval).where(AmbassadorRemoval.candidacy_id == terms.scalar_subquery())
    confirmed = own.where(AmbassadorRemoval.confirmed_at.is_not(None))
    latest = confirmed.order_by(AmbassadorRemoval.id.desc()).limit(1)
    return session().scalar(latest.execution_options(populate_existing=True))


def read_own_removal(person_id: int) -> OwnRemoval | None:
    """Why the latest term of a person ended early; None when none did."""
    removal = find_latest_removal(person_id)
    if removal is None or removal.confirmed_at is None:
        return None
    return OwnRemoval(
        reason=removal.reason,
        confirmed_at=removal.confirmed_at,
        appeal=removal.appeal,
        is_upheld=removal.is_upheld,
    )


def list_waiting_removals(reader_id: int) -> list[WaitingRemoval]:
    """What waits for a second person, or for a third, the oldest first; never what is about the reader."""
    name = Member.given_name + " " + Member.family_name
    named = (
        select(AmbassadorRemoval, Candidacy.person_id, name)
        .join(Candidacy, Candidacy.id == AmbassadorRemoval.candidacy_id)
        .join(Member, Member.id == Candidacy.person_id)
        .where(Candidacy.person_id != reader_id)
    )
    is_running = Candidacy.state == CandidacyState.NAMED
    waits = (AmbassadorRemoval.confirmed_at.is_(None) & is_running) | (
        AmbassadorRemoval.appeal.is_not(None) & AmbassadorRemoval.decided_at.is_(None)
    )
    return [
        WaitingRemoval(
            removal_id=removal.id,
            person_id=person_id,
            name=full_name,
            reason=removal.reason,
            appeal=removal.appeal,
            excluded=frozenset({person_id, removal.proposed_by_id, removal.confirmed_by_id}),
        )
        for removal, person_id, full_name in session().execute(named.where(waits).order_by(AmbassadorRemoval.id))
    ]


def list_appeals_to_decide(reader_id: int) -> list[WaitingRemoval]:
    """The appeals that this person may decide: as a third person of HR, or as a representative where HR has none."""
    appeals = [each for each in list_waiting_removals(reader_id) if each.appeal is not None]
    return [each for each in appeals if reader_id not in each.excluded and may_decide(reader_id, each.excluded)]


def may_decide(person_id: int, excluded: frozenset[int | None]) -> bool:
    """Whether a person who took none of the steps is of HR, or HR has nobody else who took none."""
    in_hr = select(PersonRole.person_id).join(Member, Member.id == PersonRole.person_id)
    people = set(session().scalars(in_hr.where(PersonRole.role == HR, Member.is_here))) - excluded
    return not people or person_id in people
