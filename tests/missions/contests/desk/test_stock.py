"""HR takes copies out of a stock with a reason that everybody who takes part reads, and never those that are won."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import select

from app.kernel import clock
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.notices.models import Notice
from missions.contests.life.service.cancel import cancel_contest
from missions.contests.prizes.queries import list_prizes
from missions.contests.queries import get_contest
from tests.forms import links_of_summary, send, sign_in
from tests.missions.contests.contest_makers import OPENS_AT, make_prize
from tests.missions.contests.desk.test_desk import DESK, sign_in_hr
from tests.missions.contests.life.life_makers import (
    FROZEN_AT,
    HOUR,
    list_notices,
    make_playable_terms,
    play_published,
    run_clock,
)

PATH = f"{DESK}/stock"
WORDS = {"reason_fr": "Le fournisseur a fermé", "reason_en": "The supplier closed."}


def test_a_stock_is_reduced_and_everybody_who_takes_part_reads_why(bare_app: Flask) -> None:
    with bare_app.app_context():
        people = play_published([1, 0], make_playable_terms(prizes=(make_prize(stock=3), make_prize("mug"))))
        run_clock(OPENS_AT)
    hr, player = sign_in_hr(bare_app), sign_in(bare_app.test_client(), people[0])
    with clock.freeze_at(OPENS_AT + HOUR):
        for _ in range(2):
            assert send(hr, PATH, prize="book", stock="1", **WORDS).status_code == 303
        for address in ("/contests/useful", "/contests/useful/rules", DESK):
            page = (hr if address == DESK else player).get(address).text.replace("\u00a0", " ")
            assert "il en reste 1 sur 3 depuis le 2 mars 2026" in page, address
            assert "Le fournisseur a fermé." in page
        send(player, "/language", language="en", next="/")
        english = player.get("/contests/useful/rules").text
        assert "The supplier closed." in english
    with bare_app.app_context():
        assert list_notices("contest.stock-shrunk") == people
        with transaction():
            notice = session().scalars(select(Notice).where(Notice.kind == "contest.stock-shrunk")).first()
            assert notice is not None
            assert notice.path == "/contests/useful/rules"
            assert [prize.stock for prize in list_prizes(get_contest("useful").id)] == [1, 2]


def test_a_stock_that_is_won_or_a_form_that_says_too_little_comes_back(bare_app: Flask) -> None:
    with bare_app.app_context():
        play_published([1, 1, 1], make_playable_terms())
        run_clock(FROZEN_AT)
    hr = sign_in_hr(bare_app)
    with clock.freeze_at(FROZEN_AT + HOUR):
        for stock, fault in (("1", "Déjà gagnés : 2"), ("5", "Il en reste 2"), ("-1", "nombre entier"), ("", "nombre")):
            refused = send(hr, PATH, prize="book", stock=stock, **WORDS)
            links = links_of_summary(refused.text)
            assert (refused.status_code in (409, 422), list(links)) == (True, ["#f-stock"]), stock
            assert fault in links["#f-stock"]
            assert "Le fournisseur a fermé" in refused.text
        assert send(hr, PATH, prize="castle", stock="1", **WORDS).status_code == 404


def test_a_reason_is_needed_in_both_languages_and_a_cancelled_contest_has_no_stock(bare_app: Flask) -> None:
    with bare_app.app_context():
        play_published([1], make_playable_terms())
    hr = sign_in_hr(bare_app)
    with clock.freeze_at(OPENS_AT + HOUR):
        refused = send(hr, PATH, prize="book", stock="1", reason_fr="Épuisé.")
        assert links_of_summary(refused.text).keys() == {"#f-reason-en"}
        assert 'name="stock" value="1"' in refused.text
        with bare_app.app_context(), transaction():
            cancel_contest("useful", {"fr": "Annulé.", "en": "Cancelled."})
        assert PATH not in hr.get(DESK).text
        assert send(hr, PATH, prize="book", stock="1", **WORDS).status_code == 409
