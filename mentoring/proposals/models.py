"""The tables of proposals: each calculation of a round, whom it proposes to whom, and who was left with which reason."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.database import Base, Id, Json, Moment


class Calculation(Base):
    """One run of the matcher over a round: claimed by one worker until `claimed_until`, told by steps, cancelled at any time.

    `attempt` grows with each claim, so that a worker that was given up can keep nothing. `beat_at` names the beat that asked for it.
    """

    __tablename__ = "mentoring_calculation"

    id: Mapped[Id]
    round_id: Mapped[int] = mapped_column(ForeignKey("mentoring_round.id", ondelete="cascade"))
    state: Mapped[str] = mapped_column(server_default="asked")
    asked_at: Mapped[Moment]
    beat_at: Mapped[datetime | None]
    attempt: Mapped[int] = mapped_column(server_default=text("0"))
    claimed_until: Mapped[datetime | None]
    step: Mapped[str] = mapped_column(server_default="")
    done: Mapped[int] = mapped_column(server_default=text("0"))
    whole: Mapped[int] = mapped_column(server_default=text("0"))
    ended_at: Mapped[datetime | None]
    told: Mapped[Json] = mapped_column(JSONB, server_default=text("'{}'::jsonb"))

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
    """A senior and a junior who might meet. `told` holds the reasons, the honest gap, the common slots and languages.

    `ready`: found, and not yet out. `held`: under the floor, for the programme's manager to decide. The senior is asked first; the
    junior after a yes. `answer` is what the asked one said other than yes, until the next beat. `ending`: nothing more comes from the
    junior, and the senior, who said yes, learns it when the time to answer is over and not before. It is `over` when either said no,
    did not answer in time, or can no longer: which of these, and who, is written nowhere.
    """

    __tablename__ = "mentoring_proposal"

    id: Mapped[Id]
    round_id: Mapped[int] = mapped_column(ForeignKey("mentoring_round.id", ondelete="cascade"))
    senior_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="cascade"))
    junior_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="cascade"))
    state: Mapped[str]
    fit: Mapped[float] = mapped_column(Numeric(6, 4, asdecimal=False))
    told: Mapped[Json] = mapped_column(JSONB)
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


class Unmatched(Base):
    """Whom the last calculation of a round looked at and left without a proposal, and why, in terms that they can act on.

    Every junior whom it looked at has a row that says nothing: whether somebody is asked about them is not to be read here.
    """

    __tablename__ = "mentoring_unmatched"

    round_id: Mapped[int] = mapped_column(ForeignKey("mentoring_round.id", ondelete="cascade"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="cascade"), primary_key=True)
    told: Mapped[Json] = mapped_column(JSONB)
