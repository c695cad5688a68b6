"""The job of the audit log: forget what is older than a year."""

from __future__ import annotations

from app.audit.service import delete_old_audit_entries
from app.kernel.jobs import mark_as_job
from app.kernel.transaction import transaction


@mark_as_job("audit.forget")
def forget_old_audit_entries() -> None:
    """Delete the entries whose year is over."""
    with transaction():
        delete_old_audit_entries()
