"""Claims one mail at a time, which is handed over outside any transaction."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from email.headerregistry import Address

from sqlalchemy import ColumnElement, delete, or_
from sqlalchemy.dialects.postgresql import insert

from app.kernel import clock
from app.kernel.application import build_path, current_settings
from app.kernel.database import session
from app.kernel.texts import use_language
from app.notices.delivery_policy import MAIL_LIFECYCLE, find_mail_obstacle
from app.notices.frequency import MAIL_INTERVAL, count_mails_without_visit
from app.notices.kind import CalendarInvitation
from app.notices.letter import Letter
from app.notices.mailer import UNWRITABLE
from app.notices.message import MessageHeaders, build_message
from app.notices.models import Mail, MailChoices, Notice
from app.notices.queries import mail as queries
from app.notices.queries.mail import DueMail
from app.notices.registry import notice_kinds_by_name
from app.notices.service.notify import KEPT_FOR
from app.notices.service.settle import MailClaim, close_mail_with_reason, record_refused_address
from app.notices.wording import (
    Recipient,
    build_digest_letter,
    build_notice_letter,
    build_trial_letter,
    build_welcome_letter,
)

WEEKLY = ("digest", "welcome")
"""The kinds of which a person gets one in seven days."""


def claim_or_drop_next_mail() -> MailClaim | None:
    """Take the mail that has been due longest; None when nothing is due.

    Its row is committed as `sending` before a server gets it: if the sender dies afterwards, the mail is never sent
    again. A digest or welcome also takes the person's slot of seven days.
    """
    now = clock.now()
    due = queries.find_and_lock_next_mail(now)
    if due is None:
        return None
    mail, claim = due.mail, MailClaim(due.mail.id, due.mail.attempts + 1, due.person.time_zone, due.person.email)
    hours = current_settings().working_hours
    if mail.kind != "trial" and not hours.is_open_in_zone(now, due.person.time_zone):
        mail.due_at = hours.next_open_moment(now, due.person.time_zone)
        return claim
    because = find_mail_obstacle(due, now) or ("unsayable" if not _has_known_notice_kind(due) else None)
    if because is None and mail.kind in WEEKLY and not _try_to_reserve_weekly_mail(due, now):
        because = "capped"
    if because is not None:
        close_mail_with_reason(mail, "drop", because, now)
        return claim
    mail.state = MAIL_LIFECYCLE.state_after_step("send", mail.state)
    mail.attempts, mail.started_at = claim.attempt, now
    session().flush()
    return _add_message_to_claim(claim, due, now)


def delete_old_notices_and_mails() -> None:
    """Delete notices and mail older than a year; nothing older is ever written again."""
    oldest = clock.now() - KEPT_FOR
    session().execute(delete(Mail).where(Mail.created_at < oldest, Mail.state.not_in(["waiting", "sending"])))
    session().execute(delete(Notice).where(Notice.happened_at < oldest))


def _try_to_reserve_weekly_mail(due: DueMail, now: datetime) -> bool:
    """Take the person's one mail of these seven days, in their row; returns False when it is taken."""
    is_own = MailChoices.written_by == due.mail.id
    free: ColumnElement[bool] = or_(
        MailChoices.written_at.is_(None), MailChoices.written_at <= now - MAIL_INTERVAL, is_own
    )
    unseen = (
        due.choices.unseen if due.choices.written_by == due.mail.id else count_mails_without_visit(due.engagement) + 1
    )
    taken = {"written_at": now, "written_by": due.mail.id, "unseen": unseen}
    slot = insert(MailChoices).values(person_id=due.person.id, **taken)
    slot = slot.on_conflict_do_update(index_elements=["person_id"], set_=taken, where=free)
    return session().scalar(slot.returning(MailChoices.person_id)) is not None


def _has_known_notice_kind(due: DueMail) -> bool:
    """Whether the kind of its notice still exists."""
    return due.notice is None or due.notice.kind in notice_kinds_by_name()


def _add_message_to_claim(claim: MailClaim, due: DueMail, now: datetime) -> MailClaim:
    settings = current_settings()
    assert settings.mail_from is not None, "Mail is claimed where it can be sent."
    try:
        to = Address(f"{due.person.given_name} {due.person.family_name}", addr_spec=claim.to)
    except ValueError:
        record_refused_address(due.mail, claim.to, UNWRITABLE, now)
        close_mail_with_reason(due.mail, "fail", "address", now)
        return claim
    named = f"<{due.mail.id}.{int(due.mail.created_at.timestamp())}@{settings.mail_from.domain}>"
    envelope = MessageHeaders(sender=settings.mail_from, to=to, message_id=named, at=now)
    with use_language(due.person.locale):
        return replace(
            claim, message=build_message(_build_letter_of_mail(due), envelope, _find_calendar_invitation(due))
        )


def _find_calendar_invitation(due: DueMail) -> CalendarInvitation | None:
    if due.notice is None:
        return None
    find = notice_kinds_by_name()[due.notice.kind].calendar
    return find(due.notice.params, due.person.id) if find is not None else None


def _build_letter_of_mail(due: DueMail) -> Letter:
    settings = current_settings()
    recipient = Recipient(
        given_name=due.person.given_name,
        locale=due.person.locale,
        company=settings.company,
        public_url=settings.public_url,
        stop_path=build_path("notices.show_stop_digests_confirmation", token=due.choices.token)
        if due.mail.kind in WEEKLY
        else "",
    )
    if due.notice is not None:
        return build_notice_letter(
            notice_kinds_by_name()[due.notice.kind], due.notice.params, due.notice.path, recipient
        )
    if due.mail.kind == "trial":
        return build_trial_letter(recipient)
    if due.mail.kind == "welcome":
        return build_welcome_letter(recipient)
    return build_digest_letter(due.mail.params["rhythm"], due.mail.params, recipient)
