"""What a kind of notice is: code, plugged in by the feature that sends it; a notice is a row of that kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.kernel.schema import JsonObject

PUBLISH = "PUBLISH"
"""The method of a file with several entries."""


@dataclass(frozen=True)
class CalendarInvitation:
    """Entries for a calendar: an iCalendar text and its method (RFC 5546). REQUEST and CANCEL are about one entry."""

    method: str
    text: str


@dataclass(frozen=True, kw_only=True)
class NoticeKind:
    """One kind. `title` and `text` are marked texts whose %(names)s the params of a notice fill, in the reader's language.

    A transactional kind is about something that the person did or must know (an invitation, a reply, a session):
    it may also be e-mailed. Any other waits in the inbox and for the digest, and is hidden during a crisis.
    A celebration also stands on the home page until it is read, and is shown once on whichever page comes next. Opening the
    page that it leads to reads it, as it reads a kind that `is_read_on_its_page`, because that page says all of it. `several`, where a kind has it, stands in place of the titles of several that lead
    to one page, with their number (`%(num)s`).

    `calendar` finds the calendar entry of the mail, from the params and for a person, at the moment when it leaves; it
    returns None when there is no entry any more. Such a mail leaves even when its notice was read.
    """

    name: str
    sentence: str
    title: str
    text: str = ""
    several: str = ""
    icon: str = "bell"
    is_transactional: bool = False
    is_celebration: bool = False
    is_read_on_its_page: bool = False
    calendar: Callable[[JsonObject, int], CalendarInvitation | None] | None = None
