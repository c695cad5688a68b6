"""Where a pair meets stands in both calendars, with the way to move a session and a reminder before it."""

from __future__ import annotations

import pytest

from app.kernel.database import session
from app.kernel.transaction import transaction
from app.people.models import Person
from mentoring.pairs.queries.members import NoSuchPair
from mentoring.pairs.service import meetings, places
from tests.mail_host import MailHost
from tests.makers import make_people
from tests.mentoring.pairs.letters import calendars_to, judged, leave, to
from tests.mentoring.pairs.makers import Two, end_pair_of, later, pair_of
from tests.nodes import Read

pytestmark = pytest.mark.judge


def test_the_invitation_says_how_to_move_it_where_to_meet_and_rings_before(
    two: Two, taken: MailHost, read_by_ical_js: Read
) -> None:
    video = "https://video.example.com/r/42?code=a,b;c"
    with later(minutes=1), transaction():
        session().get_one(Person, two.junior).locale = "en"
        places.choose_meeting_place(two.senior, two.pair_id, f"  Salle Loire, ou {video} ")
        places.choose_meeting_place(two.junior, two.pair_id, f"Salle Loire, ou {video}")
    leave(minutes=2)
    page = f"http://localhost/mentoring/pairs/{two.pair_id}"

    for person_id, words in (
        (two.senior, "Préparer, déplacer ou annuler\u00a0: "),
        (two.junior, "Prepare, move or cancel: "),
    ):
        (text,) = calendars_to(taken, person_id)
        judged(text)
        events = read_by_ical_js(text)["events"]
        assert len(events) == 2, (
            "One mail is about both sessions; the mail that came before leaves without its calendar."
        )
        for event in events:
            assert event["sequence"] == 1
            assert event["description"] == words + page
            assert event["location"] == f"Salle Loire, ou {video}"
            assert event["conference"] == video
            assert event["alarms"] == [["DISPLAY", "-PT15M", event["summary"]]]


def test_the_place_of_several_sessions_is_one_file_and_that_of_one_session_an_invitation(
    two: Two, taken: MailHost
) -> None:
    with later(minutes=1), transaction():
        assert places.choose_meeting_place(two.senior, two.pair_id, "Salle Loire")
        assert not places.choose_meeting_place(two.senior, two.pair_id, "Salle Loire")
    leave(minutes=2)
    with later(days=8), transaction():
        assert places.choose_meeting_place(two.junior, two.pair_id, "Salle Seine")
    leave(days=8, minutes=1)
    parts = [part for message in to(taken, two.senior) for part in message.walk()]
    shown = [(each.get_param("method"), each.get_filename()) for each in parts if each.get_filename()]
    assert sorted(shown) == [("PUBLISH", "sessions.ics"), ("REQUEST", "invite.ics")]


def test_a_session_without_a_place_has_no_location_and_one_that_is_cancelled_does_not_ring(
    two: Two, taken: MailHost, read_by_ical_js: Read
) -> None:
    with later(minutes=1), transaction():
        meetings.cancel_session(two.senior, two.pair_id, 1, version=0)
    leave(minutes=2)
    events = [read_by_ical_js(text)["events"][0] for text in calendars_to(taken, two.senior)]

    assert [(event["status"], event["location"], event["conference"]) for event in events] == [
        ("CONFIRMED", None, None),
        ("CANCELLED", None, None),
    ]
    assert [len(event["alarms"]) for event in events] == [1, 0]


def test_the_calendar_part_has_a_name_and_stays_an_invitation(two: Two, taken: MailHost) -> None:
    leave(minutes=1)
    for message in to(taken, two.senior):
        (part,) = [part for part in message.walk() if part.get_content_type() == "text/calendar"]
        assert (part.get_content_disposition(), part.get_filename()) == ("inline", "invite.ics")
        assert part.get_param("name") == "invite.ics"
        assert part.get_param("method") == "REQUEST"


def test_a_place_is_one_line_and_for_the_two_alone(two: Two) -> None:
    with pytest.raises(places.InvalidPlace), transaction():
        places.choose_meeting_place(two.senior, two.pair_id, "a" * 201)
    with pytest.raises(places.InvalidPlace) as refused, transaction():
        places.choose_meeting_place(two.senior, two.pair_id, "Salle\u202e Loire")
    assert "U+202E" in str(refused.value.errors[0].detail)
    with pytest.raises(NoSuchPair), transaction():
        (stranger,) = make_people(1)
        places.choose_meeting_place(stranger, two.pair_id, "Chez moi")
    with transaction():
        end_pair_of(two)
    with pytest.raises(meetings.PairOver), transaction():
        places.choose_meeting_place(two.senior, two.pair_id, "Salle Loire")

    assert pair_of(two).meeting_place == ""
