"""What a worker does with a calculation: claims it, tells how far it is, and keeps what it found while it is still theirs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, and_, delete, insert, or_, select, update

from app.kernel import clock
from app.kernel.application import current_settings
from app.kernel.database import is_one_of, session
from app.kernel.errors import Conflict
from mentoring.proposals.calculation import Couple, Intake, Solved
from mentoring.proposals.lifecycle import UNSEEN
from mentoring.proposals.models import Calculation, Proposal, Unmatched
from mentoring.proposals.queries import places, proposals
from mentoring.proposals.service.book import book
from mentoring.proposals.service.release import put_out
from mentoring.rounds.models import Round
from mentoring.rounds.queries import steady_round

LEASE = timedelta(minutes=3)
"""How long a worker may be silent before another takes the calculation over; the longest step that tells nothing takes seconds."""

MOST_ATTEMPTS = 3
"""What has ended so many workers is not tried again."""


class NotTheirs(Conflict):
    """The calculation was cancelled, or given to another worker."""


@dataclass(frozen=True)
class Claim:
    """A calculation in the hands of one worker."""

    calculation_id: int
    attempt: int
    round_id: int


def claim(calculation_id: int) -> Claim | None:
    """Take a calculation that nobody works at; None when somebody does, when it is over, or when it was tried too often."""
    now = clock.now()
    is_free = or_(Calculation.state == "asked", and_(Calculation.state == "running", Calculation.claimed_until <= now))
    mine = update(Calculation).where(Calculation.id == calculation_id, is_free)
    session().execute(mine.where(Calculation.attempt >= MOST_ATTEMPTS).values(**_failed("attempts")))
    taken = mine.values(state="running", attempt=Calculation.attempt + 1, claimed_until=now + LEASE)
    row = session().execute(taken.returning(Calculation.attempt, Calculation.round_id)).first()
    return None if row is None else Claim(calculation_id, row.attempt, row.round_id)


def tell_progress(mine: Claim, step: str, done: int, whole: int) -> None:
    """Say how far it is, and keep the claim; NotTheirs when it was cancelled or taken over."""
    told = update(Calculation).where(*_still(mine))
    told = told.values(step=step, done=done, whole=whole, claimed_until=clock.now() + LEASE)
    if session().scalar(told.returning(Calculation.id)) is None:
        raise NotTheirs("This calculation was cancelled, or another worker has it.")


def read(mine: Claim) -> Intake:
    """Everybody who is free for the round at this moment."""
    round_ = session().get_one(Round, mine.round_id)
    return places.read_intake(round_, least=current_settings().smallest_group)


def keep(mine: Claim, found: Solved) -> None:
    """Write what was found, in one transaction: what nobody has seen of earlier calculations goes; what no longer holds is left out.

    While proposals are out, those above the floor go out with it.
    """
    held = session().scalar(select(Calculation).where(*_still(mine)).with_for_update())
    if held is None:
        raise NotTheirs("This calculation was cancelled, or another worker has it.")
    round_ = steady_round(mine.round_id)
    _throw_away_unseen(round_.id, found.couples)
    kept = book(round_, found.couples)
    _tell_left(round_.id, found, kept)
    held.state, held.ended_at, held.claimed_until = "done", clock.now(), None
    held.told = found.summary | {
        "ready": sum(not couple.is_held for couple in kept),
        "held": sum(couple.is_held for couple in kept),
        "unmatched": len(found.left.keys() - {couple.senior_id for couple in kept}),
    }
    session().flush()
    if round_.state in ("proposing", "running"):
        put_out(round_)


def fail(mine: Claim) -> None:
    """Say that it came to no end; what stood in the way is in the worker's log, without anybody's name."""
    session().execute(update(Calculation).where(*_still(mine)).values(**_failed("fault")))


def _still(mine: Claim) -> tuple[ColumnElement[bool], ...]:
    return (Calculation.id == mine.calculation_id, Calculation.attempt == mine.attempt, Calculation.state == "running")


def _failed(because: str) -> dict[str, object]:
    return {"state": "failed", "ended_at": clock.now(), "claimed_until": None, "told": {"because": because}}


def _throw_away_unseen(round_id: int, couples: Sequence[Couple]) -> None:
    """People's rows are locked before proposals, as everywhere: those of what comes and of what goes."""
    unseen = proposals.list_ids(round_id, UNSEEN)
    gone = [(one.senior_id, one.junior_id) for one in proposals.peek(unseen)]
    come = [(one.senior_id, one.junior_id) for one in couples]
    places.lock_volunteers({id_ for couple in (*gone, *come) for id_ in couple})
    session().execute(delete(Proposal).where(is_one_of(Proposal.id, unseen), Proposal.state.in_(UNSEEN)))


def _tell_left(round_id: int, found: Solved, kept: Sequence[Couple]) -> None:
    asked = {couple.senior_id for couple in kept if not couple.is_held}
    told = {senior_id: why for senior_id, why in found.left.items() if senior_id not in asked}
    told |= {junior_id: {} for junior_id in found.seen_juniors}
    session().execute(delete(Unmatched).where(Unmatched.round_id == round_id))
    rows = [{"round_id": round_id, "person_id": person_id, "told": why} for person_id, why in told.items()]
    if rows:
        session().execute(insert(Unmatched), rows)
