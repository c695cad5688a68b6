"""The tables of standings: what counts for a participant, their running total, and what is frozen at the opening and the closing."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, LargeBinary, SmallInteger, text
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.database import Base, Id, Moment

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

    `is_counted` is false for what is above the cap of its period. A trigger removes the rows with their standing: a reference
    would look each new row's standing up and lock it.
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


class ContestHead(Base):
    """How many people of the audience were in a part of a group when the contest opened: a unit at a site, or a community.

    `shown_key` is the group whose published figure counts them; null where they are too few for any.
    """

    __tablename__ = "contest_head"

    id: Mapped[Id]
    contest_id: Mapped[int] = mapped_column(ForeignKey("contest.id", ondelete="cascade"))
    group_key: Mapped[str]
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    site_id: Mapped[int | None] = mapped_column(ForeignKey("site.id"))
    heads: Mapped[int]
    shown_key: Mapped[str | None]

    __table_args__ = (Index("ix_contest_head_contest", "contest_id"),)


class ContestFreeze(Base):
    """A contest whose entries are frozen: when, and the SHA-256 of the terms and of everything that counted."""

    __tablename__ = "contest_freeze"

    contest_id: Mapped[int] = mapped_column(ForeignKey("contest.id", ondelete="cascade"), primary_key=True)
    frozen_at: Mapped[Moment]
    sha256: Mapped[str]


class ContestEntry(Base):
    """What a contest froze of a participant. `person_id` is null once they left the contest or were erased: the result stays.

    `lines_sha256` is that of the lines of ContestCount that make the score; `draw_rank` is the draw's number of an entry that had a ticket.
    """

    __tablename__ = "contest_entry"

    contest_id: Mapped[int] = mapped_column(ForeignKey("contest.id", ondelete="cascade"), primary_key=True)
    pseudonym: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="set null"))
    group_key: Mapped[str | None]
    score: Mapped[int]
    reached_at: Mapped[datetime | None]
    tickets: Mapped[int]
    exclusion: Mapped[str | None]
    lines_sha256: Mapped[str]
    draw_rank: Mapped[int | None]

    __table_args__ = (Index("ix_contest_entry_person", "person_id", "contest_id", unique=True),)


class ContestOutcome(Base):
    """What a contest froze of a group: the heads that it is judged by, the sum of what counted, and how many scored."""

    __tablename__ = "contest_outcome"

    contest_id: Mapped[int] = mapped_column(ForeignKey("contest.id", ondelete="cascade"), primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    heads: Mapped[int]
    score: Mapped[int]
    scorers: Mapped[int]


class ContestFigure(Base):
    """What everybody reads of a group, as it was last published: percentages; null where they are not detailed."""

    __tablename__ = "contest_figure"

    contest_id: Mapped[int] = mapped_column(ForeignKey("contest.id", ondelete="cascade"), primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    progress: Mapped[int | None]
    participation: Mapped[int | None]
    published_at: Mapped[Moment]


class ContestRanking(Base):
    """The ranking of a contest of that mode as it was last published: `roll` is packed as that of a board of people."""

    __tablename__ = "contest_ranking"

    contest_id: Mapped[int] = mapped_column(ForeignKey("contest.id", ondelete="cascade"), primary_key=True)
    as_of: Mapped[Moment]
    people: Mapped[int]
    roll: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
