"""What is not e-mailed: news in a pause, news of days ago, and anything to a person who has left."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from app.kernel import clock
from app.kernel.application import Application
from app.kernel.transaction import transaction
from app.notices.jobs import send_due_mails
from app.notices.queries.page import read_unread_notices
from app.people.pauses.service import PauseLength, begin_or_change_pause, end_pause
from app.people.queries import get_person
from tests.mail_host import MailHost
from tests.makers import make_people
from tests.notices.makers import list_mails, make_invitation, send_notices


@pytest.fixture
def person_id(app: Application) -> int:
    """Somebody to write to."""
    with transaction():
        (person_id,) = make_people(1)
    return person_id


def test_a_person_in_a_pause_finds_the_notice_inside_and_gets_no_mail(person_id: int, taken: MailHost) -> None:
    with transaction():
        begin_or_change_pause(get_person(person_id), PauseLength.WEEK)
    send_notices(make_invitation(person_id))
    send_due_mails()
    assert (taken.received, list_mails()) == ([], [])
    with transaction():
        assert read_unread_notices(person_id, "", is_calm=False).count == 1

    with transaction():
        end_pause(get_person(person_id))
    send_notices(make_invitation(person_id, key="invited:2"))
    send_due_mails()
    assert len(taken.accepted) == 1


def test_news_of_days_ago_waits_inside(person_id: int, taken: MailHost) -> None:
    now = clock.now()
    send_notices(replace(make_invitation(person_id, key="old"), happened_at=now - timedelta(days=4)))
    send_due_mails()
    assert taken.received == []
    with transaction():
        assert read_unread_notices(person_id, "", is_calm=False).count == 1

    send_notices(replace(make_invitation(person_id, key="late"), happened_at=now - timedelta(days=2)))
    send_due_mails()
    assert len(taken.accepted) == 1


def test_a_person_who_has_left_is_sent_nothing(person_id: int, taken: MailHost) -> None:
    with transaction():
        get_person(person_id).left_on = clock.now().date()
    send_notices(make_invitation(person_id))
    with transaction():
        assert read_unread_notices(person_id, "", is_calm=False).count == 0
    assert list_mails() == []
