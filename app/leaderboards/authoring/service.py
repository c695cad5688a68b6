"""The verbs of those who write boards: publish one as a form asked for it, end one, name a season."""

from __future__ import annotations

from sqlalchemy import update

from app.kernel import clock
from app.kernel.database import session
from app.leaderboards import queries
from app.leaderboards.authoring.form import Draft, Fault, Faults, NewSeason
from app.leaderboards.comparison import How, are_unequal
from app.leaderboards.models import Board, Season
from app.leaderboards.periods import Days
from app.leaderboards.service import LONGEST, Counted, publish_board
from app.leaderboards.subject import PERSON


def publish(draft: Draft) -> Faults:
    """Publish a board; nothing is written when something stands in the way, which is answered by its field."""
    faults = _faults(draft)
    if faults:
        return faults
    publish_board(
        draft.slug,
        title=draft.title,
        subject=draft.subject,
        period=draft.period,
        season=draft.season,
        counted=Counted(measure=draft.measure, detail=draft.detail, how=draft.how),
    )
    return {}


def compares_sizes(draft: Draft) -> bool:
    """Whether this board would compare groups of different sizes by their totals: to be published knowingly only."""
    return draft.subject != PERSON and draft.how == How.TOTAL and are_unequal(queries.headcounts(draft.subject))


def end_board(slug: str) -> None:
    """Take a board away from everybody's sight, for good; NotFound when there is none."""
    board = queries.get_board(slug)
    session().execute(update(Board).where(Board.id == board.id).values(ended_at=clock.now()))


def name_season(season: NewSeason) -> Faults:
    """Name some days, so that boards can look at them."""
    if queries.find_season(season.slug) is not None:
        return {"name_fr": Fault.TAKEN}
    named = Season(slug=season.slug, name=season.name, starts_on=season.starts_on, ends_on=season.ends_on)
    session().add(named)
    session().flush()
    return {}


def _faults(draft: Draft) -> Faults:
    faults: Faults = {}
    if queries.find_board(draft.slug) is not None:
        faults["title_fr"] = Fault.TAKEN
    season = None if draft.season is None else queries.find_season(draft.season)
    if draft.season is not None and season is None:
        faults["period"] = Fault.UNKNOWN
    if draft.subject == PERSON and season and Days(season.starts_on, season.ends_on).count > LONGEST:
        faults["period"] = Fault.UNBOUNDED
    return faults
