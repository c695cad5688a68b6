"""What becomes of a prize that was offered: claimed, declined, given away, handed over, or expired; and who follows."""

from __future__ import annotations

from app.journal.service import append_facts
from app.kernel import clock
from app.kernel.database import session
from app.kernel.errors import Conflict
from app.kernel.lifecycle import IllegalStep
from missions.contests.models import Contest
from missions.contests.prizes import queries
from missions.contests.prizes.assignment import AwardPlan, PrizeCandidate
from missions.contests.prizes.models import ContestAlternate, ContestWin
from missions.contests.prizes.service.award import (
    build_lot,
    build_win_fact,
    build_winner_rules,
    describe_win,
    get_award_year,
    offer_wins,
)
from missions.contests.prizes.service.book import record_hand_over
from missions.contests.prizes.states import RETURNED, WIN_LIFECYCLE, WinState
from missions.contests.queries import lock_contest


class WinDecided(Conflict):
    """This prize was declined, given away, handed over or has expired already."""


class ClaimTimePast(Conflict):
    """The time in which this prize could be claimed is over."""


class PrizeNotTaken(Conflict):
    """The winner has not said yet whether they take this prize."""


class WinnerErased(Conflict):
    """The winner of this prize was erased: nobody can receive it, and payroll could book it for nobody."""


class NotToBeGivenAway(Conflict):
    """This prize is not one of those that can be given to a charity."""


def claim_prize(person_id: int, win_id: int) -> ContestWin:
    """Say that one wants the prize; the second time changes nothing. ClaimTimePast when its time is over."""
    _lock_contest_of_own_win(person_id, win_id)
    win = queries.OWN_WINS.get_and_lock_own_row(person_id, win_id)
    _check_claim_is_in_time(win)
    return _take_step(win, "claim")


def decline_prize(person_id: int, win_id: int) -> ContestWin:
    """Leave the prize to the next alternate; nobody is told why or by whom. The second time changes nothing."""
    contest = _lock_contest_of_own_win(person_id, win_id)
    win = queries.OWN_WINS.get_and_lock_own_row(person_id, win_id)
    return _return_win(contest, win, "decline")


def give_prize_away(person_id: int, win_id: int) -> ContestWin:
    """Let the prize's value go to the charity instead; the copy is used. NotToBeGivenAway where the terms exclude it."""
    contest = _lock_contest_of_own_win(person_id, win_id)
    win = queries.OWN_WINS.get_and_lock_own_row(person_id, win_id)
    if not any(prize.id == win.prize_id and prize.may_be_given_away for prize in queries.lock_prizes(contest.id)):
        raise NotToBeGivenAway("This prize cannot be given away.")
    _check_claim_is_in_time(win)
    return _take_step(win, "give away")


def hand_prize_over(contest: Contest, win_id: int, *, by_id: int) -> ContestWin:
    """Note that the winner received the prize from this member of HR, record it for payroll, and append `prize.handed_over`: once.

    A person takes a prize first (PrizeNotTaken), and must still be there (WinnerErased); a group has nobody to say so.
    """
    lock_contest(contest.id)
    win = queries.WINS_OF_CONTEST.get_and_lock_own_row(contest.id, win_id)
    if win.state == WinState.HANDED_OVER:
        return win
    if win.state == WinState.OFFERED and win.claim_until is not None:
        raise PrizeNotTaken("Its winner has not taken this prize yet.")
    if win.person_id is None and win.claim_until is not None:
        raise WinnerErased("The winner of this prize was erased: it cannot be handed over any more.")
    win.handed_over_by_id = by_id
    _take_step(win, "hand over")
    (prize,) = [prize for prize in queries.lock_prizes(contest.id) if prize.id == win.prize_id]
    record_hand_over(contest, win, prize)
    append_facts([build_win_fact("prize.handed_over", contest, win, prize.key)])
    return win


def expire_unclaimed_wins(contest_id: int) -> None:
    """Let the prizes of a contest that nobody claimed in time go to the next alternates. Idempotent."""
    contest = lock_contest(contest_id)
    for win in queries.lock_unclaimed_wins(contest_id, clock.now()):
        _return_win(contest, win, "expire")


def _check_claim_is_in_time(win: ContestWin) -> None:
    """What nobody claimed in time is the next person's, also before the clock says so."""
    if win.state == WinState.OFFERED and win.claim_until is not None and win.claim_until <= clock.now():
        raise ClaimTimePast("The time to claim this prize is over.")


def _lock_contest_of_own_win(person_id: int, win_id: int) -> Contest:
    """The contest of a person's own win, locked before the win: whoever awards locks in that order too."""
    return lock_contest(queries.OWN_WINS.get_own_row(person_id, win_id).contest_id)


def _take_step(win: ContestWin, step_name: str) -> ContestWin:
    before = win.state
    try:
        win.state = WIN_LIFECYCLE.state_after_repeatable_step(step_name, before)
    except IllegalStep as illegal:
        raise WinDecided(f"This prize is {before} already.") from illegal
    if win.state != before:
        win.decided_at = clock.now()
    if win.state == WinState.HANDED_OVER:
        win.handed_over_at = clock.now()
    win.is_named = win.is_named and win.state not in RETURNED
    session().flush()
    return win


def _return_win(contest: Contest, win: ContestWin, step_name: str) -> ContestWin:
    before = win.state
    _take_step(win, step_name)
    if win.state != before:
        _call_next_alternate(contest, win)
    return win


def _call_next_alternate(contest: Contest, returned: ContestWin) -> None:
    """Offer the copy that came free to the first alternate who may win it; where nobody may, it goes back to the stock."""
    queries.lock_awarding()
    (prize,) = [prize for prize in queries.lock_prizes(contest.id) if prize.id == returned.prize_id]
    prize.won -= 1
    alternates = {row.holder: row for row in queries.list_waiting_alternates(contest.id)}
    waiting = [_build_candidate(row) for row in alternates.values()]
    plan = AwardPlan(rules=build_winner_rules(contest, waiting), waiting=waiting)
    while not plan.awards and (candidate := plan.take_next_alternate(returned.group_key)) is not None:
        is_allowed = plan.award_if_allowed(candidate, build_lot(prize))
        alternates[candidate.holder].called_at = clock.now()
        alternates[candidate.holder].refusal = None if is_allowed else plan.refusals[-1].reason
    for award in plan.awards:
        prize.won += 1
        following = ContestWin(**describe_win(contest, award, get_award_year(contest)), state=WinState.PROVISIONAL)
        session().add(following)
        session().flush()
        offer_wins(contest, [following])
    session().flush()


def _build_candidate(row: ContestAlternate) -> PrizeCandidate:
    return PrizeCandidate(holder=row.holder, person_id=row.person_id, rank=row.rank, group_key=row.group_key)
