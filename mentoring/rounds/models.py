"""The tables of rounds and of mentoring skills."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.database import Base, Id, Json, Localised


class Round(Base):
    """One mentoring round. `limits` are the rules of the matcher, shown to every participant; `seed` breaks its ties.

    A draft is visible to HR only; an open round takes volunteers until `volunteering_ends_on`; then it is matched, proposals are
    released, pairs run until `ends_on`, and it closes with its `restitution`. A `rolling` one also proposes to newcomers while
    it runs.
    """

    __tablename__ = "mentoring_round"

    id: Mapped[Id]
    slug: Mapped[str] = mapped_column(unique=True)
    title: Mapped[Localised] = mapped_column(JSONB)
    why: Mapped[Localised] = mapped_column(JSONB)
    sponsor: Mapped[str]
    state: Mapped[str] = mapped_column(server_default="draft")
    audience: Mapped[Json] = mapped_column(JSONB, server_default=text("'{}'::jsonb"))
    volunteering_ends_on: Mapped[date]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    sessions: Mapped[int] = mapped_column(server_default=text("6"))
    limits: Mapped[Json] = mapped_column(JSONB, server_default=text("'{}'::jsonb"))
    seed: Mapped[int]
    rolling: Mapped[bool] = mapped_column(server_default=text("false"))
    opened_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    restitution: Mapped[dict[str, str] | None] = mapped_column(JSONB)

    __table_args__ = (
        CheckConstraint(
            "state in ('draft', 'open', 'matching', 'proposing', 'running', 'closing', 'closed')", name="state"
        ),
        CheckConstraint("volunteering_ends_on <= starts_on and starts_on < ends_on", name="dates"),
        CheckConstraint("sessions between 1 and 24", name="sessions"),
        CheckConstraint("state <> 'closed' or (closed_at is not null and restitution is not null)", name="closed"),
    )


class MentoringSkill(Base):
    """A skill that people may wish for; a `suggested` one waits for a decision of HR."""

    __tablename__ = "mentoring_skill"

    id: Mapped[Id]
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[Localised] = mapped_column(JSONB)
    state: Mapped[str] = mapped_column(server_default="listed")

    __table_args__ = (CheckConstraint("state in ('listed', 'suggested', 'retired')", name="state"),)
