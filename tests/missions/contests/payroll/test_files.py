"""Payroll takes what was handed over, and nothing else: the same bytes each time, also of somebody who was erased since."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import delete, select

from app.kernel import clock
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.people.models import Person
from missions.contests.payroll.jobs import forget_hand_overs_and_exports
from missions.contests.payroll.models import PrizeExport
from missions.contests.prizes.assignment import PrizeCandidate
from missions.contests.prizes.models import ContestWin, PrizeHandOver
from missions.contests.prizes.service.award import Ranking, award_prizes, offer_prizes
from missions.contests.prizes.service.claims import WinnerErased, claim_prize, hand_prize_over
from missions.contests.prizes.service.stock import ensure_prizes
from missions.contests.queries import get_contest
from missions.contests.states import ContestState
from missions.contests.terms import PrizeClass, Receiver
from tests.forms import links_of_summary, send, sign_in
from tests.makers import make_people
from tests.missions.contests.contest_makers import make_contest, make_prize, make_terms
from tests.missions.contests.payroll.hand_over_makers import (
    NEW_YEAR,
    hand_over_all,
    hand_over_to,
    offer_to,
    sign_in_payroll,
)

PAGE, REGISTER = "/payroll/prizes", "/payroll/register"
TWO_MONTHS = {"first": "2026-12", "last": "2027-01", "format": "semicolon-utf-8"}
DECEMBER = TWO_MONTHS | {"last": "2026-12"}


def read_rows(body: bytes) -> list[list[str]]:
    return list(csv.reader(body.decode("utf-8-sig").splitlines(), delimiter=";"))[1:]


def test_the_year_and_the_month_are_those_of_the_hand_over_where_the_contest_is(bare_app: Flask) -> None:
    with bare_app.app_context():
        (in_paris,) = hand_over_to(1, make_prize("paris", stock=1))
        (in_new_york,) = hand_over_to(1, make_prize("york", stock=1), zone="America/New_York")
        assert {win.year for win in session().scalars(select(ContestWin))} == {2026, 2027}
    with clock.freeze_at(NEW_YEAR + timedelta(days=1)):
        rows = read_rows(send(sign_in_payroll(bare_app), PAGE, **TWO_MONTHS).data)
    with bare_app.app_context():
        ids = [session().get_one(Person, person_id).external_id for person_id in (in_new_york, in_paris)]
    assert [(row[0], row[3]) for row in rows] == list(zip(ids, ("31/12/2026", "01/01/2027"), strict=True))


def test_a_line_has_what_payroll_needs_and_the_sum_of_its_year(bare_app: Flask) -> None:
    with bare_app.app_context(), clock.freeze_at(NEW_YEAR - timedelta(days=2)):
        with transaction():
            by_id, person = make_people(2)
            for key, cents, sort in (("a", 12345, "gift"), ("b", 90000, "work"), ("c", 7655, "chance")):
                prize = make_prize(key, stock=1, value_cents=cents, prize_class=PrizeClass(sort))
                hand_over_all(offer_to([person], prize, slug=key), by_id)
            winner = session().get_one(Person, person)
            who = [winner.external_id, winner.family_name, "Camille"]
        payroll = sign_in_payroll(bare_app)
        answer = send(payroll, PAGE, **DECEMBER)
        register = send(payroll, f"{REGISTER}?year=2026", format="semicolon-utf-8")
    what = [*who, "30/12/2026", "Réponses utiles", "Réponses utiles"]
    assert read_rows(answer.data) == [
        [*what, "123,45", "Cadeau", "123,45", "200,00", "non"],
        [*what, "900,00", "Lié au travail", "123,45", "200,00", "non"],
        [*what, "76,55", "Hasard, sans lien avec le travail", "200,00", "200,00", "non"],
    ]
    assert read_rows(register.data) == [[*who, "2026", "3", "200,00", "200,00", "Près du plafond", "900,00"]]
    assert answer.content_type == "text/csv; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="prizes-2026-12-2026-12.csv"'


def test_what_is_not_handed_over_or_is_a_group_s_is_not_in_it(bare_app: Flask) -> None:
    with bare_app.app_context(), clock.freeze_at(NEW_YEAR - timedelta(days=2)), transaction():
        by_id, taker, waiting = make_people(3)
        contest = offer_to([taker, waiting], make_prize(stock=2))
        claim_prize(taker, session().scalars(select(ContestWin.id).where(ContestWin.person_id == taker)).one())
        groups = make_terms("collective", prizes=(make_prize("lunch", stock=1, receiver=Receiver.GROUP),))
        shared = make_contest(groups, state=ContestState.FINAL, slug="shared")
        ensure_prizes(shared, groups)
        award_prizes(shared, Ranking(groups=[PrizeCandidate(holder="site", person_id=None, rank=1, group_key="site")]))
        (win,) = offer_prizes(shared)
        hand_prize_over(shared, win.id, by_id=by_id)
        assert contest.id
    with clock.freeze_at(NEW_YEAR):
        assert read_rows(send(sign_in_payroll(bare_app), PAGE, **DECEMBER).data) == []


def test_somebody_who_was_erased_stays_in_the_file_and_in_the_totals_until_the_record_is_forgotten(
    bare_app: Flask,
) -> None:
    with bare_app.app_context():
        (person,) = hand_over_to(1, make_prize(stock=1), at=NEW_YEAR - timedelta(days=2))
    payroll = sign_in_payroll(bare_app)
    with clock.freeze_at(NEW_YEAR):
        before = send(payroll, PAGE, **DECEMBER)
        with bare_app.app_context(), transaction():
            session().execute(delete(Person).where(Person.id == person))
        again = send(payroll, PAGE, **DECEMBER)
        assert read_rows(before.data)
        assert again.data == before.data
        assert payroll.get(f"{REGISTER}?year=2026").text.count('scope="rowgroup"') == 1
    with bare_app.app_context():
        for day, count in ((datetime(2029, 12, 31, tzinfo=UTC), 1), (datetime(2030, 1, 1, tzinfo=UTC), 0)):
            with clock.freeze_at(day):
                forget_hand_overs_and_exports()
            assert len(session().scalars(select(PrizeHandOver)).all()) == count
        assert session().scalars(select(PrizeExport)).all() == []


def test_later_names_prices_and_ceilings_change_no_file(bare_app: Flask) -> None:
    with bare_app.app_context():
        (person,) = hand_over_to(1, make_prize(stock=1), at=NEW_YEAR - timedelta(days=2))
    payroll = sign_in_payroll(bare_app)
    with clock.freeze_at(NEW_YEAR):
        before = send(payroll, PAGE, **DECEMBER).data
        with bare_app.app_context():
            with transaction():
                session().get_one(Person, person).family_name = "Autre"
            hand_over_to(1, make_prize("later", stock=1))
        assert send(payroll, PAGE, **DECEMBER).data == before


def test_a_prize_cannot_be_handed_over_to_somebody_who_was_erased(bare_app: Flask) -> None:
    with bare_app.app_context(), clock.freeze_at(NEW_YEAR):
        with transaction():
            by_id, person = make_people(2)
            slug = offer_to([person], make_prize(stock=1)).slug
            win_id = session().scalars(select(ContestWin.id)).one()
            claim_prize(person, win_id)
        with transaction():
            session().execute(delete(Person).where(Person.id == person))
        with transaction(), pytest.raises(WinnerErased):
            hand_prize_over(get_contest(slug), win_id, by_id=by_id)


def test_each_file_is_recorded_with_who_took_it_and_a_refused_form_takes_none(bare_app: Flask) -> None:
    payroll, other = sign_in_payroll(bare_app), sign_in_payroll(bare_app, "representative")
    with clock.freeze_at(NEW_YEAR):
        assert other.get(PAGE).status_code == other.get(REGISTER).status_code == 403
        refused = send(payroll, PAGE, first="2027-02", last="2026-01", format="fax")
        assert refused.status_code == 422
        assert links_of_summary(refused.text).keys() == {"#f-first", "#f-format"}
        assert send(payroll, f"{REGISTER}?year=2026", format="fax").status_code == 422
        assert payroll.get(f"{REGISTER}?year=1999").status_code == 404
        assert payroll.get(f"{REGISTER}?after=nonsense").status_code == 400
        assert "Aucun pour le moment" in payroll.get(PAGE).text
        send(payroll, PAGE, **TWO_MONTHS)
        send(payroll, f"{REGISTER}?year=2026", format="tab-utf-8")
        page = payroll.get(PAGE).text
        assert page.count("aucune ligne") == 2
        assert "Du 1er décembre 2026 au 31 janvier 2027" in page.replace("\u00a0", " ")


def test_a_name_that_the_format_lacks_is_named_and_its_letters_are_replaced_on_demand(bare_app: Flask) -> None:
    with bare_app.app_context(), clock.freeze_at(NEW_YEAR - timedelta(days=2)), transaction():
        by_id, person = make_people(2)
        contest = offer_to([person], make_prize(stock=1))
        session().get_one(Person, person).given_name = "Łukasz"
        hand_over_all(contest, by_id)
    payroll, question = sign_in_payroll(bare_app), DECEMBER | {"format": "semicolon-windows-1252"}
    with clock.freeze_at(NEW_YEAR):
        refused = send(payroll, PAGE, **question)
        assert refused.status_code == 422
        assert "contient « Ł »" in links_of_summary(refused.text)["#f-format"]
        assert b";Lukasz;" in send(payroll, PAGE, **question, letters="replace").data
    with bare_app.app_context():
        assert len(session().scalars(select(PrizeExport)).all()) == 1


def test_a_winner_reads_their_own_line_of_the_year_and_nobody_else_s(bare_app: Flask) -> None:
    with bare_app.app_context():
        person, _ = hand_over_to(2, make_prize("useful", stock=2, value_cents=12000, prize_class=PrizeClass.GIFT))
    with clock.freeze_at(NEW_YEAR + timedelta(hours=1)):
        page = sign_in(bare_app.test_client(), person).get("/contests/useful/prize").text.replace("\u00a0", " ")
    assert "Vos lots de l’année 2027 : 120 € sur 200 €." in page


def test_the_register_says_who_is_near_the_ceiling_or_above_it(bare_app: Flask) -> None:
    with bare_app.app_context(), clock.freeze_at(NEW_YEAR):
        with transaction():
            by_id, near, above, _ = make_people(4)
            hand_over_all(
                offer_to([near, above], make_prize(stock=2, value_cents=16000, prize_class=PrizeClass.GIFT)), by_id
            )
            session().add(make_record_of(above, 5000))
        page = sign_in_payroll(bare_app, "hr").get(f"{REGISTER}?year=2027").text.replace("\u00a0", " ")
    assert "Une personne dépasse le plafond de l’année." in page
    assert "Une personne en a atteint 80 % ou plus." in page
    assert page.count('scope="rowgroup"') == 2, "Who received nothing is not in it."
    assert "210 € sur 200 €" in page


def make_record_of(person_id: int, cents: int) -> PrizeHandOver:
    """A record of the same person beside the contest, as of two contests that were handed over while the ceiling was larger."""
    first = session().scalars(select(PrizeHandOver).where(PrizeHandOver.person_id == person_id)).one()
    same = {name: getattr(first, name) for name in ("external_id", "given_name", "family_name", "contest", "prize")}
    return PrizeHandOver(
        person_id=person_id,
        value_cents=cents,
        prize_class="gift",
        handed_over_on=date(2027, 1, 1),
        ceiling_cents=20000,
        **same,
    )
