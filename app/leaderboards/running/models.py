"""The tables of running totals: derived from the ledger and the organisation, and counted anew when they are deleted."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.database import Base, Id, Moment


class CountedWindow(Base):
    """A window of a measure that some board of groups needs, from `since`, included, to `until`, excluded."""

    __tablename__ = "counted_window"

    id: Mapped[Id]
    measure: Mapped[str]
    since: Mapped[Moment]
    until: Mapped[Moment]

    __table_args__ = (UniqueConstraint("measure", "since", "until"),)


class PersonTotal(Base):
    """What a person earned in a window in one unit at one site; no row for zero. `is_only`: their one row of the window."""

    __tablename__ = "person_total"

    window_id: Mapped[int] = mapped_column(ForeignKey("counted_window.id", ondelete="cascade"), primary_key=True)
    person_id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(primary_key=True)
    points: Mapped[int]
    is_only: Mapped[bool]

    __table_args__ = (Index("ix_person_total_several", "window_id", postgresql_where=text("not is_only")),)


class PlaceTotal(Base):
    """What was earned in a window in one unit at one site, and by how many people who earned in no other place meanwhile.

    Those with rows of several places are added up one by one: each counts once in a group.
    """

    __tablename__ = "place_total"

    window_id: Mapped[int] = mapped_column(ForeignKey("counted_window.id", ondelete="cascade"), primary_key=True)
    unit_id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(primary_key=True)
    points: Mapped[int]
    earners: Mapped[int]


class CountedPerson(Base):
    """How a person who is here was counted last."""

    __tablename__ = "counted_person"

    person_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    unit_id: Mapped[int]
    site_id: Mapped[int]
    takes_part: Mapped[bool]


class PlaceHeadcount(Base):
    """How many people are in one unit at one site, and how many of them take part."""

    __tablename__ = "place_headcount"

    unit_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    site_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    people: Mapped[int]
    taking_part: Mapped[int]
