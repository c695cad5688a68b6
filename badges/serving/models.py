"""The table of teams that holders agreed to show."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.database import Base


class AwardTeam(Base):
    """The team that an award served, as its holder agreed to show it: so many useful answers, mostly for that team.

    It holds for the award as it was then: `announcements` is the award's number of that day, which a revocation and a new
    award change. Without a row, nobody but the holder reads the sentence.
    """

    __tablename__ = "award_team"

    award_id: Mapped[int] = mapped_column(ForeignKey("award.id", ondelete="cascade"), primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id", ondelete="cascade"))
    answers: Mapped[int]
    announcements: Mapped[int]

    __table_args__ = (Index("ix_award_team_unit", "unit_id"),)
