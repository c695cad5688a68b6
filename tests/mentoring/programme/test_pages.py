"""HR's pages of rounds: from an empty list to a restitution that its participants read."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from app.kernel import clock
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.people.models import Person, Unit
from app.people.queries import list_sites
from mentoring.rounds.queries import get_round
from mentoring.volunteers.models import Volunteer
from mentoring.volunteers.preferences import VolunteerSide
from tests.forms import send, sign_in
from tests.makers import make_people, make_unit
from tests.mentoring.company import day, make_colleagues, make_hr, make_round, make_volunteer
from tests.mentoring.pages import errors_in, post, programme, words_of

ONE = "/hr/programmes/mentorat-de-printemps"


@pytest.fixture
def client(bare_app: Flask) -> FlaskClient:
    """HR's browser."""
    with bare_app.app_context(), transaction():
        hr = make_hr()
    return sign_in(bare_app.test_client(), hr)


def test_a_round_is_written_opened_run_and_closed_with_what_it_gives_back(bare_app: Flask, client: FlaskClient) -> None:
    assert "Aucune campagne pour l’instant" in words_of(client.get("/hr/programmes"))
    assert client.get("/hr/programmes/new").status_code == 200
    assert post(client, "/hr/programmes/new", programme()).location == ONE
    assert post(client, "/hr/programmes/new", programme()).location == ONE
    assert "La liste des compétences est vide" in words_of(client.get(ONE))
    assert post(client, f"{ONE}/step", {"to": "open"}).status_code == 409
    send(client, "/hr/skills/curated")
    send(client, f"{ONE}/step", to="open")
    page = words_of(client.get(ONE))
    assert "Le calcul attend des volontaires des deux côtés" in page
    assert "Volontariat ouvert" in words_of(client.get("/hr/programmes"))
    with bare_app.app_context(), transaction():
        round_ = get_round("mentorat-de-printemps")
        senior, junior = make_colleagues(2)
        make_volunteer(round_, senior)
        make_volunteer(round_, junior, VolunteerSide.JUNIOR)
    assert "Cadres volontaires non détaillé" in words_of(client.get(ONE))
    send(client, f"{ONE}/step", to="matching")
    assert "Le volontariat est terminé." in words_of(client.get(ONE))
    assert post(client, f"{ONE}/step", {"to": "proposing"}).status_code == 422
    with bare_app.app_context(), transaction():
        get_round("mentorat-de-printemps").state = "proposing"
    send(client, f"{ONE}/step", to="running")
    assert send(client, f"{ONE}/step", to="closing").location == f"{ONE}/restitution"

    refused = post(client, f"{ONE}/restitution", {"fr": "Douze binômes.", "en": "", "do": "publish"})
    assert (refused.status_code, errors_in(refused)) == (422, {"en": "Écrivez quelque chose ici."})
    assert "Douze binômes." in refused.text
    hidden = post(client, f"{ONE}/restitution", {"fr": "Douze\u202e", "en": "Twelve pairs.", "do": "save"})
    assert (hidden.status_code, "U+202E" in errors_in(hidden)["fr"]) == (422, True)
    send(client, f"{ONE}/restitution", fr="Douze binômes.", en="Twelve pairs.", do="publish")
    assert "Close, restitution publiée" in words_of(client.get(ONE))
    reader = sign_in(bare_app.test_client(), senior)
    assert "Lire la restitution" in words_of(reader.get("/mentoring"))
    assert "Douze binômes." in words_of(reader.get("/mentoring/rounds/mentorat-de-printemps"))


def test_what_is_wrong_stands_at_its_field_and_what_was_typed_is_still_there(
    bare_app: Flask, client: FlaskClient
) -> None:
    with bare_app.app_context(), transaction():
        unit = make_unit("Équipe").name
    wrong = {"title_en": "", "starts_on": day(3), "ends_on": "demain", "sessions": "99", "weight_skills": "51"}
    answer = post(client, "/hr/programmes/new", programme(), **wrong, units=f"{unit}\nFusionnée", regions=["none"])
    assert answer.status_code == 422
    assert errors_in(answer) == {
        "title_en": "Écrivez quelque chose ici.",
        "ends_on": "Il faut ici une date.",
        "sessions": "Ce nombre est hors limites.",
        "weights": "Les poids sont des nombres entiers dont la somme fait 100.",
        "regions": "Choisissez dans la liste.",
        "units": "Un de ces noms n’existe pas, ou plus : une équipe a pu être fusionnée. Corrigez-le ou retirez-le.",
    }
    assert "Fusionnée" in answer.text
    assert "Oser les outils." in answer.text
    order = post(client, "/hr/programmes/new", programme(), starts_on=day(3))
    assert set(errors_in(order)) == {"starts_on"}


