"""The tables of pairs: who meets whom, their sessions, their notes under a key that is not here, and what both say."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.database import Base, Id, Moment


class Pair(Base):
    """A senior and a junior of one round who both said yes. Who stopped it is written nowhere.

    `senior_agreed_at` and `junior_agreed_at`: each read the agreement. `calm_asked_at`: after two cancelled sessions in a row, both
    were asked once whether to reduce, move or stop.
    """

    __tablename__ = "mentoring_pair"

    id: Mapped[Id]
    round_id: Mapped[int] = mapped_column(ForeignKey("mentoring_round.id"))
    senior_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="cascade"))
    junior_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="cascade"))
    state: Mapped[str] = mapped_column(server_default="active")
    started_at: Mapped[Moment]
    senior_agreed_at: Mapped[datetime | None]
    junior_agreed_at: Mapped[datetime | None]
    calm_asked_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]

    __table_args__ = (
        UniqueConstraint("round_id", "senior_id", "junior_id"),
        CheckConstraint("state in ('active', 'stopped', 'completed')", name="state"),
        CheckConstraint("(state = 'active') = (ended_at is null)", name="ended"),
        Index("ix_mentoring_pair_senior", "senior_id"),
        Index("ix_mentoring_pair_junior", "junior_id"),
    )


class MentoringSession(Base):
    """One meeting of a pair. `uid` names it in calendars for ever; `sequence` grows with each change."""

    __tablename__ = "mentoring_session"

    id: Mapped[Id]
    pair_id: Mapped[int] = mapped_column(ForeignKey("mentoring_pair.id", ondelete="cascade"))
    number: Mapped[int]
    guide: Mapped[str]
    starts_at: Mapped[Moment]
    ends_at: Mapped[Moment]
    state: Mapped[str] = mapped_column(server_default="planned")
    uid: Mapped[str] = mapped_column(unique=True)
    sequence: Mapped[int] = mapped_column(server_default=text("0"))

    __table_args__ = (
        UniqueConstraint("pair_id", "number"),
        CheckConstraint("state in ('planned', 'held', 'cancelled')", name="state"),
        CheckConstraint("starts_at < ends_at", name="times"),
        Index("ix_mentoring_session_due", "starts_at", postgresql_where=text("state = 'planned'")),
    )


class Note(Base):
    """What a pair writes for itself: encrypted, under a key that the database does not hold (`key` names which)."""

    __tablename__ = "mentoring_note"

    pair_id: Mapped[int] = mapped_column(ForeignKey("mentoring_pair.id", ondelete="cascade"), primary_key=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    key: Mapped[str]
    version: Mapped[int] = mapped_column(server_default=text("1"))
    written_at: Mapped[Moment]


class Feedback(Base):
    """What one of the two says after a session or at the end: whether it suits, levels gained, whether they would do it again."""

    __tablename__ = "mentoring_feedback"

    pair_id: Mapped[int] = mapped_column(ForeignKey("mentoring_pair.id", ondelete="cascade"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="cascade"), primary_key=True)
    moment: Mapped[str] = mapped_column(primary_key=True)
    answer: Mapped[str]
    thanks: Mapped[str] = mapped_column(server_default="")
    said_at: Mapped[Moment]

    __table_args__ = (
        CheckConstraint("moment in ('first', 'third', 'end', 'calm')", name="moment"),
        Index("ix_mentoring_feedback_moment", "moment", "answer"),
    )
