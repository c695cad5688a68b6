"""A receipt opens for the winner and for HR, in their language, with who handed the prize over; for nobody else."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import delete, select

from app.kernel import clock
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.people.models import Person
from missions.contests.prizes.models import ContestWin
from tests.forms import sign_in
from tests.makers import make_people
from tests.missions.contests.contest_makers import make_prize
from tests.missions.contests.desk.test_desk import sign_in_hr
from tests.missions.contests.payroll.hand_over_makers import NEW_YEAR, hand_over_all, hand_over_to, offer_to

PRIZES = "/hr/contests/useful/prizes-won"


def read_main(page: str) -> str:
    return page.partition("<main")[2].partition("</main")[0].replace("\u00a0", " ")


def test_winner_and_hr_open_the_same_receipt_and_a_stranger_none(bare_app: Flask) -> None:
    with bare_app.app_context():
        winner, stranger = hand_over_to(2, make_prize("useful", stock=2))
        with transaction():
            session().get_one(Person, winner).locale = "en"
            win_id = session().scalars(select(ContestWin.id).where(ContestWin.person_id == winner)).one()
            by_id = session().get_one(ContestWin, win_id).handed_over_by_id
            by_name = session().get_one(Person, by_id).family_name
    hr = sign_in_hr(bare_app)
    with clock.freeze_at(NEW_YEAR):
        own = sign_in(bare_app.test_client(), winner)
        assert f"/contests/useful/prize/{win_id}/receipt" in own.get("/contests/useful/prize").text
        english = read_main(own.get(f"/contests/useful/prize/{win_id}/receipt").text)
        listed = read_main(hr.get(PRIZES).text)
        french = read_main(hr.get(f"{PRIZES}/{win_id}/receipt").text)
        other = sign_in(bare_app.test_client(), stranger)
        assert other.get(f"/contests/useful/prize/{win_id}/receipt").status_code == 404
        assert other.get(f"{PRIZES}/{win_id}/receipt").status_code == 403
    assert f"Remis le 1er janvier 2027, 0 h 30 (Europe/Paris) par Camille {by_name}" in listed
    for receipt, words in ((french, ("Remis le", "1er janvier 2027", "20 €")), (english, ("Handed over by", "€20"))):
        assert all(word in receipt for word in (*words, "2027-0", f"Camille {by_name}"))


def test_a_prize_that_waits_has_no_receipt_and_one_stays_when_its_winner_is_erased(bare_app: Flask) -> None:
    with bare_app.app_context(), clock.freeze_at(NEW_YEAR):
        with transaction():
            by_id, gone = make_people(2)
            hand_over_all(offer_to([gone], make_prize(stock=1)), by_id)
            (waiting,) = make_people(1)
            offer_to([waiting], make_prize(stock=1), slug="waiting")
        with transaction():
            session().execute(delete(Person).where(Person.id.in_([gone, by_id])))
            received, offered = session().scalars(select(ContestWin.id).order_by(ContestWin.id))
    hr = sign_in_hr(bare_app)
    assert hr.get(f"/hr/contests/waiting/prizes-won/{offered}/receipt").status_code == 404
    assert "Une personne partie" in read_main(hr.get(PRIZES).text)
    assert "Une personne des RH, partie depuis" in read_main(hr.get(f"{PRIZES}/{received}/receipt").text)
