"""Writes what calendars read: an invitation, its change or its cancellation, a file to keep, a personal calendar."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.headerregistry import Address

from icalendar import Alarm, Calendar, Event, vCalAddress

from app.notices.kind import CalendarInvitation

PRODUCT = "-//Passerelle//Mentoring//FR"
REFRESH_INTERVAL = timedelta(hours=1)
"""How often a program is asked to read a personal calendar again; many choose their own interval, up to a day."""

ALARM_BEFORE = timedelta(minutes=15)
"""How long before a session a calendar reminds of it."""

VIDEO_ADDRESS = re.compile(r"https?://[^\s<>\"]+")
"""What in a place is the address of a video meeting."""


@dataclass(frozen=True, kw_only=True)
class CalendarEntry:
    """A session as a calendar knows it. `uid` never changes, `sequence` grows with each change; times are UTC.

    `description` holds the link to the page too, because many programs ignore `url`. `place` is what the pair typed.
    """

    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    changed_at: datetime
    is_cancelled: bool
    summary: str
    url: str
    description: str
    place: str = ""


def build_invitation(meeting: CalendarEntry, organizer: Address, people: Sequence[Address]) -> CalendarInvitation:
    """What the mail about a change tells: REQUEST while the session stands, CANCEL when it does not (RFC 5546).

    Nobody reads replies at the organizer's, so none is asked for.
    """
    method = "CANCEL" if meeting.is_cancelled else "REQUEST"
    event = _build_event(meeting, organizer)
    for person in people:
        event.add("attendee", _to_attendee(person), encode=False)
    return CalendarInvitation(method, _serialize_calendar_with_events(_build_empty_calendar(method), [event]))


def build_calendar_text(meetings: Iterable[CalendarEntry], organizer: Address, *, name: str = "") -> str:
    """Sessions to read and not to answer (METHOD:PUBLISH): one file, or a personal calendar when it has a name."""
    calendar = _build_empty_calendar("PUBLISH")
    if name:
        calendar.add("name", name)
        calendar.add("x-wr-calname", name)
        calendar.add("refresh-interval", REFRESH_INTERVAL, parameters={"value": "DURATION"})
        calendar.add("x-published-ttl", "PT1H")
    return _serialize_calendar_with_events(calendar, [_build_event(meeting, organizer) for meeting in meetings])


def _build_empty_calendar(method: str) -> Calendar:
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODUCT)
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    return calendar


def _build_event(meeting: CalendarEntry, organizer: Address) -> Event:
    """Private, and silent about what it is: a calendar may be open to an assistant or a manager."""
    event = Event()
    event.add("uid", meeting.uid)
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", meeting.changed_at)
    event.add("last-modified", meeting.changed_at)
    event.add("dtstart", meeting.starts_at)
    event.add("dtend", meeting.ends_at)
    event.add("summary", meeting.summary)
    event.add("url", meeting.url)
    event.add("description", meeting.description)
    event.add("class", "PRIVATE")
    event.add("status", "CANCELLED" if meeting.is_cancelled else "CONFIRMED")
    event.add("organizer", _to_calendar_address(organizer), encode=False)
    _add_place(event, meeting.place)
    if not meeting.is_cancelled:
        event.add_component(_build_alarm(meeting))
    return event


def _build_alarm(meeting: CalendarEntry) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", meeting.summary)
    alarm.add("trigger", -ALARM_BEFORE)
    return alarm


def _add_place(event: Event, place: str) -> None:
    """The place as typed, and what in it is a video address as such (RFC 7986)."""
    if place:
        event.add("location", place)
    address = find_video_address(place)
    if address is not None:
        event.add("conference", address, parameters={"VALUE": "URI", "FEATURE": "VIDEO"})


def find_video_address(place: str) -> str | None:
    """The address of a video meeting in a place; None if there is none."""
    match = VIDEO_ADDRESS.search(place)
    return None if match is None else match[0]


def _to_calendar_address(address: Address) -> vCalAddress:
    mailbox = vCalAddress(f"mailto:{address.addr_spec}")
    if address.display_name:
        mailbox.params["CN"] = address.display_name
    return mailbox


def _to_attendee(person: Address) -> vCalAddress:
    mailbox = _to_calendar_address(person)
    mailbox.params.update({"ROLE": "REQ-PARTICIPANT", "PARTSTAT": "NEEDS-ACTION", "RSVP": "FALSE"})
    return mailbox


def _serialize_calendar_with_events(calendar: Calendar, events: Iterable[Event]) -> str:
    for event in events:
        calendar.add_component(event)
    text: str = calendar.to_ical().decode()
    return text
