"""Builds the e-mail of a letter: text and HTML, the headers that machines read, and nothing to fetch from elsewhere."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from functools import cache
from pathlib import Path

from markupsafe import Markup

from app.kernel.texts import render_standalone
from app.notices.kind import PUBLISH, CalendarInvitation
from app.notices.letter import Letter, render_plain_text

STYLE = Path(__file__).parent / "mail.css"
INVITATION_FILE = "invite.ics"
SERIES_FILE = "sessions.ics"
"""The name under which programs that do not read invitations offer the calendar part."""
POLICY = policy.SMTP.clone(max_line_length=78)


@dataclass(frozen=True, kw_only=True)
class MessageHeaders:
    """The sender, the recipient, the moment and the id of a message: the same for every attempt of one mail."""

    sender: Address
    to: Address
    message_id: str
    at: datetime


@cache
def load_letter_style_sheet() -> str:
    """The style sheet of every letter."""
    return STYLE.read_text(encoding="utf-8")


@cache
def build_style_sheet_csp_hash() -> str:
    """The style sheet's hash for the content security policy of the page that shows a letter."""
    return f"'sha256-{b64encode(hashlib.sha256(load_letter_style_sheet().encode()).digest()).decode()}'"


def render_letter_html(letter: Letter) -> str:
    """The HTML part, which is also a page of its own."""
    sheet = Markup(f"<style>{load_letter_style_sheet()}</style>")  # noqa: S704 - a file of ours, never what somebody wrote
    return render_standalone("notices/letter.html", letter=letter, sheet=sheet)


def build_message(
    letter: Letter, envelope: MessageHeaders, invitation: CalendarInvitation | None = None
) -> EmailMessage:
    """The message. Its parts are alternatives, the richest last: a calendar invitation comes after the page. A file of entries is attached."""
    message = EmailMessage(POLICY)
    message["From"] = envelope.sender
    message["To"] = envelope.to
    message["Subject"] = _put_text_on_single_line(letter.subject)
    message["Date"] = envelope.at
    message["Message-ID"] = envelope.message_id
    message["Auto-Submitted"] = "auto-generated"
    message["Content-Language"] = letter.locale
    if letter.stop_url is not None:
        message["List-Unsubscribe"] = f"<{letter.stop_url}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(render_plain_text(letter))
    message.add_alternative(render_letter_html(letter), subtype="html")
    if invitation is not None and invitation.method == PUBLISH:
        message.add_attachment(
            invitation.text, subtype="calendar", cte="base64", filename=SERIES_FILE, params={"method": PUBLISH}
        )
    elif invitation is not None:
        # The name stands twice, because programs look for it in either place; "inline" keeps it an invitation.
        params = {"method": invitation.method, "name": INVITATION_FILE}
        message.add_alternative(
            invitation.text,
            subtype="calendar",
            cte="base64",
            params=params,
            disposition="inline",
            filename=INVITATION_FILE,
        )
    return message


def _put_text_on_single_line(text: str) -> str:
    """The text in one line: a title of two lines must not begin another header."""
    return " ".join(part.strip() for part in text.splitlines())
