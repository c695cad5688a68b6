"""Every read of past weeks and months of groups."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Date, String, and_, bindparam, cast, select
from sqlalchemy.orm import aliased

from app.kernel import clock
from app.kernel.database import session
from app.leaderboards.models import Board, GroupResult, GroupStanding, Snapshot
from app.leaderboards.periods import BoardPeriod
from app.leaderboards.queries import BOARDS_ZONE
from app.people.models import Person

MOST_GROUPS = 3
"""So many groups of a reader are compared with themselves at most: someone may be in many communities."""


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
class WeeksOfGroups:
    """The names of some groups, and for each week, the oldest first, the result of each; None where it was too small."""

    names: list[str]
    weeks: list[tuple[date, list[float | None]]]


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


def find_weeks_of_groups(board_id: int, keys: Collection[str]) -> WeeksOfGroups | None:
    """The stored weeks of these groups; None when none of them has any."""
    wanted = select(GroupResult.starts_on, GroupResult.name, GroupResult.per_head).where(
        GroupResult.board_id == board_id, GroupResult.period == BoardPeriod.WEEK, GroupResult.key.in_(keys)
    )
    results = {(row.starts_on, row.name): row.per_head for row in session().execute(wanted)}
    if not results:
        return None
    names = sorted({name for _, name in results})[:MOST_GROUPS]
    days = sorted({day for day, _ in results})
    return WeeksOfGroups(names, [(day, [results.get((day, name)) for name in names]) for day in days])
