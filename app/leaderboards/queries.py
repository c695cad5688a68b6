"""Every read of boards: which exist, which are due, what they cover, and the scores of people and groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime
from functools import cache
from typing import Protocol
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, func, or_, select, text
from sqlalchemy.orm import aliased

from app.journal.queries import NEXT_TRANSACTION
from app.kernel import clock
from app.kernel.database import session
from app.kernel.errors import NotFound
from app.kernel.reading import read_value, write_for_driver
from app.leaderboards import statements
from app.leaderboards.comparison import GroupRow
from app.leaderboards.measure import measures_by_name
from app.leaderboards.models import Board, GroupStanding, Season, Snapshot
from app.leaderboards.periods import BoardPeriod, BoardWindow, DayRange, time_span_of_period
from app.leaderboards.subject import PERSON

BOARDS_ZONE = ZoneInfo("Europe/Paris")
"""Whose weeks and months the boards follow."""


class BoardDefinition(Protocol):
    """The columns that say what a board counts: a row of `board` has them, and so has the head of a version."""

    @property
    def measure(self) -> str: ...
    @property
    def detail(self) -> str: ...
    @property
    def period(self) -> str: ...
    @property
    def season_id(self) -> int | None: ...


def find_board_even_ended(slug: str) -> Board | None:
    """The board with that slug, ended or not."""
    return session().scalar(select(Board).where(Board.slug == slug))


def get_board(slug: str) -> Board:
    """The board with that slug; NotFound when there is none, or when it has ended."""
    board = find_board_even_ended(slug)
    if board is None or board.ended_at is not None:
        raise build_board_not_found_error(slug)
    return board


def build_board_not_found_error(slug: str) -> NotFound:
    """The error of a board that does not exist."""
    return NotFound(f"No board is called {slug}.")


def list_current_boards() -> Sequence[Board]:
    """The boards that have not ended, by slug."""
    return session().scalars(select(Board).where(Board.ended_at.is_(None)).order_by(Board.slug)).all()


def count_current_boards_of_people() -> int:
    """How many boards of people have not ended."""
    return sum(board.subject == PERSON for board in list_current_boards())


def list_seasons() -> Sequence[Season]:
    """Every season, the last one first."""
    return session().scalars(select(Season).order_by(Season.starts_on.desc(), Season.id)).all()


def find_season(slug: str) -> Season | None:
    """The season with that slug, if there is one."""
    return session().scalar(select(Season).where(Season.slug == slug))


def due_board_conditions(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """The conditions under which a board may be built: it is stale, not claimed and its time has come; or its claim has run out."""
    waiting = Board.stale_since.is_not(None) & Board.building_until.is_(None)
    has_come = or_(Board.next_at.is_(None), Board.next_at <= now)
    return (Board.ended_at.is_(None), or_(waiting & has_come, Board.building_until < now))


def list_due_board_ids(now: datetime) -> Sequence[int]:
    """The ids of the boards that may be built now."""
    return session().scalars(select(Board.id).where(*due_board_conditions(now)).order_by(Board.id)).all()


def list_last_snapshot_moments() -> dict[int, datetime]:
    """The moment of the last version of each board, by board id; a board without a version is left out."""
    last = select(Board.id, Snapshot.as_of).join(
        Snapshot, (Snapshot.board_id == Board.id) & (Snapshot.version == Board.published_version)
    )
    return {row.id: row.as_of for row in session().execute(last)}


def read_last_version_and_moment(board_id: int) -> tuple[int, datetime | None]:
    """The number and the moment of a board's last version; 0 and None before the first."""
    board = session().get_one(Board, board_id)
    last = find_last_snapshot(board)
    return board.published_version, None if last is None else last.as_of


