"""The table of the time that ambassadors note."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, SmallInteger
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.database import Base, Id


class AmbassadorTime(Base):
    """Minutes that an ambassador spent on a day, by their own account and for them alone. Deleted with the term, and after a year."""

    __tablename__ = "ambassador_time"

    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="cascade"))
    spent_on: Mapped[date] = mapped_column(Date)
    minutes: Mapped[int] = mapped_column(SmallInteger)

    __table_args__ = (
        CheckConstraint("minutes between 5 and 600", name="minutes"),
        Index("ix_ambassador_time_person", "person_id", "spent_on"),
    )
