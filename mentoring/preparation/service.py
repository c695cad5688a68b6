"""Marks a page of the preparation as read; a junior who has read all pages can be matched."""

from __future__ import annotations

from app.kernel import clock
from mentoring.preparation import queries
from mentoring.preparation.contents import SLUGS


def mark_chapter_as_read(person_id: int, slug: str) -> None:
    """Mark the page in every round under way; idempotent."""
    for volunteer in queries.lock_current_volunteer_rows_of_person(person_id):
        volunteer.preparation = [page for page in SLUGS if page == slug or page in volunteer.preparation]
        if volunteer.prepared_at is None and len(volunteer.preparation) == len(SLUGS):
            volunteer.prepared_at = clock.now()
