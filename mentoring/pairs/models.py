"""The tables of pairs: who meets whom, their sessions, their notes under a key that is not here, and what both say."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint, func, text
from sqlalchemy.dialects.postgresql import ARRAY, TEXT
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.database import Base, Id, Moment


class Pair(Base):
    """A senior and a junior of one round who both said yes. Who stopped it is written nowhere.

    `senior_agreed_at` and `junior_agreed_at`: each read the agreement. `meeting_place` is a place or a video address, as typed. `sessions` is how many they mean to hold, and `cancelled` how
    many they called off since the last one held. `calm_asked_at`: after two of these in a row, both were asked once whether to
    reduce, move or stop; `idle_asked_at`: they booked nothing for weeks, and were asked once. `ending_at`: somebody stops, or
    left; until then they may think again or come back, and only the marks that a key outside
    the database makes tell for whom (`stop_marks`, emptied at the end).
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
    meeting_place: Mapped[str] = mapped_column(server_default="")
    sessions: Mapped[int] = mapped_column(server_default=text("6"))
    cancelled: Mapped[int] = mapped_column(server_default=text("0"))
    calm_asked_at: Mapped[datetime | None]
    idle_asked_at: Mapped[datetime | None]
    ending_at: Mapped[datetime | None]
    stop_marks: Mapped[list[str]] = mapped_column(ARRAY(TEXT), server_default=text("'{}'"))
    ended_at: Mapped[datetime | None]

    __table_args__ = (
        UniqueConstraint("round_id", "senior_id", "junior_id"),
        CheckConstraint("state in ('active', 'stopped', 'completed')", name="state"),
        CheckConstraint("(state = 'active') = (ended_at is null)", name="ended"),
        CheckConstraint("sessions between 1 and 24 and cancelled >= 0", name="sessions"),
        CheckConstraint("state = 'active' or (ending_at is null and stop_marks = '{}')", name="ending"),
        Index("ix_mentoring_pair_senior", "senior_id"),
        Index("ix_mentoring_pair_junior", "junior_id"),
        Index("ix_mentoring_pair_ending", "ending_at", postgresql_where=text("ending_at is not null")),
    )


class MentoringSession(Base):
    """One meeting of a pair. `uid` names it in calendars for ever; `sequence` grows with each change, made at `changed_at`."""

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
    changed_at: Mapped[Moment] = mapped_column(server_default=func.now())

    __table_args__ = (
        UniqueConstraint("pair_id", "number"),
        CheckConstraint("state in ('planned', 'held', 'cancelled')", name="state"),
        CheckConstraint("starts_at < ends_at", name="times"),
        Index("ix_mentoring_session_due", "starts_at", postgresql_where=text("state = 'planned'")),
    )


class PairNote(Base):
    """What a pair writes for itself: encrypted, under a key that the database does not hold (`key` names which)."""

    __tablename__ = "mentoring_note"

    pair_id: Mapped[int] = mapped_column(ForeignKey("mentoring_pair.id", ondelete="cascade"), primary_key=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    key: Mapped[str]
    version: Mapped[int] = mapped_column(server_default=text("1"))
    written_at: Mapped[Moment]


class Feedback(Base):
    """What one of the two says after a session or at the end: whether it suits, whether they would do it again."""

    __tablename__ = "mentoring_feedback"

    pair_id: Mapped[int] = mapped_column(ForeignKey("mentoring_pair.id", ondelete="cascade"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="cascade"), primary_key=True)
    moment: Mapped[str] = mapped_column(primary_key=True)
    answer: Mapped[str]
    thanks: Mapped[str] = mapped_column(server_default="")
    said_at: Mapped[Moment]

    __table_args__ = (
        CheckConstraint("moment in ('first', 'third', 'end', 'calm', 'idle')", name="moment"),
        Index("ix_mentoring_feedback_moment", "moment", "answer"),
    )


class PairLevel(Base):
    """The level of one of the two in a skill, from 0 to 5: when the pair began, and at its end if they answered."""

    __tablename__ = "mentoring_pair_level"

    pair_id: Mapped[int] = mapped_column(ForeignKey("mentoring_pair.id", ondelete="cascade"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="cascade"), primary_key=True)
    skill_id: Mapped[int] = mapped_column(ForeignKey("mentoring_skill.id"), primary_key=True)
    level_before: Mapped[int]
    level_after: Mapped[int | None]

    __table_args__ = (
        CheckConstraint(
            "level_before between 0 and 5 and (level_after is null or level_after between 0 and 5)", name="levels"
        ),
    )


class SentPairReminder(Base):
    """What one of the two was reminded of or asked, by its name: once for ever, however often the clock comes by."""

    __tablename__ = "mentoring_asked"

    pair_id: Mapped[int] = mapped_column(ForeignKey("mentoring_pair.id", ondelete="cascade"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="cascade"), primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    asked_at: Mapped[Moment]


class CalendarFeed(Base):
    """The personal calendar of a person: only a SHA-256 of what its address ends with is kept."""

    __tablename__ = "mentoring_calendar_feed"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="cascade"), primary_key=True)
    token_sha256: Mapped[str] = mapped_column(unique=True)
    made_at: Mapped[Moment]
