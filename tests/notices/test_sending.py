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
from app.notices.jobs import send_mails, sweep_mails
from app.notices.mailer import SmtpMailer
from app.notices.queries.inbox import count_unread
from app.notices.service.choose import choose_transactional
from app.notices.service.inbox import read_all
from app.people.models import Person
from app.people.pauses.service import PauseLength, begin_pause, end_pause
from app.people.queries import get_person
from tests.mail_host import DIE, MailHost
from tests.makers import make_people, make_site
from tests.notices.makers import at_office_hours, invitation, mails, praise, states, told


@pytest.fixture
def person_id(app: Application) -> int:
    """Somebody to write to."""
    with transaction():
        (found,) = make_people(1)
    return found


def part(message: EmailMessage, kind: str) -> str:
    found = message.get_body((kind,))
    assert found is not None
    return str(found.get_content())


def speak(person_id: int, locale: str) -> None:
    with transaction():
        session().execute(update(Person).where(Person.id == person_id).values(locale=locale))


def test_a_transactional_notice_leaves_once_in_french_with_both_parts(person_id: int, taken: MailHost) -> None:
    told(invitation(person_id), invitation(person_id))
    told(invitation(person_id))
    send_mails()
    send_mails()

    (message,) = taken.accepted
    assert message["Subject"] == "Inès vous invite"
    assert message["From"] == "Passerelle <passerelle@example.com>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["List-Unsubscribe"] is None
    assert message["Message-ID"].endswith("@example.com>")
    assert [kind.get_content_type() for kind in message.iter_parts()] == ["text/plain", "text/html"]
    for kind in ("plain", "html"):
        assert "Une séance sur «\u00a0LinkedIn\u00a0» vous est proposée." in part(message, kind)
        assert "http://localhost/missions" in part(message, kind)
    assert states() == ["sent"]


def test_a_reader_of_english_gets_english(person_id: int, taken: MailHost) -> None:
    speak(person_id, "en")
    told(invitation(person_id))
    send_mails()

    assert "Open in Passerelle" in part(taken.accepted[0], "plain")
    assert "LinkedIn in English" in part(taken.accepted[0], "plain")


def test_what_is_no_transaction_waits_inside(person_id: int, taken: MailHost) -> None:
    told(praise(person_id))
    send_mails()

    assert taken.received == []
    assert states() == []


def test_whoever_said_no_or_has_read_it_or_has_left_gets_no_mail(app: Application, taken: MailHost) -> None:
    with transaction():
        refuses, read, left = make_people(3)
        choose_transactional(refuses, wanted=False)
    told(invitation(refuses), invitation(read), invitation(left))
    with transaction():
        read_all(read, is_calm=False)
        get_person(left).left_on = clock.now().date()
    send_mails()

    assert taken.received == []
    assert sorted(mail.because or "" for mail in mails()) == ["gone", "read"]


def test_a_person_in_a_pause_finds_the_notice_inside_and_gets_no_mail(person_id: int, taken: MailHost) -> None:
    with transaction():
        begin_pause(get_person(person_id), PauseLength.WEEK)
    told(invitation(person_id))
    send_mails()
    assert (taken.received, mails()) == ([], [])
    with transaction():
        assert count_unread(person_id, is_calm=False) == 1

    with transaction():
        end_pause(get_person(person_id))
    told(invitation(person_id, key="invited:2"))
    send_mails()
    assert len(taken.accepted) == 1


def test_a_title_of_two_lines_begins_no_header_of_its_own(person_id: int, taken: MailHost) -> None:
    told(replace(invitation(person_id), params={"name": "Inès\r\nBcc: all@example.org", "theme": "Excel"}))
    send_mails()

    (message,) = taken.accepted
    assert message["Bcc"] is None
    assert message["Subject"] == "Inès Bcc: all@example.org vous invite"


def test_a_name_of_two_lines_fails_and_sends_nothing(person_id: int, taken: MailHost) -> None:
    with transaction():
        get_person(person_id).given_name = "Camille\r\nBcc: all@example.org"
    told(invitation(person_id))
    send_mails()

    assert taken.received == []
    assert states() == ["failed"]


