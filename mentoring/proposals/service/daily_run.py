"""The beat of a round: once a working day, everything that ended is told together, and the next calculation is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete, update

from app.kernel import clock
from app.kernel.database import is_one_of, session
from app.notices.service.notify import NewNotice, notify_people
from mentoring.proposals.daily_run import answer_due
from mentoring.proposals.lifecycle import OUT, UNSEEN, Answer, Standing, State, fate, is_put_off
from mentoring.proposals.models import Proposal
from mentoring.proposals.notices import CONTINUED
from mentoring.proposals.queries import places, proposals
from mentoring.proposals.queries.clocks import clocks_of
from mentoring.proposals.service.calculations import ask_at_beat
from mentoring.rounds.models import Round
from mentoring.rounds.queries import steady_round
from mentoring.volunteers.models import Volunteer


def hold_beat(round_id: int) -> bool:
    """End what ended, and ask for the calculation that proposes the next best to everybody who is free. Once for each beat."""
    round_, beat = steady_round(round_id), proposals.last_beat_of(round_id)
    if round_.state not in ("proposing", "running") or not ask_at_beat(round_id, beat):
        return False
    held = _held_proposals(round_)
    _set_aside(round_, held, beat)
    standings = _standings(round_, held)
    _put_off(held, standings, beat)
    fates = {id_: fate(one, beat) for id_, one in standings.items()}
    told = list(_continued(round_, [one for one in held if fates[one.id] is State.OVER]))
    _end(held, fates)
    notify_people(told)
    return True


def end_all(round_id: int) -> None:
    """When a round closes, nobody is asked any more; what nobody saw goes. The page of the round says that it closes."""
    held = _held_proposals(steady_round(round_id))
    _end(held, dict.fromkeys((one.id for one in held), State.OVER))
    session().execute(delete(Proposal).where(Proposal.round_id == round_id, Proposal.state.in_(UNSEEN)))


def _held_proposals(round_: Round) -> Sequence[Proposal]:
    """People's rows are locked before proposals, as everywhere."""
    ids = proposals.list_ids(round_.id, OUT)
    seen = proposals.peek(ids)
    places.lock_volunteers({id_ for one in seen for id_ in (one.senior_id, one.junior_id)})
    return [one for one in proposals.locked_proposals(ids) if one.state in OUT]


def _set_aside(round_: Round, held: Sequence[Proposal], beat: datetime) -> None:
    """Whoever said "not now" is proposed to nobody until they come back, as if they had withdrawn themselves."""
    later = [one for one in held if one.answer == Answer.LATER and _is_before(one.answered_at, beat)]
    theirs = {asked_of(one) for one in later}
    aside = update(Volunteer).where(Volunteer.round_id == round_.id, is_one_of(Volunteer.person_id, theirs))
    session().execute(aside.values(state="withdrawn"))


def _standings(round_: Round, held: Sequence[Proposal]) -> dict[int, Standing]:
    possible = places.possible_couples(
        round_, [(one.senior_id, one.junior_id) for one in held], but=[one.id for one in held]
    )
    waiting = places.waiting_people({asked_of(one) for one in held})
    return {one.id: _standing(one, possible, waiting) for one in held}


def _standing(one: Proposal, possible: set[places.Ids], waiting: set[int]) -> Standing:
    assert one.answer_due_at is not None, "Whoever is asked knows until when."
    return Standing(
        state=State(one.state),
        due_at=one.answer_due_at,
        answered_at=one.answered_at,
        is_possible=(one.senior_id, one.junior_id) in possible,
        is_waiting=asked_of(one) in waiting,
    )


def _put_off(held: Sequence[Proposal], standings: Mapping[int, Standing], beat: datetime) -> None:
    late = [one for one in held if is_put_off(standings[one.id], beat)]
    clocks, now = clocks_of({asked_of(one) for one in late}), clock.now()
    for one in late:
        theirs = clocks[asked_of(one)]
        one.answer_due_at = answer_due(now, theirs.zone, theirs.hours)
    session().flush()


def _end(held: Sequence[Proposal], fates: Mapping[int, State]) -> None:
    """What is over keeps nothing of how it ended."""
    for state in (State.ENDING, State.OVER):
        ids = [one.id for one in held if fates[one.id] is state]
        blank: dict[str, object] = {"state": state, "answer": None, "answered_at": None}
        if state is State.OVER:
            blank |= {"asked_at": None, "answer_due_at": None, "told": {}}
        session().execute(update(Proposal).where(is_one_of(Proposal.id, ids)).values(**blank))


def _continued(round_: Round, over: Sequence[Proposal]) -> Iterator[NewNotice]:
    """Only a senior who had said yes, and still looks for somebody, hears of an end."""
    still_here = places.open_volunteers(round_.id, [one.senior_id for one in over])
    for one in over:
        if one.state != State.SENIOR_ASKED and one.senior_id in still_here:
            key = f"{CONTINUED.name}:{one.id}"
            yield NewNotice(kind=CONTINUED.name, person_id=one.senior_id, key=key, path="/mentoring")


def asked_of(one: Proposal) -> int:
    """Whose word a proposal waits for, or waited for."""
    return one.senior_id if one.state == State.SENIOR_ASKED else one.junior_id


def _is_before(answered_at: datetime | None, beat: datetime) -> bool:
    return answered_at is not None and answered_at < beat
