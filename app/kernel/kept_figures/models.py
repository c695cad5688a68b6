"""The table of figures about everybody that the clock counted."""

from __future__ import annotations

from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.database import Base, Json, Moment


class KeptFigure(Base):
    """A figure by its name, what it was counted on, and when. No row: it is counted when it is read."""

    __tablename__ = "kept_figure"

    name: Mapped[str] = mapped_column(primary_key=True)
    basis: Mapped[str]
    value: Mapped[Json]
    counted_at: Mapped[Moment]
