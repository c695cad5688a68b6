"""Calendars of others understand ours: invitations, changes, cancellations, a file, and a personal address."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from app.kernel import clock
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.notices.service.inbox import mark_visible_notices_read
from app.people.queries import get_person
from mentoring.pairs.service import meetings
from tests.forms import send, sign_in
from tests.mail_host import MailHost
from tests.makers import make_people, record_departure
from tests.mentoring.pairs.letters import calendars_to, judged, leave, plain_text, to
from tests.mentoring.pairs.makers import TUESDAY, Two, end_pair_of, later, make_two
from tests.nodes import Read

pytestmark = pytest.mark.judge


def cancel_then_book(two: Two) -> None:
    with later(hours=2), transaction():
        meetings.cancel_session(two.junior, two.pair_id, 1, version=1)
    leave(hours=2)
    with later(hours=3), transaction():
        meetings.book_or_move_session(two.junior, two.pair_id, 1, starts_at=TUESDAY.replace(day=11, hour=12), version=2)
    leave(hours=3)


def test_the_mail_invites_moves_and_cancels_as_two_judges_read_it(
    two: Two, taken: MailHost, read_by_ical_js: Read
) -> None:
    leave(minutes=1)
    with later(hours=1), transaction():
        meetings.book_or_move_session(two.senior, two.pair_id, 1, starts_at=TUESDAY.replace(day=10, hour=12), version=0)
    leave(hours=1)
    cancel_then_book(two)
    texts = calendars_to(taken, two.senior)
    heard = [read_by_ical_js(text) for text in texts]
    events = [entry["events"][0] for entry in heard if entry["events"][0]["uid"] == heard[0]["events"][0]["uid"]]

    assert [entry["method"] for entry in heard] == ["REQUEST", "REQUEST", "REQUEST", "CANCEL", "REQUEST"]
    assert [entry["sequence"] for entry in events] == [0, 1, 2, 3]
    assert [entry["paris"] for entry in events] == [
        "09/06/2026 14:00",
        "10/06/2026 14:00",
        "10/06/2026 14:00",
        "11/06/2026 14:00",
    ]
    assert [entry["status"] for entry in events] == ["CONFIRMED", "CONFIRMED", "CANCELLED", "CONFIRMED"]
    for entry in events:
        assert (entry["minutes"], entry["class"], entry["organizer"]) == (
            60,
            "PRIVATE",
            "mailto:passerelle@example.com",
        )
        assert re.fullmatch(r"Échange avec Camille Martin \d+", entry["summary"]), "Nothing says what it is about."
        assert [rest for _, *rest in entry["attendees"]] == [["REQ-PARTICIPANT", "NEEDS-ACTION", "FALSE"]] * 2
    for text in texts:
        event = judged(text).vevent
        assert event.dtstart.value.utcoffset().total_seconds() == 0


def test_the_calendar_part_comes_after_text_and_page(two: Two, taken: MailHost) -> None:
    leave(minutes=1)
    started, booked = to(taken, two.junior)

    for message in (started, booked):
        parts = [part.get_content_type() for part in message.iter_parts()]
        assert parts == ["text/plain", "text/html", "text/calendar"]
    assert started["Subject"] == "Votre binôme avec Camille commence"
    assert "Première séance\u00a0: le mardi 9 juin à 14\u00a0h\u00a000." in plain_text(started)
    assert booked["Subject"] == "Séance 2 avec Camille, le mardi 16 juin à 14\u00a0h\u00a000"


def test_a_change_that_is_overtaken_leaves_without_its_calendar_and_the_last_one_brings_it(
    two: Two, taken: MailHost
) -> None:
    for number in range(3):
        with later(hours=1 + number), transaction():
            starts_at = TUESDAY.replace(day=10 + number, hour=12)
            meetings.book_or_move_session(two.senior, two.pair_id, 1, starts_at=starts_at, version=number)
    leave(hours=5)
    first = [judged(text).vevent for text in calendars_to(taken, two.senior)]
    first = [event for event in first if event.uid.value.split(".")[1] == "1"]

    assert [event.sequence.value for event in first] == ["3"]


def test_what_a_calendar_must_know_leaves_even_when_it_was_read_inside(two: Two, taken: MailHost) -> None:
    with transaction():
        mark_visible_notices_read(two.senior, is_calm=False)
    leave(minutes=1)

    assert len(calendars_to(taken, two.senior)) == 2


def test_a_pair_that_ends_takes_its_dates_out_of_the_other_calendar_and_writes_to_nobody_who_left(
    two: Two, taken: MailHost
) -> None:
    leave(minutes=1)
    with later(hours=1), transaction():
        record_departure(get_person(two.senior), on=clock.now().date())
        end_pair_of(two)
    leave(hours=1)
    gone = [judged(text) for text in calendars_to(taken, two.junior)][2:]

    assert [calendar.method.value for calendar in gone] == ["CANCEL", "CANCEL"]
    assert [calendar.vevent.sequence.value for calendar in gone] == ["1", "1"]
    assert len(gone[0].vevent.contents["attendee"]) == 1
    assert len(to(taken, two.senior)) == 2


def test_a_file_is_for_the_two_alone(bare_app: Application, read_by_ical_js: Read) -> None:
    with bare_app.app_context(), clock.freeze_at(TUESDAY):
        two = make_two()
        with transaction():
            (stranger,) = make_people(1)
    path = f"/mentoring/pairs/{two.pair_id}/sessions/1.ics"
    answer = sign_in(bare_app.test_client(), two.junior).get(path)
    heard = read_by_ical_js(answer.text)
    judged(answer.text)

    assert answer.content_type == "text/calendar; charset=utf-8"
    assert (heard["method"], heard["version"], heard["refresh"]) == ("PUBLISH", "2.0", None)
    assert [(entry["sequence"], entry["attendees"]) for entry in heard["events"]] == [(0, [])]
    assert sign_in(bare_app.test_client(), stranger).get(path).status_code == 404
    assert sign_in(bare_app.test_client(), two.junior).get(path.replace("1.ics", "4.ics")).status_code == 404


def address_of(client: FlaskClient) -> str:
    entries = re.search(r'value="http://localhost(/cal/[\w-]{43}\.ics)"', send(client, "/me/calendar/make").text)
    assert entries is not None
    return entries[1]


def test_a_personal_address_tells_what_stands_until_it_is_closed(bare_app: Application, read_by_ical_js: Read) -> None:
    with bare_app.app_context(), clock.freeze_at(TUESDAY):
        two = make_two()
    client, reader = sign_in(bare_app.test_client(), two.senior), bare_app.test_client()
    address = address_of(client)
    answer = reader.get(address)
    heard = read_by_ical_js(answer.text)
    judged(answer.text)

    assert (heard["method"], heard["refresh"]) == ("PUBLISH", "PT1H")
    assert [entry["sequence"] for entry in heard["events"]] == [0, 0]
    assert reader.get(address, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304

    with bare_app.app_context(), later(hours=1), transaction():
        meetings.cancel_session(two.junior, two.pair_id, 1, version=0)
    changed = reader.get(address, headers={"If-None-Match": answer.headers["ETag"]})
    assert changed.status_code == 200
    assert len(read_by_ical_js(changed.text)["events"]) == 1

    other = address_of(client)
    assert reader.get(address).status_code == 404
    assert reader.get(other).status_code == 200
    send(client, "/me/calendar/revoke")
    assert reader.get(other).status_code == 404


def test_who_left_has_no_calendar_and_its_secret_is_not_kept(bare_app: Application) -> None:
    with bare_app.app_context(), clock.freeze_at(TUESDAY):
        two = make_two()
    address = address_of(sign_in(bare_app.test_client(), two.senior))
    with bare_app.app_context(), transaction():
        rows = session().connection().exec_driver_sql("select f::text from mentoring_calendar_feed f").scalars().all()
        assert address.split("/")[-1].removesuffix(".ics") not in "".join(rows)
        record_departure(get_person(two.senior), on=clock.now().date())

    assert bare_app.test_client().get(address).status_code == 404
