"""The work for RQ around accounts: once a day, forget which sessions were ended too long ago to matter."""

from __future__ import annotations

from app.kernel.jobs import named_job
from app.kernel.transaction import transaction
from app.people.accounts.identify import MAX_SESSION_AGE
from app.people.accounts.service.sessions import delete_old_session_ends


@named_job("people.forget-sessions")
def forget_sessions() -> None:
    """No session lasts longer, so its end need not be remembered longer."""
    with transaction():
        delete_old_session_ends(MAX_SESSION_AGE)
