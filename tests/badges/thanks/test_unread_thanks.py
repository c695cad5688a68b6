"""Thanks that their receiver has not read yet: on the home page and in the weekly e-mail, without a name and without words."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask

from app.kernel import clock
from app.kernel.transaction import transaction
from app.notices.digest import NewsItem
from app.notices.queries.news import list_news_by_person
from badges.thanks.notice import RECEIVED, SEVERAL
from tests.badges.thanks.acts import EFFECT, REASON, WEDNESDAY, deliver, thank
from tests.forms import sign_in
from tests.makers import make_people

TOLD_AT = WEDNESDAY + timedelta(minutes=10)


def list_news(app: Flask, person_id: int) -> list[NewsItem]:
    with app.app_context(), transaction():
        return list_news_by_person([person_id], WEDNESDAY)[person_id]


def test_unread_thanks_are_told_once_in_each_place_without_a_name_or_words(bare_app: Flask) -> None:
    with bare_app.app_context(), transaction():
        people = make_people(3)
    receiver = sign_in(bare_app.test_client(), people[0])

    def read_home() -> str:
        return receiver.get("/home").text.partition("<main")[2].replace("\u00a0", " ")

    with clock.freeze_at(WEDNESDAY):
        thank(sign_in(bare_app.test_client(), people[1]), people[0])
        assert list_news(bare_app, people[0]) == []
        assert "Du nouveau pour vous" not in read_home()
    with clock.freeze_at(TOLD_AT):
        deliver(bare_app)
        assert [item.title for item in list_news(bare_app, people[0])] == [RECEIVED.title]
        home = read_home()
        assert "vous dit merci" in home
        assert not any(secret in home for secret in (REASON, EFFECT, "Martin"))
        thank(sign_in(bare_app.test_client(), people[2]), people[0])
    with clock.freeze_at(TOLD_AT + timedelta(minutes=10)):
        deliver(bare_app)
        (item,) = list_news(bare_app, people[0])
        assert (item.title, item.params, item.at) == (SEVERAL, {}, TOLD_AT)
        home = read_home()
        assert ("2 mercis de collègues" in home, "vous dit merci" in home) == (True, False)
        receiver.get("/thanks")
        assert list_news(bare_app, people[0]) == []
        assert "Du nouveau pour vous" not in read_home()
