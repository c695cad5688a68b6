"""The reads about e-mail: what people chose, the time zones, and the next mail that is due."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import RowMapping, exists, func, select, text

from app.kernel.database import session
from app.kernel.errors import NotFound
from app.kernel.reading import find_row, write_for_driver
from app.notices.frequency import MAIL_INTERVAL, MAX_UNSEEN, DigestFrequency, MailDecisionInput
from app.notices.models import Mail, MailChoices, Notice
from app.notices.registry import notice_kinds_by_name
from app.people.crisis.queries import is_person_in_crisis
from app.people.models import Member, Presence, Site


class NoSuchSubscription(NotFound):
    """No unsubscribe address has this token."""


@dataclass(frozen=True)
class DigestChoice:
    """How often a person wants the digest, and on which day of the week, from 1 for Monday."""

    rhythm: str
    weekday: int


@dataclass(frozen=True)
class DueMail:
    """A mail that is due, locked until the transaction ends, and what decides whether it may still leave."""

    mail: Mail
    person: Member
    choices: MailChoices
    engagement: MailDecisionInput
    notice: Notice | None
    is_calm: bool
    is_for_calendar: bool = False


@dataclass(frozen=True)
class DigestCandidate:
    """A person whose day for the digest it is."""

    person_id: int
    time_zone: str
    engagement: MailDecisionInput


DEFAULT_DIGEST = DigestChoice(DigestFrequency.WEEKLY, 2)
"""Until somebody chooses."""
_DIGEST_CHOICE = write_for_driver("select rhythm, weekday from mail_choices where person_id = :person_id")


def read_mail_choices_or_defaults(person_id: int) -> MailChoices:
    """What a person chose about e-mail; until they do, weekly on Tuesday, and transactional mail at once."""
    choices = session().get(MailChoices, person_id)
    return choices or MailChoices(
        person_id=person_id, rhythm=DEFAULT_DIGEST.rhythm, weekday=DEFAULT_DIGEST.weekday, transactional=True, unseen=0
    )


def read_digest_choice(person_id: int) -> DigestChoice:
    """How often a person wants the digest, and on which day."""
    row = find_row(_DIGEST_CHOICE, {"person_id": person_id})
    return DEFAULT_DIGEST if row is None else DigestChoice(**row)


def get_choices_by_token(token: str) -> MailChoices:
    """The choices that an unsubscribe address belongs to; NoSuchSubscription when there are none."""
    choices = session().scalar(select(MailChoices).where(MailChoices.token == token))
    if choices is None:
        raise NoSuchSubscription("This address is not one that we sent.")
    return choices


def list_site_time_zones() -> Sequence[str]:
    """The time zones of the company's sites."""
    return session().scalars(select(Site.time_zone).distinct()).all()


def count_undelivered_mails_since(since: datetime) -> int:
    """How many messages settled since then were refused, or may not have arrived."""
    lost = select(func.count()).where(Mail.state.in_(["failed", "unknown"]), Mail.settled_at >= since)
    return session().scalar(lost) or 0


def is_any_mail_due(now: datetime) -> bool:
    """Whether some mail is due."""
    return bool(session().scalar(select(exists().where(Mail.state == "waiting", Mail.due_at <= now))))


def find_and_lock_next_mail(now: datetime) -> DueMail | None:
    """The mail that has been due longest, locked; one that another sender has locked is skipped."""
    waiting = select(Mail).where(Mail.state == "waiting", Mail.due_at <= now).order_by(Mail.due_at, Mail.id).limit(1)
    mail = session().scalar(waiting.with_for_update(skip_locked=True))
    if mail is None:
        return None
    receiver = select(Member, Presence.last_seen_on).outerjoin(Presence, Presence.person_id == Member.id)
    person, last_seen_on = session().execute(receiver.where(Member.id == mail.person_id)).one()
    choices = read_mail_choices_or_defaults(person.id)
    notice = session().get(Notice, mail.notice_id) if mail.notice_id is not None else None
    kind = notice_kinds_by_name().get(notice.kind) if notice is not None else None
    return DueMail(
        mail,
        person,
        choices,
        _build_decision_input(choices, last_seen_on),
        notice,
        is_calm=is_person_in_crisis(person.id),
        is_for_calendar=kind is not None and kind.calendar is not None,
    )


def _build_decision_input(choices: MailChoices, last_seen_on: date | None) -> MailDecisionInput:
    return MailDecisionInput(
        rhythm=DigestFrequency(choices.rhythm),
        written_at=choices.written_at,
        news_until=choices.news_until,
        unseen=choices.unseen,
        last_seen_on=last_seen_on,
        is_welcomed=choices.welcomed_at is not None,
    )


CANDIDATES = text(
    """
    with undecided as materialized (
        select c.person_id from mail_choices c
        where c.weekday = any(cast(:weekdays as int[])) and (c.considered_on is null or c.considered_on < cast(:latest_day as date))
          and c.rhythm <> 'never' and (c.written_at is null or c.written_at <= :capped)
    ),
    here as materialized (
        select m.id, m.time_zone, m.arrived_on, timezone(m.time_zone, :now) as now
        from undecided join member m on m.id = undecided.person_id where m.is_here and m.time_zone = any(:open)
    )
    select c.person_id, here.time_zone, c.rhythm, c.written_at, c.news_until, c.unseen, v.last_seen_on, c.welcomed_at
    from mail_choices c
    join here on here.id = c.person_id
    left join presence v on v.person_id = c.person_id
    where c.weekday = extract(isodow from here.now) and here.arrived_on <= here.now::date
      and (c.considered_on is null or c.considered_on < here.now::date)
      and c.rhythm <> 'never' and (c.written_at is null or c.written_at <= :capped)
      and not (c.unseen >= :patience and (v.last_seen_on is null or v.last_seen_on < timezone('UTC', c.written_at)::date))
    order by c.person_id limit :most for update of c skip locked
    """
)


def list_locked_digest_candidates(now: datetime, open_zones: Collection[str], most: int) -> list[DigestCandidate]:
    """People whose day it is, in working hours, for whom today's digest is not decided yet; locked until the transaction ends."""
    days = [now.astimezone(ZoneInfo(zone)).date() for zone in open_zones]
    parameters = {
        "now": now,
        "open": list(open_zones),
        "weekdays": sorted({day.isoweekday() for day in days}),
        "latest_day": max(days, default=None),
        "capped": now - MAIL_INTERVAL,
        "patience": MAX_UNSEEN,
        "most": most,
    }
    return [_build_candidate_from_row(row) for row in session().execute(CANDIDATES, parameters).mappings()]


def _build_candidate_from_row(row: RowMapping) -> DigestCandidate:
    engagement = MailDecisionInput(
        rhythm=DigestFrequency(row["rhythm"]),
        written_at=row["written_at"],
        news_until=row["news_until"],
        unseen=row["unseen"],
        last_seen_on=row["last_seen_on"],
        is_welcomed=row["welcomed_at"] is not None,
    )
    return DigestCandidate(row["person_id"], row["time_zone"], engagement)
