"""What a kind of notice is: code, plugged in by the feature that sends it; a notice is a row of that kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.kernel.schema import JsonObject


@dataclass(frozen=True)
class CalendarInvitation:
    """What a calendar is told: an iCalendar text and its method (RFC 5546), REQUEST or CANCEL."""

    method: str
    text: str


@dataclass(frozen=True, kw_only=True)
class NoticeKind:
    """One kind. `title` and `text` are marked texts whose %(names)s the params of a notice fill, in the reader's language.

    A transactional kind answers something that the person did or must know (an invitation, a reply, a session):
    it may also be e-mailed. Any other waits inside, for the digest, and stays out of sight during a crisis.

    `calendar` finds what the mail tells a calendar beside its text, from the params and for a person, at the moment when it
    leaves; None when there is nothing to tell any more. Such a mail leaves even when its notice was read inside.
    """

    name: str
    sentence: str
    title: str
    text: str = ""
    icon: str = "bell"
    is_transactional: bool = False
    calendar: Callable[[JsonObject, int], CalendarInvitation | None] | None = None
