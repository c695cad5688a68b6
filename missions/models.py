"""Missions' tables: what is invited, the routes it stands on, and how far each person got."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, func, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, TEXT
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.database import Base, Id, Json, Localised, Moment


class Mission(Base):
    """An invitation to act. `kind` is code and validates `settings`; what it counts is written out beside them.

    `counted_kinds`, `counted_by`, `wanted` and `within_days` are what the kind made of its settings
    when the mission was published: how many different keys, among facts of those kinds, within so
    many days of the person's arrival (without end when null).
    """

    __tablename__ = "mission"

    id: Mapped[Id]
    slug: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    settings: Mapped[Json] = mapped_column(JSONB)
    title: Mapped[Localised] = mapped_column(JSONB)
    why: Mapped[Localised] = mapped_column(JSONB)
    who_sees: Mapped[Localised] = mapped_column(JSONB)
    minutes: Mapped[int]
    points: Mapped[int]
    counted_kinds: Mapped[list[str]] = mapped_column(ARRAY(TEXT))
    counted_by: Mapped[str]
    wanted: Mapped[int]
    within_days: Mapped[int | None]
    published_at: Mapped[datetime] = mapped_column(server_default=func.now())

    __table_args__ = (
        CheckConstraint("minutes between 1 and 15", name="minutes"),
        CheckConstraint("points >= 0", name="points"),
        CheckConstraint("wanted >= 1", name="wanted"),
    )


class Path(Base):
    """A route of missions; the onboarding one opens by itself for whoever takes part."""

    __tablename__ = "path"

    id: Mapped[Id]
    slug: Mapped[str] = mapped_column(unique=True)
    title: Mapped[Localised] = mapped_column(JSONB)
    why: Mapped[Localised] = mapped_column(JSONB)
    opens_on_joining: Mapped[bool] = mapped_column(server_default=text("false"))


class Step(Base):
    """A mission's place on a path."""

    __tablename__ = "step"

    path_id: Mapped[int] = mapped_column(ForeignKey("path.id", ondelete="cascade"), primary_key=True)
    mission_id: Mapped[int] = mapped_column(ForeignKey("mission.id"), primary_key=True)
    place: Mapped[int]

    __table_args__ = (UniqueConstraint("path_id", "place"),)


class Enrolment(Base):
    """One person on one mission: the window that counts, and the progress derived from the facts in it.

    `completed_at` is the moment of the fact that completed it, whichever order the facts came in.
    `completions` counts the completions announced, so that each has a name of its own in the journal.
    """

    __tablename__ = "enrolment"

    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="cascade"))
    mission_id: Mapped[int] = mapped_column(ForeignKey("mission.id"))
    opened_at: Mapped[Moment]
    counts_from: Mapped[Moment]
    counts_until: Mapped[datetime | None]
    done: Mapped[int] = mapped_column(server_default=text("0"))
    completed_at: Mapped[datetime | None]
    completions: Mapped[int] = mapped_column(server_default=text("0"))
    later_until: Mapped[datetime | None]

    __table_args__ = (UniqueConstraint("person_id", "mission_id"), Index("ix_enrolment_mission", "mission_id"))
