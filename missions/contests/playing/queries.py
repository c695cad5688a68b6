"""What the pages of players show: contests by what one can do with them, and one contest as one person reads it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import exists, select

from app.kernel.database import session
from app.kernel.french import build_sorting_key
from app.kernel.messages import ErrorMessage
from missions.contests.joining.queries import find_joining_obstacle
from missions.contests.life.models import ContestResult
from missions.contests.life.queries import list_results
from missions.contests.mode import contest_modes
from missions.contests.models import Contest, ContestParticipant
from missions.contests.prizes.models import PrizeStockChange
from missions.contests.prizes.queries import list_stock_changes_by_prize
from missions.contests.queries import find_participation, get_listed_contest, get_terms
from missions.contests.regulation.queries import read_source_labels
from missions.contests.standings.groups.queries import find_group_names, list_published_figures
from missions.contests.standings.models import ContestFigure, ContestStanding
from missions.contests.standings.queries import find_standing
from missions.contests.standings.ranking.queries import load_personal_ranking
from missions.contests.standings.ranking.rows import PersonalRanking
from missions.contests.states import JOINABLE, LISTED, ContestState
from missions.contests.terms import ContestTerms, PrizeTerms, Words

OVER = LISTED - JOINABLE


@dataclass(frozen=True, kw_only=True)
class ContestLine:
    """A contest in the list: its terms, and whether the reader takes part."""

    contest: Contest
    terms: ContestTerms
    takes_part: bool


@dataclass(frozen=True, kw_only=True)
class ContestLists:
    """The contests of the list page: those under way or announced, and those that are over, the latest first."""

    current: Sequence[ContestLine]
    over: Sequence[ContestLine]


@dataclass(frozen=True, kw_only=True)
class GroupBar:
    """A group of a contest by its name, with the figures that everybody reads; `is_own` for the group of the reader."""

    name: str
    figure: ContestFigure
    is_own: bool


@dataclass(frozen=True, kw_only=True)
class ContestView:
    """A contest as one person reads it. `obstacle` says why they may not join; None for participants and for who may.

    `promise` is the result that is promised by the commitment of its seed; None once it is made.
    """

    contest: Contest
    terms: ContestTerms
    participation: ContestParticipant | None
    obstacle: ErrorMessage | None
    standing: ContestStanding | None
    bars: Sequence[GroupBar]
    source_labels: Mapping[str, Words]
    is_juror: bool
    promise: ContestResult | None
    ranking: PersonalRanking | None
    taken_out: Sequence[tuple[PrizeTerms, PrizeStockChange]]

    @property
    def is_joinable(self) -> bool:
        """Whether the contest is in a state in which people join."""
        return self.contest.state in JOINABLE

    @property
    def has_draw(self) -> bool:
        """Whether chance chooses the winners."""
        return contest_modes()[self.terms.mode].needs_draw


def list_contest_lists(person_id: int) -> ContestLists:
    """Every contest that is published, for its list page."""
    own = exists().where(ContestParticipant.contest_id == Contest.id, ContestParticipant.person_id == person_id)
    listed = select(Contest, own.label("takes_part")).where(Contest.state.in_(LISTED))
    lines = [
        ContestLine(contest=contest, terms=get_terms(contest), takes_part=takes_part)
        for contest, takes_part in session().execute(listed.order_by(Contest.opens_at.desc(), Contest.id.desc()))
    ]
    return ContestLists(
        current=[line for line in lines if line.contest.state in JOINABLE],
        over=[line for line in lines if line.contest.state in OVER],
    )


def get_contest_view(slug: str, person_id: int) -> ContestView:
    """One contest as this person reads it; NoSuchContest for a draft."""
    contest = get_listed_contest(slug)
    terms, participation = get_terms(contest), find_participation(contest.id, person_id)
    return ContestView(
        contest=contest,
        terms=terms,
        participation=participation,
        obstacle=None if participation else find_joining_obstacle(contest, person_id),
        standing=find_standing(contest.id, person_id),
        bars=_list_group_bars(contest, terms, participation),
        source_labels=read_source_labels([line.source for line in terms.scoring]),
        is_juror=person_id in terms.jury_ids,
        ranking=_find_ranking(contest, terms, person_id),
        taken_out=list_stock_changes_by_prize(contest),
        promise=next((each for each in list_results(contest.id) if each.made_at is None), None),
    )


def _find_ranking(contest: Contest, terms: ContestTerms, person_id: int) -> PersonalRanking | None:
    """The ranking of a contest that has one, from its opening to its result."""
    has_ranking = terms.mode == "ranking" and contest.state in (ContestState.OPEN, ContestState.CLOSED)
    return load_personal_ranking(contest.id, person_id) if has_ranking else None


def _list_group_bars(
    contest: Contest, terms: ContestTerms, participation: ContestParticipant | None
) -> Sequence[GroupBar]:
    """The groups by name; none before the opening, and none for a contest without groups."""
    if terms.group_sort is None or contest.state == ContestState.PUBLISHED:
        return ()
    figures = list_published_figures(contest.id)
    names = find_group_names(terms.group_sort, [figure.key for figure in figures])
    own_key = participation.group_key if participation else None
    bars = [
        GroupBar(name=names.get(figure.key, figure.key), figure=figure, is_own=figure.key == own_key)
        for figure in figures
    ]
    return sorted(bars, key=lambda bar: (not bar.is_own, build_sorting_key(bar.name)))
