"""The table of the awards that holders show in the company's network."""

from __future__ import annotations

from sqlalchemy import BigInteger, ForeignKey, Index, Sequence, text
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.database import Base, Moment

PLACES = Sequence("shown_award_place", metadata=Base.metadata, data_type=BigInteger)
"""Numbers of places in the feed. They are drawn one reader at a time, and only for what was committed."""


class ShownAward(Base):
    """An award that its holder shows in the network, under a name of its own.

    Without an award it is taken back for good: nothing of the person is left, and the name is never given again. `place` is
    where its last change stands in the feed; null until somebody reads the feed. The triggers `note_change_of_award` and
    `note_change_of_shown_award` make it null again with each change, in the transaction that makes it.
    """

    __tablename__ = "shown_award"

    id: Mapped[str] = mapped_column(primary_key=True, server_default=text("gen_random_uuid()::text"))
    award_id: Mapped[int | None] = mapped_column(ForeignKey("award.id", ondelete="set null"), unique=True)
    place: Mapped[int | None] = mapped_column(unique=True)
    changed_at: Mapped[Moment]

    __table_args__ = (Index("ix_shown_award_unplaced", "id", postgresql_where=text("place is null")),)
