"""The verbs of leaderboards: publish a question, mark boards out of date, and publish their next version."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import delete, func, insert, or_, select, update

from app.journal.service import NewFact, append
from app.kernel import clock
from app.kernel.database import session
from app.kernel.errors import Conflict, Invalid
from app.leaderboards import queries
from app.leaderboards.merging import per_head
from app.leaderboards.models import Board, Snapshot, Standing
from app.leaderboards.periods import Period, start_of
from app.leaderboards.ranking import Ranked, ranked

BUILD_FOR = timedelta(minutes=2)
"""How long a build may take before another worker may start it again."""
VERSIONS_KEPT = 5
ZONE = ZoneInfo("Europe/Paris")
"""Whose weeks and months the boards follow."""
SUBJECTS = ("person", "unit")


def publish_board(slug: str, *, title: Mapping[str, str], subject: str, period: str = "all") -> Board:
    """Publish a board over persons who chose to appear, or units per head; its first version follows."""
    if subject not in SUBJECTS or period not in set(Period):
        raise Invalid(f"A board is about {' or '.join(SUBJECTS)}, over {', '.join(Period)}.")
    if queries.find_board(slug):
        raise Conflict(f"A board is already called {slug}.")
    board = Board(slug=slug, title=dict(title), subject=subject, period=period, stale_since=clock.now())
    session().add(board)
    session().flush()
    return board


def mark_stale() -> None:
    """Say that the ledger, or who appears, has changed: the next refresh publishes new versions."""
    session().execute(update(Board).where(Board.stale_since.is_(None)).values(stale_since=clock.now()))


def mark_turned() -> None:
    """Say that the boards of a week or a month that has ended since their last version are out of date."""
    here = clock.now().astimezone(ZONE)
    for period in (Period.WEEK, Period.MONTH):
        last = select(func.max(Snapshot.as_of)).where(Snapshot.board_id == Board.id).scalar_subquery()
        turned = update(Board).where(Board.period == period, Board.stale_since.is_(None), last < start_of(period, here))
        session().execute(turned.values(stale_since=clock.now()))


def claim(board_id: int) -> bool:
    """Take a board that is due, for one builder at a time; False when another has it or it is up to date."""
    now = clock.now()
    due = or_(Board.stale_since.is_not(None) & Board.building_until.is_(None), Board.building_until < now)
    taken = update(Board).where(Board.id == board_id, due).values(stale_since=None, building_until=now + BUILD_FOR)
    return session().execute(taken.returning(Board.id)).scalar() is not None


def build(board_id: int, smallest_group: int) -> None:
    """Compute a claimed board from the ledger and publish it, unless it says the same as the last version."""
    board = session().get_one(Board, board_id)
    now = clock.now()
    last_entry = queries.last_entry_id()
    rows = _standings(board, now, smallest_group)
    if board.published_version == 0 or rows != _published_rows(board):
        _publish(board, rows, as_of=now, last_entry_id=last_entry)
    else:
        _confirm(board, as_of=now, last_entry_id=last_entry)
    board.building_until = None


def _standings(board: Board, now: datetime, smallest_group: int) -> list[Ranked]:
    since = start_of(Period(board.period), now.astimezone(ZONE))
    if board.subject == "person":
        return ranked(queries.scores_of_people(since))
    return ranked(per_head(queries.groups(since), smallest=smallest_group))


def _published_rows(board: Board) -> Sequence[Ranked]:
    return queries.published(board, most=1_000_000).rows


def _publish(board: Board, rows: Sequence[Ranked], *, as_of: datetime, last_entry_id: int) -> None:
    snapshot = Snapshot(
        board_id=board.id, version=board.published_version + 1, as_of=as_of, last_entry_id=last_entry_id
    )
    session().add(snapshot)
    session().flush()
    if rows:
        session().execute(insert(Standing), [_row(snapshot, row) for row in rows])
    board.published_version = snapshot.version
    old = select(Snapshot.id).where(Snapshot.board_id == board.id, Snapshot.version <= snapshot.version - VERSIONS_KEPT)
    session().execute(delete(Snapshot).where(Snapshot.id.in_(old)))
    key = f"published:{board.id}:{snapshot.version}"
    told = {"version": snapshot.version, "as_of": as_of.isoformat()}
    append(
        [
            NewFact(
                kind="leaderboard.published", source_key=key, occurred_at=as_of, object=f"board:{board.slug}", body=told
            )
        ]
    )


def _confirm(board: Board, *, as_of: datetime, last_entry_id: int) -> None:
    """The last version still holds: say so with its date, without a new one."""
    same = update(Snapshot).where(Snapshot.board_id == board.id, Snapshot.version == board.published_version)
    session().execute(same.values(as_of=as_of, last_entry_id=last_entry_id))


def _row(snapshot: Snapshot, row: Ranked) -> dict[str, object]:
    score = row.score
    told = {
        "subject_id": score.subject_id,
        "score": score.score,
        "reached_at": score.reached_at,
        "name": score.name,
        "people": score.people,
    }
    return {"snapshot_id": snapshot.id, "rank": row.rank} | told
