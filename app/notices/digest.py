"""The content of the weekly e-mail: news that features offer, at most five items for a person."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from app.kernel.schema import JsonObject

MAX_ITEMS = 5


@dataclass(frozen=True, kw_only=True)
class NewsItem:
    """One piece of news: marked texts and their params, where to read more, and since when it is new."""

    title: str
    path: str
    at: datetime
    text: str = ""
    params: JsonObject = field(default_factory=dict)


NewsByPerson = Mapping[int, Sequence[NewsItem]]


@dataclass(frozen=True)
class DigestSource:
    """Finds the news of many people since a moment, by person; in a few statements, whatever their number."""

    name: str
    find: Callable[[Collection[int], datetime], NewsByPerson]


def pick_first_items_since(items: Iterable[NewsItem], since: datetime) -> list[NewsItem]:
    """At most five of the items after a moment, in the order of the sources."""
    return [item for item in items if item.at > since][:MAX_ITEMS]


def encode_news_item(item: NewsItem) -> dict[str, object]:
    """An item as the params of a mail keep it until it is sent."""
    return {"title": item.title, "text": item.text, "params": dict(item.params), "path": item.path}
