"""The table of merges: which person of the directory became which, and the figures of both."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.audited import audit_changes
from app.kernel.database import Base, Json, Moment
from app.kernel.texts import N_


class MergedPerson(Base):
    """A person who became another one. Their row of the directory stays for its external_id, and nobody signs in with it.

    `email` is the address that they had: networks that still use it mean the person who was kept. `before` and `after` are figures by name.
    """

    __tablename__ = "person_merge"

    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="cascade"), primary_key=True, autoincrement=False
    )
    kept_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="cascade"), index=True)
    email: Mapped[str]
    merged_at: Mapped[Moment]
    before: Mapped[Json]
    after: Mapped[Json]

    __table_args__ = (
        Index("ix_person_merge_email", "email"),
        audit_changes(N_("Fusion de deux personnes"), "person_id", "person_id kept_id before after"),
    )
