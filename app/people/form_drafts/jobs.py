"""The job of forms that are not sent: forget the old ones."""

from __future__ import annotations

from app.kernel.jobs import mark_as_job
from app.kernel.transaction import transaction
from app.people.form_drafts.service import delete_old_form_drafts


@mark_as_job("people.forget-drafts")
def delete_unsent_form_drafts() -> None:
    """Forget the forms that nobody has touched for 90 days."""
    with transaction():
        delete_old_form_drafts()
