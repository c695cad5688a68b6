"""The table of texts that wait for HR."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.database import Base, Id, Moment


class ProposedText(Base):
    """A text that somebody proposes for ambassadors to copy: one of a person at a time, until HR takes it up or leaves it."""

    __tablename__ = "proposed_text"

    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="cascade"), unique=True)
    language: Mapped[str]
    text: Mapped[str]
    written_at: Mapped[Moment]

    __table_args__ = (CheckConstraint("language in ('fr', 'en')", name="language"),)
