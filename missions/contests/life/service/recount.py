"""Counts a provisional result again: where an entry changed, a new result is promised in the open; otherwise nothing moves."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete

from app.kernel import clock
from app.kernel.database import session
from app.kernel.errors import Conflict
from missions.contests.life import queries
from missions.contests.life.models import ContestResult
from missions.contests.life.service.seeds import commit_same_seed, commit_seed
from missions.contests.mode import Entry, contest_modes
from missions.contests.models import Contest
from missions.contests.queries import get_terms
from missions.contests.standings.closing.queries import list_entries
from missions.contests.standings.models import ContestEntry, ContestFreeze, ContestOutcome
from missions.contests.standings.service.count import recount_contest
from missions.contests.standings.service.freeze import freeze_entries
from missions.contests.states import ContestState


class _NothingChanged(Exception):
    """The recount gives the same entries: what was frozen before stands."""


class ResultNotProvisional(Conflict):
    """Only a provisional result is counted again."""


def recount_result(contest: Contest, *, reason: str, by_id: int) -> bool:
    """Count a locked contest again from the journal. Whether an entry changed: then a new result follows, for that reason.

    People who left meanwhile are no change: the result stands without them. A draw gets a seed of its own, committed now and
    revealed by the clock's next step; a ranking keeps the seed that breaks its ties.
    """
    if contest.state != ContestState.PROVISIONAL:
        raise ResultNotProvisional("Only a provisional result is counted again.")
    before, last = list_entries(contest.id), queries.get_last_result(contest.id)
    has_jury = contest_modes()[get_terms(contest).mode].has_jury
    try:
        with session().begin_nested():
            _freeze_again(contest, before=before, is_judged=has_jury)
    except _NothingChanged:
        return False
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


def _promise_new_result(contest: Contest, last: ContestResult, *, reason: str, by_id: int) -> None:
    terms = get_terms(contest)
    commit = commit_seed if contest_modes()[terms.mode].needs_draw else commit_same_seed
    promised = commit(contest, terms, number=last.number + 1, reason=reason)
    promised.requested_by_id = by_id
    contest.due_at = clock.now()
    session().flush()
