"""The pages of a volunteer: from the first visit to a change of mind, with nothing lost and nobody told."""

from __future__ import annotations

import gzip
import re

from flask import Flask
from flask.testing import FlaskClient

from app.kernel.transaction import transaction
from app.people.queries import get_person
from app.people.service.participation import choose_language
from mentoring.rounds.queries import get_round
from mentoring.skills.service import retire_skill
from mentoring.volunteers.preferences import VolunteerSide
from mentoring.volunteers.queries.volunteers import load_volunteer_preferences, lock_volunteer
from tests.forms import links_of_summary, send, sign_in
from tests.makers import make_people
from tests.mentoring.company import make_round
from tests.mentoring.pages import JUNIOR, SENIOR, answer_step, answer_steps, errors_in, hidden_fields, post, words_of

WISHES = "/mentoring/wishes/apprendre-ensemble"


def test_a_senior_volunteers_changes_withdraws_and_comes_back(client: FlaskClient) -> None:
    assert "Je souhaite apprendre" in words_of(client.get("/mentoring"))
    assert client.get("/mentoring/wishes").location == WISHES
    assert answer_steps(client, WISHES, SENIOR).location == "/mentoring"
    page = words_of(client.get("/mentoring"))
    assert re.search(r"C’est enregistré à \d+ h \d\d", page)
    assert "Vous êtes volontaire comme cadre accompagné." in page
    assert client.get(f"{WISHES}/hours").text.count(" checked") == 3
    assert client.get(f"{WISHES}/place").text.count(" checked") == 3
    assert "Personne Connue" in client.get(f"{WISHES}/hopes").text
    assert answer_step(client, WISHES, "hopes", SENIOR, do="save", hopes="Gagner du temps.").location == "/mentoring"
    assert "Gagner du temps." in client.get(f"{WISHES}/hopes").text

    send(client, f"{WISHES}/withdraw")
    page = words_of(client.get("/mentoring"))
    assert "Vous avez quitté cette campagne" in page
    assert "personne n’en est informé" in page
    send(client, f"{WISHES}/come-back")
    assert "Gagner du temps." in client.get(f"{WISHES}/hopes").text


def test_a_junior_is_told_kindly_to_prepare_and_does(bare_app: Flask, client: FlaskClient, person_id: int) -> None:
    assert "Chacun peut lire ces pages" in words_of(client.get("/mentoring/preparation/posture"))
    answer_steps(client, WISHES, JUNIOR)
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
    for wanted, then in (("/mentoring/guides", "/mentoring/guides"), ("https://elsewhere.example/", "/mentoring")):
        assert send(client, "/mentoring/preparation/first-session", next=wanted).location == then
    with bare_app.app_context(), transaction():
        volunteer = lock_volunteer(get_round("apprendre-ensemble").id, person_id)
        assert volunteer is not None
        assert volunteer.prepared_at is not None


def test_what_is_wrong_stands_at_its_field_of_its_step_and_what_was_typed_is_still_there(client: FlaskClient) -> None:
    wrong = {**SENIOR, "wanted.linkedin": "1", "slots": None, "hopes": "x" * 301}
    subjects = answer_step(client, WISHES, "subjects", wrong, do="next")
    assert subjects.status_code == 422
    assert errors_in(subjects) == {"skill.linkedin": "Le niveau souhaité doit être plus haut que le niveau actuel."}
    answer_step(client, WISHES, "subjects", wrong, do="autosave")
    hours = answer_step(client, WISHES, "hours", wrong, do="next")
    assert errors_in(hours) == {"slots": "Cochez au moins une heure. Sans elle, aucune rencontre ne peut être prévue."}
    hidden = answer_step(client, WISHES, "subjects", SENIOR, do="next", suggestion="a\u202e")
    assert "U+202E (marque de sens d’écriture) ne peut pas être affiché" in errors_in(hidden)["suggestion"]
    whole = answer_step(client, WISHES, "hopes", wrong, do="save")
    assert whole.status_code == 422
    assert "x" * 301 in whole.text
    assert "Personne Connue" in whole.text
    assert {place.removeprefix(WISHES) for place in links_of_summary(whole.text)} == {
        "/subjects?check=1#p-skill.linkedin",
        "/hours?check=1#p-slots",
        "#f-hopes",
    }
    assert "slots" in errors_in(client.get(f"{WISHES}/hours?check=1"))
    assert "Vous êtes volontaire" not in words_of(client.get("/mentoring"))


def test_each_step_is_kept_and_going_back_loses_nothing(client: FlaskClient) -> None:
    assert client.get(f"{WISHES}/hours").location == f"{WISHES}/subjects"
    assert answer_step(client, WISHES, "subjects", SENIOR, do="next").location == f"{WISHES}/hours"
    assert "Étape 2 sur 4" in words_of(client.get(f"{WISHES}/hours"))
    half_days = {"half_days": ["0-morning", "3-noon"]}
    assert answer_step(client, WISHES, "hours", half_days, do="by-hours").location == f"{WISHES}/hours?view=by-hours"
    assert client.get(f"{WISHES}/hours?view=by-hours").text.count(" checked") == 6
    assert answer_step(client, WISHES, "hours", half_days, do="next").location == f"{WISHES}/place"
    assert answer_step(client, WISHES, "place", {"place": "moon"}, do="back").location == f"{WISHES}/hours"
    assert client.get(f"{WISHES}/hours").text.count(" checked") == 2
    home = words_of(client.get("/mentoring"))
    assert "Vos réponses sont gardées depuis" in home
    assert "Vous êtes volontaire" not in home
    assert client.get(WISHES).location == f"{WISHES}/place"
    assert answer_step(client, WISHES, "place", SENIOR, do="autosave").text.startswith("Gardé à")
    assert client.get(WISHES).location == f"{WISHES}/hopes"
    assert client.get(f"{WISHES}/hopes").headers["Cache-Control"] == "no-store"


