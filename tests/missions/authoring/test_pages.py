"""The authors' pages: from an empty list to a published mission, with what is wrong at its field and nothing lost on the way."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.kernel import clock
from app.kernel.rule_health import RuleHealthStatus
from app.kernel.transaction import transaction
from app.people.queries import get_person
from app.people.service.participation import choose_language
from missions import queries as missions
from missions.authoring.health import MissionHealth
from missions.authoring.queries import get_listed_mission, list_form_choices
from missions.service.enrol import enrol_everyone_in_missions
from missions.service.publish import create_and_publish_mission
from tests.forms import links_of_summary, send, sign_in
from tests.makers import MONDAY, catch_up, make_mission_draft, make_people, tell
from tests.missions.authoring.forms import MISSION, errors_in, make_author, post_form, words_of
from tests.points.makers import make_useful_mark


@pytest.fixture
def author(bare_app: Flask) -> int:
    """An animator, and twelve colleagues who take part."""
    with bare_app.app_context(), transaction():
        make_people(12)
        return make_author()


@pytest.fixture
def client(bare_app: Flask, author: int) -> FlaskClient:
    """The animator's browser."""
    return sign_in(bare_app.test_client(), author)


def test_a_mission_is_written_previewed_checked_and_published(client: FlaskClient) -> None:
    assert "Aucune mission pour l’instant" in words_of(client.get("/hr/missions"))
    assert "Agir sur le réseau" in words_of(client.get("/hr/missions/new"))

    preview = post_form(client, "/hr/missions/new", MISSION, do="preview")
    assert "trop peu de personnes l’auraient terminée, ou presque toutes" in words_of(preview)
    assert client.get("/hr/missions/salut").status_code == 404

    assert post_form(client, "/hr/missions/new", MISSION, do="check").location == "/hr/missions/salut/check"
    check = words_of(client.get("/hr/missions/salut/check"))
    assert "Ce que verront les personnes Dites bonjour On vous reconnaît plus vite. 5 min 10 points" in check
    assert "peu de personnes, ou aucune, ont fait ce qu’elle compte" in check

    send(client, "/hr/missions/salut/publish")
    assert "Publiée" in words_of(client.get("/hr/missions/salut"))
    assert "Dites bonjour Agir sur le réseau Publiée Nouvelle" in words_of(client.get("/hr/missions"))
    assert client.get("/hr/missions/salut/check").location == "/hr/missions/salut"


def test_what_is_wrong_stands_at_its_field_and_what_was_typed_is_still_there(client: FlaskClient) -> None:
    answer = post_form(
        client,
        "/hr/missions/new",
        MISSION,
        **{
            "title.en": None,
            "minutes": "dix",
            "settings.wanted": "0",
            "slug": "–",
            "link": "javascript:alert(1)",
            "ends_at": "demain",
        },
    )
    assert answer.status_code == 422
    assert errors_in(answer) == {
        "title.en": "Écrivez quelque chose ici.",
        "slug": "Des minuscules sans accent, des chiffres et des traits d’union, comme premiers-pas.",
        "minutes": "Il faut ici un nombre entier.",
        "settings.wanted": "Il faut un nombre supérieur ou égal à 1 et inférieur ou égal à 1000.",
        "ends_at": "Il faut ici une date et une heure.",
        "link": "Un lien commence par https:// ou http://.",
    }
    assert list(links_of_summary(answer.text)) == [
        *("#f-title.en", "#f-slug", "#f-settings.wanted", "#f-minutes", "#f-ends_at", "#f-link")
    ]
    for typed in ('value="dix"', 'value="–"', 'value="demain"', "On vous reconnaît plus vite."):
        assert typed in answer.text
    assert "6 réponses sont à revoir" in words_of(answer)
    assert client.get("/hr/missions").text.count("/hr/missions/salut") == 0


