"""Every read of boards themselves: which there are, which are due, what they ask, and what people and groups have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from functools import cache
from typing import Protocol
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, String, TextClause, bindparam, cast, func, or_, select, text

from app.kernel import clock
from app.kernel.database import session
from app.kernel.errors import NotFound
from app.leaderboards import statements
from app.leaderboards.comparison import GroupRow, GroupTotals
from app.leaderboards.measure import measures_by_name
from app.leaderboards.models import Board, Season, Snapshot, Standing
from app.leaderboards.periods import BoardPeriod, BoardWindow, DayRange, window_of
from app.leaderboards.subject import subjects_by_name
from app.people.models import Person

BOARDS_ZONE = ZoneInfo("Europe/Paris")
"""Whose weeks and months the boards follow."""


class BoardQuestion(Protocol):
    """What a board asks, whether it is the row or the head of a version."""

    @property
    def measure(self) -> str: ...
    @property
    def detail(self) -> str: ...
    @property
    def period(self) -> str: ...
    @property
    def season_id(self) -> int | None: ...


@dataclass(frozen=True)
class UnitStanding:
    """What a person's unit reached together, on the published board that speaks of units."""

    board_slug: str
    board_title: dict[str, str]
    as_of: datetime
    name: str
    score: float


@dataclass(frozen=True)
class PackedRanking:
    """Everybody on a board of people, packed."""

    people: int
    packed: bytes


_UNIT_STANDING = (
    select(Board.slug, Board.title, Snapshot.as_of, Standing.name, Standing.score)
    .join(Snapshot, (Snapshot.board_id == Board.id) & (Snapshot.version == Board.published_version))
    .join(Standing, Standing.snapshot_id == Snapshot.id)
    .join(Person, cast(Person.unit_id, String) == Standing.key)
    .where(Board.subject == "unit", Board.ended_at.is_(None), Board.how == "per_head", Board.measure == "points")
    .where(Person.id == bindparam("person_id"), Standing.total > 0)
    .order_by(Board.slug)
    .limit(1)
)


def find_unit_standing(person_id: int) -> UnitStanding | None:
    """What the unit of a person reached; None while no board shows it by name."""
    row = session().execute(_UNIT_STANDING, {"person_id": person_id}).one_or_none()
    return None if row is None else UnitStanding(*row)


def find_board(slug: str) -> Board | None:
    """The board of that name, ended or not."""
    return session().scalar(select(Board).where(Board.slug == slug))


def get_board(slug: str) -> Board:
    """The board of that name; NotFound when there is none, or when it has ended."""
    board = find_board(slug)
    if board is None or board.ended_at is not None:
        raise board_not_found(slug)
    return board


def board_not_found(slug: str) -> NotFound:
    """What to tell whoever asks for a board that is not there."""
    return NotFound(f"No board is called {slug}.")


def list_boards() -> Sequence[Board]:
    """The boards that have not ended, in the order of their names."""
    return session().scalars(select(Board).where(Board.ended_at.is_(None)).order_by(Board.slug)).all()


def list_seasons() -> Sequence[Season]:
    """Every season, the last one first."""
    return session().scalars(select(Season).order_by(Season.starts_on.desc(), Season.id)).all()


def find_season(slug: str) -> Season | None:
    """The season of that name, if there is one."""
    return session().scalar(select(Season).where(Season.slug == slug))


