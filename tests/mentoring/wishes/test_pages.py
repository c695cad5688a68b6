"""The pages of a volunteer: from the first visit to a change of mind, with nothing lost and nobody told."""

from __future__ import annotations

import gzip
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.kernel.transaction import transaction
from app.people.queries import get_person
from app.people.service.participation import choose_language
from mentoring.rounds.queries import get_round
from mentoring.skills.service import retire_skill
from mentoring.volunteers.preferences import VolunteerSide
from mentoring.volunteers.queries.volunteers import load_volunteer_preferences, lock_volunteer
from tests.forms import send, sign_in
from tests.makers import make_people
from tests.mentoring.company import make_colleagues, make_round
from tests.mentoring.pages import JUNIOR, SENIOR, errors_in, post, words_of

WISHES = "/mentoring/wishes/apprendre-ensemble"


@pytest.fixture
def person_id(bare_app: Flask) -> int:
    """Somebody to whom a round is open."""
    with bare_app.app_context(), transaction():
        make_round()
        return make_colleagues(1)[0]


@pytest.fixture
def client(bare_app: Flask, person_id: int) -> FlaskClient:
    """Their browser."""
    return sign_in(bare_app.test_client(), person_id)


def seen_in(client: FlaskClient) -> str:
    """What the open form says it shows."""
    token = re.search(r'name="seen" value="([^"]*)"', client.get(WISHES).text)
    assert token is not None, "The page has no form."
    return token[1]


def test_a_senior_volunteers_changes_withdraws_and_comes_back(client: FlaskClient) -> None:
    assert "Je souhaite apprendre" in words_of(client.get("/mentoring"))
    assert client.get("/mentoring/wishes").location == WISHES
    assert post(client, WISHES, SENIOR).location == "/mentoring"
    page = words_of(client.get("/mentoring"))
    assert re.search(r"C’est enregistré à \d+ h \d\d", page)
    assert "Vous êtes volontaire comme cadre accompagné." in page
    form = client.get(WISHES).text
    assert form.count(" checked") == 6
    assert "Personne Connue" in form
    post(client, WISHES, SENIOR, seen=seen_in(client), hopes="Gagner du temps.")
    assert "Gagner du temps." in client.get(WISHES).text

    send(client, f"{WISHES}/withdraw")
    page = words_of(client.get("/mentoring"))
    assert "Vous avez quitté cette campagne" in page
    assert "personne n’en est informé" in page
    send(client, f"{WISHES}/come-back")
    assert "Gagner du temps." in client.get(WISHES).text


def test_a_junior_is_told_kindly_to_prepare_and_does(bare_app: Flask, client: FlaskClient, person_id: int) -> None:
    assert "Chacun peut lire ces pages" in words_of(client.get("/mentoring/preparation/posture"))
    post(client, WISHES, JUNIOR)
    assert "30 minutes de préparation" in words_of(client.get("/mentoring"))
    assert client.get("/mentoring/preparation").location == "/mentoring/preparation/posture"
    assert send(client, "/mentoring/preparation/saying-no").location == "/mentoring/preparation/posture"
    assert "22 minutes de préparation" in words_of(client.get("/mentoring"))
    send(client, "/mentoring/preparation/posture")
    send(client, "/mentoring/preparation/posture")
    assert send(client, "/mentoring/preparation/first-session").location == "/mentoring"
    assert "Votre préparation est terminée" in words_of(client.get("/mentoring"))
    assert "Tout est prêt" in words_of(client.get("/mentoring"))
    assert client.get("/mentoring/preparation/none").status_code == 404
    with bare_app.app_context(), transaction():
        volunteer = lock_volunteer(get_round("apprendre-ensemble").id, person_id)
        assert volunteer is not None
        assert volunteer.prepared_at is not None


def test_what_is_wrong_stands_at_its_field_and_what_was_typed_is_still_there(client: FlaskClient) -> None:
    answer = post(
        client, WISHES, SENIOR, **{"wanted.linkedin": "1", "slots": None, "hopes": "x" * 301, "suggestion": "a\u202e"}
    )
    assert answer.status_code == 422
    assert errors_in(answer) == {
        "skill.linkedin": "Le niveau souhaité doit être plus haut que le niveau actuel.",
        "slots": "Cochez au moins une heure. Sans elle, aucune rencontre ne peut être prévue.",
        "hopes": "C’est trop long.",
        "suggestion": "Ligne 1, caractère 2 : U+202E (marque de sens d’écriture) ne peut pas être affiché. Retirez-le.",
    }
    assert "4 réponses sont à revoir" in words_of(answer)
    assert "x" * 301 in answer.text
    assert "Personne Connue" in answer.text
    assert "Vous êtes volontaire" not in words_of(client.get("/mentoring"))


def test_the_form_is_a_small_page(client: FlaskClient) -> None:
    assert len(gzip.compress(client.get(f"{WISHES}?side=senior").data)) <= 25 * 1024


