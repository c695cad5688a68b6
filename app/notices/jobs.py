"""The jobs of notices: send what is due, find what no request covers, decide digests, and delete what is old."""

from __future__ import annotations

import logging
import time

from app.kernel import clock
from app.kernel.application import current_settings, get_extension
from app.kernel.jobs import mark_as_job
from app.kernel.transaction import transaction
from app.notices.mailer import MailServerUnreachable, SmtpConnection, SmtpMailer
from app.notices.queries import mail
from app.notices.service.digests import write_due_digests_and_welcomes
from app.notices.service.notify import enqueue_mail_sending
from app.notices.service.send import claim_or_drop_next_mail, delete_old_notices_and_mails
from app.notices.service.settle import mark_lost_mails_unknown, record_hand_over_outcome

log = logging.getLogger(__name__)

SENDING_TIME = 30.0
"""Seconds after which a long queue lets other jobs of the same worker run first."""

BATCH_SIZE = 500
"""The number of people that one transaction decides for."""


@mark_as_job("notices.send")
def send_due_mails() -> None:
    """Send what is due over one connection. No transaction is open while it talks: an open one would block every reader."""
    mailer: SmtpMailer | None = get_extension("mailer")
    with transaction():
        is_needed = mailer is not None and mail.is_any_mail_due(clock.now())
    if mailer is None or not is_needed:
        return
    try:
        with mailer.open_connection() as conversation:
            has_finished = _send_due_mails_until_timeout(conversation)
    except MailServerUnreachable as away:
        log.warning("The mail server is away; the clock will ask again: %s", away)
        return
    if not has_finished:
        with transaction():
            enqueue_mail_sending()


def _send_due_mails_until_timeout(conversation: SmtpConnection) -> bool:
    """Send until the time is up; returns whether nothing is due any more."""
    ends = time.monotonic() + SENDING_TIME
    while time.monotonic() < ends:
        with transaction():
            claim = claim_or_drop_next_mail()
        if claim is None:
            return True
        if claim.message is None:
            continue
        outcome = conversation.hand_over_message(claim.message, claim.to)
        with transaction():
            record_hand_over_outcome(claim, outcome)
        if not outcome.goes_on:
            return False
    return False


@mark_as_job("notices.mail")
def enqueue_due_and_close_lost_mails() -> None:
    """Enqueue the sending of what is due: retries, mail that waited for the morning, and what a lost request or a killed sender left."""
    with transaction():
        mark_lost_mails_unknown()
        if get_extension("mailer") is not None and mail.is_any_mail_due(clock.now()):
            enqueue_mail_sending()


@mark_as_job("notices.digests")
def write_all_digests_and_welcomes() -> None:
    """Decide for everyone whose day it is, some hundreds at a time; nothing is decided where no mail can be sent."""
    ends = time.monotonic() + SENDING_TIME
    while current_settings().mail_server is not None and time.monotonic() < ends:
        with transaction():
            decided = write_due_digests_and_welcomes(BATCH_SIZE)
        if decided < BATCH_SIZE:
            return


@mark_as_job("notices.retention")
def forget_old_notices_and_mails() -> None:
    """Delete what is older than a year."""
    with transaction():
        delete_old_notices_and_mails()
