"""Counts a result again: where an entry changed, a new result is promised in the open; otherwise nothing moves."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete

from app.kernel import clock
from app.kernel.database import session
from app.kernel.errors import Conflict
from missions.contests.life import queries
from missions.contests.life.models import ContestResult
from missions.contests.life.service.seeds import commit_same_seed, commit_seed, find_next_round
from missions.contests.mode import Entry, contest_modes
from missions.contests.models import Contest
from missions.contests.queries import get_terms
from missions.contests.standings.closing.queries import list_entries
from missions.contests.standings.models import ContestEntry, ContestFreeze, ContestOutcome
from missions.contests.standings.service.count import recount_contest
from missions.contests.standings.service.freeze import freeze_entries
from missions.contests.states import ContestState

COUNTED_AGAIN = frozenset({ContestState.PROVISIONAL, ContestState.CLOSED})
"""The states in which a result is counted again: it can be read, or the one that replaces it is promised."""


class _NothingChanged(Exception):
    """The recount gives the same entries: what was frozen before stands."""


class ResultNotProvisional(Conflict):
    """Only a provisional result is counted again, or one that is promised in its place."""


def recount_result(contest: Contest, *, reason: str, by_id: int) -> bool:
    """Count a locked contest again from the journal. Whether an entry changed: then a new result follows, for that reason.

    A new result that is promised already, and not made, counts what was found since, for that reason too.
    People who left meanwhile are no change: the result stands without them. A draw gets a seed of its own, committed now and
    revealed by the clock's next step; a ranking keeps the seed that breaks its ties.
    """
    if contest.state not in COUNTED_AGAIN:
        raise ResultNotProvisional("Only a provisional result is counted again.")
    before, last = list_entries(contest.id), queries.get_last_result(contest.id)
    has_jury = contest_modes()[get_terms(contest).mode].has_jury
    try:
        with session().begin_nested():
            _freeze_again(contest, before=before, is_judged=has_jury)
    except _NothingChanged:
        return False
    if last.made_at is None:
        _widen_promise(contest, last, reason)
    else:
        _promise_new_result(contest, last, reason=reason, by_id=by_id)
    return True


def has_changed_entry(before: Sequence[Entry], after: Sequence[Entry]) -> bool:
    """Whether an entry is new or other than it was; an entry that is gone changes nothing for those who stay."""
    return bool(set(after) - set(before))


def _freeze_again(contest: Contest, *, before: Sequence[Entry], is_judged: bool) -> None:
    contest.state = ContestState.CLOSED
    session().flush()
    for table in (ContestFreeze, ContestEntry, ContestOutcome):
        session().execute(delete(table).where(table.contest_id == contest.id))
    recount_contest(contest.id)
    freeze_entries(contest)
    if not is_judged and not has_changed_entry(before, list_entries(contest.id)):
        raise _NothingChanged


def _widen_promise(contest: Contest, promised: ContestResult, reason: str) -> None:
    """Let a promised result have this reason too. Its entries changed, so a public value that may be known by now is not theirs."""
    promised.reason = f"{promised.reason} {reason}"
    if promised.beacon_round is not None:
        promised.beacon_round, promised.beacon = find_next_round(get_terms(contest)), None
    session().flush()


def _promise_new_result(contest: Contest, last: ContestResult, *, reason: str, by_id: int) -> None:
    terms = get_terms(contest)
    commit = commit_seed if contest_modes()[terms.mode].needs_draw else commit_same_seed
    promised = commit(contest, terms, number=last.number + 1, reason=reason)
    promised.requested_by_id = by_id
    contest.due_at = clock.now()
    session().flush()
