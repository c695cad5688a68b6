"""The tables of prizes: their stock and what HR took out of it, who won a copy, what payroll books of it, and who follows."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.database import Base, Id, Localised, Moment


class ContestPrize(Base):
    """A prize of the terms, by its key: `won` of `stock` copies are won. Its title stands in the terms.

    All copies of all prizes of a contest together cost no more than its budget, so what is won never does.
    """

    __tablename__ = "contest_prize"

    id: Mapped[Id]
    contest_id: Mapped[int] = mapped_column(ForeignKey("contest.id", ondelete="cascade"))
    key: Mapped[str]
    place: Mapped[int]
    receiver: Mapped[str]
    stock: Mapped[int]
    won: Mapped[int] = mapped_column(server_default=text("0"))
    value_cents: Mapped[int]
    prize_class: Mapped[str]
    may_be_given_away: Mapped[bool]

    __table_args__ = (
        UniqueConstraint("contest_id", "key"),
        CheckConstraint("won between 0 and stock", name="stock"),
        CheckConstraint("receiver in ('person', 'group', 'each-participant')", name="receiver"),
        CheckConstraint("prize_class in ('work', 'gift', 'chance')", name="prize_class"),
    )


class PrizeStockChange(Base):
    """Copies that HR took out of the stock, with the reason that participants read."""

    __tablename__ = "contest_prize_stock_change"

    id: Mapped[Id]
    prize_id: Mapped[int] = mapped_column(ForeignKey("contest_prize.id", ondelete="cascade"))
    stock_before: Mapped[int]
    stock_after: Mapped[int]
    reason: Mapped[Localised] = mapped_column(JSONB)
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="set null"))
    changed_at: Mapped[Moment]

    __table_args__ = (Index("ix_contest_prize_stock_change_prize", "prize_id"),)


class ContestWin(Base):
    """A copy of a prize that somebody won: `holder` is a pseudonym, or the key of the group that won.

    `person_id` is null for a group, and for a person who was erased. `value_cents` and `year` are those of the award, for the
    yearly ceiling. `claim_until` ends the time in which an offered prize is claimed. `is_named`: its winner agreed to stand
    under their name in the result, where everybody reads it.
    """

    __tablename__ = "contest_win"

    id: Mapped[Id]
    contest_id: Mapped[int] = mapped_column(ForeignKey("contest.id", ondelete="cascade"))
    prize_id: Mapped[int] = mapped_column(ForeignKey("contest_prize.id", ondelete="cascade"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="set null"))
    holder: Mapped[str]
    group_key: Mapped[str]
    rank: Mapped[int]
    state: Mapped[str] = mapped_column(server_default="provisional")
    value_cents: Mapped[int]
    year: Mapped[int] = mapped_column(SmallInteger)
    awarded_at: Mapped[Moment]
    offered_at: Mapped[datetime | None]
    claim_until: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]
    handed_over_at: Mapped[datetime | None]
    is_named: Mapped[bool] = mapped_column(server_default=text("false"))
    handed_over_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="set null"))

    __table_args__ = (
        UniqueConstraint("prize_id", "holder"),
        CheckConstraint(
            "state in ('provisional', 'offered', 'claimed', 'handed-over', 'declined', 'expired', 'given-away')",
            name="state",
        ),
        CheckConstraint("(state = 'provisional') = (offered_at is null)", name="offered"),
        CheckConstraint("(state = 'handed-over') = (handed_over_at is not null)", name="handed_over"),
        CheckConstraint("not is_named or state not in ('provisional', 'declined', 'expired')", name="named"),
        Index("ix_contest_win_contest", "contest_id"),
        Index("ix_contest_win_person", "person_id", "year"),
        Index("ix_contest_win_claim_until", "claim_until", postgresql_where=text("state = 'offered'")),
    )


class PrizeHandOver(Base):
    """The record of a prize that a person received, as payroll books it: written with the hand-over and never changed.

    It has no foreign key to the person, so it stays when they are erased, until its retention ends. `handed_over_on` is the day
    in the contest's zone, `ceiling_cents` the yearly ceiling of that day. A prize of a group has no record.
    """

    __tablename__ = "prize_hand_over"

    id: Mapped[Id]
    win_id: Mapped[int | None] = mapped_column(ForeignKey("contest_win.id", ondelete="set null"), unique=True)
    person_id: Mapped[int]
    external_id: Mapped[str]
    given_name: Mapped[str]
    family_name: Mapped[str]
    contest: Mapped[Localised] = mapped_column(JSONB)
    prize: Mapped[Localised] = mapped_column(JSONB)
    value_cents: Mapped[int]
    prize_class: Mapped[str]
    handed_over_on: Mapped[date]
    ceiling_cents: Mapped[int]

    __table_args__ = (
        CheckConstraint("prize_class in ('work', 'gift', 'chance')", name="prize_class"),
        Index("ix_prize_hand_over_day", "handed_over_on"),
        Index("ix_prize_hand_over_person", "person_id"),
    )


class ContestAlternate(Base):
    """Somebody who follows when a prize comes free: in the order of `rank`, first those of the same group of a shared draw.

    `called_at` is when their turn came; `refusal` says why they could win nothing then ("ceiling", "prizes-off"...).
    """

    __tablename__ = "contest_alternate"

    contest_id: Mapped[int] = mapped_column(ForeignKey("contest.id", ondelete="cascade"), primary_key=True)
    holder: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="set null"))
    group_key: Mapped[str]
    rank: Mapped[int]
    called_at: Mapped[datetime | None]
    refusal: Mapped[str | None]

    __table_args__ = (Index("ix_contest_alternate_person", "person_id"),)
