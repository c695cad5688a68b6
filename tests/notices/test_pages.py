"""The pages of notices: the inbox, the choices about e-mail, this week's digest, and one click that stops it."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from app.kernel import clock
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.notices.message import build_style_sheet_csp_hash
from app.notices.queries.mail import read_mail_choices_or_defaults
from app.notices.service.choose import ensure_and_lock_mail_choices
from app.people.crisis.queries import lock_crisis
from app.people.crisis.service import NewCrisis, end_crisis, open_crisis
from app.people.models import Presence
from app.people.queries import get_person
from tests.forms import send, sign_in, token_of
from tests.makers import make_people
from tests.notices.makers import make_invitation, make_praise, send_notices

PAGE = {"Accept": "text/html"}


@pytest.fixture
def person_id(bare_app: Application) -> int:
    """Somebody with an inbox."""
    with bare_app.app_context(), transaction():
        (person_id,) = make_people(1)
    return person_id


@pytest.fixture
def client(bare_app: Application, person_id: int) -> FlaskClient:
    """Their browser."""
    return sign_in(bare_app.test_client(), person_id)


@pytest.fixture
def unsubscribe_token(bare_app: Application, person_id: int) -> str:
    """What the address that stops their digests ends with."""
    with bare_app.app_context(), transaction():
        return ensure_and_lock_mail_choices(person_id).token


def rhythm_of(app: Application, person_id: int) -> str:
    with app.app_context(), transaction():
        return read_mail_choices_or_defaults(person_id).rhythm


def send_one(app: Application, person_id: int) -> None:
    with app.app_context():
        send_notices(make_invitation(person_id), make_praise(person_id))


def unread_label(page: str) -> str:
    match = re.search(r'aria-label="(Notifications[^"]*)"', page)
    assert match is not None
    return match[1]


def test_an_address_that_no_database_keeps_is_no_page_for_whoever_has_unread_notices_either(
    bare_app: Application, client: FlaskClient, person_id: int
) -> None:
    send_one(bare_app, person_id)
    assert client.get("/nowhere%00", headers=PAGE).status_code == 404


def test_the_bell_counts_and_the_inbox_shows_the_newest_first(
    bare_app: Application, client: FlaskClient, person_id: int
) -> None:
    assert unread_label(client.get("/notifications").text) == "Notifications"
    assert "Rien de nouveau pour vous" in client.get("/notifications").text

    send_one(bare_app, person_id)
    page = client.get("/notifications").text
    assert unread_label(page) == "Notifications, 2 nouvelles"
    assert page.index("Léa vous remercie") < page.index("Inès vous invite")
    assert "«\u00a0LinkedIn\u00a0»" in page


def test_opening_a_notice_reads_it_and_leads_to_what_it_is_about(
    bare_app: Application, client: FlaskClient, person_id: int
) -> None:
    send_one(bare_app, person_id)
    where = re.findall(r'action="(/notifications/\d+/open)"', client.get("/notifications").text)
    assert send(client, where[1]).location == "/missions"
    assert unread_label(client.get("/notifications").text) == "Notifications, 1 nouvelle"

    send(client, where[0].replace("open", "read"))
    assert unread_label(client.get("/notifications").text) == "Notifications"


def test_everything_is_read_at_once(bare_app: Application, client: FlaskClient, person_id: int) -> None:
    send_one(bare_app, person_id)
    send(client, "/notifications/read")

    assert unread_label(client.get("/notifications").text) == "Notifications"
    assert "Inès vous invite" in client.get("/notifications").text


def test_nobody_opens_the_notice_of_another(bare_app: Application, client: FlaskClient, person_id: int) -> None:
    send_one(bare_app, person_id)
    where = re.findall(r'action="(/notifications/\d+/open)"', client.get("/notifications").text)[0]
    with bare_app.app_context(), transaction():
        (other,) = make_people(1)

    assert send(sign_in(bare_app.test_client(), other), where).status_code == 404
    assert unread_label(client.get("/notifications").text) == "Notifications, 2 nouvelles"


def test_old_notices_are_on_the_next_page(bare_app: Application, client: FlaskClient, person_id: int) -> None:
    with bare_app.app_context():
        send_notices(*(make_praise(person_id, key=f"praised:{number}") for number in range(25)))
    first = client.get("/notifications").text
    following = re.search(r'href="(/notifications\?after=[^"]+)"', first)
    assert following is not None

    assert first.count("/open") == 20
    assert client.get(following[1]).text.count("/open") == 5
    assert client.get("/notifications?after=nothing", headers=PAGE).status_code == 400


def test_a_crisis_keeps_out_of_sight_what_can_wait_and_loses_nothing(
    bare_app: Application, client: FlaskClient, person_id: int
) -> None:
    send_one(bare_app, person_id)
    with bare_app.app_context(), transaction():
        now = clock.now()
        pause = NewCrisis(reason={"fr": "Un plan", "en": "A plan"}, starts_at=now, ends_at=now.replace(year=2090))
        crisis_id = open_crisis(pause, by=get_person(person_id)).id
    page = client.get("/notifications").text
    assert "Léa vous remercie" not in page
    assert unread_label(page) == "Notifications, 1 nouvelle"
    send(client, "/notifications/read")

    with bare_app.app_context(), transaction():
        end_crisis(lock_crisis(crisis_id))
    assert unread_label(client.get("/notifications").text) == "Notifications, 1 nouvelle"


def test_the_choice_is_told_in_words_and_kept_at_once(
    bare_app: Application, client: FlaskClient, person_id: int
) -> None:
    page = client.get("/me/emails").text
    assert "Un e-mail par semaine, le mardi, et seulement s’il y a du nouveau." in page
    assert "n’envoie aucun e-mail" not in page

    answer = client.post(
        "/me/emails/digest",
        data={"rhythm": "monthly", "weekday": "4"},
        headers={"X-CSRFToken": token_of(client), "HX-Request": "true"},
    )
    assert answer.text.strip().startswith("Un e-mail par mois, un jeudi")
    send(client, "/me/emails/digest", rhythm="never", weekday="4")
    assert "Aucun résumé par e-mail" in client.get("/me/emails").text
    assert send(client, "/me/emails/digest", rhythm="hourly", weekday="4").status_code == 422
    assert send(client, "/me/emails/digest", rhythm="weekly", weekday="6").status_code == 422


def test_the_card_of_the_home_page_tells_the_rhythm(client: FlaskClient) -> None:
    card = client.get("/home").text

    assert "Un e-mail par semaine, le mardi" in card
    assert 'href="/me/emails"' in card


def test_where_no_mail_is_sent_the_page_says_so(bare_app: Application, client: FlaskClient) -> None:
    bare_app.config["SETTINGS"] = replace(bare_app.config["SETTINGS"], mail_server=None)

    page, card = client.get("/me/emails").text, client.get("/home").text
    assert "Passerelle n’envoie aucun e-mail dans votre entreprise" in page
    assert "Ce choix vaudra le jour où Passerelle enverra des e-mails." in page
    assert "Oui, tout de suite" not in page
    assert "Aucun e-mail pour l’instant" in card
    assert "Un e-mail par semaine" not in card


def test_the_digest_of_this_week_is_a_page_that_fetches_nothing(
    bare_app: Application, client: FlaskClient, person_id: int
) -> None:
    answer = client.get("/me/emails/this-week")
    policy = answer.headers["Content-Security-Policy"]
    assert "Une nouvelle du jour" in answer.text
    assert policy.startswith(f"default-src 'none'; style-src {build_style_sheet_csp_hash()};")
    assert not re.search(r"<(img|script|link|iframe)\b|url\(|@import|\sstyle=", answer.text)

    del bare_app.extensions["digest_sources"]["daily"]
    assert "Rien de nouveau cette semaine" in client.get("/me/emails/this-week").text


def test_looking_at_the_address_stops_nothing(bare_app: Application, person_id: int, unsubscribe_token: str) -> None:
    stranger = bare_app.test_client()
    assert stranger.head(f"/unsubscribe/{unsubscribe_token}").status_code == 200
    page = stranger.get(f"/unsubscribe/{unsubscribe_token}").text

    assert page.count("<button") == page.count('<button class="pa-') + 1
    assert rhythm_of(bare_app, person_id) == "weekly"


def test_one_click_of_a_mail_program_stops_the_digests_without_a_session(
    bare_app: Application, person_id: int, unsubscribe_token: str
) -> None:
    for _ in range(2):
        answer = bare_app.test_client().post(
            f"/unsubscribe/{unsubscribe_token}", data={"List-Unsubscribe": "One-Click"}
        )
        assert answer.status_code == 200
        assert "Vous ne recevrez plus de résumé" in answer.text
    assert rhythm_of(bare_app, person_id) == "never"
    with bare_app.app_context(), transaction():
        assert read_mail_choices_or_defaults(person_id).transactional


def test_an_address_that_we_did_not_send_stops_nobody(
    bare_app: Application, person_id: int, unsubscribe_token: str
) -> None:
    answer = bare_app.test_client().post(f"/unsubscribe/{unsubscribe_token[:-1]}", headers=PAGE)

    assert answer.status_code == 404
    assert rhythm_of(bare_app, person_id) == "weekly"


def test_the_day_of_the_last_visit_is_noted_once_a_day(
    bare_app: Application, client: FlaskClient, person_id: int
) -> None:
    for _ in range(2):
        client.get("/me/emails")
    with bare_app.app_context(), transaction():
        presence = session().get_one(Presence, person_id)
        assert presence.last_seen_on == clock.now().date()
