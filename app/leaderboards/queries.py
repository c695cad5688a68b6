"""Every read of leaderboards: what the ledger says, and what is published."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import ColumnElement, bindparam, exists, func, or_, select, true

from app.kernel.database import session
from app.kernel.errors import NotFound
from app.leaderboards.merging import Group
from app.leaderboards.models import Board, Snapshot, Standing
from app.leaderboards.ranking import Ranked, Score, ranked, shown_of
from app.people.models import Choices, Person, Unit
from app.points.models import LedgerEntry

TAKES_PART = (Choices.joined_at.is_not(None)) & (Person.left_on.is_(None))


@dataclass(frozen=True)
class Published:
    """A board as it is shown: the question, as of when, the first rows, and how many there are."""

    board: Board
    as_of: datetime | None
    version: int
    rows: Sequence[Ranked]


@dataclass(frozen=True)
class Excerpt:
    """A board as one person sees it: its first half, and their own row when it stands further down."""

    board: Board
    as_of: datetime | None
    rows: Sequence[Ranked]
    mine: Ranked | None


@dataclass(frozen=True)
class UnitStanding:
    """What a person's unit reached together, on the published board that speaks of units."""

    board_slug: str
    board_title: dict[str, str]
    as_of: datetime
    name: str
    score: float


_UNIT_STANDING = (
    select(Board.slug, Board.title, Snapshot.as_of, Standing.name, Standing.score)
    .join(Snapshot, (Snapshot.board_id == Board.id) & (Snapshot.version == Board.published_version))
    .join(Standing, Standing.snapshot_id == Snapshot.id)
    .join(Person, Person.unit_id == Standing.subject_id)
    .where(Board.subject == "unit", Person.id == bindparam("person_id"), Standing.score > 0)
    .order_by(Board.slug)
    .limit(1)
)


def find_unit_standing(person_id: int) -> UnitStanding | None:
    """Where that stands; None while there is nothing to tell, and for a unit too small to be shown by itself."""
    row = session().execute(_UNIT_STANDING, {"person_id": person_id}).one_or_none()
    return None if row is None else UnitStanding(*row)


def find_board(slug: str) -> Board | None:
    """The board of that name, if there is one."""
    return session().scalar(select(Board).where(Board.slug == slug))


def get_board(slug: str) -> Board:
    """The board of that name; NotFound when there is none."""
    board = find_board(slug)
    if board is None:
        raise NotFound("There is no such board.")
    return board


def list_boards() -> Sequence[Board]:
    """Every board, by name."""
    return session().scalars(select(Board).order_by(Board.slug)).all()


def boards_due(now: datetime) -> Sequence[int]:
    """The boards whose last version is out of date and that nobody is building."""
    due = select(Board.id).where(
        or_(
            Board.stale_since.is_not(None) & (Board.building_until.is_(None)),
            Board.building_until < now,
        )
    )
    return session().scalars(due.order_by(Board.id)).all()


def last_entry_id() -> int:
    """The newest line of the ledger, 0 when it is empty."""
    return session().scalar(select(func.coalesce(func.max(LedgerEntry.id), 0))) or 0


def scores_of_people(since: datetime) -> list[Score]:
    """What those who chose to appear have earned since then; people without points are not listed."""
    total = func.sum(LedgerEntry.points)
    rows = session().execute(
        select(
            Person.id,
            Person.given_name,
            Person.family_name,
            total.label("points"),
            func.max(LedgerEntry.earned_at).label("reached_at"),
        )
        .join(Choices, Choices.person_id == Person.id)
        .join(LedgerEntry, LedgerEntry.person_id == Person.id)
        .where(TAKES_PART, Choices.on_boards, LedgerEntry.earned_at >= since)
        .group_by(Person.id)
        .having(total > 0)
    )
    return [Score(row.id, float(row.points), row.reached_at, f"{row.given_name} {row.family_name}") for row in rows]