def list_published_snapshot_ids_by_digest() -> dict[str, int]:
    """The snapshot id of each published ranking, and of those who moved since, by digest."""
    now = select(Snapshot.digest, Snapshot.moves_digest, Snapshot.id).join(
        Board, (Snapshot.board_id == Board.id) & (Snapshot.version == Board.published_version)
    )
    rows = session().execute(now.where(Snapshot.people > 0, Board.ended_at.is_(None))).all()
    return {digest: row.id for row in rows for digest in (row.digest, row.moves_digest) if digest is not None}


def list_contents_by_digest(snapshot_id: int) -> dict[str, bytes]:
    """The packed ranking on which a snapshot stands, and those who moved since, by digest; empty when it no longer exists."""
    base = aliased(Snapshot)
    columns = select(Snapshot.digest, base.roll, Snapshot.moves_digest, Snapshot.moves)
    joined = columns.join(base, base.id == func.coalesce(Snapshot.base_id, Snapshot.id))
    row = session().execute(joined.where(Snapshot.id == snapshot_id)).one_or_none()
    pairs = () if row is None else ((row.digest, row.roll), (row.moves_digest, row.moves))
    return {digest: content for digest, content in pairs if digest is not None and content is not None}


def find_packed_moves(snapshot_id: int | None) -> bytes | None:
    """Those who moved in a snapshot, packed; None when there are none, or it no longer exists."""
    return session().scalar(select(Snapshot.moves).where(Snapshot.id == snapshot_id))


def find_last_snapshot(board: Board) -> Snapshot | None:
    """The last version of a board, without its packed ranking."""
    last = select(Snapshot).where(Snapshot.board_id == board.id, Snapshot.version == board.published_version)
    return session().scalar(last)


def list_standing_rows_of_snapshot(snapshot: Snapshot) -> list[dict[str, object]]:
    """The groups of a snapshot in order, with the members of GroupRow."""
    columns = [getattr(GroupStanding, column.name) for column in fields(GroupRow)]
    rows = session().execute(
        select(*columns).where(GroupStanding.snapshot_id == snapshot.id).order_by(GroupStanding.place)
    )
    return [dict(row) for row in rows.mappings()]


def compute_board_time_span(board: BoardDefinition, now: datetime) -> BoardWindow:
    """The window that a board covers at `now`."""
    season = None if board.season_id is None else session().get_one(Season, board.season_id)
    days = None if season is None else DayRange(season.starts_on, season.ends_on)
    return time_span_of_period(BoardPeriod(board.period), now.astimezone(BOARDS_ZONE), days)


def compute_own_score(board: BoardDefinition, person_id: int, now: datetime) -> int:
    """What one person has in the board's window at this moment, 0 without a line."""
    span = compute_board_time_span(board, now)
    parameters = build_measure_parameters(board, span) | {"person_id": person_id}
    score: int | None = read_value(_select_own_score(board.measure), parameters)
    return score or 0


@cache
def _select_own_score(measure: str) -> str:
    return write_for_driver(statements.select_own_score(measures_by_name()[measure]))


def allow_sorting_in_memory() -> None:
    """Let the statements of this transaction sort in memory: a build reads everyone at once."""
    session().execute(select(func.set_config("work_mem", "128MB", True)))


def get_oldest_open_transaction_id() -> int:
    """The id of the oldest transaction that may still commit: its changes may be missing from what is read now."""
    return session().scalar(text("select pg_snapshot_xmin(pg_current_snapshot())::text::bigint")) or 0


def is_any_snapshot_ahead_of_server() -> bool:
    """Whether a version names a transaction that this server has not reached: whoever left a board since would be missing from it."""
    ahead = select(Snapshot.id).where(Snapshot.seen_tx > NEXT_TRANSACTION)
    return session().scalar(select(ahead.exists())) or False


def build_measure_parameters(board: BoardDefinition, over: BoardWindow) -> dict[str, object]:
    """The parameters of the lines of a board's measure over a window."""
    return {"since": over.since, "until": over.until, "detail": board.detail, "now": clock.now()}
