"""First pages of boards, kept in this process for half a minute under names that change with everything they show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.kernel import clock
from app.kernel.application import get_extension

EXTENSION = "ready_pages"
"""The key of the pages among the application's extensions."""
PAGE_LIFE = timedelta(seconds=30)
MAX_PAGES = 64
"""Pages that one process keeps."""


@dataclass(frozen=True)
class _ReadyPage:
    content: bytes
    made_at: datetime


def get_page_or_make(name: str, make: Callable[[], bytes]) -> bytes:
    """The page of that name; one that is missing or older than half a minute is made, as is one of before the clock went back."""
    pages: dict[str, _ReadyPage] = get_extension(EXTENSION)
    now, page = clock.now(), pages.get(name)
    if page is None or not page.made_at <= now < page.made_at + PAGE_LIFE:
        page = _ReadyPage(make(), now)
        if len(pages) >= MAX_PAGES:
            pages.clear()
        pages[name] = page
    return page.content