def test_an_answer_that_is_found_useful_can_be_asked_for_and_a_post_that_is_liked_cannot(
    bare_app: Flask, client: FlaskClient
) -> None:
    assert "donner une réponse qui est marquée utile" in words_of(
        client.get("/hr/missions/new?kind=activity&step=whole")
    )
    wrong = post_form(client, "/hr/missions/new", MISSION, **{"settings.facts": ["post.liked:counterpart"]})
    assert errors_in(wrong) == {
        "settings.facts": "post.liked:counterpart ne peut pas compter :"
        " seuls ceux-ci comptent pour la personne qu’ils concernent, answer.accepted:counterpart."
    }
    useful = {"settings.facts": ["answer.accepted:counterpart"], "settings.wanted": "1"}
    post_form(client, "/hr/missions/new", MISSION, **useful, do="save")
    assert re.search(
        'value="answer.accepted:counterpart" checked', client.get("/hr/missions/salut/edit?step=whole").text
    )
    send(client, "/hr/missions/salut/publish")
    assert "peu de personnes, ou aucune" in words_of(client.get("/hr/missions/salut"))
    with bare_app.app_context():
        with transaction():
            asker, *authors = make_people(12)
            enrol_everyone_in_missions()
        tell(*(make_useful_mark(f"a{author}", asker, author, MONDAY) for author in authors))
        catch_up()
        with clock.freeze_at(MONDAY), transaction():
            assert get_listed_mission("salut").health == MissionHealth((), RuleHealthStatus.ALIVE)


def test_the_remarks_are_in_the_language_of_the_reader(bare_app: Flask, client: FlaskClient, author: int) -> None:
    with bare_app.app_context(), transaction():
        choose_language(get_person(author), "en")
    answer = post_form(client, "/hr/missions/new", MISSION, minutes="0", slug="–")
    assert errors_in(answer) == {
        "minutes": "This takes a number greater than or equal to 1 and less than or equal to 60.",
        "slug": "Small letters, digits and hyphens, like first-steps.",
    }


def test_a_name_that_is_taken_and_a_window_that_ends_before_it_starts_are_refused(client: FlaskClient) -> None:
    post_form(client, "/hr/missions/new", MISSION, do="save")
    assert errors_in(post_form(client, "/hr/missions/new", MISSION)) == {
        "slug": "Ce nom est déjà pris : choisissez-en un autre."
    }
    window = {"starts_at": "2026-02-02T08:00", "ends_at": "2026-02-01T08:00"}
    late = post_form(client, "/hr/missions/salut/edit", MISSION, **window)
    assert errors_in(late) == {"ends_at": "Elle finirait avant de commencer."}
    assert 'value="2026-02-02T08:00"' in late.text


def test_a_change_is_a_version_that_takes_nothing_away(bare_app: Flask, client: FlaskClient) -> None:
    post_form(client, "/hr/missions/new", MISSION, do="save")
    send(client, "/hr/missions/salut/publish")
    assert 'value="5"' in client.get("/hr/missions/salut/edit?step=whole").text
    post_form(
        client,
        "/hr/missions/salut/edit",
        MISSION,
        minutes="10",
        **{"settings.wanted": "3", "title.fr": "Saluez"},
        do="save",
    )

    page = words_of(client.get("/hr/missions/salut"))
    assert "Une nouvelle version attend" in page
    assert "Ce qui change : Titre, Minutes (5 → 10), Combien en faut-il (2 → 3)." in page
    with bare_app.app_context(), transaction():
        current = missions.find_current_version(missions.get_mission("salut"))
        assert current is not None
        assert current.wanted == 2
    send(client, "/hr/missions/salut/discard")
    assert "Version 2" not in words_of(client.get("/hr/missions/salut"))


def test_a_mission_is_paused_resumed_and_ended_and_then_stays_so(client: FlaskClient) -> None:
    post_form(client, "/hr/missions/new", MISSION, do="save")
    send(client, "/hr/missions/salut/publish")
    for verb, state_name in (("pause", "En pause"), ("resume", "Publiée"), ("end", "Clôturée")):
        send(client, f"/hr/missions/salut/{verb}")
        assert state_name in words_of(client.get("/hr/missions/salut"))
    assert send(client, "/hr/missions/salut/resume").status_code == 409
    assert post_form(client, "/hr/missions/salut/edit", MISSION, do="save").status_code == 409


