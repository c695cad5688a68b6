"""Where points are switched off nothing else stops: people join, missions advance, badges are awarded, and no page speaks of points."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.journal.service import NewFact
from app.kernel import clock
from app.kernel.transaction import transaction
from app.leaderboards.jobs import publish_board_version_if_due
from app.leaderboards.service import create_and_publish_board
from app.people.charter import CURRENT
from app.people.policies.service import PolicyPlace, switch_feature_off
from app.people.policies.switches import PolicyScope, SwitchableFeature
from app.people.queries import get_person
from app.points.service import Amounts, create_and_publish_rule
from badges.service.publish import create_and_publish_badge
from badges.service.write import BadgeText
from missions.service.publish import create_and_publish_mission_for_everyone
from tests.badges.holders import list_held_slugs
from tests.forms import send, sign_in
from tests.makers import LONG_AGO, TEXT, WORDS, catch_up, make_people, tell
from tests.paths import write_and_publish_path
from tests.points.makers import read_balance

POINTS = re.compile(r"\bpoints?\b|classement", re.IGNORECASE)
PAGES = ("/home", "/missions", "/missions/speak", "/missions/greet", "/paths/path", "/badges", "/me/privacy")


@pytest.fixture
def people(bare_app: Flask) -> tuple[int, int]:
    """Somebody of a country without points, and somebody of another; a small programme, and a board."""
    with bare_app.app_context(), transaction():
        (without,), (other,) = make_people(1, joined_at=None), make_people(1, joined_at=None)
        for slug, kind in (("speak", "post.created"), ("greet", "comment.created")):
            create_and_publish_mission_for_everyone(
                slug, "activity", {"facts": [kind], "wanted": 1}, text=TEXT, minutes=5, points=10
            )
        write_and_publish_path("path", title=WORDS, why=WORDS, missions=["speak", "greet"], opens_on_joining=True)
        create_and_publish_rule("missions", "mission.completed", in_force_from=LONG_AGO)
        create_and_publish_rule("posts", "post.created", amounts=Amounts(personal=3), in_force_from=LONG_AGO)
        words = BadgeText(name=WORDS, description=WORDS)
        create_and_publish_badge("spoke", "missions-completed", {"missions": ["speak"]}, text=words)
        create_and_publish_board("people", title=WORDS, subject="person")
        board = create_and_publish_board("units", title=WORDS, subject="unit").id
        site = get_person(without).site_id
        switch_feature_off(
            SwitchableFeature.POINTS, PolicyPlace(PolicyScope.SITE, site), reason="The law of that country."
        )
    with bare_app.app_context():
        publish_board_version_if_due(board)
    return without, other


def test_the_main_paths_work_and_no_page_speaks_of_points(bare_app: Flask, people: tuple[int, int]) -> None:
    without, other = people
    first, second = (sign_in(bare_app.test_client(), person) for person in people)
    for client in (first, second):
        walk_in(client)
    with bare_app.app_context():
        catch_up()
        now = clock.now()
        tell(
            *(
                NewFact(kind="post.created", source="rse", source_key=f"{who}", occurred_at=now, actor_id=who)
                for who in people
            )
        )
        catch_up()
        assert (read_balance(without), read_balance(other)) == (0, 13)
        with transaction():
            assert [len(list_held_slugs(who)) for who in people] == [1, 1]
    assert "1\u00a0mission terminée sur 2" in first.get("/home").text
    for page in PAGES:
        assert POINTS.findall(visible(first, page)) == [], page
        assert first.get(page).status_code == 200
    assert "13" in second.get("/home").text


def test_what_is_about_points_says_that_they_are_not_used(bare_app: Flask, people: tuple[int, int]) -> None:
    first, second = (sign_in(bare_app.test_client(), person) for person in people)
    for page in ("/me/points", "/boards", "/boards/units", "/boards/people"):
        assert "pas utilisés là où vous travaillez" in first.get(page).text
        assert "pas utilisés" not in second.get(page).text
    assert first.get("/api/v1/me/points").status_code == 404
    assert second.get("/api/v1/me/points").get_json() == {"points": 0}


def walk_in(client: FlaskClient) -> None:
    """The three pages of the welcome, then yes."""
    assert client.get("/welcome/who-sees-what").status_code == 200
    send(client, "/welcome/charter", version=str(CURRENT.version))
    assert client.get("/welcome/ready").status_code == 200
    assert send(client, "/me/privacy/join").location == "/home/next?joined=yes"


def visible(client: FlaskClient, page: str) -> str:
    """What a page says in its middle."""
    text = client.get(page).text
    return re.sub(r"<[^>]+>", " ", text[text.index("<main") : text.index("</main>")])
