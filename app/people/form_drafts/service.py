"""Saves what a person types into a long form, and forgets it once the form is sent or left alone for long."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert

from app.kernel import clock
from app.kernel.database import session
from app.people.form_drafts.models import FormDraft
from app.people.form_drafts.queries import select_form_draft

MAX_DRAFT_AGE = timedelta(days=90)


def ensure_and_lock_form_draft(person_id: int, form: str) -> FormDraft:
    """The row of this person and this form, locked until the transaction ends; a new row has no fields."""
    empty = {"person_id": person_id, "form": form, "fields": {}, "page": "", "saved_at": clock.now()}
    session().execute(insert(FormDraft).values(empty).on_conflict_do_nothing())
    locked = select_form_draft(person_id, form).with_for_update().execution_options(populate_existing=True)
    return session().scalars(locked).one()


def save_form_draft(locked: FormDraft, fields: Mapping[str, Sequence[str]], *, page: str) -> None:
    """Keep these fields in place of the earlier ones. NUL characters, which PostgreSQL cannot store, are left out."""
    locked.fields = {name: [value.replace("\0", "") for value in values] for name, values in fields.items()}
    locked.page, locked.saved_at = page, clock.now()
    session().flush()


def delete_form_draft(person_id: int, form: str) -> None:
    """Forget the form of this person; idempotent."""
    session().execute(delete(FormDraft).where(FormDraft.person_id == person_id, FormDraft.form == form))


def delete_old_form_drafts() -> None:
    """Forget the forms that nobody has touched for 90 days."""
    session().execute(delete(FormDraft).where(FormDraft.saved_at < clock.now() - MAX_DRAFT_AGE))
