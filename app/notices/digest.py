"""What the weekly e-mail is made of: items that features offer, at most five for a person."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from app.kernel.schema import JsonObject

MOST_ITEMS = 5


@dataclass(frozen=True, kw_only=True)
class NewsItem:
    """One piece of news: marked texts and what fills them, where to read more, and since when it is new."""

    title: str
    path: str
    at: datetime
    text: str = ""
    params: JsonObject = field(default_factory=dict)


NewsByPerson = Mapping[int, Sequence[NewsItem]]


@dataclass(frozen=True)
class DigestSource:
    """Finds what is new for many people at once since a moment, by person; in a few statements, whatever their number."""

    name: str
    find: Callable[[Collection[int], datetime], NewsByPerson]


def newest_items(found: Iterable[NewsItem], since: datetime) -> list[NewsItem]:
    """At most five of what is new since then, in the order in which the sources offered it."""
    return [item for item in found if item.at > since][:MOST_ITEMS]


def news_row(item: NewsItem) -> dict[str, object]:
    """An item as a mail keeps it until it is sent."""
    return {"title": item.title, "text": item.text, "params": dict(item.params), "path": item.path}
