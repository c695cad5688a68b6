"""Makes hand-overs: contests whose prizes people took and received at a moment, and the browser of somebody of payroll."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.kernel import clock
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.people.models import PersonRole
from missions.contests.life.service.seeds import commit_seed
from missions.contests.models import Contest
from missions.contests.prizes.assignment import PrizeCandidate
from missions.contests.prizes.models import ContestWin
from missions.contests.prizes.service.award import Ranking, award_prizes, offer_prizes
from missions.contests.prizes.service.claims import claim_prize, hand_prize_over
from missions.contests.prizes.service.stock import ensure_prizes
from missions.contests.states import ContestState
from missions.contests.terms import Calendar, PrizeTerms
from tests.forms import sign_in
from tests.makers import make_people
from tests.missions.contests.contest_makers import CALENDAR, make_contest, make_terms

NEW_YEAR = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
"""Half past midnight on the first of January in Paris, half past six in the evening of the day before in New York."""


def offer_to(people: Sequence[int], prize: PrizeTerms, *, slug: str = "useful", zone: str = "Europe/Paris") -> Contest:
    """A final contest of that zone, whose copies of a prize are offered to these people."""
    calendar = Calendar(zone=zone, opens_at=CALENDAR.opens_at, closes_at=CALENDAR.closes_at)
    terms = make_terms(prizes=(prize,), calendar=calendar)
    contest = make_contest(terms, state=ContestState.FINAL, slug=slug)
    commit_seed(contest, terms, number=1)
    ensure_prizes(contest, terms)
    winners = [PrizeCandidate(holder=f"p{id_}", person_id=id_, rank=rank) for rank, id_ in enumerate(people, 1)]
    award_prizes(contest, Ranking(winners=winners))
    offer_prizes(contest)
    return contest


def hand_over_all(contest: Contest, by_id: int) -> None:
    """Let everybody take their prize, and receive it."""
    for win in session().scalars(select(ContestWin).where(ContestWin.contest_id == contest.id).order_by(ContestWin.id)):
        if win.person_id is not None:
            claim_prize(win.person_id, win.id)
            hand_prize_over(contest, win.id, by_id=by_id)


def hand_over_to(number: int, prize: PrizeTerms, *, zone: str = "Europe/Paris", at: datetime = NEW_YEAR) -> list[int]:
    """So many people who each received a copy of a prize at that moment."""
    with clock.freeze_at(at), transaction():
        by_id, *people = make_people(1 + number)
        hand_over_all(offer_to(people, prize, slug=prize.key, zone=zone), by_id)
    return people


def sign_in_payroll(app: Flask, role: str = "payroll") -> FlaskClient:
    with app.app_context(), transaction():
        (reader,) = make_people(1)
        session().add(PersonRole(person_id=reader, role=role))
    return sign_in(app.test_client(), reader)