def groups(since: datetime) -> list[Group]:
    """Each unit's points since then, and how many people work in it, whether they take part or not."""
    people = (
        select(Person.unit_id, func.count().label("people"))
        .where(Person.left_on.is_(None))
        .group_by(Person.unit_id)
        .subquery()
    )
    earned = (
        select(
            LedgerEntry.unit_id,
            func.sum(LedgerEntry.collective).label("points"),
            func.max(LedgerEntry.earned_at).label("reached_at"),
        )
        .where(LedgerEntry.earned_at >= since)
        .group_by(LedgerEntry.unit_id)
        .subquery()
    )
    rows = session().execute(
        select(
            Unit.id,
            Unit.name,
            func.coalesce(earned.c.points, 0),
            people.c.people,
            func.coalesce(earned.c.reached_at, since),
        )
        .join(people, people.c.unit_id == Unit.id)
        .outerjoin(earned, earned.c.unit_id == Unit.id)
    )
    return [
        Group(unit_id, name, int(points), headcount, reached_at)
        for unit_id, name, points, headcount, reached_at in rows
    ]


def published(board: Board, most: int) -> Published:
    """The first `most` rows of the last version. Whoever has stopped appearing since is left out, and no hole shows."""
    snapshot = session().scalar(
        select(Snapshot).where(Snapshot.board_id == board.id, Snapshot.version == board.published_version)
    )
    if snapshot is None:
        return Published(board, None, 0, ())
    shown = select(Standing).where(Standing.snapshot_id == snapshot.id, _still_shown(board))
    rows = session().scalars(shown.order_by(Standing.rank, Standing.reached_at, Standing.subject_id).limit(most))
    scores = [Score(row.subject_id, row.score, row.reached_at, row.name, row.people) for row in rows]
    return Published(board, snapshot.as_of, snapshot.version, ranked(scores))


def excerpt(board: Board, subject_id: int, most: int) -> Excerpt:
    """At most the first `most` rows and never the lower half, but for the row of `subject_id`, whoever that is to the reader."""
    shown = upper_half(board, most)
    is_among = any(row.score.subject_id == subject_id for row in shown.rows)
    return Excerpt(board, shown.as_of, shown.rows, None if is_among else _find_row(board, subject_id))


def upper_half(board: Board, most: int) -> Published:
    """The last version without its lower half and without rows that have nothing: never the bottom of a list."""
    shown = published(board, most)
    first = [row for row in shown.rows if row.score.score > 0][: shown_of(_count(board), most)]
    return replace(shown, rows=first)


def _count(board: Board) -> int:
    return session().scalar(select(func.count()).select_from(Standing).where(*_of(board))) or 0


def _find_row(board: Board, subject_id: int) -> Ranked | None:
    rank = func.rank().over(order_by=Standing.score.desc()).label("shared_rank")
    places = select(Standing.subject_id, rank).where(*_of(board)).subquery()
    mine = (
        select(places.c.shared_rank, Standing)
        .join(Standing, Standing.subject_id == places.c.subject_id)
        .where(*_of(board), Standing.subject_id == subject_id)
    )
    row = session().execute(mine).one_or_none()
    if row is None:
        return None
    standing = row.Standing
    score = Score(standing.subject_id, standing.score, standing.reached_at, standing.name, standing.people)
    return Ranked(row.shared_rank, score)


def _of(board: Board) -> tuple[ColumnElement[bool], ...]:
    """The rows of the last version that are shown, and that have something to show."""
    last = select(Snapshot.id).where(Snapshot.board_id == board.id, Snapshot.version == board.published_version)
    return Standing.snapshot_id == last.scalar_subquery(), _still_shown(board), Standing.score > 0


def _still_shown(board: Board) -> ColumnElement[bool]:
    appears = exists().where(
        Person.id == Standing.subject_id, Choices.person_id == Person.id, TAKES_PART, Choices.on_boards
    )
    return appears if board.subject == "person" else true()
