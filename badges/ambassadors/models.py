"""The tables of the ambassador programme: its rules, who was proposed by whom, and candidacies with their terms."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.database import Base, Id, Json, Moment
from badges.ambassadors.states import OPEN, CandidacyState, quote_states


class AmbassadorProgramme(Base):
    """The rules and texts that HR wrote, in one row; without it the defaults of the schema hold."""

    __tablename__ = "ambassador_programme"

    id: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    content: Mapped[Json]

    __table_args__ = (CheckConstraint("id = 1", name="single"),)


class Nomination(Base):
    """A colleague proposed another. `unit_id` is the team of the first on that day. Deleted after a year.

    `sentence` null: it was erased because the other declined or left Passerelle, and counts no more; its author reads the same.
    """

    __tablename__ = "nomination"

    id: Mapped[Id]
    nominee_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="cascade"))
    nominator_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="cascade"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    sentence: Mapped[str | None]
    written_at: Mapped[Moment] = mapped_column(index=True)

    __table_args__ = (
        UniqueConstraint("nominee_id", "nominator_id"),
        CheckConstraint("nominee_id <> nominator_id", name="oneself"),
    )


class Candidacy(Base):
    """One way of a person to a term, and the term itself.

    `due_at`: when no answer of the candidate is a no. `hours` a month, to which `approver_id` agrees; with `is_on_paper` a
    printed sheet was signed instead; `sheets` is how many were sent. From `announced_from` on, the beginning of a further term is
    announced in the journal; null when it was. The term runs from `named_at` to `ends_at`. What is over keeps no hours and no approver.
    `rests_since`: its rights sleep, after a year without a sign; `resumed_at`: they woke, and cannot sleep for a year.
    """

    __tablename__ = "candidacy"

    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="cascade"))
    state: Mapped[str]
    opened_at: Mapped[Moment]
    due_at: Mapped[datetime | None]
    hours: Mapped[int | None]
    approver_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="set null"), index=True)
    is_on_paper: Mapped[bool] = mapped_column(server_default=text("false"))
    sheets: Mapped[int] = mapped_column(server_default=text("0"))
    named_at: Mapped[datetime | None]
    ends_at: Mapped[datetime | None]
    announced_from: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]
    over_at: Mapped[datetime | None]
    rests_since: Mapped[datetime | None]
    resumed_at: Mapped[datetime | None]

    __table_args__ = (
        CheckConstraint(f"state in ({quote_states(tuple(CandidacyState))})", name="state"),
        CheckConstraint("(state = 'asked') = (due_at is not null)", name="due"),
        CheckConstraint("(state in ('declined', 'ended')) = (over_at is not null)", name="over"),
        CheckConstraint("(named_at is not null) = (state in ('named', 'ended'))", name="term"),
        CheckConstraint("num_nulls(named_at, ends_at) in (0, 2)", name="ends"),
        Index("ix_candidacy_open", "person_id", unique=True, postgresql_where=text(f"state in ({quote_states(OPEN)})")),
        Index("ix_candidacy_named", "person_id", unique=True, postgresql_where=text("state = 'named'")),
        Index("ix_candidacy_person", "person_id"),
    )