def test_the_form_is_a_small_page(client: FlaskClient) -> None:
    assert len(gzip.compress(client.get(f"{WISHES}/subjects?side=senior").data)) <= 25 * 1024


def test_changing_sides_on_the_page_loses_nothing(client: FlaskClient) -> None:
    answer_steps(client, WISHES, SENIOR)
    assert answer_step(client, WISHES, "subjects", SENIOR, do="junior").location == f"{WISHES}/subjects"
    assert "Ce que je peux transmettre" in words_of(client.get(f"{WISHES}/subjects"))
    assert "Oser publier." in client.get(f"{WISHES}/hopes").text
    assert 'value="0-9" checked' in client.get(f"{WISHES}/hours").text
    home = words_of(client.get("/mentoring"))
    assert "Des réponses modifiées attendent" in home
    assert "Vous êtes volontaire comme cadre accompagné" in home
    assert answer_step(client, WISHES, "subjects", {}, do="both").status_code == 422


def test_a_second_window_is_told_and_what_it_holds_is_kept_when_it_says_so(client: FlaskClient) -> None:
    answer_steps(client, WISHES, SENIOR)
    at = f"{WISHES}/hopes"
    first, second = (hidden_fields(client.get(at).text) for _ in range(2))
    post(client, at, {**SENIOR, **first}, do="save", hopes="Dans la première fenêtre.")
    stale = post(client, at, {**SENIOR, **second}, do="save", hopes="Dans la seconde.")
    assert stale.status_code == 409
    assert "modifiées dans une autre fenêtre" in words_of(stale)
    assert "Dans la seconde." in stale.text
    again = post(client, at, {**SENIOR, **hidden_fields(stale.text)}, do="save", hopes="Dans la seconde.")
    assert again.location == "/mentoring"


def test_the_page_that_saved_last_may_save_again_as_it_does_by_itself(client: FlaskClient) -> None:
    at = f"{WISHES}/subjects"
    shown = hidden_fields(client.get(f"{at}?side=senior").text)
    post(client, at, {**SENIOR, **shown}, do="autosave", suggestion="Podcasts")
    assert post(client, at, {**SENIOR, **shown}, do="next", suggestion="Vidéo").location == f"{WISHES}/hours"
    assert "Vidéo" in client.get(at).text


def test_a_skill_retired_while_the_form_was_open_is_told(bare_app: Flask, client: FlaskClient) -> None:
    with bare_app.app_context(), transaction():
        retire_skill("linkedin")
    answer = answer_steps(client, WISHES, SENIOR, **{"wanted.watch": "2"})
    assert errors_in(answer)["skills"].startswith("Une compétence n’est plus proposée")


def test_the_answer_is_the_same_whether_anybody_is_called_so_or_not(bare_app: Flask, client: FlaskClient) -> None:
    with bare_app.app_context(), transaction():
        (other,) = make_people(1)
        email = get_person(other).email
    pages = []
    for typed in (email, "nobody@example.org"):
        answer_steps(client, WISHES, SENIOR, avoids=typed)
        shown = [words_of(client.get(at)) for at in ("/mentoring", f"{WISHES}/hopes")]
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
    assert client.get(f"{WISHES}/subjects").location == "/mentoring"
    assert post(client, f"{WISHES}/subjects", SENIOR, do="next").status_code == 409
    for path in ("/mentoring/rounds/ailleurs", "/mentoring/wishes/ailleurs", "/mentoring/rounds/none"):
        assert client.get(path).status_code == 404
    assert "Ailleurs" not in words_of(sign_in(bare_app.test_client(), stranger).get("/mentoring"))


def test_the_rules_of_the_calculation_are_read_by_everybody_whom_they_concern(client: FlaskClient) -> None:
    page = words_of(client.get("/mentoring/rounds/apprendre-ensemble"))
    assert "jusqu’à 2 niveaux" in page
    assert "Les compétences souhaitées et offertes 54" in page
    assert "présentes ensemble au moins 42 jours de la campagne" in page
    assert "L’envie" not in page
    assert "L’âge, la paie, les évaluations" in page


def test_the_pages_are_complete_in_english(bare_app: Flask, client: FlaskClient, person_id: int) -> None:
    with bare_app.app_context(), transaction():
        choose_language(get_person(person_id), "en")
    answer_steps(client, WISHES, SENIOR)
    page = words_of(client.get(f"{WISHES}/subjects"))
    assert "What I would like to learn" in page
    assert "LinkedIn: profile and posts" in page
    assert "mentored manager" in words_of(client.get("/mentoring"))


def test_what_one_says_is_what_is_kept(bare_app: Flask, client: FlaskClient, person_id: int) -> None:
    answer_steps(client, WISHES, JUNIOR, **{"level.watch": "0", "interests": ["music"], "suggestion": "Podcasts"})
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
