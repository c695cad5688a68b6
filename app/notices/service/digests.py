"""Decides who gets a digest or a welcome: for many people at once, each once on their day, and never when nothing is new."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert

from app.kernel import clock
from app.kernel.application import current_settings
from app.kernel.database import in_ids_condition, session
from app.notices.digest import NewsItem, encode_digest, pick_items_between
from app.notices.frequency import MailDecision, decide_mail, end_of_news, start_of_news
from app.notices.models import Mail, MailChoices
from app.notices.queries import mail, news
from app.notices.queries.mail import DigestCandidate
from app.notices.service.notify import enqueue_mail_sending
from app.notices.statements import ENSURE_CHOICES, MARK_CONSIDERED
from app.people.queries import list_unavailable_person_ids


def write_due_digests_and_welcomes(most: int) -> int:
    """Decide for up to `most` people whose day it is, and return how many there were. Two processes never decide for the same person."""
    now, settings = clock.now(), current_settings()
    session().execute(ENSURE_CHOICES, {"most": most})
    open_zones = [zone for zone in mail.list_site_time_zones() if settings.working_hours.is_open_in_zone(now, zone)]
    candidates = mail.list_locked_digest_candidates(now, open_zones, most)
    if not candidates:
        return 0
    people = [candidate.person_id for candidate in candidates]
    session().execute(MARK_CONSIDERED, {"now": now, "people": people})
    calm = list_unavailable_person_ids(people)
    free = [candidate for candidate in candidates if candidate.person_id not in calm]
    decisions = {
        candidate: decide_mail(candidate.engagement, now, welcomes=settings.mail_welcome) for candidate in free
    }
    _store_mails_and_enqueue_sending(list(_build_mail_rows(decisions, now)), now)
    return len(candidates)


def _build_mail_rows(decisions: Mapping[DigestCandidate, MailDecision], now: datetime) -> Iterator[dict[str, object]]:
    readers = [candidate for candidate, decision in decisions.items() if decision is MailDecision.DIGEST]
    news_of = _list_new_items_by_person(readers, now)
    for candidate, decision in decisions.items():
        items = news_of.get(candidate.person_id, [])
        if decision is MailDecision.WELCOME:
            yield _build_mail_row(candidate, "welcome", [], now) | {"key": "welcome"}
        elif items:
            yield _build_mail_row(candidate, "digest", items, now)


def _list_new_items_by_person(readers: Sequence[DigestCandidate], now: datetime) -> dict[int, list[NewsItem]]:
    since = {reader.person_id: start_of_news(reader.engagement, now) for reader in readers}
    if not since:
        return {}
    news_by_person, until = news.list_news_by_person(list(since), min(since.values())), end_of_news(now)
    return {
        person_id: pick_items_between(items, since[person_id], until) for person_id, items in news_by_person.items()
    }


def _build_mail_row(
    candidate: DigestCandidate, kind: str, items: Sequence[NewsItem], now: datetime
) -> dict[str, object]:
    return {
        "person_id": candidate.person_id,
        "kind": kind,
        "key": f"{kind}:{now.date()}",
        "params": {"rhythm": candidate.engagement.rhythm.value, **encode_digest(items)},
        "due_at": now,
        "created_at": now,
    }


def _store_mails_and_enqueue_sending(mails: Sequence[dict[str, object]], now: datetime) -> None:
    """Write the mails, without those whose key exists; a person has at most one that waits."""
    if not mails:
        return
    session().execute(insert(Mail).on_conflict_do_nothing(), mails)
    welcomed = [row["person_id"] for row in mails if row["kind"] == "welcome"]
    ids = [person_id for person_id in welcomed if isinstance(person_id, int)]
    session().execute(update(MailChoices).where(in_ids_condition(MailChoices.person_id, ids)).values(welcomed_at=now))
    enqueue_mail_sending()
