"""Saves what a person types into a long form, and forgets it once the form is sent or left alone for long."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert

from app.kernel import clock
from app.kernel.database import session
from app.kernel.errors import Conflict
from app.people.form_drafts.models import FormDraft
from app.people.form_drafts.queries import select_form_draft
from app.people.form_drafts.steps import Answers, FormSteps

MAX_DRAFT_AGE = timedelta(days=90)


class AnswersChangedElsewhere(Conflict):
    """Another window of the same person saved other answers of this step since the page was opened."""


@dataclass(frozen=True, kw_only=True)
class PostedStep:
    """What one step posted: its answers, the hash of those it showed first (`version`), and the page that sent it."""

    step: str
    answers: Answers
    version: str
    page: str


def save_step_answers(
    person_id: int, form: str, posted: PostedStep, *, steps: FormSteps, otherwise: Answers
) -> Answers:
    """Keep the answers of one step for this person alone, and return those of the whole form.

    Where nothing is kept yet, the other steps are answered as `otherwise`. Raises AnswersChangedElsewhere if another window
    saved other answers of this step since the page was opened.
    """
    draft = ensure_and_lock_form_draft(person_id, form)
    saved = draft.fields or otherwise
    answers = steps.replace_answers(saved, posted.answers, posted.step)
    expected = (posted.version, steps.hash_answers(answers, posted.step))
    if draft.page != posted.page and steps.hash_answers(saved, posted.step) not in expected:
        raise AnswersChangedElsewhere("These answers were changed elsewhere since you opened this page.")
    save_form_draft(draft, answers, page=posted.page)
    return answers


def ensure_and_lock_form_draft(person_id: int, form: str) -> FormDraft:
    """The row of this person and this form, locked until the transaction ends; a new row has no fields."""
    empty = {"person_id": person_id, "form": form, "fields": {}, "page": "", "saved_at": clock.now()}
    session().execute(insert(FormDraft).values(empty).on_conflict_do_nothing())
    locked = select_form_draft(person_id, form).with_for_update().execution_options(populate_existing=True)
    return session().scalars(locked).one()


def save_form_draft(locked: FormDraft, fields: Answers, *, page: str) -> None:
    """Keep these fields in place of the earlier ones. NUL characters, which PostgreSQL cannot store, are left out."""
    locked.fields = {name: _without_nul(value) for name, value in fields.items()}
    locked.page, locked.saved_at = page, clock.now()
    session().flush()


def delete_form_draft(person_id: int, form: str) -> None:
    """Forget the form of this person; idempotent."""
    session().execute(delete(FormDraft).where(FormDraft.person_id == person_id, FormDraft.form == form))


def delete_old_form_drafts() -> None:
    """Forget the forms that nobody has touched for 90 days."""
    session().execute(delete(FormDraft).where(FormDraft.saved_at < clock.now() - MAX_DRAFT_AGE))


def _without_nul(value: object) -> object:
    if isinstance(value, str):
        return value.replace("\0", "")
    if isinstance(value, list | tuple):
        return [_without_nul(inner) for inner in value]
    return {key: _without_nul(inner) for key, inner in value.items()} if isinstance(value, dict) else value
