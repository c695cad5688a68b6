"""Reads the answers of a round that wait to be saved."""

from __future__ import annotations

from datetime import datetime

from app.people.form_drafts.queries import find_form_draft
from mentoring.programme.writing.steps import DRAFT_PREFIX, NEW


def find_unsaved_round_time(person_id: int, slug: str | None) -> datetime | None:
    """When this person last typed into the form of a draft, or of a new round, without saving it; None when nothing waits."""
    draft = find_form_draft(person_id, DRAFT_PREFIX + (slug or NEW))
    return None if draft is None else draft.saved_at
