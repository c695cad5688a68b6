"""Reads of prizes and wins, some of them under locks."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, select, text

from app.kernel import clock
from app.kernel.application import current_settings
from app.kernel.database import in_ids_condition, session
from app.kernel.errors import NotFound
from app.kernel.ownership import OwnRows
from missions.contests.models import Contest
from missions.contests.prizes.models import ContestAlternate, ContestPrize, ContestWin, PrizeStockChange
from missions.contests.prizes.states import RECEIVED, WinState
from missions.contests.queries import get_terms
from missions.contests.terms import PrizeClass, PrizeTerms

AWARDING = 0x7072697A
"""The advisory lock of whoever awards prizes: what a person received in the year is read by one at a time."""

_WITHOUT_PRIZES = text("select id from member_at(:now) where id = any(:people) and 'prizes' = any(features_off)")


class NoSuchPrize(NotFound):
    """The contest has no prize of that key."""


class NoSuchWin(NotFound):
    """This person has no win of that number."""


OWN_WINS = OwnRows(
    ContestWin,
    lambda person_id: (ContestWin.person_id == person_id) & (ContestWin.state != WinState.PROVISIONAL),
    lambda: NoSuchWin("You have no such prize."),
)
"""The wins of a person, once they are offered."""

WINS_OF_CONTEST = OwnRows(
    ContestWin,
    lambda contest_id: ContestWin.contest_id == contest_id,
    lambda: NoSuchWin("This contest has no such prize."),
)
"""The wins of a contest."""


def lock_awarding() -> None:
    """Let nobody else award a prize of any contest until the transaction ends."""
    session().execute(select(func.pg_advisory_xact_lock(AWARDING)))


def list_prizes(contest_id: int) -> Sequence[ContestPrize]:
    """The prizes of a contest in the order of its terms."""
    prizes = select(ContestPrize).where(ContestPrize.contest_id == contest_id)
    return session().scalars(prizes.order_by(ContestPrize.place)).all()


def lock_prizes(contest_id: int) -> Sequence[ContestPrize]:
    """The prizes of a contest in the order of its terms, locked, with the values of this moment."""
    locked = select(ContestPrize).where(ContestPrize.contest_id == contest_id).with_for_update()
    ordered = locked.order_by(ContestPrize.place).execution_options(populate_existing=True)
    return session().scalars(ordered).all()


def get_and_lock_prize(contest_id: int, key: str) -> ContestPrize:
    """The prize of that key, locked; NoSuchPrize for none."""
    locked = select(ContestPrize).where(ContestPrize.contest_id == contest_id, ContestPrize.key == key)
    prize = session().scalar(locked.with_for_update().execution_options(populate_existing=True))
    if prize is None:
        raise NoSuchPrize("This contest has no prize of that name.")
    return prize


def list_wins(contest_id: int) -> Sequence[ContestWin]:
    """Every win of a contest, in the order of the places; of one prize after the other."""
    wins = select(ContestWin).join(ContestPrize, ContestPrize.id == ContestWin.prize_id)
    ordered = wins.where(ContestWin.contest_id == contest_id).order_by(
        ContestPrize.place, ContestWin.rank, ContestWin.id
    )
    return session().scalars(ordered).all()


def list_prize_keys(contest_id: int) -> dict[int, str]:
    """The keys of a contest's prizes, by id."""
    keys = select(ContestPrize.id, ContestPrize.key).where(ContestPrize.contest_id == contest_id)
    return {row.id: row.key for row in session().execute(keys)}


def list_wins_of_person(person_id: int) -> Sequence[ContestWin]:
    """What a person won, once it is offered, the latest first."""
    own = select(ContestWin).where(ContestWin.person_id == person_id, ContestWin.state != WinState.PROVISIONAL)
    return session().scalars(own.order_by(ContestWin.id.desc())).all()


def list_waiting_alternates(contest_id: int) -> Sequence[ContestAlternate]:
    """The alternates whose turn has not come, in order."""
    waiting = select(ContestAlternate).where(
        ContestAlternate.contest_id == contest_id, ContestAlternate.called_at.is_(None)
    )
    return session().scalars(waiting.order_by(ContestAlternate.rank)).all()


def list_stock_changes(contest_id: int) -> Sequence[PrizeStockChange]:
    """What HR took out of the stock of a contest's prizes, in order."""
    changes = select(PrizeStockChange).join(ContestPrize, ContestPrize.id == PrizeStockChange.prize_id)
    return session().scalars(changes.where(ContestPrize.contest_id == contest_id).order_by(PrizeStockChange.id)).all()


def list_stock_changes_by_prize(contest: Contest) -> list[tuple[PrizeTerms, PrizeStockChange]]:
    """What HR took out of the stock of each prize, in order, for everybody to read."""
    keys, prizes = list_prize_keys(contest.id), {prize.key: prize for prize in get_terms(contest).prizes}
    return [(prizes[keys[change.prize_id]], change) for change in list_stock_changes(contest.id)]


def list_received_cents(person_ids: Collection[int], year: int) -> dict[int, int]:
    """What each of these people won in a calendar year by prizes that the yearly ceiling counts, in cents."""
    received = (
        select(ContestWin.person_id, func.sum(ContestWin.value_cents))
        .join(ContestPrize, ContestPrize.id == ContestWin.prize_id)
        .where(
            in_ids_condition(ContestWin.person_id, person_ids),
            ContestWin.year == year,
            ContestWin.state.in_(RECEIVED),
            ContestPrize.prize_class != PrizeClass.WORK,
        )
        .group_by(ContestWin.person_id)
    )
    return {person_id: int(cents) for person_id, cents in session().execute(received) if person_id is not None}


def list_people_without_prizes(person_ids: Collection[int]) -> frozenset[int]:
    """Those of these people for whom prizes are switched off now."""
    return frozenset(session().scalars(_WITHOUT_PRIZES, {"now": clock.now(), "people": list(person_ids)}))


def find_first_kept_day() -> date:
    """The first day of the oldest year of which hand-overs are kept: a year goes as a whole, for its totals need it all."""
    return date(clock.now().year - current_settings().prize_record_years, 1, 1)


def list_contest_ids_with_unclaimed_wins(now: datetime) -> Sequence[int]:
    """The contests with wins that were offered and not claimed in time."""
    late = select(ContestWin.contest_id).where(*_unclaimed_conditions(now)).distinct()
    return session().scalars(late.order_by(ContestWin.contest_id)).all()


def lock_unclaimed_wins(contest_id: int, now: datetime) -> Sequence[ContestWin]:
    """The wins of a contest that were offered and not claimed in time, locked, in the order of their places."""
    late = select(ContestWin).where(ContestWin.contest_id == contest_id, *_unclaimed_conditions(now)).with_for_update()
    return (
        session().scalars(late.order_by(ContestWin.rank, ContestWin.id).execution_options(populate_existing=True)).all()
    )


def _unclaimed_conditions(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return ContestWin.state == WinState.OFFERED, ContestWin.claim_until <= now
