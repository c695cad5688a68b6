"""The table of the audit log, which only grows: a trigger refuses every change, and a deletion before a year is over."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index, func
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.database import Base, Id, Json, Moment


class AuditEntry(Base):
    """One row that was added, changed or deleted, as the trigger of its table wrote it in the same transaction.

    `before` and `after` hold the columns that differ, or all that are kept where there is one side only. `writer_id` is the id
    of a person who may be gone.
    """

    __tablename__ = "audit_entry"

    id: Mapped[Id]
    at: Mapped[Moment] = mapped_column(server_default=func.now())
    writer: Mapped[str]
    writer_id: Mapped[int | None]
    writer_name: Mapped[str | None]
    action: Mapped[str]
    kind: Mapped[str]
    object: Mapped[str]
    before: Mapped[Json | None]
    after: Mapped[Json | None]

    __table_args__ = (
        CheckConstraint("writer in ('person', 'machine', 'command', 'service')", name="writer"),
        CheckConstraint("action in ('insert', 'update', 'delete')", name="action"),
        Index("ix_audit_entry_kind", "kind", "id"),
        Index("ix_audit_entry_at", "at"),
    )
