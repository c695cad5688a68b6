"""The audit log forgets what is older than a year."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, func

from app.audit.models import AuditEntry
from app.kernel.database import session

KEPT = timedelta(days=366)
"""The trigger of the table refuses to delete anything younger than a year."""


def delete_old_audit_entries() -> None:
    """Delete the entries older than KEPT, by the clock of the database, as its trigger does."""
    session().execute(delete(AuditEntry).where(AuditEntry.at < func.now() - KEPT))
