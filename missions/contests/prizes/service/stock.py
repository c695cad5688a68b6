"""The stock of prizes: laid down by the terms, made larger by an amendment, and made smaller by HR with a reason."""

from __future__ import annotations

from app.kernel import clock
from app.kernel.database import session
from app.kernel.errors import Conflict, FieldError, Invalid
from app.kernel.messages import ErrorMessage
from missions.contests.checks import MISSING
from missions.contests.models import Contest
from missions.contests.prizes import queries
from missions.contests.prizes.models import ContestPrize, PrizeStockChange
from missions.contests.terms import ContestTerms, PrizeTerms, Words

ALREADY_WON = ErrorMessage(
    "{won} of these prizes are won already: what is won is not taken away.",
    french="Déjà gagnés : {won}. Ce qui est gagné n’est pas repris.",
)
NOT_SMALLER = ErrorMessage(
    "{stock} of them are left: copies are added by an amendment of the rules.",
    french="Il en reste {stock} : des exemplaires s’ajoutent par un avenant au règlement.",
)


class PrizeAlreadyWon(Conflict):
    """More copies are won than the stock would have left."""


class MissingStockReason(Invalid):
    """A prize is not taken away without a reason that participants can read."""


class StockNotSmaller(Conflict):
    """Copies are added by an amendment of the regulation."""


def ensure_prizes(contest: Contest, terms: ContestTerms) -> None:
    """Let the contest, which the caller locked, have the prizes of these terms; what HR took out of a stock stays out."""
    rows = {prize.key: prize for prize in queries.lock_prizes(contest.id)}
    taken_out = _count_taken_out(contest.id)
    for place, prize in enumerate(terms.prizes):
        row = rows.get(prize.key) or ContestPrize(contest_id=contest.id, key=prize.key)
        _set_terms(row, prize, place=place, taken_out=taken_out.get(row.id, 0))
        session().add(row)
    session().flush()


def _count_taken_out(contest_id: int) -> dict[int, int]:
    taken_out: dict[int, int] = {}
    for change in queries.list_stock_changes(contest_id):
        taken_out[change.prize_id] = taken_out.get(change.prize_id, 0) + change.stock_before - change.stock_after
    return taken_out


def _set_terms(row: ContestPrize, prize: PrizeTerms, *, place: int, taken_out: int) -> None:
    row.place, row.receiver, row.stock = place, prize.receiver, prize.stock - taken_out
    row.value_cents, row.prize_class = prize.value_cents, prize.prize_class
    row.may_be_given_away = prize.may_be_given_away


def shrink_stock(contest: Contest, key: str, *, stock: int, reason: Words, by_id: int) -> PrizeStockChange | None:
    """Leave `stock` copies of a prize, with the reason that participants read. Only copies that nobody won can go.

    The second time changes nothing, and returns None; PrizeAlreadyWon, StockNotSmaller and MissingStockReason otherwise.
    """
    prize = queries.get_and_lock_prize(contest.id, key)
    if prize.stock == stock:
        return None
    if stock > prize.stock:
        raise StockNotSmaller(NOT_SMALLER.format(stock=prize.stock))
    if stock < prize.won:
        raise PrizeAlreadyWon(ALREADY_WON.format(won=prize.won))
    missing = [language for language in ("fr", "en") if not reason.get(language, "").strip()]
    if missing:
        faults = [FieldError(f"/reason/{language}", MISSING) for language in missing]
        raise MissingStockReason("Say why, for the people who take part.", errors=faults)
    change = PrizeStockChange(
        prize_id=prize.id,
        stock_before=prize.stock,
        stock_after=stock,
        reason={language: reason[language].strip() for language in ("fr", "en")},
        changed_by_id=by_id,
        changed_at=clock.now(),
    )
    prize.stock = stock
    session().add(change)
    session().flush()
    return change
