"""Decides who gets a digest or a welcome: for many people at once, each once on their day, and never when nothing is new."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert

from app.kernel import clock
from app.kernel.application import current_settings
from app.kernel.database import is_one_of, session
from app.notices.digest import NewsItem, newest_items, news_row
from app.notices.frequency import MailDecision, decide_mail, news_since
from app.notices.models import Mail, MailChoices
from app.notices.queries import mail, news
from app.notices.queries.mail import DigestCandidate
from app.notices.service.notify import enqueue_sending
from app.notices.statements import ENSURE_CHOICES, MARK_CONSIDERED
from app.people.queries import list_people_away


def decide_digests(most: int) -> int:
    """Decide for up to `most` people whose day it is, and return how many there were. Two processes never decide for the same person."""
    now, settings = clock.now(), current_settings()
    session().execute(ENSURE_CHOICES, {"most": most})
    open_zones = [zone for zone in mail.list_time_zones() if settings.working_hours.is_open_in(now, zone)]
    candidates = mail.list_locked_candidates(now, open_zones, most)
    if not candidates:
        return 0
    people = [candidate.person_id for candidate in candidates]
    session().execute(MARK_CONSIDERED, {"now": now, "people": people})
    calm = list_people_away(people)
    free = [candidate for candidate in candidates if candidate.person_id not in calm]
    decisions = {
        candidate: decide_mail(candidate.engagement, now, welcomes=settings.mail_welcome) for candidate in free
    }
    _write_mails(list(_build_mails(decisions, now)), now)
    return len(candidates)


def _build_mails(decisions: Mapping[DigestCandidate, MailDecision], now: datetime) -> Iterator[dict[str, object]]:
    readers = [candidate for candidate, decision in decisions.items() if decision is MailDecision.DIGEST]
    news_of = _find_new_items(readers, now)
    for candidate, decision in decisions.items():
        items = news_of.get(candidate.person_id, [])
        if decision is MailDecision.WELCOME:
            yield _mail_row(candidate, "welcome", [], now) | {"key": "welcome"}
        elif items:
            yield _mail_row(candidate, "digest", items, now)


def _find_new_items(readers: Sequence[DigestCandidate], now: datetime) -> dict[int, list[NewsItem]]:
    since = {reader.person_id: news_since(reader.engagement, now) for reader in readers}
    if not since:
        return {}
    news_by_person = news.find_news(list(since), min(since.values()))
    return {person_id: newest_items(items, since[person_id]) for person_id, items in news_by_person.items()}


def _mail_row(candidate: DigestCandidate, kind: str, items: Sequence[NewsItem], now: datetime) -> dict[str, object]:
    return {
        "person_id": candidate.person_id,
        "kind": kind,
        "key": f"{kind}:{now.date()}",
        "params": {"rhythm": candidate.engagement.rhythm.value, "items": [news_row(item) for item in items]},
        "due_at": now,
        "created_at": now,
    }


def _write_mails(mails: Sequence[dict[str, object]], now: datetime) -> None:
    """Write the mails, without those whose key exists; a person has at most one that waits."""
    if not mails:
        return
    session().execute(insert(Mail).on_conflict_do_nothing(), mails)
    welcomed = [row["person_id"] for row in mails if row["kind"] == "welcome"]
    ids = [person_id for person_id in welcomed if isinstance(person_id, int)]
    session().execute(update(MailChoices).where(is_one_of(MailChoices.person_id, ids)).values(welcomed_at=now))
    enqueue_sending()
