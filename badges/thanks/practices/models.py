"""The table of practices that colleagues wish to hear."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.database import Base, Id, Moment


class PracticeRequest(Base):
    """Somebody wishes that a colleague tells a practice. Only these two know of it until `answered_at`.

    `declined_at` is known to the teller alone: for who wishes it, a declined request waits until it expires as any other.
    `requester_id` null: they left the company. An answer has words, a link to where the practice is told, or both.
    """

    __tablename__ = "practice_request"

    id: Mapped[Id]
    requester_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="set null"))
    teller_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="cascade"))
    practice: Mapped[str]
    submission: Mapped[str]
    requested_at: Mapped[Moment]
    answer: Mapped[str | None]
    link: Mapped[str | None]
    answered_at: Mapped[datetime | None]
    declined_at: Mapped[datetime | None]

    __table_args__ = (
        UniqueConstraint("requester_id", "submission"),
        CheckConstraint("requester_id <> teller_id", name="requester"),
        CheckConstraint("(answered_at is not null) = (num_nonnulls(answer, link) > 0)", name="answer"),
        CheckConstraint("answered_at is null or declined_at is null", name="declined"),
        Index("ix_practice_request_teller", "teller_id"),
        Index("ix_practice_request_answered", "answered_at"),
        Index("ix_practice_request_requested", "requested_at"),
    )
