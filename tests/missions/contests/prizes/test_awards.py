"""Prizes are reserved under locks, offered once, and go on to the next when they come free."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from app.journal.models import Fact
from app.kernel import clock
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.due_steps import take_due_steps
from app.kernel.transaction import transaction
from missions.contests.prizes import queries
from missions.contests.prizes.assignment import PrizeCandidate
from missions.contests.prizes.jobs import EXPIRY_STEP
from missions.contests.prizes.models import ContestWin
from missions.contests.prizes.service import claims
from missions.contests.prizes.service.award import Ranking, award_prizes, offer_prizes
from missions.contests.prizes.service.stock import (
    MissingStockReason,
    PrizeAlreadyWon,
    StockNotSmaller,
    ensure_prizes,
    shrink_stock,
)
from missions.contests.queries import get_contest, lock_contest
from missions.contests.states import ContestState
from missions.contests.terms import PrizeClass, decode_terms
from tests.makers import make_people
from tests.missions.contests.contest_makers import CLOSES_AT, make_contest, make_prize, make_terms

NOW = CLOSES_AT + timedelta(days=10)
GIFT = PrizeClass.GIFT
SOLD_OUT = {"fr": "Épuisé.", "en": "Sold out."}


@pytest.fixture
def people(app: Application) -> list[int]:
    """A contest with two gifts of 20 euros whose result is final, and five people."""
    with transaction():
        contest = make_contest(make_terms(prizes=(make_prize(prize_class=GIFT),)), state=ContestState.FINAL)
        ensure_prizes(contest, decode_terms(contest.terms or {}))
        return make_people(5)


def rank_people(people: list[int], *, winners: int = 2) -> Ranking:
    candidates = [PrizeCandidate(holder=f"h{rank}", person_id=id_, rank=rank) for rank, id_ in enumerate(people, 1)]
    return Ranking(winners=candidates[:winners], alternates=candidates[winners:])


def award_and_offer(people: list[int], *, slug: str = "useful") -> None:
    with clock.freeze_at(NOW), transaction():
        contest = lock_contest(get_contest(slug).id)
        award_prizes(contest, rank_people(people))
        offer_prizes(contest)


def list_states() -> list[tuple[int | None, str]]:
    with transaction():
        return [(win.person_id, win.state) for win in queries.list_wins(get_contest("useful").id)]


def find_win_id(person_id: int) -> int:
    with transaction():
        return session().scalars(select(ContestWin.id).where(ContestWin.person_id == person_id)).one()


def act(action: Callable[[int, int], object], person_id: int) -> None:
    win_id = find_win_id(person_id)
    with clock.freeze_at(NOW), transaction():
        action(person_id, win_id)


def count_won() -> int:
    with transaction():
        return sum(prize.won for prize in queries.lock_prizes(get_contest("useful").id))


def list_fact_keys(kind: str) -> list[tuple[int | None, str | None]]:
    with transaction():
        facts = session().scalars(select(Fact).where(Fact.kind == kind).order_by(Fact.id))
        return [(fact.actor_id, fact.object) for fact in facts]


def test_an_award_may_be_made_again_and_what_is_offered_is_offered_once(people: list[int]) -> None:
    with clock.freeze_at(NOW), transaction():
        award_prizes(lock_contest(get_contest("useful").id), rank_people(people[1:]))
    award_and_offer(people)
    with clock.freeze_at(NOW), transaction():
        assert list(offer_prizes(lock_contest(get_contest("useful").id))) == []
    assert list_states() == [(people[0], "offered"), (people[1], "offered")]
    assert list_fact_keys("prize.won") == [(people[0], "contest:useful"), (people[1], "contest:useful")]


def test_a_prize_is_claimed_and_handed_over_once(people: list[int]) -> None:
    award_and_offer(people)
    act(claims.claim_prize, people[0])
    act(claims.claim_prize, people[0])
    for _ in range(2):
        with clock.freeze_at(NOW), transaction():
            claims.hand_prize_over(get_contest("useful"), find_win_of(people[0]), by_id=people[4])
    assert list_states()[0] == (people[0], "handed-over")
    assert list_fact_keys("prize.handed_over") == [(people[0], "contest:useful")]
    with pytest.raises(claims.WinDecided):
        act(claims.decline_prize, people[0])


def find_win_of(person_id: int) -> int:
    return session().scalars(select(ContestWin.id).where(ContestWin.person_id == person_id)).one()


def test_a_prize_that_is_declined_twice_goes_to_one_alternate(people: list[int]) -> None:
    award_and_offer(people)
    act(claims.decline_prize, people[0])
    act(claims.decline_prize, people[0])
    assert list_states() == [(people[0], "declined"), (people[1], "offered"), (people[2], "offered")]
    assert count_won() == 2


def test_an_alternate_at_the_ceiling_is_passed_over_and_the_last_copy_goes_back_to_the_stock(people: list[int]) -> None:
    with transaction():
        dear = make_terms(prizes=(make_prize(value_cents=19_000, prize_class=GIFT),))
        other = make_contest(dear, state=ContestState.FINAL, slug="other")
        ensure_prizes(other, dear)
    award_and_offer(people[2:4], slug="other")
    award_and_offer(people[:4])
    act(claims.decline_prize, people[0])
    assert list_states() == [(people[0], "declined"), (people[1], "offered")]
    assert count_won() == 1
    with transaction():
        assert queries.list_waiting_alternates(get_contest("useful").id) == []


def test_a_prize_that_is_given_away_is_used_and_no_alternate_follows(people: list[int]) -> None:
    award_and_offer(people)
    act(claims.give_prize_away, people[0])
    assert list_states() == [(people[0], "given-away"), (people[1], "offered")]
    assert count_won() == 2


def test_a_prize_that_may_not_be_given_away_stays_with_its_winner(app: Application) -> None:
    with transaction():
        terms = make_terms(prizes=(make_prize(may_be_given_away=False),))
        ensure_prizes(make_contest(terms, state=ContestState.FINAL), terms)
        people = make_people(1)
    award_and_offer(people)
    with pytest.raises(claims.NotToBeGivenAway):
        act(claims.give_prize_away, people[0])


def test_what_nobody_claims_in_time_goes_on_once_and_cannot_be_claimed_any_more(people: list[int]) -> None:
    award_and_offer(people)
    act(claims.claim_prize, people[1])
    with clock.freeze_at(NOW + timedelta(days=30)):
        with pytest.raises(claims.ClaimTimePast), transaction():
            claims.claim_prize(people[0], find_win_of(people[0]))
        take_due_steps([EXPIRY_STEP])
        take_due_steps([EXPIRY_STEP])
    assert list_states() == [(people[0], "expired"), (people[1], "claimed"), (people[2], "offered")]


def test_nobody_acts_on_the_prize_of_somebody_else_or_on_one_that_is_not_published(people: list[int]) -> None:
    award_and_offer(people)
    win_id = find_win_id(people[0])
    with pytest.raises(queries.NoSuchWin), transaction():
        claims.claim_prize(people[1], win_id)
    with transaction():
        session().execute(text("update contest_win set state = 'provisional', offered_at = null"))
    with pytest.raises(queries.NoSuchWin), transaction():
        claims.claim_prize(people[0], win_id)


def test_organisers_the_jury_and_people_for_whom_prizes_are_off_win_nothing(people: list[int]) -> None:
    with transaction():
        contest = get_contest("useful")
        contest.terms = {**(contest.terms or {}), "excluded_ids": [people[0]], "jury_ids": [people[1]]}
        session().execute(
            text(
                "insert into policy (feature, scope, scope_id, since, reason)"
                " select 'prizes', 'site', site_id, '2026-01-01', 'The law there' from person where id = :id"
            ),
            {"id": people[2]},
        )
        other_site = make_people(2)
    with clock.freeze_at(NOW), transaction():
        plan = award_prizes(lock_contest(get_contest("useful").id), rank_people([*people[:3], *other_site]))
    assert [award.candidate.person_id for award in plan.awards] == other_site
    assert [refusal.reason for refusal in plan.refusals] == ["excluded", "prizes-off", "excluded"]


def test_only_what_nobody_won_is_taken_out_of_the_stock_and_it_stays_out(people: list[int]) -> None:
    award_and_offer(people[:1])
    with transaction():
        contest = get_contest("useful")
        with pytest.raises(MissingStockReason):
            shrink_stock(contest, "book", stock=1, reason={"fr": "Épuisé.", "en": " "}, by_id=people[4])
        with pytest.raises(PrizeAlreadyWon):
            shrink_stock(contest, "book", stock=0, reason=SOLD_OUT, by_id=people[4])
        shrink_stock(contest, "book", stock=1, reason=SOLD_OUT, by_id=people[4])
        shrink_stock(contest, "book", stock=1, reason=SOLD_OUT, by_id=people[4])
        with pytest.raises(StockNotSmaller):
            shrink_stock(contest, "book", stock=3, reason=SOLD_OUT, by_id=people[4])
        ensure_prizes(contest, decode_terms(contest.terms or {}))
        changes = queries.list_stock_changes(contest.id)
        assert [(change.stock_before, change.stock_after, change.reason) for change in changes] == [(2, 1, SOLD_OUT)]
        assert [prize.stock for prize in queries.lock_prizes(contest.id)] == [1]


def test_fifty_workers_at_once_never_give_a_copy_twice(app: Application) -> None:
    """Forty-five winners decline at once, five of them twice: each of the five alternates follows one of them."""
    with transaction():
        terms = make_terms(prizes=(make_prize(stock=45),))
        ensure_prizes(make_contest(terms, state=ContestState.FINAL), terms)
        people = make_people(50)
    with clock.freeze_at(NOW), transaction():
        contest = lock_contest(get_contest("useful").id)
        award_prizes(contest, rank_people(people, winners=45))
        offer_prizes(contest)
        wins = {win.person_id: win.id for win in queries.list_wins(contest.id)}

    def decline(person_id: int) -> None:
        with app.app_context(), clock.freeze_at(NOW), transaction():
            claims.decline_prize(person_id, wins[person_id])

    with ThreadPoolExecutor(50) as workers:
        list(workers.map(decline, [*people[:45], *people[:5]]))
    states = list_states()
    assert sorted(id_ for id_, state in states if state == "offered" and id_ is not None) == people[45:]
    assert count_won() == 5
    assert len(list_fact_keys("prize.won")) == 50


def test_the_database_itself_refuses_a_copy_too_many(people: list[int]) -> None:
    with pytest.raises(IntegrityError), transaction():
        session().execute(text("update contest_prize set won = 3"))
