"""Records where a pair meets, and tells the calendars of both."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from app.kernel.database import session
from app.kernel.errors import FieldError, Invalid
from app.kernel.messages import ErrorMessage
from app.kernel.signs import find_hidden_sign
from app.notices.service.notify import NewNotice, notify_people
from mentoring.pairs.models import MentoringSession
from mentoring.pairs.notice_texts import build_series_notices, build_session_notices
from mentoring.pairs.notices import MEETING_PLACE, MEETING_PLACE_OF_SERIES
from mentoring.pairs.queries.meetings import list_coming_meetings_of_pair
from mentoring.pairs.queries.members import PairWithPeople
from mentoring.pairs.service.meetings import lock_active_pair, set_session_state_and_calendar_sequence

MAX_PLACE = 200
TOO_LONG = ErrorMessage(
    "Write one line of {most} characters at most.", french="Écrivez une seule ligne, de {most} caractères au plus."
)


class InvalidPlace(Invalid):
    """The place is longer than a line, or holds a sign that nobody can see."""


def choose_meeting_place(person_id: int, pair_id: int, written: str) -> bool:
    """Keep the place or the video address of the pair; an empty text takes it back, and the same text changes nothing.

    Each session to come is one change in both calendars, and one mail to each person is about all of them. Returns
    whether such mail is due.
    """
    place = " ".join(written.split())
    fault = TOO_LONG.format(most=MAX_PLACE) if len(place) > MAX_PLACE else find_hidden_sign(place)
    if fault:
        raise InvalidPlace("This place cannot be kept.", errors=[FieldError("/place", fault)])
    both = lock_active_pair(person_id, pair_id)
    if both.pair.meeting_place == place:
        return False
    both.pair.meeting_place = place
    coming = list_coming_meetings_of_pair(pair_id)
    for meeting in coming:
        set_session_state_and_calendar_sequence(meeting, "planned")
    session().flush()
    notify_people(list(_build_place_notices(both, coming)))
    return bool(coming)


def _build_place_notices(both: PairWithPeople, coming: Sequence[MentoringSession]) -> Iterable[NewNotice]:
    """One notice for each person, however many sessions are to come."""
    if len(coming) > 1:
        return build_series_notices(MEETING_PLACE_OF_SERIES, both, coming[0])
    return build_session_notices(MEETING_PLACE, both, coming[0]) if coming else ()