def test_contradictory_limits_are_told(bare_app: Flask, client: FlaskClient) -> None:
    with bare_app.app_context(), transaction():
        person_id, two = (make_unit("Équipe").name for _ in range(2))
    answer = post(client, "/hr/programmes/new", programme(), units=person_id.lower(), other_unit="yes")
    assert errors_in(answer)["other_unit"].startswith("Avec une seule équipe invitée")
    assert (
        post(client, "/hr/programmes/new", programme(), units=f"{person_id}\n{two}", other_unit="yes").location == ONE
    )
    page = words_of(client.get(ONE))
    assert f"Pour qui {person_id} {two}" in page
    assert "Les deux personnes sont d’équipes différentes." in page


def test_the_button_to_calculate_is_there_once_both_sides_have_somebody_ready(
    bare_app: Flask, client: FlaskClient
) -> None:
    with bare_app.app_context(), transaction():
        round_, (senior, junior) = make_round(), make_colleagues(2)
        make_volunteer(round_, senior)
        make_volunteer(round_, junior, VolunteerSide.JUNIOR).prepared_at = None
        at = f"/hr/programmes/{round_.slug}"
    assert 'value="matching"' not in client.get(at).text
    refused = post(client, f"{at}/step", {"to": "matching"})
    assert refused.status_code == 409
    assert "un mentor numérique qui a terminé sa préparation" in words_of(refused)
    with bare_app.app_context(), transaction():
        session().execute(update(Volunteer).values(prepared_at=clock.now()))
    assert 'value="matching"' in client.get(at).text
    with bare_app.app_context(), transaction():
        session().execute(update(Person).where(Person.id == junior).values(left_on=clock.now().date()))
    assert 'value="matching"' not in client.get(at).text
    assert post(client, f"{at}/step", {"to": "matching"}).status_code == 409


def test_a_unit_that_was_merged_away_is_told_when_the_draft_is_opened_again(
    bare_app: Flask, client: FlaskClient
) -> None:
    with bare_app.app_context(), transaction():
        unit = make_unit("Équipe")
        name, slug = unit.name, unit.slug
    post(client, "/hr/programmes/new", programme(), units=name)
    with bare_app.app_context(), transaction():
        session().query(Unit).filter(Unit.slug == slug).update({"slug": "autre", "name": "Autre"})
    assert f">{slug}</textarea>" in client.get(f"{ONE}/edit?step=whole").text
    assert set(errors_in(post(client, f"{ONE}/edit", programme(), units=slug))) == {"units"}


def test_a_draft_is_changed_in_two_windows_and_thrown_away(client: FlaskClient) -> None:
    post(client, "/hr/programmes/new", programme(), why_fr="", sponsor="")
    assert "dites pourquoi dans les deux langues" in words_of(client.get(ONE))
    assert post(client, f"{ONE}/step", {"to": "open"}).status_code == 422
    shown = client.get(f"{ONE}/edit?step=whole").text.partition('name="base" value="')[2].partition('"')[0]
    assert post(client, f"{ONE}/edit", programme(), base=shown).location == ONE
    stale = post(client, f"{ONE}/edit", programme(), base=shown, sponsor="Quelqu’un d’autre")
    assert stale.status_code == 409
    assert "Une autre personne a enregistré ce brouillon" in words_of(stale)
    assert "Quelqu’un d’autre" in stale.text
    assert send(client, f"{ONE}/discard").location == "/hr/programmes"
    assert client.get(ONE).status_code == 404


def test_the_list_of_skills_is_started_added_to_and_suggestions_are_named_in_both_languages(
    bare_app: Flask, client: FlaskClient
) -> None:
    send(client, "/hr/skills/curated")
    send(client, "/hr/skills/curated")
    assert words_of(client.get("/hr/skills")).count("Retirer") == 12
    send(client, "/hr/skills", name_fr="Podcasts", name_en="Podcasts")
    send(client, "/hr/skills/podcasts/retire")
    assert "Retirées" in words_of(client.get("/hr/skills"))
    refused = post(client, "/hr/skills/podcasts/accept", {"name_fr": "Balados", "name_en": "…"})
    assert refused.status_code == 422
    assert "Balados" in refused.text
    assert set(errors_in(refused)) == {"en-podcasts"}
    send(client, "/hr/skills/podcasts/accept", name_fr="Balados", name_en="Podcasts")
    assert "Balados" in words_of(client.get("/hr/skills"))
    for path in ("/hr/skills/none/accept", "/hr/skills/none/retire"):
        assert send(client, path, name_fr="A", name_en="A").status_code == 404


def test_a_colleague_runs_no_round(bare_app: Flask) -> None:
    with bare_app.app_context(), transaction():
        (person_id,) = make_people(1)
    client = sign_in(bare_app.test_client(), person_id)
    for path in ("/hr/programmes", "/hr/skills", f"{ONE}/follow-up", f"{ONE}/follow-up.csv"):
        assert client.get(path).status_code == 403


def test_sites_and_teams_are_ticked(bare_app: Flask, client: FlaskClient) -> None:
    with bare_app.app_context(), transaction():
        make_people(1)
        site = list_sites()[0].slug
    post(client, "/hr/programmes/new", programme(), sites=[site])
    page = client.get("/hr/programmes/mentorat-de-printemps/edit?step=whole").text
    assert f'name="sites" value="{site}" checked' in page
    assert '<textarea class="form-control" id="f-sites"' not in page
