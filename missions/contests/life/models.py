"""The tables of a contest's life: its results with their seeds, objections to them, and the crises that moved its dates."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.database import Base, Id, Json, Moment


class ContestResult(Base):
    """A result of a contest, first promised by the commitment of its seed, then made; a later number replaces it, for `reason`.

    Until it is made, the seed is sealed and `seed` is null. `beacon` is the value of the announced round, once HR pasted it.
    `entries` and `minutes` are the published files of a made result; `outcome` names its winners and alternates in order.
    `chances` are those of every group of a draw that was shared out.
    `snapshot` is what the final result says, for ever.
    """

    __tablename__ = "contest_result"

    id: Mapped[Id]
    contest_id: Mapped[int] = mapped_column(ForeignKey("contest.id", ondelete="cascade"))
    number: Mapped[int]
    reason: Mapped[str] = mapped_column(server_default="")
    requested_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="set null"))
    commitment: Mapped[str]
    sealed_seed: Mapped[bytes] = mapped_column(LargeBinary)
    sealed_with: Mapped[str]
    committed_at: Mapped[Moment]
    seed: Mapped[str | None]
    beacon_round: Mapped[int | None]
    beacon: Mapped[Json | None] = mapped_column(JSONB)
    entries_sha256: Mapped[str | None]
    entries: Mapped[str | None] = mapped_column(deferred=True)
    outcome: Mapped[Json | None] = mapped_column(JSONB)
    chances: Mapped[list[Json] | None] = mapped_column(JSONB)
    minutes: Mapped[str | None]
    minutes_sha256: Mapped[str | None]
    made_at: Mapped[datetime | None]
    objections_until: Mapped[datetime | None]
    snapshot: Mapped[str | None]
    snapshot_sha256: Mapped[str | None]

    __table_args__ = (
        UniqueConstraint("contest_id", "number"),
        CheckConstraint("(number = 1) = (reason = '')", name="reason"),
        CheckConstraint("(made_at is null) = (seed is null)", name="made"),
        CheckConstraint("(made_at is null) = (minutes is null)", name="minutes"),
    )


class ContestObjection(Base):
    """What a participant objects to a provisional result, and what HR answered. Nobody but HR and the participant reads it."""

    __tablename__ = "contest_objection"

    id: Mapped[Id]
    contest_id: Mapped[int] = mapped_column(ForeignKey("contest.id", ondelete="cascade"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="set null"))
    result_number: Mapped[int]
    words: Mapped[str]
    made_at: Mapped[Moment]
    is_upheld: Mapped[bool | None]
    answer: Mapped[str | None]
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="set null"))

    __table_args__ = (
        CheckConstraint("(answered_at is null) = (answer is null)", name="answer"),
        CheckConstraint("(answered_at is null) = (is_upheld is null)", name="upheld"),
        Index(
            "uq_contest_objection_open",
            "contest_id",
            "person_id",
            unique=True,
            postgresql_where=text("answered_at is null"),
        ),
        Index("ix_contest_objection_person", "person_id"),
    )


class ContestShift(Base):
    """A crisis that moved the dates of a contest on, so that it does so once."""

    __tablename__ = "contest_shift"

    contest_id: Mapped[int] = mapped_column(ForeignKey("contest.id", ondelete="cascade"), primary_key=True)
    crisis_id: Mapped[int] = mapped_column(ForeignKey("crisis.id", ondelete="cascade"), primary_key=True)
    shifted_at: Mapped[Moment]
