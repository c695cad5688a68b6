"""The codes that people show each other when they meet."""

from __future__ import annotations

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.database import Base, Moment


class MeetingCode(Base):
    """The six digits that one person shows for one mission, until they are typed or run out."""

    __tablename__ = "meeting_code"

    mission_id: Mapped[int] = mapped_column(ForeignKey("mission.id", ondelete="cascade"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="cascade"), primary_key=True)
    digits: Mapped[str]
    shown_until: Mapped[Moment]

    __table_args__ = (UniqueConstraint("mission_id", "digits"),)