def test_a_draft_thrown_away_takes_its_mission_with_it_unless_a_path_needs_it(
    bare_app: Flask, client: FlaskClient
) -> None:
    post_form(client, "/hr/missions/new", MISSION, do="save")
    path = {"slug": "p", "title.fr": "P", "title.en": "P", "why.fr": "P", "why.en": "P", "steps.0.mission": "salut"}
    post_form(client, "/hr/paths/new", path, do="save")
    assert send(client, "/hr/missions/salut/discard").status_code == 409
    post_form(client, "/hr/missions/new", MISSION, slug="autre", do="save")
    assert send(client, "/hr/missions/autre/discard").location == "/hr/missions"
    assert client.get("/hr/missions/autre").status_code == 404
    assert send(client, "/hr/missions/none/publish").status_code == 404


def test_more_than_a_quarter_of_an_hour_is_remarked_upon(client: FlaskClient) -> None:
    assert "Plus de quinze minutes" in words_of(
        post_form(client, "/hr/missions/new", MISSION, minutes="20", do="preview")
    )
    assert "Plus de quinze minutes" not in words_of(post_form(client, "/hr/missions/new", MISSION, do="preview"))


def test_the_list_is_searched_by_state_and_by_words_that_mean_themselves(bare_app: Flask, client: FlaskClient) -> None:
    post_form(client, "/hr/missions/new", MISSION, do="save")
    with bare_app.app_context(), transaction():
        create_and_publish_mission("m", make_mission_draft())
    assert "salut" in client.get("/hr/missions?q=BONJOUR&state=draft").text
    assert "/hr/missions/m" not in client.get("/hr/missions?state=draft").text
    for nothing in ("?q=%25", "?q=_", "?q=\\", "?state=ended", "?q=" + "x" * 3000):
        assert "Aucune mission ne correspond" in words_of(client.get(f"/hr/missions{nothing}"))
    assert client.get("/hr/missions?state=<b>").status_code == 200


def test_people_without_the_role_find_every_page_closed(bare_app: Flask, client: FlaskClient) -> None:
    with bare_app.app_context(), transaction():
        (colleague,) = make_people(1)
    other = sign_in(bare_app.test_client(), colleague)
    for path in ("/hr/missions", "/hr/missions/new", "/hr/programme", "/hr/programme/export.yaml", "/hr/paths"):
        assert other.get(path).status_code == 403
    assert "/hr/missions" not in other.get("/home").text
    assert "/hr/missions" in client.get("/home").text


def test_an_audience_is_chosen_among_what_there_is(bare_app: Flask, client: FlaskClient) -> None:
    with bare_app.app_context(), transaction():
        region = list_form_choices()["regions"][0].value
    chosen = {"audience.regions": [region], "audience.languages": ["fr"], "audience.arrived_from": "2026-01-05"}
    post_form(client, "/hr/missions/new", MISSION, do="save", **chosen)
    with bare_app.app_context(), transaction():
        draft = missions.find_draft_version(missions.get_mission("salut"))
        assert draft is not None
        assert draft.audience == {"regions": [region], "languages": ["fr"], "arrived_from": "2026-01-05"}
    assert "2026-01-05" in client.get("/hr/missions/salut/edit?step=whole").text


@pytest.mark.parametrize(
    "form", [{}, {"kind": "juggling"}, {"kind": "activity"}, {"kind": "activity", "move": "x.1.up"}]
)
def test_an_unfinished_form_is_never_an_error_of_ours(client: FlaskClient, form: dict[str, object]) -> None:
    assert post_form(client, "/hr/missions/new", form).status_code in (200, 422)


def test_the_name_in_the_address_is_made_from_the_title(bare_app: Flask, client: FlaskClient) -> None:
    titles = {**MISSION, "slug": "", "title.fr": "Élan d’été : prêts ?"}
    assert post_form(client, "/hr/missions/new", titles).location == "/hr/missions/elan-d-ete-prets"
    assert post_form(client, "/hr/missions/new", titles).location == "/hr/missions/elan-d-ete-prets-2"
    assert post_form(client, "/hr/missions/new", {**titles, "slug": "Mon Été"}).location == "/hr/missions/mon-ete"
    assert "L’adresse s’écrit «\u00a0mon-ete\u00a0»" in client.get("/hr/missions/mon-ete").text
    taken = post_form(client, "/hr/missions/new", {**titles, "slug": "Mon Été"})
    assert set(errors_in(taken)) == {"slug"}
    assert post_form(client, "/hr/missions/new", {**titles, "title.fr": "New"}).location == "/hr/missions/new-2"
