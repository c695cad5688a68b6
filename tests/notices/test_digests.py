"""The digest: on its day, in working hours, five items at most, never about nothing, and silent after three that brought nobody."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import timedelta

import pytest

from app.kernel import clock
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.notices.frequency import DigestFrequency
from app.notices.jobs import send_due_mails, write_all_digests_and_welcomes
from app.notices.models import Mail
from app.notices.service.choose import set_digest_frequency_and_day
from app.people.crisis.service import NewCrisis, open_crisis
from app.people.queries import get_person
from tests.mail_host import MailHost
from tests.makers import make_people, make_site
from tests.notices.makers import (
    TUESDAY,
    WEEK,
    list_mail_states,
    list_mails,
    make_invitation,
    make_praise,
    run_clock_at,
    send_notices,
    set_office_hours,
    visit_on,
)

DAY = timedelta(days=1)


def without_news(app: Application) -> None:
    del app.extensions["digest_sources"]["daily"]


def test_a_digest_says_what_is_new_and_how_to_stop_it(app: Application, person_id: int, taken: MailHost) -> None:
    without_news(app)
    with clock.freeze_at(TUESDAY - timedelta(hours=3)):
        send_notices(make_praise(person_id), make_invitation(person_id))
        send_due_mails()
    taken.accepted.clear()
    run_clock_at(TUESDAY)

    (message,) = taken.accepted
    text = message.get_body(("plain",))
    html = message.get_body(("html",))
    assert text is not None
    assert html is not None
    assert message["Subject"] == "Votre résumé de la semaine"
    assert "Bravo\u00a0: Léa vous remercie" in text.get_content()
    assert "vous invite" not in text.get_content(), "It left as an e-mail of its own."
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    stop = message["List-Unsubscribe"].strip("<>")
    assert stop.startswith("http://localhost/unsubscribe/")
    assert stop in text.get_content()
    assert stop in html.get_content()
    assert list_mails("digest")[0].params == {}, "What was said is not kept."


def test_nothing_new_is_no_digest(app: Application, person_id: int, taken: MailHost) -> None:
    without_news(app)
    run_clock_at(TUESDAY)

    assert list_mail_states() == []


def test_a_digest_holds_five_items_at_most(person_id: int, taken: MailHost) -> None:
    with clock.freeze_at(TUESDAY - timedelta(hours=2)):
        send_notices(*(make_praise(person_id, key=f"praised:{number}") for number in range(9)))
    run_clock_at(TUESDAY)

    text = taken.accepted[0].get_body(("plain",))
    assert text is not None
    assert text.get_content().count("\n- ") == 5


def test_it_leaves_on_the_day_of_the_person_and_within_working_hours(person_id: int, taken: MailHost) -> None:
    run_clock_at(TUESDAY - DAY)
    run_clock_at(TUESDAY.replace(hour=4))
    run_clock_at(TUESDAY.replace(hour=20))
    assert taken.accepted == []

    run_clock_at(TUESDAY)
    assert len(taken.accepted) == 1


def test_the_day_is_that_of_the_site(app: Application, taken: MailHost) -> None:
    set_office_hours(app)
    with transaction():
        make_people(1, site=make_site(time_zone="Pacific/Noumea"))
    run_clock_at(TUESDAY.replace(hour=22))
    assert taken.accepted == []

    run_clock_at((TUESDAY - DAY).replace(hour=22))
    assert len(taken.accepted) == 1


def test_weekly_then_monthly_then_never(person_id: int, taken: MailHost) -> None:
    sent = []
    for week in range(10):
        now = TUESDAY + week * WEEK + timedelta(minutes=5 * week)
        visit_on(person_id, (now - DAY).date())
        with transaction():
            rhythm = (
                DigestFrequency.WEEKLY if week < 2 else DigestFrequency.MONTHLY if week < 7 else DigestFrequency.NEVER
            )
            set_digest_frequency_and_day(person_id, rhythm, 2)
        run_clock_at(now)
        sent.append(len(taken.accepted))

    assert sent == [1, 2, 2, 2, 2, 3, 3, 3, 3, 3]


def test_a_digest_refused_between_the_decision_and_the_sending_does_not_leave(person_id: int, taken: MailHost) -> None:
    with clock.freeze_at(TUESDAY):
        write_all_digests_and_welcomes()
        with transaction():
            set_digest_frequency_and_day(person_id, DigestFrequency.NEVER, 2)
        send_due_mails()

    assert taken.received == []
    assert [(mail.state, mail.because) for mail in list_mails()] == [("dropped", "unwanted")]


def test_whoever_does_not_come_gets_one_a_month_then_silence_until_they_do(person_id: int, taken: MailHost) -> None:
    weeks = [TUESDAY + number * WEEK for number in range(40)]
    for now in weeks:
        run_clock_at(now)
    assert len(taken.accepted) == 3

    visit_on(person_id, (weeks[-1] + DAY).date())
    run_clock_at(weeks[-1] + WEEK)
    assert len(taken.accepted) == 4


def test_who_never_came_is_welcomed_once_where_the_company_wants_it(app: Application, taken: MailHost) -> None:
    set_office_hours(app)
    with transaction():
        make_people(1, joined_at=None)
    without_news(app)
    run_clock_at(TUESDAY)
    assert taken.accepted == []

    app.config["SETTINGS"] = replace(app.config["SETTINGS"], mail_welcome=True)
    for week in range(1, 30):
        run_clock_at(TUESDAY + week * WEEK)
    (message,) = taken.accepted
    assert message["Subject"] == "Passerelle vous est ouverte"
    assert message["List-Unsubscribe"] is not None


def test_a_crisis_stops_digests_and_what_was_decided(person_id: int, taken: MailHost) -> None:
    with transaction():
        (hr,) = make_people(1)
    with clock.freeze_at(TUESDAY):
        write_all_digests_and_welcomes()
        with transaction():
            pause = NewCrisis(reason={"fr": "Un plan", "en": "A plan"}, starts_at=TUESDAY, ends_at=TUESDAY + 10 * DAY)
            open_crisis(pause, by=get_person(hr))
        send_notices(make_invitation(person_id))
        send_due_mails()
    run_clock_at(TUESDAY + WEEK)
    assert [message["Subject"] for message in taken.accepted] == ["Inès vous invite"]

    run_clock_at(TUESDAY + 2 * WEEK)
    assert len(taken.accepted) == 3


def test_where_no_server_is_named_nothing_is_decided(app: Application, person_id: int) -> None:
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], mail_server=None)
    app.extensions["mailer"] = None
    send_notices(make_invitation(person_id))
    run_clock_at(TUESDAY)

    assert list_mails() == []


@pytest.mark.fault
def test_two_digest_jobs_and_two_senders_at_once_write_to_each_once(app: Application, taken: MailHost) -> None:
    with transaction():
        people = make_people(40)
    barrier = threading.Barrier(3)

    def work() -> None:
        with app.app_context(), clock.freeze_at(TUESDAY):
            barrier.wait()
            write_all_digests_and_welcomes()
            send_due_mails()

    beside = [threading.Thread(target=work) for _ in range(3)]
    for thread in beside:
        thread.start()
    for thread in beside:
        thread.join()
    run_clock_at(TUESDAY)

    to = [str(message["To"]) for message in taken.received]
    assert len(to) == len(set(to)) == len(people)


@pytest.mark.fault
def test_the_turn_of_seven_days_is_one_even_when_a_second_mail_was_decided(person_id: int, taken: MailHost) -> None:
    run_clock_at(TUESDAY)
    with transaction():
        session().add(Mail(person_id=person_id, key="digest:again", kind="digest", due_at=TUESDAY, created_at=TUESDAY))
    run_clock_at(TUESDAY + timedelta(hours=1))

    assert len(taken.received) == 1
    assert [(mail.state, mail.because) for mail in list_mails()] == [("sent", None), ("dropped", "capped")]
