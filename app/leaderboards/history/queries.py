"""Every read of past weeks and months of groups."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Date, String, and_, bindparam, cast, select
from sqlalchemy.orm import aliased

from app.kernel import clock
from app.kernel.database import session
from app.leaderboards.models import Board, GroupResult, GroupStanding, Snapshot
from app.leaderboards.periods import BoardPeriod, list_history_periods
from app.leaderboards.queries import BOARDS_ZONE
from app.people.models import Person


@dataclass(frozen=True)
class UnitScoreOnBoard:
    """The score of a person's unit on a published board of units."""

    board_slug: str
    board_title: dict[str, str]
    as_of: datetime
    name: str
    score: float
    this_month: float | None
    last_month: float | None

    @property
    def most_in_a_month(self) -> float:
        """The longer of the two bars that compare this month with the last."""
        return max(self.this_month or 0.0, self.last_month or 0.0)


@dataclass(frozen=True)
class WeeksOfGroup:
    """The name of a group and its result in each of the last weeks, the oldest first; None where it is not detailed."""

    name: str
    weeks: list[tuple[date, float | None]]


def _month_of_standing_condition(result: type[GroupResult], first_day: str) -> ColumnElement[bool]:
    return and_(
        result.board_id == Board.id,
        result.key == GroupStanding.key,
        result.period == BoardPeriod.MONTH,
        result.starts_on == bindparam(first_day, type_=Date),
    )


_THIS_MONTH, _LAST_MONTH = aliased(GroupResult), aliased(GroupResult)
_UNIT_STANDING = (
    select(
        *(Board.slug, Board.title, Snapshot.as_of, GroupStanding.name, GroupStanding.score),
        *(_THIS_MONTH.per_head, _LAST_MONTH.per_head),
    )
    .join(Snapshot, (Snapshot.board_id == Board.id) & (Snapshot.version == Board.published_version))
    .join(GroupStanding, GroupStanding.snapshot_id == Snapshot.id)
    .join(Person, cast(Person.unit_id, String) == GroupStanding.key)
    .outerjoin(_THIS_MONTH, _month_of_standing_condition(_THIS_MONTH, "this_month"))
    .outerjoin(_LAST_MONTH, _month_of_standing_condition(_LAST_MONTH, "last_month"))
    .where(Board.subject == "unit", Board.ended_at.is_(None), Board.how == "per_head", Board.measure == "points")
    .where(Person.id == bindparam("person_id"), GroupStanding.total > 0)
    .order_by(Board.slug)
    .limit(1)
)


def find_published_unit_score_of_person(person_id: int) -> UnitScoreOnBoard | None:
    """The score of a person's unit, with its months; None while no board shows it by name."""
    this_month = clock.now().astimezone(BOARDS_ZONE).date().replace(day=1)
    last_month = (this_month - timedelta(days=1)).replace(day=1)
    months = {"this_month": this_month, "last_month": last_month}
    row = session().execute(_UNIT_STANDING, {"person_id": person_id, **months}).one_or_none()
    return None if row is None else UnitScoreOnBoard(*row)


def find_weeks_of_group(board_id: int, key: str) -> WeeksOfGroup | None:
    """The last whole weeks of this group; None when no result of it is stored."""
    wanted = select(GroupResult.starts_on, GroupResult.name, GroupResult.per_head).where(
        GroupResult.board_id == board_id, GroupResult.period == BoardPeriod.WEEK, GroupResult.key == key
    )
    rows = session().execute(wanted.order_by(GroupResult.starts_on)).all()
    if not rows:
        return None
    results = {row.starts_on: row.per_head for row in rows}
    periods = list_history_periods(clock.now().astimezone(BOARDS_ZONE))
    days = sorted(period.starts_on for period in periods if period.kind is BoardPeriod.WEEK)
    return WeeksOfGroup(rows[-1].name, [(day, results.get(day)) for day in days])
