"""Marks a page of the preparation as read; after the last one, its reader can be matched."""

from __future__ import annotations

from app.kernel import clock
from mentoring.preparation import queries
from mentoring.preparation.contents import SLUGS


def mark_read(person_id: int, slug: str) -> None:
    """Remember it for every round under way. Marked twice, or once all were read, it changes nothing."""
    for mine in queries.held_mine(person_id):
        mine.preparation = [page for page in SLUGS if page == slug or page in mine.preparation]
        if mine.prepared_at is None and len(mine.preparation) == len(SLUGS):
            mine.prepared_at = clock.now()
