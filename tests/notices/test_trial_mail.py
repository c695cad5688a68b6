"""IT sends itself a mail on a page and reads there what became of it, and why other mails did not leave."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from app.kernel.application import Application
from app.kernel.transaction import transaction
from app.notices.jobs import send_due_mails
from app.people.roles import IT
from tests.forms import send, sign_in_with_role
from tests.mail_host import MailHost
from tests.makers import make_people
from tests.notices.makers import list_mail_states, make_invitation, send_notices, set_office_hours

DESK = "/admin/mail"


@pytest.fixture
def client(app: Application) -> FlaskClient:
    return sign_in_with_role(app.test_client(), IT)


def read_desk(client: FlaskClient) -> str:
    """The page, each space of its lines a plain one."""
    return " ".join(client.get(DESK).text.split())


def test_a_trial_leaves_at_any_hour_once_and_the_page_says_that_it_was_accepted(
    app: Application, client: FlaskClient, taken: MailHost
) -> None:
    set_office_hours(app)
    for _ in range(2):
        assert send(client, f"{DESK}/try").status_code == 302
    assert "en route" in read_desk(client)
    send_due_mails()
    (message,) = taken.accepted
    assert message["Subject"] == "Essai du courrier de Passerelle"
    page = read_desk(client)
    assert "accepté par le serveur" in page
    assert "Tout est parti" in page


def test_a_refusal_is_said_with_the_answer_of_the_server(client: FlaskClient, taken: MailHost) -> None:
    taken.to_recipient = ["550 5.1.1 no such user"]
    send(client, f"{DESK}/try")
    send_due_mails()
    page = read_desk(client)
    assert "refusé. Le serveur de courrier a répondu : 550." in page
    assert "1 adresse est refusée" in page


def test_a_trial_takes_no_digests_place_and_a_put_off_mail_says_so(
    app: Application, client: FlaskClient, taken: MailHost
) -> None:
    with transaction():
        (ada,) = make_people(1)
    taken.to_recipient = ["451 later", "451 later"]
    send(client, f"{DESK}/try")
    send_notices(make_invitation(ada))
    send_due_mails()
    assert sorted(list_mail_states()) == ["waiting", "waiting"]
    page = read_desk(client)
    assert "pas encore accepté ; il repartira tout seul." in page
    assert "2 e-mails attendent" in page


def test_without_a_server_the_page_says_what_to_set_and_a_trial_is_refused(
    app: Application, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.extensions, "mailer", None)
    assert send(client, f"{DESK}/try").status_code == 409
