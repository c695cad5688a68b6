"""Thanks are given in three fields, within limits, and taken back while nobody knows of them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app.journal.models import Fact
from app.kernel import clock
from app.kernel.database import session
from app.kernel.hours import parse_working_hours
from app.kernel.transaction import transaction
from app.kernel.workplace import PlaceOfWork
from app.notices.models import Notice
from app.people.queries import get_person
from app.people.service.participation import leave_game
from badges.thanks.models import Thanks
from badges.thanks.service.give import LONGEST
from badges.thanks.week import MOST_A_WEEK, find_week_start
from tests.badges.thanks.acts import EFFECT, REASON, WEDNESDAY, deliver, email_of, list_rows, thank
from tests.forms import links_of_summary, send, sign_in
from tests.makers import catch_up, make_people, record_departure


@pytest.fixture
def people(bare_app: Flask) -> list[int]:
    with bare_app.app_context(), transaction():
        return make_people(4)


@pytest.fixture
def giver(bare_app: Flask, people: list[int]) -> FlaskClient:
    return sign_in(bare_app.test_client(), people[0])


def test_the_receiver_reads_it_after_ten_minutes_and_the_journal_learns_neither_whom_nor_what(
    bare_app: Flask, people: list[int], giver: FlaskClient
) -> None:
    receiver = sign_in(bare_app.test_client(), people[1])
    with clock.freeze_at(WEDNESDAY):
        assert thank(giver, people[1]) == 303
        deliver(bare_app)
        assert REASON in giver.get("/thanks").text
        assert REASON not in receiver.get("/thanks").text
    with clock.freeze_at(WEDNESDAY + timedelta(minutes=10)):
        deliver(bare_app)
        deliver(bare_app)
        assert "dit merci" in receiver.get("/notifications").text
        page = receiver.get("/thanks").text
        assert REASON in page
        assert EFFECT in page
    with bare_app.app_context(), transaction():
        (fact,) = session().scalars(select(Fact).where(Fact.kind == "thanks.given"))
        (thanks,) = session().scalars(select(Thanks))
        assert (fact.actor_id, fact.counterpart_id, fact.object, fact.body) == (
            people[0],
            None,
            thanks.token,
            {"tenths": 10},
        )
        assert fact.occurred_at == WEDNESDAY
        (notice,) = session().scalars(select(Notice).where(Notice.kind == "thanks.received"))
        assert notice.person_id == people[1]
        assert not {REASON, EFFECT} & set(map(str, notice.params.values()))


def test_a_second_click_gives_nothing_twice_and_what_is_taken_back_was_never_given(
    bare_app: Flask, people: list[int], giver: FlaskClient
) -> None:
    with clock.freeze_at(WEDNESDAY):
        assert [thank(giver, people[1], submission="form-1") for _ in range(2)] == [303, 303]
        (thanks,) = list_rows(bare_app)
        stranger = sign_in(bare_app.test_client(), people[2])
        send(stranger, f"/thanks/{thanks.id}/take-back")
        assert len(list_rows(bare_app)) == 1
        for _ in range(2):
            assert send(giver, f"/thanks/{thanks.id}/take-back").status_code == 303
    assert list_rows(bare_app) == []
    with clock.freeze_at(WEDNESDAY + timedelta(minutes=10)):
        deliver(bare_app)
    with bare_app.app_context(), transaction():
        assert session().scalar(select(func.count()).where(Fact.kind == "thanks.given")) == 0
        assert session().scalar(select(func.count()).where(Notice.kind == "thanks.received")) == 0


def test_what_its_receiver_knows_of_is_not_taken_back(bare_app: Flask, people: list[int], giver: FlaskClient) -> None:
    with clock.freeze_at(WEDNESDAY):
        thank(giver, people[1])
    with clock.freeze_at(WEDNESDAY + timedelta(minutes=10)):
        deliver(bare_app)
        (thanks,) = list_rows(bare_app)
        send(giver, f"/thanks/{thanks.id}/take-back")
        assert "ne peut plus être annulé" in giver.get("/thanks").text
    assert len(list_rows(bare_app)) == 1


def test_what_is_wrong_stands_at_its_field_and_nothing_typed_is_lost(
    bare_app: Flask, people: list[int], giver: FlaskClient
) -> None:
    typed = {"receiver": "Nobody Here", "reason": "a\u2066b", "effect": "x" * (LONGEST["effect"] + 1)}
    refused = send(giver, "/thanks/new", **typed, submission="form-1")
    assert refused.status_code == 422
    assert list(links_of_summary(refused.text)) == ["#f-receiver", "#f-reason", "#f-effect"]
    for kept in ('value="Nobody Here"', 'value="form-1"', typed["effect"]):
        assert kept in refused.text
    empty = links_of_summary(send(giver, "/thanks/new").text)
    assert list(empty.values()) == [
        "À qui : Dites à qui.",
        "Pour quoi : Dites pour quoi : c’est ce que la personne lira.",
    ]
    own = send(giver, "/thanks/new", receiver=email_of(bare_app, people[0]), reason=REASON)
    assert list(links_of_summary(own.text).values()) == ["À qui : On ne se remercie pas soi-même."]
    assert list_rows(bare_app) == []


def test_nobody_learns_why_a_colleague_cannot_be_thanked(
    bare_app: Flask, people: list[int], giver: FlaskClient
) -> None:
    with clock.freeze_at(WEDNESDAY - timedelta(days=7)):
        thank(giver, people[3])
    with clock.freeze_at(WEDNESDAY):
        deliver(bare_app)
        (thanks,) = list_rows(bare_app)
        with bare_app.app_context(), transaction():
            leave_game(get_person(people[1]))
            (silent,) = make_people(1, joined_at=None)
        send(sign_in(bare_app.test_client(), people[2]), "/thanks/refusal", refuses="1")
        send(sign_in(bare_app.test_client(), people[3]), f"/thanks/{thanks.id}/remove", giver="1")
        emails = [email_of(bare_app, person_id) for person_id in (silent, *people[1:])]
        refused = [send(giver, "/thanks/new", receiver=email, reason=REASON) for email in emails]
    assert [answer.status_code for answer in refused] == [409] * 4
    assert len({answer.text.partition('role="alert"')[2].partition("</div></div>")[0] for answer in refused}) == 1
    assert "ne dit pas pourquoi" in refused[0].text


def test_a_week_has_so_many_thanks_and_the_next_begins_where_the_giver_works(
    bare_app: Flask, people: list[int], giver: FlaskClient
) -> None:
    sunday_night = datetime(2026, 3, 8, 22, 30, tzinfo=UTC)
    with clock.freeze_at(sunday_night):
        assert [thank(giver, people[1 + n % 3]) for n in range(MOST_A_WEEK + 1)] == [303] * MOST_A_WEEK + [409]
        assert "le plus possible" in send(giver, "/thanks/new", receiver=email_of(bare_app, people[1]), reason="x").text
    with clock.freeze_at(sunday_night + timedelta(minutes=30)):
        assert "il vous en reste 5" in giver.get("/thanks/new").text
        assert thank(giver, people[1]) == 303


@pytest.mark.parametrize(
    ("hours", "starts_on"),
    [
        ("mon-fri 07:00-20:00", date(2026, 3, 2)),
        ("sun-thu 08:00-17:00", date(2026, 3, 1)),
        ("tue-sat 09:00-18:00", date(2026, 3, 3)),
        ("mon,wed,sat 22:00-06:00", date(2026, 3, 2)),
        ("always", date(2026, 3, 2)),
    ],
)
def test_a_working_week_begins_after_its_days_of_rest(hours: str, starts_on: date) -> None:
    place = PlaceOfWork(zone="Asia/Dubai", hours=parse_working_hours(hours))
    start = find_week_start(place, WEDNESDAY)
    assert start.date() == starts_on
    assert start.isoformat().endswith("00:00:00+04:00")


def test_leaving_the_company_deletes_what_was_received_and_takes_the_name_off_what_was_given(
    bare_app: Flask, people: list[int], giver: FlaskClient
) -> None:
    with clock.freeze_at(WEDNESDAY):
        thank(giver, people[1])
        thank(sign_in(bare_app.test_client(), people[2]), people[0])
    with clock.freeze_at(WEDNESDAY + timedelta(minutes=10)):
        deliver(bare_app)
        with bare_app.app_context():
            with transaction():
                record_departure(get_person(people[0]), date(2026, 3, 4))
            catch_up(["thanks-leavers"])
        (kept,) = list_rows(bare_app)
        assert (kept.giver_id, kept.receiver_id) == (None, people[1])
        page = sign_in(bare_app.test_client(), people[1]).get("/thanks").text
    assert REASON in page
    assert "Un ancien ou une ancienne collègue" in page


def test_thanks_between_the_same_two_weigh_less_each_time_in_either_direction(
    bare_app: Flask, people: list[int], giver: FlaskClient
) -> None:
    other = sign_in(bare_app.test_client(), people[1])
    for week, browser in enumerate((giver, giver, other, other, giver, giver)):
        days = 7 * week if week < 5 else 7 * 4 + 92
        with clock.freeze_at(WEDNESDAY + timedelta(days=days)):
            thank(browser, people[1] if browser is giver else people[0])
        with clock.freeze_at(WEDNESDAY + timedelta(days=days, minutes=10)):
            deliver(bare_app)
    with bare_app.app_context(), transaction():
        weights = session().scalars(select(Fact.body["tenths"].as_integer()).order_by(Fact.id)).all()
    assert weights == [10, 5, 2, 1, 0, 10]
