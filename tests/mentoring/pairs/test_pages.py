"""The pages of a pair: for its two people, in their own hours and language, and for nobody else, whoever they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import update

from app.kernel import clock
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.people.models import Person
from app.people.queries import get_person
from app.people.roles import GIVEN_ROLES
from app.people.service.roles import give_role
from mentoring.pairs.guide import list_guides_by_name
from mentoring.pairs.queries.members import lock_own_pair
from mentoring.pairs.service import feedback, meetings
from tests.forms import send, sign_in
from tests.makers import make_people, record_departure
from tests.mentoring.pairs.makers import TUESDAY, Two, end_pair_of, later, make_two, pair_of, sessions_of
from tests.web.test_catalogue import FORBIDDEN

PAGE = {"Accept": "text/html"}


@pytest.fixture
def two(bare_app: Application) -> Two:
    """A pair; the junior works in Nouméa."""
    with bare_app.app_context(), clock.freeze_at(TUESDAY):
        return make_two(zone="Pacific/Noumea")


@pytest.fixture
def senior(bare_app: Application, two: Two) -> FlaskClient:
    """The senior's browser."""
    return sign_in(bare_app.test_client(), two.senior)


@pytest.fixture
def junior(bare_app: Application, two: Two) -> FlaskClient:
    """The junior's browser."""
    return sign_in(bare_app.test_client(), two.junior)


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with later(hours=1):
        yield


def addresses(two: Two) -> list[str]:
    path = f"/mentoring/pairs/{two.pair_id}"
    return [path, f"{path}/closing", f"{path}/sessions/1", f"{path}/sessions/1.ics"]


def test_nobody_but_the_two_finds_it_whatever_their_role(bare_app: Application, two: Two) -> None:
    with bare_app.app_context(), transaction():
        others = make_people(len(GIVEN_ROLES) + 1)
        for person_id, role in zip(others, sorted(GIVEN_ROLES), strict=False):
            give_role(get_person(person_id), role)
        session().execute(update(Person).where(Person.id == two.senior).values(manager_id=others[-1]))
    for person_id in others:
        client = sign_in(bare_app.test_client(), person_id)
        assert {client.get(path, headers=PAGE).status_code for path in addresses(two)} == {404}
        for deed in ("agree", "stop", "go-on", "notes", "closing", "sessions/1/cancel", "sessions/1/held"):
            sent = send(client, f"/mentoring/pairs/{two.pair_id}/{deed}", text="x", again="again", seen="0")
            assert sent.status_code == 404, deed

    with bare_app.app_context():
        assert pair_of(two).state == "active"


def test_the_date_is_told_on_ones_own_clock_and_on_the_others(
    senior: FlaskClient, junior: FlaskClient, two: Two
) -> None:
    page, other = (client.get(addresses(two)[0]).text for client in (senior, junior))

    assert "de 14\u00a0h\u00a000 à 15\u00a0h\u00a000" in page
    assert "Pour Camille, le mardi 9 juin à 23\u00a0h\u00a000" in page
    assert "de 23\u00a0h\u00a000 à 0\u00a0h\u00a000" in other
    assert "Un espoir de junior" in page


def test_the_agreement_is_accepted_by_each_for_themselves(senior: FlaskClient, junior: FlaskClient, two: Two) -> None:
    path = addresses(two)[0]
    send(senior, f"{path}/agree")
    assert "J’accepte" not in senior.get(path).text
    assert "Vous l’avez accepté tous les deux." not in senior.get(path).text
    assert "J’accepte" in junior.get(path).text
    send(junior, f"{path}/agree")

    assert "Vous l’avez accepté tous les deux." in senior.get(path).text


def test_a_session_moves_in_two_taps(senior: FlaskClient, two: Two, bare_app: Application) -> None:
    with bare_app.app_context():
        first, second = sessions_of(two.pair_id)
    page = senior.get(f"{addresses(two)[0]}/sessions/1").text
    offered = re.findall(r'name="starts_at" value="([^"]+)"', page)
    assert offered == [], "From Paris to Nouméa these two have no hour in common: the page asks for a date."
    assert "Vous n’avez pas de créneau commun" in page

    sent = send(senior, f"{addresses(two)[0]}/sessions/1/date", on="2026-06-10", at="08:30", seen="0")
    assert sent.location == addresses(two)[0]
    with bare_app.app_context():
        moved, kept = sessions_of(two.pair_id)
    assert moved.starts_at.isoformat() == "2026-06-10T06:30:00+00:00", "Half past eight in Paris."
    assert (moved.sequence, kept.starts_at) == (first.sequence + 1, second.starts_at)


def test_three_common_dates_are_offered_on_different_days(bare_app: Application) -> None:
    with bare_app.app_context():
        two = make_two()
    client = sign_in(bare_app.test_client(), two.senior)
    offered = re.findall(r'name="starts_at" value="([^"]+)"', client.get(f"{addresses(two)[0]}/sessions/2").text)
    assert offered == ["2026-06-02T10:00:00+00:00", "2026-06-04T07:00:00+00:00", "2026-06-09T10:00:00+00:00"]

    send(client, f"{addresses(two)[0]}/sessions/2/date", starts_at=offered[1], seen="0")
    with bare_app.app_context():
        assert sessions_of(two.pair_id)[1].starts_at.isoformat() == offered[1]


def test_stopping_is_one_button_without_a_question_and_can_be_undone(
    senior: FlaskClient, junior: FlaskClient, two: Two
) -> None:
    path = addresses(two)[0]
    before = junior.get(path).text
    send(senior, f"{path}/stop")
    page = senior.get(path).text

    assert "ce binôme s’arrête dans dix minutes" in page
    assert without_proof(junior.get(path).text) == without_proof(before), "The other one sees no difference."
    send(senior, f"{path}/go-on")
    assert "Arrêter ce binôme" in senior.get(path).text