def due_conditions(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """The conditions under which a board may be built: out of date, nobody at it, and its time has come; or its builder died."""
    waiting = Board.stale_since.is_not(None) & Board.building_until.is_(None)
    has_come = or_(Board.next_at.is_(None), Board.next_at <= now)
    return (Board.ended_at.is_(None), or_(waiting & has_come, Board.building_until < now))


def list_due_boards(now: datetime) -> Sequence[int]:
    """The boards that are out of date, that nobody is building, and whose time has come."""
    return session().scalars(select(Board.id).where(*due_conditions(now)).order_by(Board.id)).all()


def last_version_moments() -> dict[int, datetime]:
    """As of when the last version of each board is true; a board without one is left out."""
    last = select(Board.id, Snapshot.as_of).join(
        Snapshot, (Snapshot.board_id == Board.id) & (Snapshot.version == Board.published_version)
    )
    return {row.id: row.as_of for row in session().execute(last)}


def get_version(board_id: int) -> tuple[int, datetime | None]:
    """The last version of a board, and as of when it is true; 0 and None before the first."""
    board = session().get_one(Board, board_id)
    last = find_snapshot(board)
    return board.published_version, None if last is None else last.as_of


def published_rankings() -> dict[str, int]:
    """The snapshot of each roll that is published, by the name of what it holds."""
    now = select(Snapshot.digest, Snapshot.id).join(
        Board, (Snapshot.board_id == Board.id) & (Snapshot.version == Board.published_version)
    )
    rows = session().execute(now.where(Snapshot.people > 0, Board.ended_at.is_(None)))
    return {row.digest: row.id for row in rows if row.digest is not None}


def find_ranking(snapshot_id: int) -> tuple[str, bytes] | None:
    """The roll of a snapshot with its digest; None when there is none any more."""
    row = session().execute(select(Snapshot.digest, Snapshot.roll).where(Snapshot.id == snapshot_id)).one_or_none()
    return None if row is None or row.roll is None or row.digest is None else (row.digest, row.roll)


def find_snapshot(board: Board) -> Snapshot | None:
    """The last version of a board, without its roll."""
    last = select(Snapshot).where(Snapshot.board_id == board.id, Snapshot.version == board.published_version)
    return session().scalar(last)


def list_standings(snapshot: Snapshot) -> list[dict[str, object]]:
    """The groups of a snapshot in order, as they were compared."""
    columns = [getattr(Standing, one.name) for one in fields(GroupRow)]
    rows = session().execute(select(*columns).where(Standing.snapshot_id == snapshot.id).order_by(Standing.place))
    return [dict(row) for row in rows.mappings()]


def window_of_board(board: BoardQuestion, now: datetime) -> BoardWindow:
    """The stretch of time that a board looks at, at that moment."""
    season = None if board.season_id is None else session().get_one(Season, board.season_id)
    days = None if season is None else DayRange(season.starts_on, season.ends_on)
    return window_of(BoardPeriod(board.period), now.astimezone(BOARDS_ZONE), days)


def compute_ranking(board: Board, over: BoardWindow) -> PackedRanking:
    """Everybody who chose to appear and has something, from what the measure says at this moment."""
    found = (
        session()
        .execute(
            text(statements.select_packed_ranking(measures_by_name()[board.measure])), _measure_parameters(board, over)
        )
        .one()
    )
    return PackedRanking(found.people, bytes(found.rows) + bytes(found.entries))


def compute_group_totals(board: Board, over: BoardWindow) -> list[GroupTotals]:
    """What each group has from the measure at this moment, and how many people are in it."""
    asked = text(statements.select_group_totals(measures_by_name()[board.measure], subjects_by_name()[board.subject]))
    return [GroupTotals(**row) for row in session().execute(asked, _measure_parameters(board, over)).mappings()]


def compute_own_score(board: BoardQuestion, person_id: int, now: datetime) -> int:
    """What one person has in the board's window, at this very moment."""
    return (
        session().scalar(
            _own_score_statement(board.measure),
            _measure_parameters(board, window_of_board(board, now)) | {"person_id": person_id},
        )
        or 0
    )


@cache
def _own_score_statement(measure: str) -> TextClause:
    return text(statements.select_own_score(measures_by_name()[measure]))


def list_headcounts(subject: str) -> list[int]:
    """How many people are in each group of that sort."""
    asked = text(f"select count(*) from ({subjects_by_name()[subject].members}) as resident group by resident.key")
    return list(session().scalars(asked))


def allow_sorting_in_memory() -> None:
    """Let the statements of this transaction sort in memory: a build looks at everybody at once."""
    session().execute(select(func.set_config("work_mem", "128MB", True)))


def get_oldest_open_transaction() -> int:
    """The oldest transaction that may still commit: what it changes may be missing from what is read now."""
    return session().scalar(text("select pg_snapshot_xmin(pg_current_snapshot())::text::bigint")) or 0


def _measure_parameters(board: BoardQuestion, over: BoardWindow) -> dict[str, object]:
    return {"since": over.since, "until": over.until, "detail": board.detail, "now": clock.now()}
