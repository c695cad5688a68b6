"""The table of pauses."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.database import Base, Id, Moment


class Pause(Base):
    """A time in which a person wants nothing from Passerelle. `ends_at` null: no end was chosen; `ended_at` set: the pause is closed."""

    __tablename__ = "pause"

    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="cascade"))
    started_at: Mapped[Moment]
    ends_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]

    __table_args__ = (
        CheckConstraint("ends_at > started_at", name="ends"),
        Index("ix_pause_under_way", "person_id", unique=True, postgresql_where=text("ended_at is null")),
        Index("ix_pause_due", "ends_at", postgresql_where=text("ended_at is null")),
    )
