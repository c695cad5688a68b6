"""What a person reads of their own candidacy and term."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from app.kernel import clock
from app.kernel.database import session
from app.people.models import Member
from badges.ambassadors.models import Candidacy, Nomination
from badges.ambassadors.queries import find_open_candidacy, find_term
from badges.ambassadors.states import CandidacyState
from badges.ambassadors.terms import REMINDED_BEFORE
from badges.terms.queries import get_full_name


@dataclass(frozen=True, kw_only=True)
class PeerSentence:
    """What a colleague wrote of a person, who reads it once they accepted."""

    colleague: str
    sentence: str


@dataclass(frozen=True, kw_only=True)
class OwnStanding:
    """Where a person is on the way to a term and within it. Sentences are empty until they accept."""

    candidacy: Candidacy | None
    term: Candidacy | None
    approver: str | None
    sentences: Sequence[PeerSentence]

    @property
    def step(self) -> str:
        """The step of the candidacy under way; empty without one."""
        return "" if self.candidacy is None else self.candidacy.state

    @property
    def last_day_to_answer_at(self) -> datetime | None:
        """A moment of the last day on which the candidate may answer."""
        return None if self.candidacy is None else _find_last_day(self.candidacy.due_at)

    @property
    def last_day_of_term_at(self) -> datetime | None:
        """A moment of the last day of the term that runs."""
        return None if self.term is None else _find_last_day(self.term.ends_at)

    @property
    def can_renew(self) -> bool:
        """Whether the term ends within a month, and nothing was begun for the next."""
        ends_at = None if self.term is None else self.term.ends_at
        return ends_at is not None and self.candidacy is None and ends_at <= clock.now() + REMINDED_BEFORE


def read_own_standing(person_id: int) -> OwnStanding:
    """Where a person is; who spoke for them is read only after they accepted."""
    candidacy, term = find_open_candidacy(person_id), find_term(person_id)
    has_accepted = term is not None or (candidacy is not None and candidacy.state != CandidacyState.ASKED)
    approver_id = None if candidacy is None else candidacy.approver_id
    return OwnStanding(
        candidacy=candidacy,
        term=term,
        approver=None if approver_id is None else get_full_name(approver_id),
        sentences=_list_sentences(person_id) if has_accepted else (),
    )


def _list_sentences(person_id: int) -> list[PeerSentence]:
    name = Member.given_name + " " + Member.family_name
    written = select(name.label("colleague"), Nomination.sentence).join(Member, Member.id == Nomination.nominator_id)
    own = written.where(Nomination.nominee_id == person_id, Nomination.sentence.is_not(None), Member.is_here)
    return [PeerSentence(**row) for row in session().execute(own.order_by(Nomination.id)).mappings()]


def _find_last_day(until: datetime | None) -> datetime | None:
    return None if until is None else until - timedelta(seconds=1)
