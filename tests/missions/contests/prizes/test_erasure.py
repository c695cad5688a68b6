"""A winner is erased before the prizes are offered: theirs waits like anybody's, and goes on."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.journal.models import Fact
from app.kernel import clock
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.due_steps import take_due_steps
from app.kernel.transaction import transaction
from app.people.models import Person
from missions.contests.prizes.jobs import EXPIRY_STEP
from missions.contests.prizes.queries import list_wins
from missions.contests.prizes.service.claims import PrizeNotTaken, hand_prize_over
from missions.contests.queries import get_contest
from tests.missions.contests.contest_makers import make_prize
from tests.missions.contests.life.life_makers import (
    FINAL_AT,
    FROZEN_AT,
    list_winner_ids,
    make_playable_terms,
    play_published,
    run_clock,
)


def test_what_somebody_won_who_was_erased_is_no_prize_of_a_group(app: Application) -> None:
    ada, bob = play_published([2, 1], make_playable_terms("ranking", prizes=(make_prize(stock=1),)))
    run_clock(FROZEN_AT)
    with transaction():
        session().delete(session().get_one(Person, ada))
    run_clock(FINAL_AT)
    with transaction():
        assert session().scalars(select(Fact.body).where(Fact.kind == "prize.won")).all() == [{"prize": "book"}]
        contest = get_contest("useful")
        (win,) = list_wins(contest.id)
        with pytest.raises(PrizeNotTaken):
            hand_prize_over(contest, win.id, by_id=bob)
    with clock.freeze_at(FINAL_AT + timedelta(days=30)):
        take_due_steps([EXPIRY_STEP])
    assert list_winner_ids() == [None, bob]
