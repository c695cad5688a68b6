"""Puts proposals out: whatever no longer holds is thrown away unseen, and each senior who is left is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete, update

from app.kernel import clock
from app.kernel.database import is_one_of, session
from app.kernel.errors import Conflict
from app.notices.service.notify import NewNotice, notify_people
from mentoring.proposals.daily_run import answer_due
from mentoring.proposals.lifecycle import UNSEEN, State
from mentoring.proposals.models import Proposal, Unmatched
from mentoring.proposals.notices import PROPOSED
from mentoring.proposals.queries import calculations, places, proposals
from mentoring.proposals.queries.clocks import clocks_of
from mentoring.rounds.models import Round
from mentoring.rounds.queries import held_round, steady_round
from mentoring.rounds.service import put_proposals_out


class NothingToPutOut(Conflict):
    """No calculation of this round has come to its end, or one is under way."""


def put_out_first(round_: Round) -> int:
    """Put out what the calculation of a round found, and let the round propose from then on; how many seniors are asked."""
    held, done = held_round(round_.id), calculations.find_last_done(round_.id)
    if held.state == "proposing":
        return 0
    if held.state != "matching" or done is None or calculations.find_under_way(round_.id) is not None:
        raise NothingToPutOut("Calculate this round first, and wait for the end of the calculation.")
    # The beat that has come already is this one's: nothing is due at it.
    done.beat_at = proposals.last_beat_of(round_.id)
    return put_out(put_proposals_out(held))


def put_out(round_: Round) -> int:
    """Ask the seniors of everything that is ready."""
    return _ask_seniors(round_, proposals.list_ids(round_.id, [State.READY]))


def release_held(round_: Round, *, at_least: float) -> int:
    """Put out those under the floor that fit at least so well; how many seniors are asked."""
    if steady_round(round_.id).state not in ("proposing", "running"):
        raise NothingToPutOut("Put out the proposals above the floor first.")
    held = proposals.peek(proposals.list_ids(round_.id, [State.HELD]))
    return _ask_seniors(round_, [one.id for one in held if one.fit >= at_least])


def ask(round_id: int, asked: Mapping[int, int], *, state: State) -> None:
    """Ask one person for each of these proposals, and report them that something waits."""
    now, clocks = clock.now(), clocks_of(asked.values())
    due: dict[datetime, list[int]] = {}
    for proposal_id, person_id in asked.items():
        theirs = clocks[person_id]
        due.setdefault(answer_due(now, theirs.zone, theirs.hours), []).append(proposal_id)
    for due_at, ids in due.items():
        values = {"state": state, "asked_at": now, "answer_due_at": due_at, "answer": None, "answered_at": None}
        session().execute(update(Proposal).where(is_one_of(Proposal.id, ids)).values(**values))
    # Whoever is asked is not left any more; a junior's row says nothing, and stays.
    left = delete(Unmatched).where(Unmatched.round_id == round_id, is_one_of(Unmatched.person_id, asked.values()))
    session().execute(left.where(Unmatched.told != {}))
    notify_people([_notice(proposal_id, person_id) for proposal_id, person_id in asked.items()])


def _ask_seniors(round_: Round, proposal_ids: Sequence[int]) -> int:
    """People's rows are locked before proposals, as everywhere."""
    seen = proposals.peek(proposal_ids)
    places.lock_volunteers({id_ for one in seen for id_ in (one.senior_id, one.junior_id)})
    held = [one for one in proposals.locked_proposals(proposal_ids) if one.state in UNSEEN]
    couples = {one.id: (one.senior_id, one.junior_id) for one in held}
    possible = places.possible_couples(round_, list(couples.values()), but=list(couples))
    good = {id_: couple for id_, couple in couples.items() if couple in possible}
    session().execute(delete(Proposal).where(is_one_of(Proposal.id, couples.keys() - good.keys())))
    ask(round_.id, {id_: senior_id for id_, (senior_id, _) in good.items()}, state=State.SENIOR_ASKED)
    return len(good)


def _notice(proposal_id: int, person_id: int) -> NewNotice:
    path = f"/mentoring/proposals/{proposal_id}"
    return NewNotice(kind=PROPOSED.name, person_id=person_id, key=f"{PROPOSED.name}:{proposal_id}", path=path)
