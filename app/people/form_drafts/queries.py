"""Reads of forms that are not sent yet."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Select, select

from app.kernel.database import session
from app.people.form_drafts.models import FormDraft


def find_form_draft(person_id: int, form: str) -> FormDraft | None:
    """What this person has typed into this form; None when nothing is kept."""
    return session().scalar(select_form_draft(person_id, form).where(FormDraft.fields != {}))


def select_form_draft(person_id: int, form: str) -> Select[FormDraft]:
    """The row of this person and this form."""
    return select(FormDraft).where(FormDraft.person_id == person_id, FormDraft.form == form)


def read_draft_times(person_id: int, prefix: str) -> Mapping[str, datetime]:
    """When this person last saved each form whose name starts with `prefix`, by the rest of the name."""
    drafts = select(FormDraft.form, FormDraft.saved_at).where(
        FormDraft.person_id == person_id, FormDraft.form.startswith(prefix, autoescape=True), FormDraft.fields != {}
    )
    return {name.removeprefix(prefix): saved_at for name, saved_at in session().execute(drafts)}
