"""People read why they have points and why not; HR writes rules on screen, sees groups, and never a person."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.journal.service import NewFact
from app.kernel import clock
from app.kernel.hours import parse_working_hours
from app.kernel.transaction import transaction
from app.people.queries import get_person
from app.people.roles import HR
from app.people.service.roles import give_role
from app.points.service import Amounts, Cap, create_and_publish_rule
from missions.service.publish import create_and_publish_mission_for_everyone
from missions.service.write import MissionText
from tests.forms import send, sign_in, token_of
from tests.makers import LONG_AGO, WORDS, catch_up, make_people, tell
from tests.points.makers import make_answer, make_undo, set_site_hours

WEDNESDAY = datetime(2026, 1, 14, 10, 0, tzinfo=UTC)
OFFICE = parse_working_hours("mon-fri 07:00-20:00")


@pytest.fixture
def person_id(bare_app: Flask) -> int:
    with bare_app.app_context(), transaction():
        (person_id,) = make_people(1)
        create_and_publish_rule(
            "answers", "answer.created", amounts=Amounts(personal=5), cap=Cap(2, "week"), in_force_from=LONG_AGO
        )
    return person_id


@pytest.fixture
def client(bare_app: Flask, person_id: int) -> FlaskClient:
    return sign_in(bare_app.test_client(), person_id)


@pytest.fixture
def hr(bare_app: Flask) -> FlaskClient:
    with bare_app.app_context(), transaction():
        (person_id,) = make_people(1)
        give_role(get_person(person_id), HR)
    return sign_in(bare_app.test_client(), person_id)


def read_page(app: Flask, client: FlaskClient, path: str) -> str:
    with clock.freeze_at(WEDNESDAY):
        return client.get(path).text.replace("\u00a0", " ")


def append_and_catch_up(app: Flask, *facts: NewFact) -> None:
    with app.app_context():
        tell(*facts)
        catch_up()


def test_the_page_says_what_a_cap_still_allows_and_when_it_opens_again(
    bare_app: Flask, client: FlaskClient, person_id: int
) -> None:
    assert "Encore 2 fois cette semaine" in read_page(bare_app, client, "/me/points")
    with bare_app.app_context():
        set_site_hours(person_id, OFFICE)
    append_and_catch_up(bare_app, *(make_answer(f"{n}", person_id, WEDNESDAY - timedelta(hours=n)) for n in (1, 2)))
    page = read_page(bare_app, client, "/me/points")
    assert "Plus rien pour cette période ; à nouveau à partir du 19 janvier 2026, 0 h 00" in page
    assert client.get("/api/v1/me/points").get_json() == {"points": 10}


def test_the_page_says_why_something_earned_nothing(bare_app: Flask, client: FlaskClient, person_id: int) -> None:
    with bare_app.app_context():
        set_site_hours(person_id, OFFICE)
    moments = [WEDNESDAY - timedelta(hours=n) for n in (1, 2, 1.5, 13)]
    append_and_catch_up(bare_app, *(make_answer(f"{n}", person_id, at) for n, at in enumerate(moments)))
    page = read_page(bare_app, client, "/me/points")
    assert page.count("Le plafond de la période était déjà atteint") == 1
    assert page.count("+5") == 4, "Two lines, to the person and to the team."


def test_the_page_says_when_points_arrive_that_wait_for_working_hours(
    bare_app: Flask, client: FlaskClient, person_id: int
) -> None:
    sunday = WEDNESDAY + timedelta(days=4)
    with bare_app.app_context():
        set_site_hours(person_id, OFFICE)
    with clock.freeze_at(sunday):
        append_and_catch_up(bare_app, make_answer("sunday", person_id, sunday))
        french = client.get("/me/points").text.replace("\u00a0", " ")
        home = client.get("/home").text.replace("\u00a0", " ")

    assert "Points qui attendent les heures de travail" in french
    assert "Le lundi 19 janvier à 7 h 00" in french
    assert "Ce qui n’a pas donné de points" not in french
    assert "5 points attendent la reprise du travail : ils arrivent le lundi 19 janvier à 7 h 00." in home


def test_a_correction_is_a_line_of_its_own_and_older_lines_are_a_page_away(
    bare_app: Flask, client: FlaskClient, person_id: int
) -> None:
    with bare_app.app_context(), transaction():
        create_and_publish_rule("posts", "post.created", amounts=Amounts(personal=1), in_force_from=LONG_AGO)
    posts = [make_answer(f"p{n}", person_id, WEDNESDAY - timedelta(minutes=n), kind="post.created") for n in range(24)]
    append_and_catch_up(bare_app, *posts)
    append_and_catch_up(bare_app, make_undo("p3", person_id))
    first = read_page(bare_app, client, "/me/points")
    assert "Correction" in first
    assert "−1" in first
    moments = re.findall(r'<time class="small pa-muted" datetime="([^"]+)"', first)
    assert moments == sorted(moments, reverse=True)
    assert len(moments) == 20
    older = first.split("/me/points?after=")[1].split('"')[0]
    second = read_page(bare_app, client, f"/me/points?after={older}")
    assert second.count('<th scope="row"') == 5
    assert "Au total" not in second
    assert client.get("/me/points?after=nonsense").status_code == 400


def test_a_line_names_the_mission_that_it_is_about(bare_app: Flask, client: FlaskClient, person_id: int) -> None:
    with bare_app.app_context(), transaction():
        text = MissionText(title={"fr": "Répondre une fois", "en": "Answer once"}, why=WORDS, who_sees=WORDS)
        given = {"facts": ["answer.created"], "wanted": 1}
        create_and_publish_mission_for_everyone("once", "activity", given, text=text, minutes=5, points=10)
        create_and_publish_rule("missions", "mission.completed", amounts=Amounts(personal=2), in_force_from=LONG_AGO)
    objects = ("mission:once", "mission:gone", "something-else", None)
    plain = [make_answer(f"{n}", person_id, WEDNESDAY, kind="mission.completed") for n in range(len(objects))]
    append_and_catch_up(bare_app, *(replace(fact, object=key) for fact, key in zip(plain, objects, strict=True)))

    page = read_page(bare_app, client, "/me/points")

    assert page.count("+2") == 2 * len(objects), "Two lines, to the person and to the team."
    assert page.count("<strong>") == page.count("<strong>Répondre une fois</strong>") == 1


def test_lines_of_missions_say_their_rule_once_on_a_page(bare_app: Flask, client: FlaskClient, person_id: int) -> None:
    with bare_app.app_context(), transaction():
        given = {"facts": ["answer.created"], "wanted": 1}
        text = MissionText(title=WORDS, why=WORDS, who_sees=WORDS)
        create_and_publish_mission_for_everyone("often", "activity", given, text=text, minutes=5, points=10)
        create_and_publish_rule("missions", "mission.completed", amounts=Amounts(personal=2), in_force_from=LONG_AGO)
    done = [make_answer(f"{number}", person_id, WEDNESDAY, kind="mission.completed") for number in range(3)]
    append_and_catch_up(bare_app, *(replace(fact, object="mission:often") for fact in done))

    page = read_page(bare_app, client, "/me/points")

    assert page.count(f"<strong>{WORDS['fr']}</strong>") == 3
    assert page.count("quand vous terminez une mission") == 1


def test_a_machine_has_no_points_of_its_own(bare_app: Flask) -> None:
    assert bare_app.test_client().get("/api/v1/me/points").status_code == 401


def post_rule(client: FlaskClient, path: str, events: Sequence[str], **fields: str) -> TestResponse:
    data = {"csrf_token": token_of(client), "deeds": list(events), "cap_period": "week", **fields}
    return client.post(path, data=data, headers={"Accept": "text/html"})


def test_hr_writes_a_rule_sees_what_it_would_have_given_and_publishes_it(bare_app: Flask, hr: FlaskClient) -> None:
    with bare_app.app_context():
        with transaction():
            crowd, few = make_people(12), make_people(3)
        for who in crowd:
            tell(*(make_answer(f"{who}-{n}", who, WEDNESDAY - timedelta(days=7, hours=n)) for n in (1, 2, 3)))
        tell(*(make_answer(f"few-{who}", who, WEDNESDAY - timedelta(days=16)) for who in few))
    kept = post_rule(hr, "/hr/points/new", ["answer.created"], personal="5", cap="2")
    assert kept.location == "/hr/points/answer-created"
    page = read_page(bare_app, hr, "/hr/points/answer-created")
    assert "5 points quand vous répondez à un collègue, au plus 2 fois par semaine ; autant pour votre équipe." in page
    cells = [
        cell.split("<")[0]
        for cell in re.findall(r'<td class="text-end pa-num[^>]*>(.*)', page.replace("</td>", "</td>\n"))
    ]
    weeks = [cells[start : start + 6] for start in range(0, len(cells), 6)]
    hidden = "non détaillé"
    unseen = [hidden] * 6
    assert weeks[:3] == [unseen, unseen, unseen], "A week with three people looks like two weeks without any."
    assert weeks[3] == ["10", "25", "10", hidden, "120", "120"]
    assert weeks[4] == [hidden, *weeks[3][1:]], "The total adds up the weeks that are shown."
    assert send(hr, "/hr/points/answer-created/publish").status_code == 302
    listed = hr.get("/hr/points").text
    assert "Nouvelle" in listed, "A rule that was published a moment ago has had no time to have an effect."
    assert "Peu ou pas d’effet" not in listed
    assert send(hr, "/hr/points/answer-created/publish").status_code == 409


def test_a_refused_rule_comes_back_with_what_was_written(hr: FlaskClient) -> None:
    refused = post_rule(hr, "/hr/points/new", ["post.liked"], personal="7", collective="0", cap="x")
    assert refused.status_code == 422
    assert "Écrivez un nombre entier." in refused.text
    again = post_rule(hr, "/hr/points/new", ["post.liked"], personal="7", collective="0")
    text = again.text
    assert "j’aime" in text
    assert "Dites pourquoi" in text
    assert 'value="7"' in text
    assert 'value="post.liked" checked' in text


def test_the_list_shows_what_a_rule_gave_to_a_group_and_not_what_it_gave_to_a_few(
    bare_app: Flask, hr: FlaskClient, person_id: int
) -> None:
    with bare_app.app_context():
        with transaction():
            for slug, kind in (("shares", "post.shared"), ("posts", "post.created")):
                create_and_publish_rule(slug, kind, amounts=Amounts(personal=1), in_force_from=LONG_AGO)
            crowd, at = make_people(12), WEDNESDAY - timedelta(days=7)
        tell(*(make_answer(f"p{who}", who, at, kind="post.created") for who in crowd), make_answer("a", person_id, at))
        catch_up()
    page = read_page(bare_app, hr, "/hr/points")
    rows = {row.split("/hr/points/")[1].split('"')[0]: row for row in page.split("<tr role") if "/hr/points/" in row}
    assert "En vigueur" in rows["posts"]
    assert ">10<" in rows["posts"]
    for slug in ("answers", "shares"):
        assert "Peu ou pas d’effet" in rows[slug]
        assert rows[slug].count("non détaillé") == 2
        assert "Peu de personnes, ou aucune, font une action de ce type" in rows[slug], (
            "One answer reads like no share."
        )


def test_a_change_waits_beside_the_version_in_force_then_takes_its_place(
    bare_app: Flask, hr: FlaskClient, person_id: int
) -> None:
    assert 'value="5"' in hr.get("/hr/points/answers/change").text
    post_rule(hr, "/hr/points/answers/change", ["answer.created"], personal="3", cap="2")
    assert "Un changement attend" in hr.get("/hr/points").text
    send(hr, "/hr/points/answers/publish")
    assert "3\u00a0points quand" in hr.get("/hr/points").text
    send(hr, "/hr/points/answers/end")
    assert "Arrêtée" in hr.get("/hr/points").text


@pytest.mark.parametrize("path", ["/hr/points/none", "/hr/points/none/change"])
def test_a_rule_that_does_not_exist_is_said_so(hr: FlaskClient, path: str) -> None:
    assert hr.get(path).status_code == 404
