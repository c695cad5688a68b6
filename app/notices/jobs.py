"""Notices' work for RQ: send what is due, sweep up what nobody asked for, decide digests, and forget what is old."""

from __future__ import annotations

import logging
import time

from app.kernel import clock
from app.kernel.application import current_settings, get_extension
from app.kernel.jobs import named_job
from app.kernel.transaction import transaction
from app.notices.mailer import Conversation, SmtpMailer, Unreachable
from app.notices.queries import mail
from app.notices.service.digests import decide_digests
from app.notices.service.notify import ask_to_send
from app.notices.service.send import claim_next, forget_old, give_up_the_dead, record

log = logging.getLogger(__name__)

TURN = 30.0
"""Seconds after which a long queue lets other work of the same worker go first."""

AT_ONCE = 500
"""How many people one transaction decides for."""


@named_job("notices.send")
def send_mails() -> None:
    """Send what is due over one connection. No transaction is open while it talks: one would hold back every reader."""
    mailer: SmtpMailer | None = get_extension("mailer")
    with transaction():
        is_needed = mailer is not None and mail.is_anything_due(clock.now())
    if mailer is None or not is_needed:
        return
    try:
        with mailer.conversation() as conversation:
            is_done = _send_for_a_turn(conversation)
    except Unreachable as away:
        log.warning("The mail server is away; the clock will ask again: %s", away)
        return
    if not is_done:
        with transaction():
            ask_to_send()


def _send_for_a_turn(conversation: Conversation) -> bool:
    """Whether nothing is due any more."""
    ends = time.monotonic() + TURN
    while time.monotonic() < ends:
        with transaction():
            claim = claim_next()
        if claim is None:
            return True
        if claim.message is None:
            continue
        outcome = conversation.hand_over(claim.message, claim.to)
        with transaction():
            record(claim, outcome)
        if not outcome.goes_on:
            return False
    return False


@named_job("notices.mail")
def sweep_mails() -> None:
    """Ask for what is due: retries, mail that waited for the morning, and what a lost request or a killed sender left."""
    with transaction():
        give_up_the_dead()
        if get_extension("mailer") is not None and mail.is_anything_due(clock.now()):
            ask_to_send()


@named_job("notices.digests")
def prepare_digests() -> None:
    """Decide for everyone whose day it is, some hundreds at a time; where no mail can be sent, none is decided."""
    ends = time.monotonic() + TURN
    while current_settings().mail_server is not None and time.monotonic() < ends:
        with transaction():
            decided = decide_digests(AT_ONCE)
        if decided < AT_ONCE:
            return


@named_job("notices.retention")
def forget_old_mails() -> None:
    """Forget what is older than a year."""
    with transaction():
        forget_old()