def without_proof(page: str) -> str:
    return re.sub(r'value="[^"]{40,}"|"X-CSRFToken": "[^"]+"', "", page)


def test_when_it_is_over_the_page_says_so_and_offers_nothing_to_change(
    senior: FlaskClient, bare_app: Application, two: Two
) -> None:
    with bare_app.app_context(), transaction():
        record_departure(get_person(two.junior), on=clock.now().date())
        end_pair_of(two)
    page = senior.get(addresses(two)[0]).text

    assert "Ce binôme est terminé." in page
    assert "Martin" not in page.split("<main")[1].split("</main>")[0], "Whoever left is hidden at once."
    assert "/date" not in page
    assert send(senior, f"{addresses(two)[0]}/sessions/1/cancel", seen="0").status_code == 409


def test_the_junior_alone_sees_the_time_they_gave(
    senior: FlaskClient, junior: FlaskClient, bare_app: Application, two: Two
) -> None:
    with bare_app.app_context(), later(days=8), transaction():
        meetings.mark_session_held(two.senior, two.pair_id, 1)

    assert "1 h 00" in junior.get(addresses(two)[0]).text
    assert "Le temps que vous donnez" not in senior.get(addresses(two)[0]).text


def test_the_last_word_is_for_the_other_alone_and_a_form_with_a_fault_comes_back(
    senior: FlaskClient, junior: FlaskClient, bare_app: Application, two: Two
) -> None:
    path = addresses(two)[0]
    with bare_app.app_context(), transaction():
        pair = lock_own_pair(two.senior, two.pair_id)
        pair.sessions = 1
    with later(days=8):
        with bare_app.app_context(), transaction():
            meetings.mark_session_held(two.senior, two.pair_id, 1)
        answer = send(senior, f"{path}/closing", again="", thanks="Merci de m’avoir attendu.")
        assert answer.status_code == 422
        assert "Merci de m’avoir attendu.</textarea>" in answer.text
        too_long = send(senior, f"{path}/closing", again="again", thanks="x" * (feedback.MAX_THANKS + 1))
        assert "Ce mot est trop long" in too_long.text
        hidden = send(senior, f"{path}/closing", again="again", thanks="Merci\u202e")
        assert (hidden.status_code, "U+202E (marque de sens d’écriture) ne peut pas" in hidden.text) == (422, True)
        assert send(senior, f"{path}/closing", again="again", thanks="Merci de m’avoir attendu.").status_code == 302

        assert "Merci de m’avoir attendu." in junior.get(path).text
        assert "Merci de m’avoir attendu." not in senior.get(path).text


def test_every_guide_is_a_page_in_both_languages_without_a_word_that_hurts(
    senior: FlaskClient, bare_app: Application, two: Two
) -> None:
    french = [senior.get(f"/mentoring/guides/{name}").text for name in list_guides_by_name()]
    titles = [re.search("<h1>([^<]+)</h1>", text) for text in french]
    with bare_app.app_context(), transaction():
        get_person(two.senior).locale = "en"
    english = [senior.get(f"/mentoring/guides/{name}").text for name in list_guides_by_name()]

    assert [matches[1] for matches in titles if matches] == [
        "Votre profil",
        "Votre premier message",
        "Répondre et remercier",
        "Écouter et suivre",
        "Partager une pratique",
        "Faire le point",
    ]
    assert "Look back" in english[-1]
    assert not [page for page in english if FORBIDDEN.search(page)]
    assert senior.get("/mentoring/guides/nothing", headers=PAGE).status_code == 404
    for guide in list_guides_by_name().values():
        texts = [guide.title, guide.promise, *guide.before, *guide.sentences, guide.stuck, guide.after]
        texts += [text for step in guide.steps for text in (step.title, step.text)]
        words = {language: " ".join(text[language] for text in texts) for language in ("fr", "en")}
        assert guide.minutes == timedelta(hours=1).total_seconds() / 60
        assert all(200 <= len(words[language].split()) <= 450 for language in words), guide.name
        assert not FORBIDDEN.search(words["fr"])


def test_home_shows_whom_one_meets_next_and_nothing_to_others(
    senior: FlaskClient, bare_app: Application, two: Two
) -> None:
    with bare_app.app_context(), transaction():
        (stranger,) = make_people(1)
    page = senior.get("/home").text

    assert "Mon binôme" in page
    assert "Séance 1 sur 6" in page
    assert f'href="{addresses(two)[0]}"' in page
    assert "Mon binôme" not in sign_in(bare_app.test_client(), stranger).get("/home").text


EFFECTS = {"reduce": "compte maintenant 3 séances", "move": "Rien n’a changé", "stop": "s’arrête dans dix minutes"}


@pytest.mark.parametrize("answer", EFFECTS)
def test_an_answer_to_how_to_go_on_says_what_it_did(
    bare_app: Application, senior: FlaskClient, two: Two, answer: str
) -> None:
    at = f"/mentoring/pairs/{two.pair_id}"
    with later(hours=1):
        with bare_app.app_context(), transaction():
            for number in (1, 2):
                meetings.cancel_session(two.senior, two.pair_id, number, version=0)
        assert "vaut pour vous deux" in senior.get(at, headers=PAGE).text
        send(senior, f"{at}/answer", moment="calm", answer=answer)
        assert EFFECTS[answer] in senior.get(at, headers=PAGE).text
