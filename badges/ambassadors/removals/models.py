"""The table of removals: who wished to end a term and why, who confirmed it, and what became of an appeal."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.database import Base, Id, Moment


class AmbassadorRemoval(Base):
    """One person of HR proposes to end a term, another confirms; the ambassador may appeal, and a third decides.

    `hours` a month were agreed on for the term, which an appeal may restore. It goes with the candidacy, a year after the end of the term.
    """

    __tablename__ = "ambassador_removal"

    id: Mapped[Id]
    candidacy_id: Mapped[int] = mapped_column(ForeignKey("candidacy.id", ondelete="cascade"), index=True)
    reason: Mapped[str]
    proposed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="set null"))
    proposed_at: Mapped[Moment]
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="set null"))
    confirmed_at: Mapped[datetime | None]
    appeal: Mapped[str | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="set null"))
    decided_at: Mapped[datetime | None]
    is_upheld: Mapped[bool | None]
    hours: Mapped[int | None]

    __table_args__ = (
        CheckConstraint("confirmed_by_id <> proposed_by_id", name="two"),
        CheckConstraint("decided_by_id <> proposed_by_id and decided_by_id <> confirmed_by_id", name="third"),
        CheckConstraint("appeal is null or confirmed_at is not null", name="appeal"),
        CheckConstraint("num_nulls(decided_at, is_upheld) in (0, 2)", name="decided"),
        Index(
            "ix_ambassador_removal_proposed",
            "candidacy_id",
            unique=True,
            postgresql_where=text("confirmed_at is null"),
        ),
    )
