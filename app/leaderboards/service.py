"""The use cases of boards: publish a board, mark boards stale, and publish their next version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import delete, func, insert, select, update

from app.journal.service import NewFact, append_facts
from app.kernel import clock
from app.kernel.database import in_ids_condition, session
from app.kernel.disclosure import DisclosureGate
from app.kernel.errors import Conflict, Invalid
from app.kernel.jobs import enqueue_job_after_commit
from app.kernel.transaction import run_after_commit
from app.leaderboards import queries
from app.leaderboards.comparison import ComparisonMethod, rank_and_merge_groups
from app.leaderboards.groups.service import compute_group_totals
from app.leaderboards.measure import measures_by_name
from app.leaderboards.models import Board, GroupStanding, Season, Snapshot
from app.leaderboards.people.service import fill_in_next_ranking
from app.leaderboards.periods import BoardPeriod, compute_rest, has_ended_since_version, next_publication_at
from app.leaderboards.ranking_cache import get_ranking_cache
from app.leaderboards.subject import PERSON, group_kinds_by_name
from app.people.crisis.queries import find_company_crisis

BUILD_CLAIM_FOR = timedelta(minutes=2)
"""How long a build may take before another worker may start it again."""
VERSIONS_KEPT = 3
MAX_DAYS_OF_PEOPLE = 31
"""Days that a board of people may cover."""


class PeriodTooLong(Invalid):
    """A board of people would cover more than a month."""


class NoSuchSeason(Invalid):
    """The board names a season that does not exist."""


@dataclass(frozen=True, kw_only=True)
class BoardScoring:
    """What a board counts, and how it compares groups."""

    measure: str = "points"
    detail: str = ""
    how: str = ComparisonMethod.PER_HEAD


BY_POINTS = BoardScoring()


def create_and_publish_board(
    slug: str,
    *,
    title: Mapping[str, str],
    subject: str,
    period: str | None = None,
    season: str | None = None,
    counted: BoardScoring = BY_POINTS,
) -> Board:
    """Publish a board of people who chose to appear, or of a sort of group; its first version follows at once.

    Without a period, a board of groups covers all time and a board of people this month: people are never
    ranked over more than a month.
    """
    chosen = period or (BoardPeriod.MONTH if subject == PERSON else BoardPeriod.ALL)
    _check_board_definition(subject, chosen, counted)
    covered = _check_and_find_season(season, chosen, subject)
    if queries.find_board_even_ended(slug):
        raise Conflict(f"A board is already called {slug}.")
    season_id = None if covered is None else covered.id
    columns = {"slug": slug, "title": dict(title), "subject": subject, "period": chosen, "season_id": season_id}
    board = Board(**columns, **asdict(counted), stale_since=clock.now())
    session().add(board)
    session().flush()
    enqueue_due_builds()
    return board


def mark_all_boards_stale() -> None:
    """Mark every board stale: a score, or who appears, has changed. New versions follow when their time comes."""
    due = update(Board).where(Board.stale_since.is_(None), Board.ended_at.is_(None))
    session().execute(due.values(stale_since=clock.now()))


def make_ended_period_boards_due() -> None:
    """Mark boards stale, and due now, that have no version or whose week, month or season has turned since."""
    now, versions = clock.now(), queries.list_last_snapshot_moments()
    turned = [
        board.id for board in queries.list_current_boards() if _has_period_ended(board, versions.get(board.id), now)
    ]
    if not turned:
        return
    out_of_date = update(Board).where(in_ids_condition(Board.id, turned), Board.building_until.is_(None))
    session().execute(out_of_date.values(stale_since=func.coalesce(Board.stale_since, now), next_at=None))


def make_board_due_now(board_id: int) -> None:
    """Make a board due now, whatever it waits for."""
    session().execute(update(Board).where(Board.id == board_id).values(stale_since=clock.now(), next_at=None))


def enqueue_due_builds() -> None:
    """Enqueue a build of each board that is due, after the commit; two requests before it starts are one.

    During a crisis of the whole company nothing is published: boards keep their last version and its date.
    """
    if find_company_crisis() is not None:
        return
    for board_id in queries.list_due_board_ids(clock.now()):
        enqueue_job_after_commit("leaderboards.build", board_id, once=f"board:{board_id}")


def enqueue_missing_ranking_copies() -> None:
    """Enqueue a copy of each published ranking that Redis does not have."""
    published = queries.list_published_snapshot_ids_by_digest()
    for digest in get_ranking_cache().list_digests_without_copy(list(published)):
        enqueue_job_after_commit("leaderboards.copy", published[digest], once=f"roll:{digest}")


def copy_ranking_to_cache(snapshot_id: int) -> None:
    """Copy the ranking of a snapshot to Redis; a snapshot that no longer exists needs none."""
    for digest, content in queries.list_contents_by_digest(snapshot_id).items():
        get_ranking_cache().store_ranking_copy(digest, content)


def try_to_claim_board(board_id: int) -> bool:
    """Claim a due board for one builder; False when another has it or it is not due."""
    now = clock.now()
    taken = update(Board).where(Board.id == board_id, *queries.due_board_conditions(now))
    taken = taken.values(stale_since=None, building_until=now + BUILD_CLAIM_FOR)
    return session().execute(taken.returning(Board.id)).scalar() is not None


def publish_claimed_board_if_changed(board_id: int, smallest_group: int, *, every: int = 0) -> None:
    """Compute a claimed board from the ledger and the journal, and publish it unless it equals the last version.

    A board of groups is next due at the next multiple of `every` minutes, a board of people after a fifth of a second at least.
    """
    board, now = session().get_one(Board, board_id), clock.now()
    queries.allow_sorting_in_memory()
    snapshot = Snapshot(board_id=board.id, as_of=now, seen_tx=queries.get_oldest_open_transaction_id())
    if board.subject == PERSON:
        _publish_people_ranking_if_changed(board, snapshot)
        ended = clock.now()
        board.next_at = ended + compute_rest(ended - now, queries.count_current_boards_of_people())
    else:
        _publish_group_standings_if_changed(board, snapshot, smallest_group)
        board.next_at = next_publication_at(now, every)
    board.building_until = None


def _publish_people_ranking_if_changed(board: Board, snapshot: Snapshot) -> None:
    last = queries.find_last_snapshot(board)
    is_same = fill_in_next_ranking(board, last, snapshot)
    if last is not None and is_same:
        _update_snapshot_date(last, snapshot)
        return
    replaced = set() if last is None else {last.digest, last.moves_digest}
    _publish_snapshot_and_delete_old(board, snapshot)
    published = queries.list_published_snapshot_ids_by_digest()  # Another board may say the same, by the same copy.
    for digest in filter(None, replaced - published.keys()):
        run_after_commit(partial(get_ranking_cache().expire_copy_soon, digest))


def _publish_group_standings_if_changed(board: Board, snapshot: Snapshot, smallest_group: int) -> None:
    gate, window = DisclosureGate(smallest_group), queries.compute_board_time_span(board, snapshot.as_of)
    (groups,) = compute_group_totals(board, [window], gate)
    rows = [dict(vars(row)) for row in rank_and_merge_groups(groups, gate=gate, how=ComparisonMethod(board.how))]
    last = queries.find_last_snapshot(board)
    if last is not None and rows == queries.list_standing_rows_of_snapshot(last):
        _update_snapshot_date(last, snapshot)
        return
    _publish_snapshot_and_delete_old(board, snapshot)
    if rows:
        session().execute(insert(GroupStanding), [{"snapshot_id": snapshot.id} | row for row in rows])


def _publish_snapshot_and_delete_old(board: Board, snapshot: Snapshot) -> None:
    snapshot.version = board.published_version + 1
    session().add(snapshot)
    session().flush()
    board.published_version = snapshot.version
    is_old = Snapshot.version <= snapshot.version - VERSIONS_KEPT
    bases = select(Snapshot.base_id).where(Snapshot.board_id == board.id, ~is_old, Snapshot.base_id.is_not(None))
    session().execute(delete(Snapshot).where(Snapshot.board_id == board.id, is_old, Snapshot.id.not_in(bases)))
    append_facts(
        [
            NewFact(
                kind="leaderboard.published",
                source_key=f"published:{board.id}:{snapshot.version}",
                occurred_at=snapshot.as_of,
                object=f"board:{board.slug}",
                body={"version": snapshot.version, "as_of": snapshot.as_of.isoformat()},
            )
        ]
    )


def _update_snapshot_date(last: Snapshot, now: Snapshot) -> None:
    """The last version is still true: give it the new date, without a new version."""
    last.as_of, last.seen_tx = now.as_of, now.seen_tx


def _has_period_ended(board: Board, as_of: datetime | None, now: datetime) -> bool:
    if as_of is None:
        return True
    window = queries.compute_board_time_span(board, now)
    return queries.compute_board_time_span(board, as_of) != window or has_ended_since_version(
        window, as_of=as_of, now=now
    )


def _check_board_definition(subject: str, period: str, counted: BoardScoring) -> None:
    if subject not in {PERSON, *group_kinds_by_name()} or period not in set(BoardPeriod):
        raise Invalid(
            f"A board is about {', '.join([PERSON, *sorted(group_kinds_by_name())])}, over {', '.join(BoardPeriod)}."
        )
    if counted.measure not in measures_by_name() or counted.how not in set(ComparisonMethod):
        raise Invalid(f"A board counts {' or '.join(sorted(measures_by_name()))}, {' or '.join(ComparisonMethod)}.")
    if measures_by_name()[counted.measure].wants_detail != bool(counted.detail):
        raise Invalid("A board that counts a mission names it, and no other board does.")
    if subject != PERSON and measures_by_name()[counted.measure].shared_lines is None:
        raise Invalid("Groups are compared by points: what is open to a few people of a group would show these.")
    if subject == PERSON and period == BoardPeriod.ALL:
        raise PeriodTooLong(
            "People are ranked over a week, a month or a season of 31 days at most, never over all time."
        )


def _check_and_find_season(slug: str | None, period: str, subject: str) -> Season | None:
    if period != BoardPeriod.SEASON:
        return None
    chosen = None if slug is None else queries.find_season(slug)
    if chosen is None:
        raise NoSuchSeason("A board of a season names one that exists.")
    if subject == PERSON and (chosen.ends_on - chosen.starts_on).days >= MAX_DAYS_OF_PEOPLE:
        raise PeriodTooLong("People are ranked over a season of 31 days at most.")
    return chosen
