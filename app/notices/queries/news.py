"""Reads what is new for many people at once, from every source that a feature plugs in."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import exists, func, select

from app.kernel.database import in_ids_condition, session
from app.notices.digest import NewsByPerson, NewsItem
from app.notices.kind import NoticeKind
from app.notices.models import Mail, Notice
from app.notices.registry import digest_sources_by_name, notice_kinds_by_name


def list_news_by_person(person_ids: Collection[int], since: datetime) -> dict[int, list[NewsItem]]:
    """Everything new since a moment, by person, in the order of the sources."""
    news: dict[int, list[NewsItem]] = {person_id: [] for person_id in person_ids}
    for source in digest_sources_by_name().values():
        for person_id, items in source.find(person_ids, since).items():
            news[person_id].extend(items)
    return news


def list_unread_notice_news(person_ids: Collection[int], since: datetime) -> NewsByPerson:
    """The unread notices of people, newest first, without those that have a mail of their own and without celebrations.

    What is celebrated has its own source of news, where it is news.
    """
    kinds = [kind for kind in notice_kinds_by_name().values() if not kind.is_celebration]
    return list_unread_news_of_kinds(kinds, person_ids, since)


def list_unread_news_of_kinds(
    kinds: Iterable[NoticeKind], person_ids: Collection[int], since: datetime
) -> NewsByPerson:
    """The unread notices of these kinds, newest first, without those that have a mail of their own."""
    kinds_by_name = {kind.name: kind for kind in kinds}
    came_at = func.coalesce(Notice.written_at, Notice.happened_at)
    mailed = exists().where(Mail.notice_id == Notice.id)
    waiting = select(Notice).where(
        in_ids_condition(Notice.person_id, person_ids), Notice.read_at.is_(None), came_at > since, ~mailed
    )
    unread: dict[int, list[NewsItem]] = {}
    for notice in session().scalars(waiting.order_by(Notice.id.desc())):
        kind = kinds_by_name.get(notice.kind)
        if kind is not None:
            item = NewsItem(
                title=kind.title,
                text=kind.text,
                params=notice.params,
                path=notice.path,
                at=notice.written_at or notice.happened_at,
            )
            unread.setdefault(notice.person_id, []).append(item)
    return unread
