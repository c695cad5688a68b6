"""The answers of a form about something that several people may change: they remember the version that they began with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from app.people.form_drafts.queries import find_form_draft
from app.people.form_drafts.service import PostedStep, save_step_answers
from app.people.form_drafts.steps import Answers, FormSteps

BASE = "_base"
"""Where the answers keep the hash of the version that they began with; no field has that name."""


@dataclass(frozen=True, kw_only=True)
class UnsavedAnswers:
    """A person's answers, and the version that they began with (`base`); `saved_at` is None where none are kept."""

    answers: Answers
    base: str
    saved_at: datetime | None


class WrittenForm(Protocol):
    """What is being written in a form: the name of its draft, and the version in force with its hash (`base`)."""

    @property
    def draft_name(self) -> str:
        """The name under which the answers of each author are kept."""

    @property
    def base(self) -> str:
        """The hash of the version in force; empty where there is none yet."""

    @property
    def written(self) -> Answers:
        """The answers of the version in force."""


def find_unsaved_answers(person_id: int, form: WrittenForm) -> UnsavedAnswers:
    """The answers that this person has not sent yet; without any, those of the version in force."""
    draft = find_form_draft(person_id, form.draft_name)
    if draft is None:
        return UnsavedAnswers(answers=form.written, base=form.base, saved_at=None)
    answers: Answers = draft.fields
    return UnsavedAnswers(answers=without_base(answers), base=str(answers.get(BASE, "")), saved_at=draft.saved_at)


def keep_answers(person_id: int, form: WrittenForm, posted: PostedStep, *, steps: FormSteps) -> Answers:
    """Keep the answers of one step for the author alone, and return those of the whole form.

    AnswersChangedElsewhere when another window of the author changed the same step since.
    """
    first = {**form.written, BASE: form.base}
    return without_base(save_step_answers(person_id, form.draft_name, posted, steps=steps, otherwise=first))


def without_base(answers: Answers) -> dict[str, object]:
    """The answers that belong to fields."""
    return {name: value for name, value in answers.items() if name != BASE}
