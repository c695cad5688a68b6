"""The tables of leaderboards: boards, seasons, and published versions."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, Numeric, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.database import Base, Id, Localised, Moment


class Season(Base):
    """A named stretch of days, both included."""

    __tablename__ = "season"

    id: Mapped[Id]
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[Localised] = mapped_column(JSONB)
    starts_on: Mapped[date]
    ends_on: Mapped[date]

    __table_args__ = (CheckConstraint("starts_on <= ends_on", name="days"),)


class Board(Base):
    """What is compared: people who chose to appear or a sort of group, by which measure, over which period, and how.

    It is due when it is stale, no worker builds it and `next_at` has come.
    """

    __tablename__ = "board"

    id: Mapped[Id]
    slug: Mapped[str] = mapped_column(unique=True)
    title: Mapped[Localised] = mapped_column(JSONB)
    subject: Mapped[str]
    measure: Mapped[str] = mapped_column(server_default="points")
    detail: Mapped[str] = mapped_column(server_default="")
    period: Mapped[str]
    season_id: Mapped[int | None] = mapped_column(ForeignKey("season.id"))
    how: Mapped[str] = mapped_column(server_default="per_head")
    published_version: Mapped[int] = mapped_column(server_default=text("0"))
    stale_since: Mapped[datetime | None]
    building_until: Mapped[datetime | None]
    next_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]

    __table_args__ = (
        CheckConstraint("period in ('week', 'month', 'season', 'all')", name="period"),
        CheckConstraint("(period = 'season') = (season_id is not null)", name="season"),
        CheckConstraint("how in ('per_head', 'total')", name="how"),
    )


class Snapshot(Base):
    """One published version of a board, true at `as_of`.

    A board of people has its packed ranking in `roll`, and when each reached their score in `moments`; `digest` is the SHA-256 of
    both. Or it has those who moved in `moves`, over the roll of the version `base_id` (perhaps its own). A board of groups has
    standings. Changes of the transactions from `seen_tx` on may be missing.
    """

    __tablename__ = "snapshot"

    id: Mapped[Id]
    board_id: Mapped[int] = mapped_column(ForeignKey("board.id", ondelete="cascade"))
    version: Mapped[int]
    as_of: Mapped[Moment]
    seen_tx: Mapped[int]
    people: Mapped[int] = mapped_column(server_default=text("0"))
    roll: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    digest: Mapped[str | None]
    moments: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    base_id: Mapped[int | None] = mapped_column(ForeignKey("snapshot.id"))
    moves: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    moves_digest: Mapped[str | None]

    __table_args__ = (UniqueConstraint("board_id", "version"),)


class GroupStanding(Base):
    """One group in a snapshot; `key` is its id, or its name on the network, and empty for the merged ones, which have no rank."""

    __tablename__ = "standing"

    snapshot_id: Mapped[int] = mapped_column(ForeignKey("snapshot.id", ondelete="cascade"), primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    place: Mapped[int]
    rank: Mapped[int | None]
    name: Mapped[str]
    score: Mapped[float] = mapped_column(Numeric(14, 2, asdecimal=False))
    total: Mapped[int]
    per_head: Mapped[float] = mapped_column(Numeric(14, 2, asdecimal=False))
    people: Mapped[int]
    share: Mapped[int]


class GroupResult(Base):
    """What one group reached per head in one week or month, by the measure of a board; `key` as in GroupStanding."""

    __tablename__ = "group_result"

    board_id: Mapped[int] = mapped_column(ForeignKey("board.id", ondelete="cascade"), primary_key=True)
    period: Mapped[str] = mapped_column(primary_key=True)
    starts_on: Mapped[date] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    per_head: Mapped[float] = mapped_column(Numeric(14, 2, asdecimal=False))

    __table_args__ = (CheckConstraint("period in ('week', 'month')", name="period"),)
