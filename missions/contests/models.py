"""The tables of contests that every room reads: contests, the versions of their regulations, and who takes part."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.database import Base, Id, Json, Localised, Moment


class Contest(Base):
    """A contest. While it is a draft, `answers` are those of its form; `revision` grows with each save.

    From its publication on, `terms` are those of the newest version of its regulation, and `due_at` is the moment of its next
    step, which a crisis moves on. `secret` makes the pseudonyms of its entries.
    """

    __tablename__ = "contest"

    id: Mapped[Id]
    slug: Mapped[str] = mapped_column(unique=True)
    state: Mapped[str] = mapped_column(server_default="draft")
    answers: Mapped[Json] = mapped_column(JSONB, server_default=text("'{}'::jsonb"))
    revision: Mapped[int] = mapped_column(server_default=text("0"))
    saved_at: Mapped[Moment]
    terms: Mapped[Json | None] = mapped_column(JSONB)
    secret: Mapped[bytes] = mapped_column(LargeBinary)
    opens_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]
    due_at: Mapped[datetime | None]
    published_at: Mapped[datetime | None]
    opened_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    announced_at: Mapped[datetime | None]
    finalised_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]
    cancel_message: Mapped[Localised | None] = mapped_column(JSONB)

    __table_args__ = (
        CheckConstraint(
            "state in ('draft', 'published', 'open', 'closed', 'provisional', 'final', 'cancelled')", name="state"
        ),
        CheckConstraint("(state = 'draft') = (published_at is null)", name="published"),
        CheckConstraint("(published_at is null) = (terms is null)", name="terms"),
        CheckConstraint("opens_at < closes_at", name="dates"),
        CheckConstraint("(state = 'cancelled') = (cancelled_at is not null)", name="cancelled"),
        Index("ix_contest_due", "due_at", postgresql_where=text("due_at is not null")),
    )


class ContestRegulation(Base):
    """A version of a contest's regulation, never edited: its terms, its two documents, and their SHA-256.

    `change` says in both languages what an amendment changes; null for the first version.
    """

    __tablename__ = "contest_regulation"

    id: Mapped[Id]
    contest_id: Mapped[int] = mapped_column(ForeignKey("contest.id", ondelete="cascade"))
    version: Mapped[int]
    terms: Mapped[Json] = mapped_column(JSONB)
    text: Mapped[Localised] = mapped_column(JSONB)
    sha256: Mapped[Localised] = mapped_column(JSONB)
    change: Mapped[Localised | None] = mapped_column(JSONB)
    published_at: Mapped[Moment]

    __table_args__ = (UniqueConstraint("contest_id", "version"),)


class ContestParticipant(Base):
    """Somebody who joined a contest; leaving deletes the row. Unit, site and group of the contest's sort are those of the day of joining.

    `is_named`: they agreed to stand under their name in the ranking.
    """

    __tablename__ = "contest_participant"

    contest_id: Mapped[int] = mapped_column(ForeignKey("contest.id", ondelete="cascade"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="cascade"), primary_key=True)
    group_key: Mapped[str | None]
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    is_named: Mapped[bool] = mapped_column(server_default=text("false"))
    joined_at: Mapped[Moment]

    __table_args__ = (Index("ix_contest_participant_person", "person_id"),)
