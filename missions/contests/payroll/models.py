"""The table of the files that were taken: who took what of whom, and when."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.database import Base, Id, Moment


class PrizeExport(Base):
    """A file of prizes that somebody took: its days, its format, how many lines it has, and its SHA-256; never its content."""

    __tablename__ = "prize_export"

    id: Mapped[Id]
    kind: Mapped[str]
    first_on: Mapped[date]
    last_on: Mapped[date]
    format: Mapped[str]
    line_count: Mapped[int]
    sha256: Mapped[str]
    exported_at: Mapped[Moment]
    exported_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="set null"))

    __table_args__ = (CheckConstraint("kind in ('payroll', 'register')", name="kind"),)
