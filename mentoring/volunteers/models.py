"""The tables of volunteers: one row a person and round for each side, the skills beside it, and whom to avoid."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, func, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, TEXT
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.database import Base, Id, Moment


class Volunteer(Base):
    """The terms of one person for one round, as a senior who learns or as a junior who teaches.

    `slots` are [weekday, start, end] in minutes on the clock of the person's site, Monday 0. `away` are [first day, last day]. `hopes` is what they hope to gain, for
    their future pair alone. `capacity` is how many seniors a junior takes; `preparation` names the pages they read, and
    `prepared_at` is when they had read all of them. `saved_at` tells two browsers apart. A `withdrawn` row is kept until the
    round closes, so that coming back costs nothing.
    """

    __tablename__ = "mentoring_volunteer"

    id: Mapped[Id]
    round_id: Mapped[int] = mapped_column(ForeignKey("mentoring_round.id", ondelete="cascade"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="cascade"))
    side: Mapped[str]
    state: Mapped[str] = mapped_column(server_default="open")
    languages: Mapped[list[str]] = mapped_column(ARRAY(TEXT))
    slots: Mapped[list[list[int]]] = mapped_column(JSONB)
    remote: Mapped[bool] = mapped_column(server_default=text("true"))
    away: Mapped[list[list[str]]] = mapped_column(JSONB, server_default=text("'[]'::jsonb"))
    interests: Mapped[list[str]] = mapped_column(ARRAY(TEXT), server_default=text("'{}'"))
    hopes: Mapped[str] = mapped_column(server_default="")
    capacity: Mapped[int] = mapped_column(server_default=text("1"))
    preparation: Mapped[list[str]] = mapped_column(ARRAY(TEXT), server_default=text("'{}'"))
    prepared_at: Mapped[datetime | None]
    volunteered_at: Mapped[Moment]
    saved_at: Mapped[datetime] = mapped_column(server_default=func.now())

    __table_args__ = (
        UniqueConstraint("round_id", "person_id"),
        CheckConstraint("side in ('senior', 'junior')", name="side"),
        CheckConstraint("state in ('open', 'withdrawn')", name="state"),
        CheckConstraint("capacity between 1 and 3", name="capacity"),
        Index("ix_mentoring_volunteer_person", "person_id"),
    )


class VolunteerSkill(Base):
    """A skill of a volunteer: the `level` they have, and for a senior the level that they wish for (`wanted`)."""

    __tablename__ = "mentoring_volunteer_skill"

    volunteer_id: Mapped[int] = mapped_column(
        ForeignKey("mentoring_volunteer.id", ondelete="cascade"), primary_key=True
    )
    skill_id: Mapped[int] = mapped_column(ForeignKey("mentoring_skill.id"), primary_key=True)
    level: Mapped[int]
    wanted: Mapped[int | None]

    __table_args__ = (
        CheckConstraint("level between 0 and 5 and (wanted is null or wanted between 1 and 5)", name="levels"),
    )


class Avoidance(Base):
    """A person whom another person avoids: private, and valid for every round."""

    __tablename__ = "mentoring_avoidance"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="cascade"), primary_key=True)
    avoided_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="cascade"), primary_key=True)

    __table_args__ = (CheckConstraint("person_id <> avoided_id", name="oneself"),)


class AvoidanceText(Base):
    """The lines that a person typed about people to avoid; the page shows them whether or not they name a colleague."""

    __tablename__ = "mentoring_avoidance_said"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="cascade"), primary_key=True)
    lines: Mapped[list[str]] = mapped_column(ARRAY(TEXT))
