"""The answers of a form about something that several people may change: they remember the version that they began with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.people.form_drafts.models import FormDraft
from app.people.form_drafts.steps import Answers

BASE = "_base"
"""Where the answers keep the hash of the version that they began with; no field has that name."""


@dataclass(frozen=True, kw_only=True)
class UnsavedAnswers:
    """A person's answers, and the version that they began with (`base`); `saved_at` is None where none are kept."""

    answers: Answers
    base: str
    saved_at: datetime | None


def read_unsaved_answers(draft: FormDraft | None, *, otherwise: Answers, base: str) -> UnsavedAnswers:
    """The answers of the draft; without one, those of the version in force, which is `base`."""
    if draft is None:
        return UnsavedAnswers(answers=otherwise, base=base, saved_at=None)
    answers: Answers = draft.fields
    return UnsavedAnswers(answers=without_base(answers), base=str(answers.get(BASE, "")), saved_at=draft.saved_at)


def without_base(answers: Answers) -> dict[str, object]:
    """The answers that belong to fields."""
    return {name: value for name, value in answers.items() if name != BASE}
