"""The job of accounts: delete the ends of sessions that are too old to matter."""

from __future__ import annotations

from app.kernel.jobs import mark_as_job
from app.kernel.transaction import transaction
from app.people.accounts.identify import MAX_SESSION_AGE
from app.people.accounts.service.sessions import delete_old_sign_in_session_ends


@mark_as_job("people.forget-sessions")
def delete_expired_sign_in_session_ends() -> None:
    """Delete ends that are older than the longest life of a session."""
    with transaction():
        delete_old_sign_in_session_ends(MAX_SESSION_AGE)
