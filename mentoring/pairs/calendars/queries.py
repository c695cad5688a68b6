"""Reads of sessions as calendars know them: for a mail that leaves, for a file, and for a personal address."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from email.headerregistry import Address
from urllib.parse import urlsplit

from sqlalchemy import or_, select

from app.kernel.application import build_url, current_settings
from app.kernel.database import session
from app.kernel.errors import NotFound
from app.kernel.schema import JsonObject
from app.kernel.texts import N_, translate_text, use_language
from app.notices.kind import PUBLISH, CalendarInvitation
from app.people.models import Member
from mentoring.pairs.calendar_file import CalendarEntry, build_calendar_text, build_invitation
from mentoring.pairs.models import CalendarFeed, MentoringSession, Pair
from mentoring.pairs.queries.meetings import find_meeting, list_coming_meetings_of_pair
from mentoring.pairs.queries.members import PairWithPeople, get_own_pair, load_pair_with_people, load_pairs_with_people

SUMMARY = N_("Échange avec %(name)s")
DESCRIPTION = N_("Préparer, déplacer ou annuler : %(url)s")
FEED = N_("Mes échanges")


class NoSuchCalendar(NotFound):
    """Nobody's calendar is at this address, or not any more."""


class SessionHasNoDate(NotFound):
    """This session has no date."""


def find_calendar_invitation_to_session(params: JsonObject, person_id: int) -> CalendarInvitation | None:
    """What the mail about a change of a session tells this person's calendar.

    None once the session changed again: the mail about that later change tells it.
    """
    statement = select(MentoringSession, Pair).join(Pair, Pair.id == MentoringSession.pair_id)
    row = session().execute(statement.where(MentoringSession.id == params.get("session"))).first()
    if row is None or row[0].sequence != params["sequence"]:
        return None
    both = load_pair_with_people(row[1])
    people = [person.email_address for person in both.people if person.is_named]
    return build_invitation(
        _to_calendar_entry(row[0], both, person_id), calendar_organizer(), [each for each in people if each is not None]
    )


def find_calendar_file_of_series(params: JsonObject, person_id: int) -> CalendarInvitation | None:
    """All sessions to come of a pair as one file, as they are when the mail leaves; None if there are none any more.

    An invitation may hold one session only (RFC 5546), so the file is published: a program changes the sessions that it has.
    """
    own_pairs = select(Pair).where(
        Pair.id == params["pair"], or_(Pair.senior_id == person_id, Pair.junior_id == person_id)
    )
    pair = session().scalar(own_pairs)
    coming = list_coming_meetings_of_pair(pair.id) if pair is not None else ()
    if pair is None or not coming:
        return None
    both = load_pair_with_people(pair)
    entries = [_to_calendar_entry(meeting, both, person_id) for meeting in coming]
    return CalendarInvitation(PUBLISH, build_calendar_text(entries, calendar_organizer()))


def get_session_calendar_text(person_id: int, pair_id: int, number: int) -> str:
    """One session of one's own pair, as a file; SessionHasNoDate while it has none."""
    pair = get_own_pair(person_id, pair_id)
    meeting = find_meeting(pair_id, number)
    if meeting is None or meeting.state == "cancelled":
        raise SessionHasNoDate("This session has no date.")
    return build_calendar_text(
        [_to_calendar_entry(meeting, load_pair_with_people(pair), person_id)], calendar_organizer()
    )


def get_calendar_text_by_token(token: str) -> str:
    """The personal calendar at that address: what is planned and what was held; NoSuchCalendar for any other."""
    feeds = select(CalendarFeed, Member).join(Member, Member.id == CalendarFeed.person_id)
    row = session().execute(feeds.where(CalendarFeed.token_sha256 == hash_token(token), Member.is_here)).first()
    if row is None:
        raise NoSuchCalendar("There is no calendar at this address.")
    person = row[1]
    with use_language(person.locale):
        return build_calendar_text(_list_calendar_entries(person.id), calendar_organizer(), name=translate_text(FEED))


def find_feed_of_person(person_id: int) -> CalendarFeed | None:
    """Whether a person has a personal calendar, and since when."""
    return session().get(CalendarFeed, person_id)


def hash_token(token: str) -> str:
    """What is kept of the secret end of an address."""
    return hashlib.sha256(token.encode()).hexdigest()


def calendar_organizer() -> Address:
    """The technical mailbox that invites: the one that mail comes from."""
    settings = current_settings()
    host = urlsplit(settings.public_url).hostname or "localhost"
    return settings.mail_from or Address("Passerelle", addr_spec=f"noreply@{host}")


def _list_calendar_entries(person_id: int) -> Iterable[CalendarEntry]:
    statement = select(MentoringSession, Pair).join(Pair, Pair.id == MentoringSession.pair_id)
    own_pairs = or_(Pair.senior_id == person_id, Pair.junior_id == person_id)
    statement = statement.where(own_pairs, MentoringSession.state != "cancelled")
    rows = session().execute(statement.order_by(MentoringSession.starts_at, MentoringSession.id)).all()
    both = load_pairs_with_people({pair for _, pair in rows})
    return [_to_calendar_entry(meeting, both[pair.id], person_id) for meeting, pair in rows]


def _to_calendar_entry(meeting: MentoringSession, both: PairWithPeople, person_id: int) -> CalendarEntry:
    url = build_url("pairs.show", pair_id=both.pair.id)
    return CalendarEntry(
        uid=meeting.uid,
        sequence=meeting.sequence,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        changed_at=meeting.changed_at,
        is_cancelled=meeting.state == "cancelled",
        summary=translate_text(SUMMARY, {"name": format_full_name_of_partner(both, person_id)}),
        url=url,
        description=translate_text(DESCRIPTION, {"url": url}),
        place=both.pair.meeting_place,
    )


def format_full_name_of_partner(both: PairWithPeople, person_id: int) -> str:
    """How a calendar names the one whom this person meets."""
    other = both.other(person_id)
    return f"{other.given_name} {other.family_name}"
