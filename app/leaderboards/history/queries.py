"""Every read of past weeks and months of groups."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select

from app.kernel import clock
from app.kernel.database import session
from app.kernel.reading import find_row, write_for_driver
from app.leaderboards.models import GroupResult
from app.leaderboards.periods import BoardPeriod, list_history_periods
from app.leaderboards.queries import BOARDS_ZONE


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


_UNIT_SCORE = write_for_driver(
    """
    select b.slug as board_slug, b.title as board_title, v.as_of, s.name, s.score::float8 as score,
           this_month.per_head::float8 as this_month, last_month.per_head::float8 as last_month
    from person p
    join board b on b.subject = 'unit' and b.ended_at is null and b.how = 'per_head' and b.measure = 'points'
    join snapshot v on v.board_id = b.id and v.version = b.published_version
    join standing s on s.snapshot_id = v.id and s.key = p.unit_id::text and s.total > 0
    left join group_result this_month on this_month.board_id = b.id and this_month.key = s.key
        and this_month.period = 'month' and this_month.starts_on = :this_month
    left join group_result last_month on last_month.board_id = b.id and last_month.key = s.key
        and last_month.period = 'month' and last_month.starts_on = :last_month
    where p.id = :person_id order by b.slug limit 1
    """
)


def find_published_unit_score_of_person(person_id: int) -> UnitScoreOnBoard | None:
    """The score of a person's unit, with its months; None while no board shows it by name."""
    this_month = clock.now().astimezone(BOARDS_ZONE).date().replace(day=1)
    last_month = (this_month - timedelta(days=1)).replace(day=1)
    months = {"this_month": this_month, "last_month": last_month}
    row = find_row(_UNIT_SCORE, {"person_id": person_id, **months})
    return None if row is None else UnitScoreOnBoard(**row)


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
