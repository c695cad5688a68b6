"""Decides who gets a digest or a welcome: for many people at once, each once on their day, and never when nothing is new."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from sqlalchemy import text, update
from sqlalchemy.dialects.postgresql import insert

from app.kernel import clock
from app.kernel.application import current_settings
from app.kernel.database import is_one_of, session
from app.notices.digest import NewsItem, newest_items, news_row
from app.notices.frequency import MailDecision, decide_mail, new_since
from app.notices.models import Mail, MailChoices
from app.notices.queries import mail, news
from app.notices.queries.mail import Candidate
from app.notices.service.notify import ask_to_send
from app.people.queries import list_people_away

ENSURE = text(
    """
    insert into mail_choices (person_id)
    select m.id from member m where m.is_here
      and not exists (select 1 from mail_choices c where c.person_id = m.id)
    order by m.id limit :most on conflict do nothing
    """
)
CONSIDER = text(
    """
    update mail_choices c set considered_on = timezone(m.time_zone, :now)::date
    from member m where m.id = c.person_id and c.person_id = any(:people)
    """
)


def decide_digests(most: int) -> int:
    """Decide for up to `most` people whose day it is; the answer says how many there were. Two at once share them out."""
    now, settings = clock.now(), current_settings()
    session().execute(ENSURE, {"most": most})
    open_zones = [zone for zone in mail.zones() if settings.working_hours.is_open_in(now, zone)]
    candidates = mail.locked_candidates(now, open_zones, most)
    if not candidates:
        return 0
    people = [candidate.person_id for candidate in candidates]
    session().execute(CONSIDER, {"now": now, "people": people})
    calm = list_people_away(people)
    free = [candidate for candidate in candidates if candidate.person_id not in calm]
    turns = {candidate: decide_mail(candidate.habits, now, welcomes=settings.mail_welcome) for candidate in free}
    _write(list(_mails(turns, now)), now)
    return len(candidates)


def _mails(turns: Mapping[Candidate, MailDecision], now: datetime) -> Iterator[dict[str, object]]:
    readers = [candidate for candidate, its in turns.items() if its is MailDecision.DIGEST]
    news_of = _news(readers, now)
    for candidate, its in turns.items():
        items = news_of.get(candidate.person_id, [])
        if its is MailDecision.WELCOME:
            yield _mail(candidate, "welcome", [], now) | {"key": "welcome"}
        elif items:
            yield _mail(candidate, "digest", items, now)


def _news(readers: Sequence[Candidate], now: datetime) -> dict[int, list[NewsItem]]:
    since = {reader.person_id: new_since(reader.habits, now) for reader in readers}
    if not since:
        return {}
    found = news.find_news(list(since), min(since.values()))
    return {person_id: newest_items(items, since[person_id]) for person_id, items in found.items()}


def _mail(candidate: Candidate, kind: str, items: Sequence[NewsItem], now: datetime) -> dict[str, object]:
    return {
        "person_id": candidate.person_id,
        "kind": kind,
        "key": f"{kind}:{now.date()}",
        "params": {"rhythm": candidate.habits.rhythm.value, "items": [news_row(item) for item in items]},
        "due_at": now,
        "created_at": now,
    }


def _write(mails: Sequence[dict[str, object]], now: datetime) -> None:
    """One that waits already, or a welcome that was sent once, holds back any other."""
    if not mails:
        return
    session().execute(insert(Mail).on_conflict_do_nothing(), mails)
    welcomed = [row["person_id"] for row in mails if row["kind"] == "welcome"]
    ids = [person_id for person_id in welcomed if isinstance(person_id, int)]
    session().execute(update(MailChoices).where(is_one_of(MailChoices.person_id, ids)).values(welcomed_at=now))
    ask_to_send()
