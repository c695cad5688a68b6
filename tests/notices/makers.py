"""Makes what the tests of notices arrange: kinds, notices, days, and what became of every mail."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import select

from app.kernel import clock
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.hours import WorkingHours
from app.kernel.transaction import transaction
from app.notices.digest import DigestSource, NewsByPerson, NewsItem
from app.notices.jobs import send_due_mails, write_all_digests_and_welcomes
from app.notices.kind import NoticeKind
from app.notices.models import Mail
from app.notices.service.notify import NewNotice, notify_people
from app.people.accounts.service.sessions import store_presence_day

TUESDAY = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)
WEEK = timedelta(days=7)
OFFICE = WorkingHours((1, 2, 3, 4, 5), 7 * 60, 13 * 60)

INVITED = NoticeKind(
    name="test.invited",
    sentence="Somebody is invited.",
    title="%(name)s vous invite",
    text="Une séance sur « %(theme)s » vous est proposée.",
    is_transactional=True,
)
PRAISED = NoticeKind(name="test.praised", sentence="Somebody is praised.", title="Bravo : %(name)s vous remercie")


def plug_in_kinds(app: Application) -> None:
    """Plug in the kinds, and a source that has one thing a day to tell to everyone."""
    app.extensions["notice_kinds"] |= {kind.name: kind for kind in (INVITED, PRAISED)}
    app.extensions["digest_sources"] |= {"daily": DigestSource("daily", _daily_news)}


def _daily_news(person_ids: Collection[int], since: datetime) -> NewsByPerson:
    now = clock.now()
    days = [now - timedelta(hours=1, days=number) for number in range(60)]
    items = [NewsItem(title="Une nouvelle du jour", path="/home", at=day) for day in days if day > since]
    return dict.fromkeys(person_ids, items)


def make_invitation(person_id: int, key: str = "invited:1", theme: str = "LinkedIn") -> NewNotice:
    return NewNotice(
        kind=INVITED.name,
        person_id=person_id,
        key=key,
        params={"name": "Inès", "theme": {"fr": theme, "en": f"{theme} in English"}},
        path="/missions",
    )


def make_praise(person_id: int, key: str = "praised:1") -> NewNotice:
    return NewNotice(kind=PRAISED.name, person_id=person_id, key=key, params={"name": "Léa"}, path="/badges")


def send_notices(*notices: NewNotice) -> None:
    """Tell them, in a transaction of their own."""
    with transaction():
        notify_people(notices)


def visit_on(person_id: int, day: date) -> None:
    """Somebody was here on that day."""
    with transaction():
        store_presence_day(person_id, day)


def list_mails(kind: str | None = None) -> list[Mail]:
    """Every mail, in the order in which they were written."""
    with transaction():
        wanted = select(Mail).order_by(Mail.id)
        mails = list(session().scalars(wanted.where(Mail.kind == kind) if kind else wanted))
        session().expunge_all()
    return mails


def list_mail_states(kind: str | None = None) -> list[str]:
    return [mail.state for mail in list_mails(kind)]


def run_clock_at(moment: datetime) -> None:
    """What the clock asks for at that moment: decide, then send."""
    with clock.freeze_at(moment):
        write_all_digests_and_welcomes()
        send_due_mails()


def set_office_hours(app: Application) -> None:
    """From Monday to Friday, from seven to eight in the evening."""
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], working_hours=OFFICE)
