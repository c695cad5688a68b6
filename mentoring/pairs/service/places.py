"""Records where a pair meets, and tells the calendars of both."""

from __future__ import annotations

from app.kernel import clock
from app.kernel.database import session
from app.kernel.errors import FieldError, Invalid
from app.kernel.messages import ErrorMessage
from app.kernel.signs import find_hidden_sign
from app.notices.service.notify import notify_people
from mentoring.pairs.notice_texts import build_session_notices
from mentoring.pairs.notices import MEETING_PLACE
from mentoring.pairs.queries.meetings import list_meetings_of_pair
from mentoring.pairs.service.meetings import lock_active_pair, set_session_state_and_calendar_sequence

MAX_PLACE = 200
TOO_LONG = ErrorMessage(
    "Write one line of {most} characters at most.", french="Écrivez une seule ligne, de {most} caractères au plus."
)


class InvalidPlace(Invalid):
    """The place is longer than a line, or holds a sign that nobody can see."""


def choose_meeting_place(person_id: int, pair_id: int, written: str) -> None:
    """Keep the place or the video address of the pair; an empty text takes it back, and the same text changes nothing.

    Each session to come is one change in both calendars.
    """
    place = " ".join(written.split())
    fault = TOO_LONG.format(most=MAX_PLACE) if len(place) > MAX_PLACE else find_hidden_sign(place)
    if fault:
        raise InvalidPlace("This place cannot be kept.", errors=[FieldError("/place", fault)])
    both = lock_active_pair(person_id, pair_id)
    if both.pair.meeting_place == place:
        return
    both.pair.meeting_place = place
    now = clock.now()
    coming = [row for row in list_meetings_of_pair(pair_id) if row.state == "planned" and row.starts_at > now]
    for meeting in coming:
        set_session_state_and_calendar_sequence(meeting, "planned")
    session().flush()
    notify_people([notice for meeting in coming for notice in build_session_notices(MEETING_PLACE, both, meeting)])
