"""Mail over a real server: what it says, what is tried again, and what is never sent twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage

import pytest
from sqlalchemy import update

from app.kernel import clock
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.mail_server import MailServer
from app.kernel.transaction import transaction
from app.notices.jobs import enqueue_due_and_close_lost_mails, send_due_mails
from app.notices.mailer import SmtpMailer
from app.notices.service.choose import set_transactional_mail
from app.notices.service.inbox import mark_visible_notices_read
from app.people.models import Person
from app.people.queries import get_person
from tests.mail_host import DIE, MailHost
from tests.makers import make_people, make_site
from tests.notices.makers import (
    list_mail_states,
    list_mails,
    make_invitation,
    make_praise,
    send_notices,
    set_office_hours,
)


@pytest.fixture
def person_id(app: Application) -> int:
    """Somebody to write to."""
    with transaction():
        (person_id,) = make_people(1)
    return person_id


def body_part(message: EmailMessage, kind: str) -> str:
    body = message.get_body((kind,))
    assert body is not None
    return str(body.get_content())


def set_language(person_id: int, locale: str) -> None:
    with transaction():
        session().execute(update(Person).where(Person.id == person_id).values(locale=locale))


def test_a_transactional_notice_leaves_once_in_french_with_both_parts(person_id: int, taken: MailHost) -> None:
    send_notices(make_invitation(person_id), make_invitation(person_id))
    send_notices(make_invitation(person_id))
    send_due_mails()
    send_due_mails()

    (message,) = taken.accepted
    assert message["Subject"] == "Inès vous invite"
    assert message["From"] == "Passerelle <passerelle@example.com>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["List-Unsubscribe"] is None
    assert message["Message-ID"].endswith("@example.com>")
    assert [kind.get_content_type() for kind in message.iter_parts()] == ["text/plain", "text/html"]
    for kind in ("plain", "html"):
        assert "Une séance sur «\u00a0LinkedIn\u00a0» vous est proposée." in body_part(message, kind)
        assert "http://localhost/missions" in body_part(message, kind)
    assert list_mail_states() == ["sent"]


def test_a_reader_of_english_gets_english(person_id: int, taken: MailHost) -> None:
    set_language(person_id, "en")
    send_notices(make_invitation(person_id))
    send_due_mails()

    assert "Open in Passerelle" in body_part(taken.accepted[0], "plain")
    assert "LinkedIn in English" in body_part(taken.accepted[0], "plain")


def test_what_is_no_transaction_waits_inside(person_id: int, taken: MailHost) -> None:
    send_notices(make_praise(person_id))
    send_due_mails()

    assert taken.received == []
    assert list_mail_states() == []


def test_whoever_said_no_or_has_read_it_or_has_left_gets_no_mail(app: Application, taken: MailHost) -> None:
    with transaction():
        refuses, read, left = make_people(3)
        set_transactional_mail(refuses, wanted=False)
    send_notices(make_invitation(refuses), make_invitation(read), make_invitation(left))
    with transaction():
        mark_visible_notices_read(read, is_calm=False)
        get_person(left).left_on = clock.now().date()
    send_due_mails()

    assert taken.received == []
    assert sorted(mail.because or "" for mail in list_mails()) == ["gone", "read"]


def test_a_title_of_two_lines_begins_no_header_of_its_own(person_id: int, taken: MailHost) -> None:
    send_notices(replace(make_invitation(person_id), params={"name": "Inès\r\nBcc: all@example.org", "theme": "Excel"}))
    send_due_mails()

    (message,) = taken.accepted
    assert message["Bcc"] is None
    assert message["Subject"] == "Inès Bcc: all@example.org vous invite"


def test_a_name_of_two_lines_fails_and_sends_nothing(person_id: int, taken: MailHost) -> None:
    with transaction():
        get_person(person_id).given_name = "Camille\r\nBcc: all@example.org"
    send_notices(make_invitation(person_id))
    send_due_mails()

    assert taken.received == []
    assert list_mail_states() == ["failed"]


def test_quiet_hours_are_those_of_the_person(app: Application, taken: MailHost) -> None:
    with transaction():
        (paris,) = make_people(1)
        (noumea,) = make_people(1, site=make_site(time_zone="Pacific/Noumea"))
    set_office_hours(app)
    evening = clock.now().replace(year=2026, month=3, day=3, hour=21, minute=0)
    with clock.freeze_at(evening):
        send_notices(make_invitation(paris), make_invitation(noumea))
        send_due_mails()
    assert [str(message["To"]).split("<")[1] for message in taken.accepted] == [address(noumea)]
    with clock.freeze_at(evening + timedelta(hours=9)):
        send_due_mails()
    assert len(taken.accepted) == 2


def address(person_id: int) -> str:
    with transaction():
        return f"{get_person(person_id).email}>"


def test_a_refusal_before_the_server_took_it_is_tried_again_and_arrives_once(person_id: int, taken: MailHost) -> None:
    taken.to_recipient = ["450 busy"]
    taken.to_message = ["451 later", "250 OK"]
    send_notices(make_invitation(person_id))
    start = clock.now()
    for minutes in (0, 2, 10):
        with clock.freeze_at(start + timedelta(minutes=minutes)):
            send_due_mails()

    assert len(taken.accepted) == 1
    assert [(mail.state, mail.attempts) for mail in list_mails()] == [("sent", 3)]
    ids = {message["Message-ID"] for message in taken.received}
    assert len(ids) == 1


def test_a_refusal_for_good_is_not_tried_again(person_id: int, taken: MailHost) -> None:
    taken.to_recipient = ["550 nobody here"]
    send_notices(make_invitation(person_id))
    send_due_mails()
    with clock.freeze_at(clock.now() + timedelta(days=1)):
        send_due_mails()

    assert taken.received == []
    assert [(mail.state, mail.because) for mail in list_mails()] == [("failed", "550")]


def test_a_server_that_dies_before_it_answers_may_have_it_and_never_gets_it_again(
    person_id: int, taken: MailHost
) -> None:
    taken.to_message = [DIE]
    send_notices(make_invitation(person_id))
    for days in range(3):
        with clock.freeze_at(clock.now() + timedelta(days=days)):
            enqueue_due_and_close_lost_mails()
            send_due_mails()

    assert len(taken.received) == 1
    assert list_mail_states() == ["unknown"]


def test_a_server_that_is_away_costs_no_try(app: Application, person_id: int, taken: MailHost) -> None:
    there = app.extensions["mailer"]
    app.extensions["mailer"] = SmtpMailer(MailServer("127.0.0.1", 1), app.config["SETTINGS"].mail_from)
    send_notices(make_invitation(person_id))
    send_due_mails()
    assert [(mail.state, mail.attempts) for mail in list_mails()] == [("waiting", 0)]
    app.extensions["mailer"] = there
    send_due_mails()

    assert len(taken.accepted) == 1


def test_mail_that_could_not_leave_for_days_is_not_sent_any_more(person_id: int, taken: MailHost) -> None:
    send_notices(make_invitation(person_id))
    with clock.freeze_at(clock.now() + timedelta(days=6)):
        send_due_mails()

    assert taken.received == []
    assert [(mail.state, mail.because) for mail in list_mails()] == [("dropped", "late")]


def test_an_address_that_is_none_fails_alone(app: Application, taken: MailHost) -> None:
    with transaction():
        wrong, right = make_people(2)
        get_person(wrong).email = "no address at all"
    send_notices(make_invitation(wrong), make_invitation(right))
    send_due_mails()

    assert len(taken.accepted) == 1
    assert sorted(list_mail_states()) == ["failed", "sent"]


def test_a_notice_that_could_not_be_said_or_leads_elsewhere_is_a_fault(person_id: int) -> None:
    good = make_invitation(person_id)
    for wrong in (
        replace(good, kind="test.unheard"),
        replace(good, params={}),
        replace(good, params={"name": "Inès"}),
        replace(good, path="https://example.com/"),
    ):
        with pytest.raises((AssertionError, KeyError)):
            send_notices(wrong)
    assert list_mails() == []