def test_quiet_hours_are_those_of_the_person(app: Application, taken: MailHost) -> None:
    with transaction():
        (paris,) = make_people(1)
        (noumea,) = make_people(1, site=make_site(time_zone="Pacific/Noumea"))
    at_office_hours(app)
    evening = clock.now().replace(year=2026, month=3, day=3, hour=21, minute=0)
    with clock.freeze_at(evening):
        told(invitation(paris), invitation(noumea))
        send_mails()
    assert [str(message["To"]).split("<")[1] for message in taken.accepted] == [address(noumea)]
    with clock.freeze_at(evening + timedelta(hours=9)):
        send_mails()
    assert len(taken.accepted) == 2


def address(person_id: int) -> str:
    with transaction():
        return f"{get_person(person_id).email}>"


def test_a_refusal_before_the_server_took_it_is_tried_again_and_arrives_once(person_id: int, taken: MailHost) -> None:
    taken.to_recipient = ["450 busy"]
    taken.to_message = ["451 later", "250 OK"]
    told(invitation(person_id))
    start = clock.now()
    for minutes in (0, 2, 10):
        with clock.freeze_at(start + timedelta(minutes=minutes)):
            send_mails()

    assert len(taken.accepted) == 1
    assert [(mail.state, mail.attempts) for mail in mails()] == [("sent", 3)]
    ids = {message["Message-ID"] for message in taken.received}
    assert len(ids) == 1


def test_a_refusal_for_good_is_not_tried_again(person_id: int, taken: MailHost) -> None:
    taken.to_recipient = ["550 nobody here"]
    told(invitation(person_id))
    send_mails()
    with clock.freeze_at(clock.now() + timedelta(days=1)):
        send_mails()

    assert taken.received == []
    assert [(mail.state, mail.because) for mail in mails()] == [("failed", "550")]


def test_a_server_that_dies_before_it_answers_may_have_it_and_never_gets_it_again(
    person_id: int, taken: MailHost
) -> None:
    taken.to_message = [DIE]
    told(invitation(person_id))
    for days in range(3):
        with clock.freeze_at(clock.now() + timedelta(days=days)):
            sweep_mails()
            send_mails()

    assert len(taken.received) == 1
    assert states() == ["unknown"]


def test_a_server_that_is_away_costs_no_try(app: Application, person_id: int, taken: MailHost) -> None:
    there = app.extensions["mailer"]
    app.extensions["mailer"] = SmtpMailer(MailServer("127.0.0.1", 1), app.config["SETTINGS"].mail_from)
    told(invitation(person_id))
    send_mails()
    assert [(mail.state, mail.attempts) for mail in mails()] == [("waiting", 0)]
    app.extensions["mailer"] = there
    send_mails()

    assert len(taken.accepted) == 1


def test_mail_that_could_not_leave_for_days_is_not_sent_any_more(person_id: int, taken: MailHost) -> None:
    told(invitation(person_id))
    with clock.freeze_at(clock.now() + timedelta(days=6)):
        send_mails()

    assert taken.received == []
    assert [(mail.state, mail.because) for mail in mails()] == [("dropped", "late")]


def test_an_address_that_is_none_fails_alone(app: Application, taken: MailHost) -> None:
    with transaction():
        wrong, right = make_people(2)
        get_person(wrong).email = "no address at all"
    told(invitation(wrong), invitation(right))
    send_mails()

    assert len(taken.accepted) == 1
    assert sorted(states()) == ["failed", "sent"]


def test_a_notice_that_could_not_be_said_or_leads_elsewhere_is_a_fault(person_id: int) -> None:
    good = invitation(person_id)
    for wrong in (
        replace(good, kind="test.unheard"),
        replace(good, params={}),
        replace(good, params={"name": "Inès"}),
        replace(good, path="https://example.com/"),
    ):
        with pytest.raises((AssertionError, KeyError)):
            told(wrong)
    assert mails() == []
