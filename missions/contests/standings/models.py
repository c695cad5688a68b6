"""The tables of standings: what counts for a participant, and their running total."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKeyConstraint, SmallInteger, text
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.database import Base, Moment

_PARTICIPANT = ("contest_id", "person_id")


class ContestStanding(Base):
    """What a participant has: `total` of what counts, `score` up to the cap of the contest, and when this score was reached.

    Derived from the facts, like ContestCount. Leaving the contest deletes both.
    """

    __tablename__ = "contest_standing"

    contest_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    person_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    total: Mapped[int] = mapped_column(server_default=text("0"))
    score: Mapped[int] = mapped_column(server_default=text("0"))
    reached_at: Mapped[datetime | None]

    __table_args__ = (
        ForeignKeyConstraint(
            _PARTICIPANT,
            ["contest_participant.contest_id", "contest_participant.person_id"],
            name="fk_contest_standing_participant",
            ondelete="cascade",
        ),
    )


class ContestCount(Base):
    """A fact that a scoring line of a contest values for a participant; `line` is its place among the lines, from 0.

    `is_counted` is false for what is above the cap of its period.
    """

    __tablename__ = "contest_count"

    contest_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    person_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    line: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    occurred_at: Mapped[Moment] = mapped_column(primary_key=True)
    fact_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    amount: Mapped[int]
    is_counted: Mapped[bool]
    community: Mapped[str | None]

    __table_args__ = (
        ForeignKeyConstraint(
            _PARTICIPANT,
            ["contest_standing.contest_id", "contest_standing.person_id"],
            name="fk_contest_count_standing",
            ondelete="cascade",
        ),
    )
