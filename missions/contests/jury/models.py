"""The tables of a jury: the sheet of each juror for each idea, and the conflicts that jurors declared."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.database import Base, Moment


class JurySheet(Base):
    """What one juror thinks of one idea: a mark of 1 to 5 by each criterion, or a declared conflict and no mark at all.

    Nobody but the juror reads a sheet; the result shows means and spreads.
    """

    __tablename__ = "contest_jury_sheet"

    idea_id: Mapped[int] = mapped_column(ForeignKey("contest_idea.id", ondelete="cascade"), primary_key=True)
    juror_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="cascade"), primary_key=True)
    is_in_conflict: Mapped[bool]
    usefulness: Mapped[int | None]
    ease: Mapped[int | None]
    proof: Mapped[int | None]
    saved_at: Mapped[Moment]

    __table_args__ = (
        CheckConstraint("usefulness between 1 and 5 and ease between 1 and 5 and proof between 1 and 5", name="marks"),
        CheckConstraint(
            "num_nulls(usefulness, ease, proof) = case when is_in_conflict then 3 else 0 end", name="whole"
        ),
    )
