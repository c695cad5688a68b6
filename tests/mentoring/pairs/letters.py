"""Reads the mails of pairs as a mail program and a calendar do."""

from __future__ import annotations

from email.message import EmailMessage
from typing import Any

import vobject

from app.kernel.database import session
from app.kernel.transaction import transaction
from app.notices.jobs import send_due_mails as send_mail
from app.people.models import Person
from tests.mail_host import MailHost
from tests.mentoring.pairs.makers import later


def leave(**lapse: float) -> None:
    """Let the mail that is due by then leave."""
    with later(**lapse):
        send_mail()


def to(host: MailHost, person_id: int) -> list[EmailMessage]:
    with transaction():
        address = session().get_one(Person, person_id).email
    return [message for message in host.accepted if address in str(message["To"])]


def calendar_in(message: EmailMessage) -> str | None:
    """The calendar part, byte for byte."""
    for part in message.walk():
        if part.get_content_type() == "text/calendar":
            content = part.get_payload(decode=True)
            assert isinstance(content, bytes)
            assert part.get_param("method") in ("REQUEST", "CANCEL", "PUBLISH")
            assert str(part.get_content_charset()) == "utf-8"
            return content.decode()
    return None


def plain_text(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def calendars_to(host: MailHost, person_id: int) -> list[str]:
    return [text for message in to(host, person_id) if (text := calendar_in(message)) is not None]


def judged(text: str) -> Any:
    """By vobject, and by the letter of RFC 5545: lines end in CRLF, and none is longer than 75 octets."""
    lines = text.split("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert max(len(line.encode()) for line in lines) <= 75
    calendar = vobject.readOne(text)
    assert calendar.validate(raiseException=True)
    return calendar
