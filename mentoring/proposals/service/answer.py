"""The three answers to a proposal, for a senior and for a junior alike, and taking a no back before the next beat."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum

from sqlalchemy import select, update

from app.kernel import clock
from app.kernel.database import session
from app.kernel.errors import Conflict
from mentoring.proposals.lifecycle import Answer, State
from mentoring.proposals.meetings import Side, Window, first_meetings
from mentoring.proposals.models import Proposal
from mentoring.proposals.queries import places, proposals
from mentoring.proposals.queries.clocks import clocks_of, sessions_ahead
from mentoring.proposals.queries.participants import read_crowd
from mentoring.proposals.queries.proposals import NoSuchProposal, asks
from mentoring.proposals.service.release import ask
from mentoring.rounds.models import Round
from mentoring.rounds.queries import steady_round
from mentoring.rounds.rules import limits_of

StartPair = Callable[[int, int, int, Sequence[datetime]], object]
"""Begins a pair: the round, the senior, the junior, and when they may meet first."""

NOTICE = timedelta(days=2)
"""Nobody is asked to meet sooner after the second yes."""


class AnsweredAlready(Conflict):
    """This person said no, and may take it back first."""


class Followed(StrEnum):
    """What came of a yes. GONE: it can no longer be, for reasons that are told to nobody."""

    ASKED = "asked"
    PAIRED = "paired"
    GONE = "gone"


def accept(person_id: int, proposal_id: int, *, start: StartPair) -> Followed:
    """Say yes: the junior is asked next, or the pair begins. Said twice, it is one yes.

    The reporting line, everything else that the round asks, and the junior's places are read again, under the locks of
    both people in all their rounds, in the transaction that keeps the yes.
    """
    # Also what this person was told to be gone: the second of two clicks is told so again.
    seen = proposals.ANSWERED_PROPOSALS.get_own(person_id, proposal_id)
    round_ = steady_round(seen.round_id)
    places.lock_volunteers([seen.senior_id, seen.junior_id])
    (held,) = proposals.locked_proposals([proposal_id])
    if not session().scalar(select(Proposal.id).where(Proposal.id == proposal_id, asks(person_id))):
        return _repeated(person_id, held)
    if held.answer == Answer.GONE:
        return Followed.GONE
    if held.answer is not None:
        raise AnsweredAlready("You have answered: take your answer back first.")
    if not _still_holds(round_, held):
        held.answer, held.answered_at = Answer.GONE, clock.now()
        return Followed.GONE
    if held.state == State.SENIOR_ASKED:
        ask(held.round_id, {held.id: held.junior_id}, state=State.JUNIOR_ASKED)
        return Followed.ASKED
    held.state, held.answer_due_at = State.ACCEPTED, None
    session().flush()
    start(held.round_id, held.senior_id, held.junior_id, _first_dates(round_, held))
    return Followed.PAIRED


def decline(person_id: int, proposal_id: int, answer: Answer) -> None:
    """Say no, to this colleague or for now. It is told to nobody; said twice, the first one holds."""
    proposals.OWN_PROPOSALS.get_own(person_id, proposal_id)
    said = update(Proposal).where(Proposal.id == proposal_id, asks(person_id), Proposal.answer.is_(None))
    session().execute(said.values(answer=answer, answered_at=clock.now()))


def take_back(person_id: int, proposal_id: int) -> None:
    """Take a no back: the proposal waits as before. NoSuchProposal once the beat has passed."""
    seen = proposals.OWN_PROPOSALS.get_own(person_id, proposal_id)
    mine = (Proposal.id == proposal_id, asks(person_id), Proposal.answer.in_([Answer.OTHER, Answer.LATER]))
    since = Proposal.answered_at >= proposals.last_beat_of(seen.round_id)
    taken = update(Proposal).where(*mine, since).values(answer=None, answered_at=None)
    back = session().scalar(taken.returning(Proposal.id))
    if back is None and session().scalar(select(Proposal.id).where(*mine)):
        raise NoSuchProposal("The time to take this back is over.")


def _repeated(person_id: int, held: Proposal) -> Followed:
    """A second click, or a page that was left open."""
    if held.state == State.ACCEPTED:
        return Followed.PAIRED
    if held.senior_id == person_id and held.state in (State.JUNIOR_ASKED, State.ENDING):
        return Followed.ASKED
    raise NoSuchProposal("There is no such proposal for you, or it is no more.")


def _still_holds(round_: Round, held: Proposal) -> bool:
    couple = (held.senior_id, held.junior_id)
    if round_.state not in ("proposing", "running"):
        return False
    if couple not in places.possible_couples(round_, [couple], but=[held.id]):
        return False
    # Whoever said yes before comes first, also where the junior takes fewer seniors by now.
    before = [State.JUNIOR_ASKED] if held.state == State.SENIOR_ASKED else []
    load = places.loads_of([held.junior_id], but=[held.id], states=before).get(held.junior_id, 0)
    return load < read_crowd(round_, [held.junior_id]).offers[held.junior_id].capacity


def _first_dates(round_: Round, held: Proposal) -> tuple[datetime, ...]:
    couple = (held.senior_id, held.junior_id)
    crowd, clocks = read_crowd(round_, couple), clocks_of(couple)
    said = (crowd.wishes[held.senior_id], crowd.offers[held.junior_id])
    sides = [Side(slots=one.slots, zone=one.zone, hours=clocks[one.person_id].hours) for one in said]
    window = Window(
        earliest=max(clock.now() + NOTICE, datetime.combine(round_.starts_on, time(), UTC)),
        latest=datetime.combine(round_.ends_on, time(), UTC) + timedelta(days=1),
        minutes=limits_of(round_).session_minutes,
        taken=sessions_ahead(couple),
    )
    return first_meetings(sides, window)
