"""The tables of proposals: calculations of a round, proposals, and unmatched people with their reasons."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.database import Base, Id, Json, Moment


class Calculation(Base):
    """One run of the matcher over a round: claimed by one worker until `claimed_until`, reported step by step, cancellable.

    `attempt` grows with each claim, so that a worker that lost its claim can save nothing. `daily_cycle_at` is the daily cycle that requested it.
    """

    __tablename__ = "mentoring_calculation"

    id: Mapped[Id]
    round_id: Mapped[int] = mapped_column(ForeignKey("mentoring_round.id", ondelete="cascade"))
    state: Mapped[str] = mapped_column(server_default="asked")
    asked_at: Mapped[Moment]
    daily_cycle_at: Mapped[datetime | None] = mapped_column("beat_at")
    attempt: Mapped[int] = mapped_column(server_default=text("0"))
    claimed_until: Mapped[datetime | None]
    step: Mapped[str] = mapped_column(server_default="")
    done: Mapped[int] = mapped_column(server_default=text("0"))
    whole: Mapped[int] = mapped_column(server_default=text("0"))
    ended_at: Mapped[datetime | None]
    summary: Mapped[Json] = mapped_column("told", JSONB, server_default=text("'{}'::jsonb"))

    __table_args__ = (
        CheckConstraint("state in ('asked', 'running', 'done', 'cancelled', 'failed')", name="state"),
        UniqueConstraint("round_id", "beat_at"),
        Index(
            "ix_mentoring_calculation_under_way",
            "round_id",
            unique=True,
            postgresql_where=text("state in ('asked', 'running')"),
        ),
    )


class Proposal(Base):
    """A senior and a junior proposed to each other. `explanation` holds reasons, main gap, common slots and languages.

    `ready`: calculated, not yet released. `held`: under the floor, waits for a decision of the programme's team. The senior is
    asked first, the junior after the senior's yes. `answer` is a refusal of the asked person, until the next daily cycle. `ending`:
    the junior will not accept, and the senior, who said yes, learns of it only at the deadline. `over`: refused, not answered in
    time, or no longer possible; which of these, and by whom, is stored nowhere.
    """

    __tablename__ = "mentoring_proposal"

    id: Mapped[Id]
    round_id: Mapped[int] = mapped_column(ForeignKey("mentoring_round.id", ondelete="cascade"))
    senior_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="cascade"))
    junior_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="cascade"))
    state: Mapped[str]
    fit: Mapped[float] = mapped_column(Numeric(6, 4, asdecimal=False))
    explanation: Mapped[Json] = mapped_column("told", JSONB)
    asked_at: Mapped[datetime | None]
    answer_due_at: Mapped[datetime | None]
    answer: Mapped[str | None]
    answered_at: Mapped[datetime | None]

    __table_args__ = (
        CheckConstraint(
            "state in ('ready', 'held', 'senior-asked', 'junior-asked', 'ending', 'accepted', 'over')", name="state"
        ),
        CheckConstraint("answer in ('other', 'later', 'gone')", name="answer"),
        CheckConstraint("(answer is null) = (answered_at is null)", name="answered"),
        CheckConstraint("answer is null or state in ('senior-asked', 'junior-asked')", name="asked"),
        Index("ix_mentoring_proposal_pair", "round_id", "senior_id", "junior_id", unique=True),
        Index(
            "ix_mentoring_proposal_senior",
            "round_id",
            "senior_id",
            unique=True,
            postgresql_where=text("state <> 'over'"),
        ),
        Index("ix_mentoring_proposal_asked", "senior_id", "state"),
        Index("ix_mentoring_proposal_junior", "junior_id", "state"),
        Index(
            "ix_mentoring_proposal_due",
            "answer_due_at",
            postgresql_where=text("state in ('senior-asked', 'junior-asked', 'ending')"),
        ),
    )


class UnmatchedPerson(Base):
    """A person without a proposal after the last calculation of a round, with reasons that they can act on.

    Every considered junior has an empty row, so that no row reveals whether a senior is being asked about them.
    """

    __tablename__ = "mentoring_unmatched"

    round_id: Mapped[int] = mapped_column(ForeignKey("mentoring_round.id", ondelete="cascade"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="cascade"), primary_key=True)
    explanation: Mapped[Json] = mapped_column("told", JSONB)
