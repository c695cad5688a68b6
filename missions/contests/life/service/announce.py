"""Makes the provisional result of a contest: entries frozen, seed revealed, drawn or ranked, prizes reserved; each time once."""

from __future__ import annotations

from datetime import timedelta

from app.kernel import clock
from app.kernel.database import session
from app.kernel.errors import Conflict
from app.kernel.sealing import UnsealingFailed
from missions.contests.draw.beacon import parse_beacon_value
from missions.contests.jury.queries import count_missing_sheets
from missions.contests.life import queries
from missions.contests.life.models import ContestResult
from missions.contests.life.service.announcements import append_contest_fact, notify_hr, notify_participants
from missions.contests.life.service.results import make_result
from missions.contests.life.service.seeds import commit_seed, unseal_seed
from missions.contests.life.shift import compute_freeze_moment
from missions.contests.mode import contest_modes
from missions.contests.models import Contest
from missions.contests.notices import ANNOUNCED, ANNOUNCED_AGAIN, BEACON_AWAITED, JURY_AWAITED
from missions.contests.prizes.service.award import award_prizes
from missions.contests.queries import get_contest, get_terms, lock_contest
from missions.contests.standings.service.freeze import FactsStillWaiting, freeze_entries
from missions.contests.states import CONTEST_LIFECYCLE, ContestState
from missions.contests.terms import ContestTerms

RETRY = timedelta(minutes=15)
"""How long a contest waits before it looks again for what is missing."""

LOST_KEY = "La clé qui scellait la graine engagée a disparu. / The key that sealed the committed seed is gone."
"""Why a draw is promised anew without anybody's asking."""


class TooEarlyForResult(Conflict):
    """Facts of before the closing may still arrive."""


class NoBeaconAwaited(Conflict):
    """This contest waits for no public value."""


def announce_contest_if_due(contest_id: int) -> None:
    """Make the provisional result of a closed contest whose moment has come. Idempotent."""
    contest = lock_contest(contest_id)
    if queries.is_contest_due(contest, ContestState.CLOSED):
        _announce_contest(contest, waits_for_jury=True)


def announce_contest_now(slug: str) -> Contest:
    """Make the result by hand, at the moment of the clock or later, and without the sheets that a jury still owes.

    TooEarlyForResult before. Where the clock was faster, nothing changes.
    """
    contest = lock_contest(get_contest(slug).id)
    if contest.state == ContestState.CLOSED:
        _announce_contest(contest, waits_for_jury=False)
    if contest.state in (ContestState.PROVISIONAL, ContestState.FINAL):
        return contest
    raise TooEarlyForResult("The result is made once late facts had their time to arrive.")


def paste_beacon_value(slug: str, pasted: str) -> ContestResult:
    """Keep the public value that the draw waits for: the JSON of the announced round; the draw follows at once.

    BeaconNotProven when it is not that value, NoBeaconAwaited where none is awaited.
    """
    contest = lock_contest(get_contest(slug).id)
    result = queries.get_last_result(contest.id)
    if contest.state != ContestState.CLOSED or result.beacon_round is None or result.made_at is not None:
        raise NoBeaconAwaited("This contest waits for no public value now.")
    value = parse_beacon_value(pasted, announced=result.beacon_round)
    result.beacon = vars(value)
    contest.due_at = max(clock.now(), compute_freeze_moment(get_terms(contest).calendar))
    session().flush()
    return result


def _announce_contest(contest: Contest, *, waits_for_jury: bool) -> None:
    terms, result = get_terms(contest), queries.get_last_result(contest.id)
    if clock.now() < compute_freeze_moment(terms.calendar) or _is_waiting(
        contest, terms, result, waits_for_jury=waits_for_jury
    ):
        return
    try:
        freeze = freeze_entries(contest)
        seed = unseal_seed(contest, result)
    except FactsStillWaiting:
        return
    except UnsealingFailed:
        commit_seed(contest, terms, number=result.number + 1, reason=LOST_KEY)
        return
    ranking = make_result(contest, result, seed, freeze)
    plan = award_prizes(contest, ranking)
    refusals = [vars(refusal) for refusal in plan.refusals]
    result.outcome = {**(result.outcome or {}), "refusals": refusals}
    _take_step(contest, terms, result)


def _take_step(contest: Contest, terms: ContestTerms, result: ContestResult) -> None:
    days = terms.calendar.objection_days
    contest.state = CONTEST_LIFECYCLE.state_after_step("announce", contest.state)
    contest.announced_at = clock.now()
    contest.due_at = result.objections_until = contest.announced_at + timedelta(days=days)
    session().flush()
    append_contest_fact(contest, "contest.announced", at=contest.announced_at, result=result.number)
    if result.number == 1:
        notify_participants(contest, ANNOUNCED, "1", days=days)
    else:
        notify_participants(contest, ANNOUNCED_AGAIN, str(result.number), days=days, reason=result.reason)


def _is_waiting(contest: Contest, terms: ContestTerms, result: ContestResult, *, waits_for_jury: bool) -> bool:
    """Whether the result waits for the public value or for the jury; then HR is told, once, and the clock looks again later."""
    if result.beacon_round is not None and result.beacon is None:
        notify_hr(contest, BEACON_AWAITED, str(result.number), round=result.beacon_round)
        contest.due_at = clock.now() + RETRY
        return True
    has_jury = contest_modes()[terms.mode].has_jury
    sheets = count_missing_sheets(contest.id, terms.jury_ids).sheets if has_jury else 0
    if sheets and waits_for_jury:
        notify_hr(contest, JURY_AWAITED, str(result.number), sheets=sheets)
        contest.due_at = clock.now() + RETRY
        return True
    return False
