"""Writes a trial: a mail by which somebody sees that mail arrives."""

from __future__ import annotations

from app.kernel import clock
from app.kernel.application import get_extension
from app.kernel.database import session
from app.kernel.errors import Conflict
from app.notices.models import Mail
from app.notices.service.notify import enqueue_mail_sending
from app.notices.trial.queries import find_last_trial


class NoMailServer(Conflict):
    """No mail leaves: the settings name no mail server."""


def write_trial_mail(person_id: int) -> None:
    """Write a trial to a person, which leaves at any hour; one that is still on its way is enough. NoMailServer where no mail leaves."""
    if get_extension("mailer") is None:
        raise NoMailServer("No mail leaves: SMTP_URL names no server.")
    last, now = find_last_trial(person_id), clock.now()
    if last is None or last.state not in ("waiting", "sending"):
        session().add(Mail(person_id=person_id, kind="trial", key=f"trial:{now.isoformat()}", due_at=now))
    enqueue_mail_sending()
