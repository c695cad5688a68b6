"""What the desk of a contest shows: its state, what waits for HR, and nobody's score."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from app.kernel.database import session
from app.kernel.disclosure import Figure, get_gate
from missions.contests.draw.beacon import CHAIN_HASH, compute_round_moment
from missions.contests.jury.queries import MissingSheets, count_missing_sheets
from missions.contests.life.models import ContestObjection, ContestResult
from missions.contests.life.queries import list_objections, list_results
from missions.contests.mode import contest_modes
from missions.contests.models import Contest, ContestParticipant
from missions.contests.prizes.models import ContestPrize, PrizeStockChange
from missions.contests.prizes.queries import list_prizes, list_stock_changes_by_prize
from missions.contests.queries import get_listed_contest, get_terms
from missions.contests.states import CONTEST_LIFECYCLE, JOINABLE, ContestState
from missions.contests.terms import ContestTerms, PrizeTerms, Words


@dataclass(frozen=True, kw_only=True)
class DeskView:
    """A published contest as HR sees it. `participants` is a figure of the gate; `missing` is what its jury owes."""

    contest: Contest
    terms: ContestTerms
    participants: Figure
    results: Sequence[ContestResult]
    objections: Sequence[ContestObjection]
    missing: MissingSheets | None
    prizes: Sequence[ContestPrize]
    taken_out: Sequence[tuple[PrizeTerms, PrizeStockChange]]

    @property
    def is_amendable(self) -> bool:
        """Whether the regulation may still change."""
        return self.contest.state in JOINABLE

    @property
    def is_shrinkable(self) -> bool:
        """Whether a prize has copies that nobody has won."""
        return any(prize.stock > prize.won for prize in self.prizes)

    @property
    def titles(self) -> Mapping[str, Words]:
        """What the prizes are called, by key."""
        return {prize.key: prize.title for prize in self.terms.prizes}

    @property
    def is_cancellable(self) -> bool:
        """Whether the contest can be cancelled."""
        return self.contest.state in CONTEST_LIFECYCLE.steps["cancel"].before

    @property
    def awaited_round(self) -> int | None:
        """The round of the beacon that a closed contest waits for; None where it waits for none."""
        last = self.results[-1]
        is_waiting = self.contest.state == ContestState.CLOSED and last.beacon is None and last.made_at is None
        return last.beacon_round if is_waiting else None

    @property
    def awaited_round_at(self) -> datetime | None:
        """When the value of the awaited round comes into being."""
        return None if self.awaited_round is None else compute_round_moment(self.awaited_round)

    @property
    def beacon_address(self) -> str:
        """Where the value of the awaited round is published; HR opens it, the service never does."""
        return f"https://api.drand.sh/{CHAIN_HASH}/public/{self.awaited_round}"


def get_desk_view(slug: str) -> DeskView:
    """The desk of a published contest; NoSuchContest for a draft."""
    contest = get_listed_contest(slug)
    terms = get_terms(contest)
    has_jury = contest_modes()[terms.mode].has_jury
    return DeskView(
        contest=contest,
        terms=terms,
        participants=get_gate().show_people(_count_participants(contest.id)),
        results=list_results(contest.id),
        objections=list_objections(contest.id),
        missing=count_missing_sheets(contest.id, terms.jury_ids) if has_jury else None,
        prizes=list_prizes(contest.id),
        taken_out=list_stock_changes_by_prize(contest),
    )


def _count_participants(contest_id: int) -> int:
    people = select(func.count()).select_from(ContestParticipant).where(ContestParticipant.contest_id == contest_id)
    return session().scalar(people) or 0