def test_changing_sides_on_the_page_loses_nothing(client: FlaskClient) -> None:
    answer = post(client, WISHES, SENIOR, do="junior")
    assert "Ce que je peux transmettre" in words_of(answer)
    assert "Oser publier." in answer.text
    assert 'value="0-9" checked' in answer.text
    assert post(client, WISHES, {}, do="junior").status_code == 200
    assert post(client, WISHES, {}, do="both").status_code == 422


def test_a_second_window_is_told_and_what_it_holds_is_kept_when_it_says_so(
    bare_app: Flask, client: FlaskClient, person_id: int
) -> None:
    post(client, WISHES, SENIOR)
    version = seen_in(client)
    post(client, WISHES, SENIOR, seen=version, hopes="Dans la première fenêtre.")
    stale = post(client, WISHES, SENIOR, seen=version, hopes="Dans la seconde.")
    assert stale.status_code == 409
    assert "modifiées dans une autre fenêtre" in words_of(stale)
    assert "Dans la seconde." in stale.text
    token = re.search(r'name="seen" value="([^"]*)"', stale.text)
    assert token is not None
    assert post(client, WISHES, SENIOR, seen=token[1], hopes="Dans la seconde.").location == "/mentoring"


def test_a_skill_retired_while_the_form_was_open_is_told(bare_app: Flask, client: FlaskClient) -> None:
    with bare_app.app_context(), transaction():
        retire_skill("linkedin")
    answer = post(client, WISHES, SENIOR, **{"wanted.watch": "2"})
    assert errors_in(answer)["skills"].startswith("Une compétence n’est plus proposée")
    assert "Oser publier." in answer.text


def test_the_answer_is_the_same_whether_anybody_is_called_so_or_not(bare_app: Flask, client: FlaskClient) -> None:
    with bare_app.app_context(), transaction():
        (other,) = make_people(1)
        email = get_person(other).email
    pages = []
    for typed in (email, "nobody@example.org"):
        post(client, WISHES, SENIOR, seen=seen_in(client), avoids=typed)
        shown = [words_of(client.get(at)) for at in ("/mentoring", WISHES)]
        assert typed in shown[1]
        pages += [re.sub(r"\d+ h \d+", "", page).replace(typed, "") for page in shown]
    assert pages[:2] == pages[2:]


def test_without_the_charter_one_is_led_to_it_and_a_round_for_others_is_nowhere(bare_app: Flask) -> None:
    with bare_app.app_context(), transaction():
        make_round()
        stranger, player = make_people(2)
        make_round(title={"fr": "Ailleurs", "en": "Elsewhere"}, audience={"sites": ["nowhere"]})
    client = sign_in(bare_app.test_client(), player)
    assert "Lire la charte" in words_of(client.get("/mentoring"))
    assert client.get(WISHES).location == "/mentoring"
    assert post(client, WISHES, SENIOR).status_code == 409
    for path in ("/mentoring/rounds/ailleurs", "/mentoring/wishes/ailleurs", "/mentoring/rounds/none"):
        assert client.get(path).status_code == 404
    assert "Ailleurs" not in words_of(sign_in(bare_app.test_client(), stranger).get("/mentoring"))


def test_the_rules_of_the_calculation_are_read_by_everybody_whom_they_concern(client: FlaskClient) -> None:
    page = words_of(client.get("/mentoring/rounds/apprendre-ensemble"))
    assert "jusqu’à 2 niveaux" in page
    assert "Les compétences souhaitées et offertes 50" in page
    assert "L’âge, la paie, les évaluations" in page


def test_the_pages_are_complete_in_english(bare_app: Flask, client: FlaskClient, person_id: int) -> None:
    with bare_app.app_context(), transaction():
        choose_language(get_person(person_id), "en")
    post(client, WISHES, SENIOR)
    page = words_of(client.get(WISHES))
    assert "What I would like to learn" in page
    assert "LinkedIn: profile and posts" in page
    assert "mentored manager" in words_of(client.get("/mentoring"))


def test_what_one_says_is_what_is_kept(bare_app: Flask, client: FlaskClient, person_id: int) -> None:
    post(client, WISHES, JUNIOR, **{"level.watch": "0", "interests": ["music"], "suggestion": "Podcasts"})
    with bare_app.app_context(), transaction():
        volunteer = lock_volunteer(get_round("apprendre-ensemble").id, person_id)
        assert volunteer is not None
        kept = load_volunteer_preferences(volunteer)
    assert (kept.side, kept.capacity, kept.languages, kept.interests) == (
        VolunteerSide.JUNIOR,
        2,
        ("fr", "de"),
        ("music",),
    )
    assert (set(kept.skills), kept.slots, kept.remote) == ({"linkedin"}, ((0, 540, 660), (3, 840, 900)), True)
