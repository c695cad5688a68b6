"""The tables of ideas, and of who took one up."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.database import Base, Id, Moment


class ContestIdea(Base):
    """A card that a participant wrote. Its author is shown to others only where `is_signed`, and never to the jury.

    `minutes` is what a week of one person gains, as the author sees it. A withdrawn idea is read by nobody.
    """

    __tablename__ = "contest_idea"

    id: Mapped[Id]
    contest_id: Mapped[int] = mapped_column(ForeignKey("contest.id", ondelete="cascade"))
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="cascade"))
    title: Mapped[str]
    problem: Mapped[str]
    gesture: Mapped[str]
    result: Mapped[str]
    minutes: Mapped[int]
    is_signed: Mapped[bool] = mapped_column(server_default=text("false"))
    sent_at: Mapped[Moment]
    withdrawn_at: Mapped[datetime | None]

    __table_args__ = (
        CheckConstraint("minutes between 0 and 2400", name="minutes"),
        Index("ix_contest_idea_contest", "contest_id", "author_id"),
    )


class IdeaAdoption(Base):
    """Somebody says that they took an idea up; who it is, nobody reads."""

    __tablename__ = "contest_idea_adoption"

    idea_id: Mapped[int] = mapped_column(ForeignKey("contest_idea.id", ondelete="cascade"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="cascade"), primary_key=True)
    adopted_at: Mapped[Moment]
