"""Makes the stock of a prize smaller, and tells everybody who takes part."""

from __future__ import annotations

from app.kernel.errors import Conflict
from missions.contests.life.service.announcements import notify_participants_of_rules
from missions.contests.models import Contest
from missions.contests.notices import STOCK_SHRUNK
from missions.contests.prizes.service.stock import shrink_stock
from missions.contests.queries import get_listed_contest, get_terms, lock_contest
from missions.contests.states import ContestState
from missions.contests.terms import Words


class NoPrizesLeft(Conflict):
    """A cancelled contest hands no prize over."""


def shrink_stock_of_contest(slug: str, key: str, *, stock: int, reason: Words, by_id: int) -> Contest:
    """Leave `stock` copies of a prize of a published contest, for a reason that participants read; the second time changes nothing.

    The refusals are those of `shrink_stock`; NoPrizesLeft where the contest is cancelled.
    """
    contest = lock_contest(get_listed_contest(slug).id)
    if contest.state == ContestState.CANCELLED:
        raise NoPrizesLeft("This contest is cancelled: it hands no prize over.")
    change = shrink_stock(contest, key, stock=stock, reason=reason, by_id=by_id)
    if change is not None:
        prize = next(prize for prize in get_terms(contest).prizes if prize.key == key)
        words = {"prize": dict(prize.title), "stock": stock, "reason": change.reason}
        notify_participants_of_rules(contest, STOCK_SHRUNK, str(change.id), **words)
    return contest
