"""Leaderboards' tables: the question a board asks, and its published versions."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.database import Base, Id, Localised, Moment


class Board(Base):
    """A question: who (persons who chose to appear, or units per head), over which period."""

    __tablename__ = "board"

    id: Mapped[Id]
    slug: Mapped[str] = mapped_column(unique=True)
    title: Mapped[Localised] = mapped_column(JSONB)
    subject: Mapped[str]
    period: Mapped[str]
    published_version: Mapped[int] = mapped_column(server_default=text("0"))
    stale_since: Mapped[datetime | None]
    building_until: Mapped[datetime | None]

    __table_args__ = (
        CheckConstraint("subject in ('person', 'unit')", name="subject"),
        CheckConstraint("period in ('week', 'month', 'all')", name="period"),
    )


class Snapshot(Base):
    """One published version of a board: true as of a moment, never changed after."""

    __tablename__ = "snapshot"

    id: Mapped[Id]
    board_id: Mapped[int] = mapped_column(ForeignKey("board.id", ondelete="cascade"))
    version: Mapped[int]
    as_of: Mapped[Moment]
    last_entry_id: Mapped[int]

    __table_args__ = (UniqueConstraint("board_id", "version"),)


class Standing(Base):
    """One row of a snapshot: a person, or a unit per head (`people` of them). Row 0 stands for merged units."""

    __tablename__ = "standing"

    snapshot_id: Mapped[int] = mapped_column(ForeignKey("snapshot.id", ondelete="cascade"), primary_key=True)
    subject_id: Mapped[int] = mapped_column(primary_key=True)
    rank: Mapped[int]
    score: Mapped[float] = mapped_column(Numeric(14, 2, asdecimal=False))
    reached_at: Mapped[Moment]
    name: Mapped[str]
    people: Mapped[int | None]

    __table_args__ = (Index("ix_standing_rank", "snapshot_id", "rank", "subject_id"),)
