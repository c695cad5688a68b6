"""What HR does with boards: publish a draft, end a board, create a season."""

from __future__ import annotations

from sqlalchemy import update

from app.kernel import clock
from app.kernel.database import session
from app.leaderboards import queries
from app.leaderboards.authoring.form import BoardDraft, FieldFault, FieldFaults, SeasonDraft
from app.leaderboards.comparison import ComparisonMethod, has_unequal_headcounts
from app.leaderboards.groups.queries import list_group_headcounts
from app.leaderboards.models import Board, Season
from app.leaderboards.periods import DayRange
from app.leaderboards.service import MAX_DAYS_OF_PEOPLE, BoardScoring, create_and_publish_board
from app.leaderboards.subject import PERSON


def publish_board_or_list_faults(draft: BoardDraft) -> FieldFaults:
    """Publish a board and return no faults; or write nothing and return the fault of each field."""
    faults = _list_draft_faults(draft)
    if faults:
        return faults
    create_and_publish_board(
        draft.slug,
        title=draft.title,
        subject=draft.subject,
        period=draft.period,
        season=draft.season,
        counted=BoardScoring(measure=draft.measure, detail=draft.detail, how=draft.how),
    )
    return {}


def has_totals_of_unequal_groups(draft: BoardDraft) -> bool:
    """Whether the board compares groups of different sizes by their totals, which HR must confirm."""
    return (
        draft.subject != PERSON
        and draft.how == ComparisonMethod.TOTAL
        and has_unequal_headcounts(list_group_headcounts(draft.subject))
    )


def end_board(slug: str) -> None:
    """End a board for good: nobody sees it any more. NotFound when there is none."""
    board = queries.get_board(slug)
    session().execute(update(Board).where(Board.id == board.id).values(ended_at=clock.now()))


def create_season_or_list_faults(season: SeasonDraft) -> FieldFaults:
    """Create a season, which boards may then cover; or return the fault of its name."""
    if queries.find_season(season.slug) is not None:
        return {"name_fr": FieldFault.TAKEN}
    named = Season(slug=season.slug, name=season.name, starts_on=season.starts_on, ends_on=season.ends_on)
    session().add(named)
    session().flush()
    return {}


def _list_draft_faults(draft: BoardDraft) -> FieldFaults:
    faults: FieldFaults = {}
    if queries.find_board_even_ended(draft.slug) is not None:
        faults["title_fr"] = FieldFault.TAKEN
    season = None if draft.season is None else queries.find_season(draft.season)
    if draft.season is not None and season is None:
        faults["period"] = FieldFault.UNKNOWN
    if draft.subject == PERSON and season and DayRange(season.starts_on, season.ends_on).day_count > MAX_DAYS_OF_PEOPLE:
        faults["period"] = FieldFault.UNBOUNDED
    return faults
