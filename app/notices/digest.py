"""The content of the weekly e-mail: news that features offer, like ones under one heading, at most five lines for a person."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from app.kernel.schema import JsonObject

MAX_LINES = 5
"""Lines of a digest, and items under one heading."""


@dataclass(frozen=True, kw_only=True)
class NewsItem:
    """One piece of news: marked texts and their params, where to read more, and since when it is new.

    Two or more items of one `heading` (with %(count)s) stand below it, each with its `short_title`.
    """

    title: str
    path: str
    at: datetime
    text: str = ""
    params: JsonObject = field(default_factory=dict)
    heading: str = ""
    short_title: str = ""


NewsByPerson = Mapping[int, Sequence[NewsItem]]


@dataclass(frozen=True)
class DigestSource:
    """Finds the news of many people since a moment, by person; in a few statements, whatever their number."""

    name: str
    find: Callable[[Collection[int], datetime], NewsByPerson]


def pick_items_between(items: Iterable[NewsItem], since: datetime, until: datetime) -> list[NewsItem]:
    """The items after the first moment and up to the second, in the order of the sources."""
    return [item for item in items if since < item.at <= until]


def encode_digest(items: Sequence[NewsItem]) -> JsonObject:
    """The items as the params of a mail keep them until it is sent: `lines`, and how many items are not among them (`left`)."""
    groups = list(_group_like_items(items))
    shown = sum(len(group[:MAX_LINES]) for group in groups[:MAX_LINES])
    return {"lines": [_encode_group(group) for group in groups[:MAX_LINES]], "left": len(items) - shown}


def _group_like_items(items: Iterable[NewsItem]) -> Iterator[list[NewsItem]]:
    """Items of one heading together, at the place of the first."""
    groups: dict[object, list[NewsItem]] = {}
    for number, item in enumerate(items):
        groups.setdefault(item.heading or number, []).append(item)
    yield from groups.values()


def _encode_group(group: Sequence[NewsItem]) -> JsonObject:
    first = group[0]
    if len(group) == 1:
        return {"title": first.title, "text": first.text, "params": dict(first.params), "path": first.path}
    parts = [{"title": item.short_title, "params": dict(item.params), "path": item.path} for item in group[:MAX_LINES]]
    return {"title": first.heading, "params": {"count": len(group)}, "parts": parts}
