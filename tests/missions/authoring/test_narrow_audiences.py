"""What HR and animators read of a mission's people: shares of groups, and nothing of an audience that is too narrow."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.kernel import clock
from app.kernel.rule_health import RuleHealthStatus
from app.kernel.transaction import transaction
from missions.authoring.health import MissionHealth, MissionObstacle
from missions.authoring.queries import get_listed_mission
from missions.service.publish import create_and_publish_mission
from missions.service.write import Availability, save_mission_draft
from tests.forms import send, sign_in
from tests.makers import MONDAY, catch_up, make_mission_draft, make_people, make_site, tell
from tests.missions.authoring.forms import make_author, words_of
from tests.missions.company import make_post


@pytest.fixture
def client(bare_app: Flask) -> FlaskClient:
    """The browser of an animator, with twelve colleagues who take part."""
    with bare_app.app_context(), transaction():
        make_people(12)
        author = make_author()
    return sign_in(bare_app.test_client(), author)


def test_nine_who_completed_are_not_told_from_nobody_and_ten_make_a_group(bare_app: Flask, client: FlaskClient) -> None:
    with bare_app.app_context():
        with transaction():
            make_people(15)
            people = make_people(10)
            create_and_publish_mission("m", make_mission_draft(wanted=1))
        tell(*(make_post(f"k{person}", person, MONDAY) for person in people[:9]))
        catch_up()
        with clock.freeze_at(MONDAY), transaction():
            assert get_listed_mission("m").health == MissionHealth((MissionObstacle.FEW_ACT,), RuleHealthStatus.NEW)
    assert "Terminée par non détaillé" in words_of(client.get("/hr/missions/m"))
    with bare_app.app_context():
        tell(make_post("last", people[9], MONDAY))
        catch_up()
        with clock.freeze_at(MONDAY), transaction():
            assert get_listed_mission("m").health == MissionHealth((), RuleHealthStatus.ALIVE)
    with clock.freeze_at(MONDAY):
        page = words_of(client.get("/hr/missions/m"))
    assert "Personnes de son public, qu’elles participent ou non 35 Terminée par 10" in page
    assert "Rien ne l’empêche d’avancer." in page
    assert "Martin" not in page


def test_an_audience_that_is_too_narrow_reads_the_same_whoever_takes_part_and_whatever_they_do(
    bare_app: Flask, client: FlaskClient
) -> None:
    """HR aims a mission at one site and day of arrival, where one person works, checks it, publishes it and reads on."""
    with bare_app.app_context():
        with transaction():
            (colleague,) = make_people(1)
        tell(make_post("first", colleague, MONDAY))
        catch_up()
    pages = set()
    for joined_at, acts in ((None, False), (MONDAY, False), (MONDAY, True)):
        with bare_app.app_context(), transaction():
            site = make_site()
            (person,) = make_people(1, site=site, joined_at=joined_at)
            audience = {"sites": [site.slug], "arrived_from": "2026-01-05", "arrived_until": "2026-01-05"}
            save_mission_draft(site.slug, make_mission_draft(wanted=1, availability=Availability(audience=audience)))
            slug = site.slug
        check = words_of(client.get(f"/hr/missions/{slug}/check"))
        send(client, f"/hr/missions/{slug}/publish")
        with bare_app.app_context():
            tell(*([make_post(slug, person, MONDAY)] if acts else []))
            catch_up()
        shown = words_of(client.get(f"/hr/missions/{slug}"))
        pages.add((check[check.index("Rien n’est") :], shown[shown.index("Fonctionnement") :]))
    assert len(pages) == 1, pages
    ((check, shown),) = pages
    assert "qu’elles participent ou non non détaillé Terminée par non détaillé" in shown
    assert "Ce public est trop précis pour un aperçu" in check
