"""The page that says why, or why not: for the person alone."""

from __future__ import annotations

from datetime import timedelta

from app.kernel.application import Application
from app.kernel.transaction import transaction
from app.people.queries import get_person
from missions.queries import get_mission
from missions.service.publish import create_and_publish_mission, end_mission
from tests.forms import sign_in
from tests.makers import MONDAY, catch_up, make_mission_draft, make_people, tell
from tests.missions.company import make_post
from tests.points.makers import make_useful_mark


def test_the_page_says_what_counted_and_what_is_missing(bare_app: Application) -> None:
    with bare_app.app_context():
        with transaction():
            ada, ben = make_people(2)
            create_and_publish_mission("m", make_mission_draft(wanted=2))
        tell(make_post("a", ada, MONDAY), make_post("b", ada, MONDAY - timedelta(days=40)))
        catch_up()
    hers = sign_in(bare_app.test_client(), ada).get("/missions/m/why").text
    his = sign_in(bare_app.test_client(), ben).get("/missions/m/why").text
    assert "Pourquoi cette mission n’est pas encore terminée" in hers
    assert "1 sur 2" in hers
    assert "a compté" in hers
    assert "avant le début de la mission" in hers
    assert "0 sur 2" in his
    assert "Rien de ce type" in his


def test_a_completed_mission_says_why_it_is(app: Application) -> None:
    with transaction():
        (ada,) = make_people(1)
        create_and_publish_mission("m", make_mission_draft(wanted=1))
    tell(make_post("a", ada, MONDAY))
    catch_up()
    assert "Pourquoi cette mission est terminée" in sign_in(app.test_client(), ada).get("/missions/m/why").text


def test_what_counted_is_shown_and_the_rest_opens_on_demand(bare_app: Application) -> None:
    with bare_app.app_context():
        with transaction():
            ada, ben = make_people(2)
            create_and_publish_mission("m", make_mission_draft(wanted=1))
        tell(*(make_post(f"{day}", ada, MONDAY + timedelta(days=day)) for day in range(3)))
        catch_up()
        with transaction():
            end_mission(get_mission("m"))
    hers = sign_in(bare_app.test_client(), ada).get("/missions/m/why").text
    shown, _, folded = hers.partition('<details class="pa-fold"><summary')
    assert (shown.count("a compté"), shown.count("au-delà")) == (1, 0)
    assert (
        "Voir les 2\u00a0actions qui n’ont pas compté" in folded or "Voir les 2 actions qui n’ont pas compté" in folded
    )
    assert folded.count("au-delà de ce qu’il fallait") == 2
    his = sign_in(bare_app.test_client(), ben).get("/missions/m/why").text
    assert "Pourquoi cette mission n’a pas été terminée" in his
    assert "Rien de ce type n’est arrivé avant la fin." in his


def test_an_answer_found_useful_is_told_by_its_moment_and_never_by_who_found_it_so(bare_app: Application) -> None:
    with bare_app.app_context():
        with transaction():
            ada, ben = make_people(2)
            get_person(ben).given_name, get_person(ben).family_name = "Bérénice", "Kervella"
            create_and_publish_mission("m", make_mission_draft(facts=["answer.accepted:counterpart"], wanted=1))
        tell(make_useful_mark("a", ben, ada))
        catch_up()
    hers = sign_in(bare_app.test_client(), ada).get("/missions/m/why").text
    his = sign_in(bare_app.test_client(), ben).get("/missions/m/why").text
    assert "donner une réponse qui est marquée utile" in hers
    assert "a compté" in hers
    assert "Kervella" not in hers
    assert "Bérénice" not in hers
    assert "Rien de ce type" in his


def test_there_is_no_why_of_what_there_is_not(app: Application) -> None:
    with transaction():
        (ada,) = make_people(1)
    assert sign_in(app.test_client(), ada).get("/missions/nothing/why").status_code == 404
