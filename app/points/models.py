"""Points' tables: the rules and their versions, the append-only ledger, and its running totals."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, func, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, TEXT
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.database import Base, Id, Localised, Moment


class Rule(Base):
    """One version of a published sentence: so many points when such a thing happens, at most so often.

    Versions share a `slug`: one at most is a draft (`in_force_from` null) and one at most is in force. Each judges
    what happened between its two moments, and nothing else, so a change is never retroactive.
    `amount` null means what the fact itself announces (a mission's own points); `collective_amount` null, as much.
    `cap` is how many facts count in each `cap_period` of the person's time zone, across versions; null: all.
    `justification` says why a rule gives the team nothing.
    """

    __tablename__ = "rule"

    id: Mapped[Id]
    slug: Mapped[str]
    version: Mapped[int] = mapped_column(server_default=text("1"))
    sentence: Mapped[Localised] = mapped_column(JSONB)
    fact_kinds: Mapped[list[str]] = mapped_column(ARRAY(TEXT))
    beneficiary: Mapped[str] = mapped_column(server_default="actor")
    amount: Mapped[int | None]
    collective_amount: Mapped[int | None]
    cap: Mapped[int | None]
    cap_period: Mapped[str | None]
    justification: Mapped[str] = mapped_column(server_default="")
    in_force_from: Mapped[datetime | None]
    in_force_until: Mapped[datetime | None]

    __table_args__ = (
        UniqueConstraint("slug", "version"),
        CheckConstraint("beneficiary in ('actor', 'counterpart')", name="beneficiary"),
        CheckConstraint("cap_period in ('day', 'week', 'month')", name="cap_period"),
        CheckConstraint("(cap is null) = (cap_period is null)", name="cap"),
        CheckConstraint("amount >= 0 and collective_amount >= 0", name="amount"),
        CheckConstraint("in_force_until >= in_force_from", name="in_force"),
        Index("ix_rule_draft", "slug", unique=True, postgresql_where=text("in_force_from is null")),
        Index(
            "ix_rule_in_force",
            "slug",
            unique=True,
            postgresql_where=text("in_force_from is not null and in_force_until is null"),
        ),
    )


class LedgerEntry(Base):
    """One line: points to a person, and to their unit and their site of that moment, for one fact under one rule. Never edited.

    A correction is a new line with the opposite amounts that names, in `corrects_id`, the line it corrects.
    """

    __tablename__ = "ledger_entry"

    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    rule_id: Mapped[int] = mapped_column(ForeignKey("rule.id"))
    fact_id: Mapped[int]
    points: Mapped[int]
    collective: Mapped[int]
    earned_at: Mapped[Moment]
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("ledger_entry.id"))
    written_at: Mapped[datetime] = mapped_column(server_default=func.now())

    __table_args__ = (
        Index("ix_ledger_entry_person", "person_id", "rule_id", "earned_at"),
        Index("ix_ledger_entry_earned", "earned_at"),
        Index("ix_ledger_entry_corrects", "corrects_id", unique=True, postgresql_where=text("corrects_id is not null")),
    )


class LedgerChange(Base):
    """What a line adds to the points of a unit and a site, or takes from them, and no running total of boards contains yet.

    Triggers write it with the line: a new line as it is; a line that moves to another unit twice, taken from the one and
    added to the other. Whoever counts it deletes it.
    """

    __tablename__ = "ledger_change"

    id: Mapped[Id]
    person_id: Mapped[int]
    unit_id: Mapped[int]
    site_id: Mapped[int]
    shared: Mapped[int]
    counted_at: Mapped[Moment]


class WaitingCredit(Base):
    """A line that is due but was earned outside working hours: it is written to the ledger at `counts_at`, when people work again.

    Derived from the facts like the ledger; `points` are those of the person.
    """

    __tablename__ = "waiting_credit"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="cascade"), primary_key=True)
    rule_id: Mapped[int] = mapped_column(ForeignKey("rule.id"), primary_key=True)
    fact_id: Mapped[int] = mapped_column(primary_key=True)
    points: Mapped[int]
    earned_at: Mapped[Moment]
    counts_at: Mapped[Moment]

    __table_args__ = (Index("ix_waiting_credit_counts_at", "counts_at"),)


class Balance(Base):
    """A person's running total, moved in the transaction that writes the ledger."""

    __tablename__ = "balance"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    points: Mapped[int] = mapped_column(server_default=text("0"))


class UnitBalance(Base):
    """A unit's running total of the collective side."""

    __tablename__ = "unit_balance"

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    points: Mapped[int] = mapped_column(server_default=text("0"))
